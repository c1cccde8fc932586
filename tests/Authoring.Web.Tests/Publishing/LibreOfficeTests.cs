using System.Diagnostics;
using Authoring.Web.Publishing;

namespace Authoring.Web.Tests.Publishing;

/// <summary>Whatever becomes of LibreOffice is known by its name, and it leaves nothing behind: no process, no file.</summary>
public sealed class LibreOfficeTests
{
    private static async Task<PdfFailure?> ConvertAsync(PublishingSettings settings, CancellationToken cancellation = default)
    {
        using var work = new WorkFolder();
        using var profile = new OfficeProfile(work.New());
        var word = Path.Combine(profile.Folder, "report.docx");
        await File.WriteAllTextAsync(word, "word", cancellation);
        return await FakeOffice.Office(settings).ConvertAsync(profile, word, cancellation);
    }

    private static PublishingSettings With(FakeOffice fake) => new() { LibreOffice = fake.Program };

    [Fact]
    public async Task Where_it_is_not_installed_that_is_said() =>
        Assert.Equal(PdfFailure.NotInstalled, await ConvertAsync(new() { LibreOffice = "/no/such/soffice" }));

    [Theory]
    [InlineData("printf '%%PDF-1.7' > \"$out\"", null)]
    [InlineData("kill -KILL $$", "Killed")]
    [InlineData("echo 'Unspecified Application Error' >&2; exit 1", "Killed")]
    [InlineData("kill -XFSZ $$", "TooLarge")]
    [InlineData("head -c 5000000 /dev/zero > \"$out\"", "TooLarge")]
    [InlineData("exit 0", "NothingMade")]
    [InlineData("echo no > \"$out\"", "NothingMade")]
    [InlineData("head -c 3000000 /dev/zero | tr '\\0' x >&2; head -c 3000000 /dev/zero; printf '%%PDF-1.7' > \"$out\"", null)]
    [InlineData("cat; printf '%%PDF-1.7' > \"$out\"", null)]
    public async Task Each_end_has_its_name(string script, string? failure)
    {
        using var fake = new FakeOffice(script);
        var settings = With(fake);
        settings.FileMegabytes = 4;
        Assert.Equal(failure, (await ConvertAsync(settings))?.ToString());
    }

    /// <summary>As LibreOffice says it where it cannot write; how much room there is tells the two apart.</summary>
    [Theory]
    [InlineData(1, PdfFailure.TooLarge)]
    [InlineData(int.MaxValue, PdfFailure.DiskFull)]
    public async Task A_full_disk_is_told_from_a_file_that_is_too_large(int megabytes, object failure)
    {
        using var fake = new FakeOffice("echo 'Error: (SfxBaseModel::impl_store failed: 0xc10(Error Area:Io Class:Write Code:16))' >&2");
        var settings = With(fake);
        settings.FileMegabytes = megabytes;
        Assert.Equal(failure, await ConvertAsync(settings));
    }

    [Fact]
    public async Task What_takes_too_long_is_ended_with_all_that_it_started()
    {
        using var fake = new FakeOffice("""sleep 1000 & echo $! > "$here/child"; mkfifo "$here/never"; read < "$here/never" """);
        var settings = With(fake);
        settings.TimeLimit = TimeSpan.FromSeconds(2);
        Assert.Equal(PdfFailure.TimedOut, await ConvertAsync(settings));
        await AssertEndedAsync(int.Parse(fake.Lines("child").Single()));
    }

    [Fact]
    public async Task Who_no_longer_waits_ends_it()
    {
        using var fake = new FakeOffice(
            """mkfifo "$here/never"; sleep 1000 & echo $! > "$here/new"; mv "$here/new" "$here/child"; read < "$here/never" """
        );
        using var watch = new FileSystemWatcher(fake.Folder) { EnableRaisingEvents = true };
        using var cancel = new CancellationTokenSource();
        watch.Renamed += (_, _) => cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ConvertAsync(With(fake), cancel.Token));
        await AssertEndedAsync(int.Parse(fake.Lines("child").Single()));
    }

    [Fact]
    public async Task It_learns_nothing_of_the_server_and_leaves_nothing_behind()
    {
        Environment.SetEnvironmentVariable("AUTHORING_TEST_SECRET", "secret");
        using var fake = new FakeOffice(
            """env > "$here/env"; nice > "$here/nice"; pwd > "$here/pwd"; echo x > "$TMPDIR/x"; printf '%%PDF-1.7' > "$out" """
        );
        Assert.Null(await ConvertAsync(With(fake)));
        Assert.DoesNotContain(fake.Lines("env"), line => line.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(["19"], fake.Lines("nice"));
        Assert.False(Directory.Exists(fake.Lines("pwd").Single()));
    }

    /// <summary>The system takes a moment to end a process that was killed.</summary>
    private static async Task AssertEndedAsync(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        }
        catch (ArgumentException)
        {
            // It has ended.
        }
    }
}
