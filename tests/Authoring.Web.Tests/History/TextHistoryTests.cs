using Authoring.Text;
using Authoring.Web.Tests.Editing;

namespace Authoring.Web.Tests.History;

/// <summary>
/// Any version of a text can be had, and is what everybody saw at that version; so can each update, with its author and time.
/// </summary>
public sealed class TextHistoryTests(ITestOutputHelper output)
{
    private const string Start = "# 标题\n\n一段文字😀，其后还有。\n";

    [Fact]
    public async Task Every_version_is_what_was_seen_then_marks_included_packed_or_not()
    {
        var seed = Environment.GetEnvironmentVariable("AUTHORING_SEED") is { } fixedSeed ? int.Parse(fixedSeed) : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        await using var bench = await SessionBench.StartAsync();
        var text = await bench.AddTextAsync(Start);
        var other = await bench.AddTextAsync("别的。\n");
        var seen = await WriteAsync(bench, text, new Random(seed), 150);
        await bench.Open(other).Session.PushAsync(bench.People[0], 0, [new("o", "o", ChangeSet.Replace(4, 0, 0, "x"))]);
        await CheckAsync(bench, text, seen);
        var before = await LogAsync(bench, text, 0, int.MaxValue);

        (bench.Limits.UpdatesPerStretch, bench.Limits.UpdatesLeftUnpacked, bench.Limits.UpdatesPerCheckpoint, bench.Limits.PackedAfter) = (
            10,
            15,
            30,
            TimeSpan.Zero
        );
        Assert.True(await bench.PackAsync() > 0);
        await CheckAsync(bench, text, seen);
        Assert.Equal(before, await LogAsync(bench, text, 0, int.MaxValue));
        Assert.Equal(before.GetRange(33, 40), await LogAsync(bench, text, 33, 73));
        Assert.Empty(await bench.VerifyAsync());
    }

    [Fact]
    public async Task Packing_keeps_a_whole_text_now_and_then_so_that_no_version_is_far_from_one()
    {
        await using var bench = await SessionBench.StartAsync();
        (bench.Limits.UpdatesPerStretch, bench.Limits.UpdatesLeftUnpacked, bench.Limits.UpdatesPerCheckpoint, bench.Limits.PackedAfter) = (
            10,
            10,
            25,
            TimeSpan.Zero
        );
        var text = await bench.AddTextAsync(Start);
        await WriteAsync(bench, text, new Random(1), 130);
        await bench.PackAsync();
        var kept = (await bench.SnapshotsAsync(text)).Where(version => version <= 100).Order().ToList();
        Assert.Equal(0, kept[0]);
        Assert.All(
            kept.Zip(kept.Skip(1)),
            pair => Assert.InRange(pair.Second - pair.First, 25, 25 + 10 + bench.Limits.UpdatesPerSnapshot + 3)
        );
        Assert.InRange(kept.Count, 3, 4);
    }

    [Fact]
    public async Task What_was_never_there_is_not_made_up()
    {
        await using var bench = await SessionBench.StartAsync();
        var text = await bench.AddTextAsync(Start);
        Assert.Equal(Start, (await bench.History.AtAsync(text, 0))!.Text.ToString());
        Assert.Null(await bench.History.AtAsync(text, 1));
        Assert.Null(await bench.History.AtAsync(text, -1));
        Assert.Null(await bench.History.AtAsync(text + 1, 0));
        Assert.Empty(await LogAsync(bench, text, 0, int.MaxValue));
        Assert.Equal(0, await bench.History.LastVersionAsync(text));
    }

    /// <summary>Two people write, one at a time; returns the text at each version that was committed.</summary>
    private static async Task<Dictionary<int, TrackedText>> WriteAsync(SessionBench bench, int text, Random random, int edits)
    {
        var open = bench.Open(text);
        var seen = new Dictionary<int, TrackedText> { [0] = TrackedText.Plain(Rope.From(Start)) };
        open.Committed = batch => seen[batch.Version] = batch.After;
        var writers = new[] { new SimulatedWriter(bench.People[0], "w", 0, Start), new SimulatedWriter(bench.People[1], "v", 0, Start) };
        for (var i = 0; i < edits; i++)
        {
            var writer = writers[random.Next(2)];
            writer.Edit(random);
            await open.Session.PushAsync(writer.PersonId, writer.Version, [.. writer.Unconfirmed]);
            for (var version = -1; version != writer.Version; )
            {
                version = writer.Version;
                var pulled = await open.Session.PullAsync(writer.Version);
                writer.Receive(pulled.Version, pulled.Updates);
            }
        }
        return seen;
    }

    private static async Task CheckAsync(SessionBench bench, int text, Dictionary<int, TrackedText> seen)
    {
        var last = seen.Keys.Max();
        Assert.Equal(last, await bench.History.LastVersionAsync(text));
        foreach (var (version, whole) in seen)
            Assert.Equal(whole, await bench.History.AtAsync(text, version));
        Assert.Null(await bench.History.AtAsync(text, last + 1));
    }

    private static async Task<List<(int Version, string Id, int Person, long At, string Changes)>> LogAsync(
        SessionBench bench,
        int text,
        int after,
        int upTo
    ) =>
        await bench
            .History.UpdatesAsync(text, after, upTo)
            .Select(entry => (entry.Version, entry.UpdateId, entry.PersonId, entry.At, entry.Changes.ToJson()))
            .ToListAsync();
}
