using System.Diagnostics;
using System.Net;
using Authoring.Web.Tests.Browser;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// The disk runs full under the real server: writers are told, nothing acknowledged is lost, and work goes on when there is room again.
/// </summary>
public sealed class FullDiskTests
{
    private const string Text = "small/sections/01-basic";

    [Fact]
    public async Task A_full_disk_refuses_and_loses_nothing()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 24);
        if (disk is null)
            Assert.Skip("A small disk cannot be mounted here: it needs root and the right to mount.");
        await using var server = await ServerProcess.StartAsync(databaseFolder: disk.Folder);
        await RefusesAndLosesNothingAsync(server, disk.FillAsync, () => Task.Run(disk.Empty));
    }

    /// <summary>What needs no right to mount: the system lets the server's files grow no more.</summary>
    [Fact]
    public async Task A_file_that_cannot_grow_refuses_and_loses_nothing()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux sets another process such a limit.");
        await using var server = await ServerProcess.StartAsync(isLimited: true);
        await RefusesAndLosesNothingAsync(
            server,
            () => Task.Run(() => server.LimitFiles(4096)),
            () => Task.Run(() => server.LimitFiles(null))
        );
    }

    private static async Task RefusesAndLosesNothingAsync(ServerProcess server, Func<Task> fillAsync, Func<Task> emptyAsync)
    {
        var people = await ServerLog.PeopleAsync(server);
        var writers = new List<LiveWriter>();
        foreach (var name in new[] { "author1", "author2", "editor" })
            writers.Add(
                new LiveWriter(
                    server.Address,
                    await LiveWriter.SignInAsync(server.Address, name),
                    people[name],
                    Text,
                    name,
                    seed: writers.Count
                )
            );
        foreach (var writer in writers)
            await writer.ConnectAsync();
        await TypeAsync(writers, 20);

        await fillAsync();
        await Task.WhenAll(writers.Select(UntilRefusedAsync));
        Assert.All(writers, writer => Assert.Contains("not-saved", writer.Refusals[^1], StringComparison.Ordinal));
        var acknowledged = writers.SelectMany(w => w.Writer.Acknowledged).ToHashSet();
        Assert.Subset(await ServerLog.IdsAsync(server), acknowledged);
        using var browser = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadyAsync(browser));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/live")).StatusCode);

        await emptyAsync();
        // Before anybody types again.
        for (var waited = Stopwatch.StartNew(); await ReadyAsync(browser) != HttpStatusCode.OK; await Task.Delay(100))
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30));
        await Task.WhenAll(writers.Select(writer => writer.SettleAsync()));
        await TypeAsync(writers, 5);
        for (var i = 0; i < 2; i++)
            await Task.WhenAll(writers.Select(writer => writer.SettleAsync()));
        await ServerLog.VerifyAsync(server, Text, writers.ConvertAll(w => w.Writer));
        foreach (var writer in writers)
            await writer.DisposeAsync();
    }

    private static async Task<HttpStatusCode> ReadyAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/health/ready");
        return answer.StatusCode;
    }

    private static Task TypeAsync(List<LiveWriter> writers, int times) =>
        Task.WhenAll(
            writers.Select(async writer =>
            {
                for (var i = 0; i < times; i++)
                    Assert.True(await writer.TypeAsync());
            })
        );

    /// <summary>The database has some room of its own left: it takes a while until it must refuse.</summary>
    private static async Task UntilRefusedAsync(LiveWriter writer)
    {
        for (var i = 0; await writer.TypeAsync(); i++)
            Assert.True(i < 20_000, "A full disk takes everything.");
    }

    /// <summary>A disk in memory that is full when this many megabytes are.</summary>
    private sealed class SmallDisk : IAsyncDisposable
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("authoring-disk-").FullName;
        private string Ballast => Path.Combine(Folder, "ballast");

        public static async Task<SmallDisk?> MountAsync(int megabytes)
        {
            var disk = new SmallDisk();
            if (OperatingSystem.IsLinux() && await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Folder))
                return disk;
            Directory.Delete(disk.Folder);
            return null;
        }

        public async Task FillAsync()
        {
            await using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            var block = new byte[4096];
            try
            {
                while (true)
                    await file.WriteAsync(block);
            }
            catch (IOException)
            {
                // Full: that is what was wanted.
            }
        }

        public void Empty() => File.Delete(Ballast);

        private static async Task<bool> RunAsync(string program, params string[] words)
        {
            try
            {
                using var process = Process.Start(
                    new ProcessStartInfo(program, words) { RedirectStandardError = true, UseShellExecute = false }
                )!;
                await process.WaitForExitAsync();
                return process.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false; // no such program
            }
        }

        public async ValueTask DisposeAsync()
        {
            Assert.True(await RunAsync("umount", "-l", Folder));
            Directory.Delete(Folder);
        }
    }
}
