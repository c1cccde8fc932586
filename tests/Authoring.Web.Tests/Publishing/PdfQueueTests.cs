using Authoring.Compile.Docx;
using Authoring.Web.Publishing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Tests.Publishing;

/// <summary>One conversion at a time, one for the same content, and none for nobody; who waits knows how far it is.</summary>
public sealed class PdfQueueTests : IAsyncLifetime
{
    /// <summary>Says that it has begun, and goes on when the test lets it.</summary>
    private const string Held = """echo "$$" >> "$here/begun"; read < "$here/gate"; cp "$here/made.pdf" "$out" """;

    private readonly FakeOffice fake = new(Held);
    private readonly PublishingSettings settings;
    private readonly WorkFolder work = new();
    private readonly PdfCache cache;
    private readonly PdfQueue queue;
    private readonly List<string> written = [];

    public PdfQueueTests()
    {
        settings = new() { LibreOffice = fake.Program, MaxWaiting = 2 };
        fake.Has("made.pdf", SmallPdf.Write(1, new Dictionary<string, int>()));
        using var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(fake.Folder, "gate")]);
        made.WaitForExit();
        cache = new PdfCache(Options.Create(settings));
        queue = new PdfQueue(
            new PagePass(FakeOffice.Office(settings), work),
            cache,
            work,
            Options.Create(settings),
            NullLogger<PdfQueue>.Instance
        );
    }

    public async ValueTask InitializeAsync() => await queue.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await queue.StopAsync(CancellationToken.None);
        queue.Dispose();
        work.Dispose();
        fake.Dispose();
    }

    private PdfTicket Ask(string content) =>
        queue.Ask(new PdfOrder(new PdfKey(1, content), (stream, _, isFlat, _) => Write(content, isFlat)));

    private DocxResult Write(string content, bool isFlat)
    {
        lock (written)
            written.Add(isFlat ? content : $"{content} with pages");
        return new DocxResult([], new Dictionary<string, string>());
    }

    /// <summary>Lets the conversion that runs, or the next one to run, go on.</summary>
    private Task LetOneAsync() => Task.Run(() => File.WriteAllText(Path.Combine(fake.Folder, "gate"), "go\n"));

    private async Task ReachedAsync(Func<bool> condition)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (condition())
                reached.TrySetResult();
        }
        queue.Moved += Look;
        Look();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        queue.Moved -= Look;
    }

    [Fact]
    public async Task The_same_content_asked_for_twice_is_one_conversion()
    {
        using var first = Ask("a");
        using var second = Ask("a");
        await LetOneAsync();
        var (one, other) = (await first.Outcome, await second.Outcome);
        Assert.NotNull(one.Report);
        Assert.Same(one.Report, other.Report);
        // And once more when it is made.
        using var third = Ask("a");
        Assert.Same(one.Report, (await third.Outcome).Report);
        Assert.Equal(1, queue.Begun);
        Assert.Equal(["a", "a with pages"], written);
    }

    [Fact]
    public async Task Who_waits_knows_how_many_come_before_and_which_pass_runs()
    {
        using var first = Ask("a");
        using var second = Ask("b");
        using var third = Ask("c");
        await ReachedAsync(() => first.Progress == new PdfProgress(0, 1));
        Assert.Equal(new PdfProgress(1, 0), second.Progress);
        Assert.Equal(new PdfProgress(2, 0), third.Progress);
        await LetOneAsync();
        await first.Outcome;
        await ReachedAsync(() => second.Progress == new PdfProgress(0, 1));
        Assert.Equal(new PdfProgress(1, 0), third.Progress);
    }

    [Fact]
    public async Task One_more_than_may_wait_is_refused()
    {
        using var first = Ask("a");
        using var second = Ask("b");
        using var third = Ask("c");
        using var fourth = Ask("d");
        Assert.Equal(PdfFailure.QueueFull, (await fourth.Outcome).Failure);
        using var same = Ask("c"); // it takes no room
        Assert.False(same.Outcome.IsCompleted);
    }

    [Fact]
    public async Task What_nobody_waits_for_any_longer_is_not_made()
    {
        var (first, second, alsoSecond) = (Ask("a"), Ask("b"), Ask("b"));
        using var third = Ask("c");
        await ReachedAsync(() => first.Progress.Pass == 1);
        second.Dispose();
        Assert.Equal(new PdfProgress(1, 0), alsoSecond.Progress);
        alsoSecond.Dispose();
        Assert.Equal(new PdfProgress(1, 0), third.Progress);
        first.Dispose(); // it is being made
        await ReachedAsync(() => third.Progress == new PdfProgress(0, 1));
        await LetOneAsync();
        Assert.NotNull((await third.Outcome).Report);
        Assert.DoesNotContain("b", written);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alsoSecond.Outcome);
    }

    [Fact]
    public async Task A_failure_is_told_to_all_and_kept_by_nobody()
    {
        fake.Has("made.pdf", "no"u8.ToArray());
        using var first = Ask("a");
        using var second = Ask("a");
        await LetOneAsync();
        Assert.Equal((PdfFailure.NothingMade, PdfFailure.NothingMade), ((await first.Outcome).Failure, (await second.Outcome).Failure));
        fake.Has("made.pdf", SmallPdf.Write(1, new Dictionary<string, int>()));
        using var again = Ask("a");
        await LetOneAsync();
        Assert.NotNull((await again.Outcome).Report);
    }

    [Fact]
    public void What_was_asked_for_longest_ago_makes_room()
    {
        settings.CacheMegabytes = 0;
        var small = new PdfCache(Options.Create(settings));
        var (a, b) = (Keep(small, "a"), Keep(small, "b"));
        Assert.Null(small.Find(new PdfKey(1, "a")));
        Assert.False(Directory.Exists(a.Folder));
        Assert.Equal(b, small.Find(new PdfKey(1, "b")));
        Assert.Null(small.Find(new PdfKey(2, "b"))); // another report
    }

    private PublishedReport Keep(PdfCache into, string hash)
    {
        var report = new PublishedReport(new PdfKey(1, hash), work.New(), new PageMap(new Dictionary<string, int>(), 2, true));
        File.WriteAllText(report.Pdf, "pdf");
        File.WriteAllText(report.Word, "word");
        into.Keep(report);
        return report;
    }
}
