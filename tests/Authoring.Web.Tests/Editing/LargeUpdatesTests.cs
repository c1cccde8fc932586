using System.Text.Json;
using Authoring.Text;
using Authoring.Web.Editing;

namespace Authoring.Web.Tests.Editing;

/// <summary>Updates that are as large as the transport lets through do not fill the server's memory.</summary>
public sealed class LargeUpdatesTests
{
    private const int Large = 600_000;

    /// <summary>Replaces the whole of a text.</summary>
    private static PushedUpdate Replaced(int n, int length) =>
        new($"u{n}", "c", ChangeSet.Replace(length, 0, length, new string((char)('a' + (n % 26)), Large)));

    [Fact]
    public void An_open_text_keeps_only_as_many_updates_as_weigh_little()
    {
        var state = new TextState(0, TrackedText.Plain(Rope.From("abc")));
        state.Replay(Enumerable.Range(1, 30).Select(n => LogEntry.Restore(n, 1, "c", $"u{n}", 0, Replaced(n, n == 1 ? 3 : Large).Change)));
        state.Forget(keep: 2_000, keepBytes: 4_000_000);
        Assert.Equal(24, state.Oldest);
        Assert.Equal(30, state.HeadVersion);
        Assert.Equal(6, state.Since(24).Length);
    }

    [Fact]
    public async Task An_answer_to_Pull_is_partial_when_the_updates_are_large_and_all_come_when_asked_again()
    {
        await using var bench = await SessionBench.StartAsync();
        bench.Limits.UpdatesPerPull = bench.Limits.UpdatesInMemory = 500;
        var text = await bench.AddTextAsync("abc");
        var session = bench.Open(text).Session;
        for (var n = 0; n < 6; n++)
            await session.PushAsync(bench.People[0], n, [Replaced(n, n == 0 ? 3 : Large)]);

        foreach (var open in new[] { session, bench.Open(text).Session }) // from memory, and from the database
        {
            var ids = new List<string?>();
            while (ids.Count < 6)
            {
                var pulled = await open.PullAsync(ids.Count);
                Assert.InRange(pulled.Updates.Sum(u => (long)u.Utf8.Length), 1, 3 * Large);
                ids.AddRange(pulled.Updates.Select(u => JsonDocument.Parse(u.Utf8).RootElement.GetProperty("id").GetString()));
                Assert.Equal(ids.Count, pulled.Version);
            }
            Assert.Equal(["u0", "u1", "u2", "u3", "u4", "u5"], ids);
        }
    }

    [Fact]
    public async Task The_whole_text_is_written_beside_the_log_after_few_large_updates()
    {
        await using var bench = await SessionBench.StartAsync();
        bench.Limits.UpdatesPerSnapshot = 500;
        var text = await bench.AddTextAsync("abc");
        var session = bench.Open(text).Session;
        for (var n = 0; n < 9; n++)
            await session.PushAsync(bench.People[0], n, [Replaced(n, n == 0 ? 3 : Large)]);
        Assert.InRange((await bench.SnapshotsAsync(text)).Count, 2, 3);
        Assert.Equal((await session.ReadAsync()).Text, (await bench.Open(text).Session.ReadAsync()).Text);
    }

    [Fact]
    public async Task Large_updates_count_for_more_than_one()
    {
        await using var workspace = await RunningWorkspace.StartAsync(
            ("Editing:UpdatesAtOnce", "1000"),
            ("Editing:UpdatesPerSecond", "10")
        );
        await using var hasty = await workspace.ConnectAsync("author1");
        await hasty.CallAsync(
            "Push",
            "small/sections/01-basic",
            0,
            new[]
            {
                new
                {
                    id = "u",
                    clientID = "c",
                    changes = new object[] { new object[] { SmallReport.First.Length, new string('x', Large) } },
                },
            }
        );
        var again = new
        {
            id = "v",
            clientID = "c",
            changes = new object[] { new object[] { Large, new string('y', Large) } },
        };
        Assert.Equal(
            "too-fast",
            (await Assert.ThrowsAsync<HubError>(() => hasty.CallAsync("Push", "small/sections/01-basic", 1, new[] { again }))).Code
        );
    }
}
