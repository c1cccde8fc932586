using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// What was acknowledged is on disk, what was not is sent again and applied once; and one sender's trouble is nobody else's:
/// real sessions on a real log, with a database that is locked, a server that dies, and ids that come twice.
/// </summary>
public sealed class TroubleTests
{
    private const string Start = "一段文字。\n";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Types <c>x</c> at the start of a text of this length.</summary>
    private static PushedUpdate Typed(string id, int length, string client = "c") => new(id, client, ChangeSet.Replace(length, 0, 0, "x"));

    private static async Task<RefusalCode> RefusedAsync(Task push) => (await Assert.ThrowsAsync<Refusal>(() => push)).Code;

    [Fact]
    public async Task What_was_committed_before_the_server_died_is_not_applied_again()
    {
        await using var bench = await SessionBench.StartAsync();
        var text = await bench.AddTextAsync(Start);
        PushedUpdate[] sent = [Typed("a", Start.Length), Typed("b", Start.Length + 1)];
        await bench.Open(text).Session.PushAsync(bench.People[0], 0, sent); // and the answer never arrives
        await bench.Open(text).Session.PushAsync(bench.People[1], 2, [Typed("other", Start.Length + 2, "d")]);
        await bench.StartAgainAsync();

        var again = bench.Open(text).Session;
        Assert.Equal(2, await again.PushAsync(bench.People[0], 0, sent));
        Assert.Equal(4, await again.PushAsync(bench.People[0], 0, [.. sent, Typed("c", Start.Length + 2)]));

        Assert.Equal(["a", "b", "other", "c"], (await bench.LogAsync(text)).Select(u => u.UpdateId));
        Assert.Equal("xxxx" + Start, (await again.ReadAsync()).Text.Text.ToString());
    }

    [Fact]
    public async Task A_locked_database_delays_the_acknowledgement_and_loses_nothing()
    {
        await using var bench = await SessionBench.StartAsync();
        var text = await bench.AddTextAsync(Start);
        var told = 0;
        var open = bench.Open(text);
        open.Committed = batch => told = batch.Version;
        Task<int> push;
        await using (await bench.LockDatabaseAsync())
        {
            push = open.Session.PushAsync(bench.People[0], 0, [Typed("a", Start.Length)]);
            // Reading goes on meanwhile, and shows nothing that is not on disk.
            Assert.Equal((0, Start), await ReadAsync(open.Session));
            Assert.Empty((await open.Session.PullAsync(0)).Updates);
            Assert.False(push.IsCompleted);
            Assert.Equal(0, told);
        }
        Assert.Equal(1, await push);
        Assert.Equal((1, "x" + Start), await ReadAsync(open.Session));
    }

    [Fact]
    public async Task A_failed_commit_fails_what_builds_on_it_and_all_arrives_once_when_sent_again()
    {
        await using var bench = await SessionBench.StartAsync(patience: 1);
        bench.Limits.UpdatesPerSnapshot = 1; // a snapshot of a version that fails would be the worst
        var text = await bench.AddTextAsync(Start);
        var session = bench.Open(text).Session;
        await session.PushAsync(bench.People[0], 0, [Typed("first", Start.Length)]);
        Func<Task<int>>[] pushes =
        [
            () => session.PushAsync(bench.People[0], 1, [Typed("a", Start.Length + 1)]),
            () => session.PushAsync(bench.People[0], 1, [Typed("a", Start.Length + 1), Typed("b", Start.Length + 2)]),
            () => session.PushAsync(bench.People[1], 1, [Typed("c", Start.Length + 1, "d")]),
        ];
        await using (await bench.LockDatabaseAsync())
            foreach (var push in pushes.Select(push => push()).ToList())
                Assert.Equal(RefusalCode.NotSaved, await RefusedAsync(push));

        Assert.Equal((1, "x" + Start), await ReadAsync(session));
        await Task.WhenAll(pushes.Select(push => push()));

        var log = await bench.LogAsync(text);
        Assert.Equal([1, 2, 3, 4], log.Select(u => u.Version));
        Assert.Equal(["a", "b", "c", "first"], log.Select(u => u.UpdateId).Order(StringComparer.Ordinal));
        Assert.Equal((4, "xxxx" + Start), await ReadAsync(session));
        Assert.Equal((4, "xxxx" + Start), await ReadAsync(bench.Open(text).Session));
    }

    [Fact]
    public async Task An_id_that_comes_twice_while_it_is_on_its_way_to_the_disk_is_nobody_elses_trouble()
    {
        await using var bench = await SessionBench.StartAsync();
        var text = await bench.AddTextAsync(Start);
        var session = bench.Open(text).Session;
        await session.ReadAsync();
        Task<int>[] pushes;
        await using (await bench.LockDatabaseAsync())
            pushes =
            [
                session.PushAsync(bench.People[0], 0, [Typed("a", Start.Length)]),
                session.PushAsync(bench.People[0], 0, [Typed("b", Start.Length), Typed("a", Start.Length + 1)]),
                session.PushAsync(bench.People[1], 0, [Typed("other", Start.Length, "d")]),
            ];
        var versions = await Task.WhenAll(pushes);
        Assert.Equal([1, 2, 3], versions);
        Assert.Equal(["a", "b", "other"], (await bench.LogAsync(text)).Select(u => u.UpdateId));
        Assert.Equal("xxx" + Start, (await session.ReadAsync()).Text.Text.ToString());
    }

    [Fact]
    public async Task A_push_whose_updates_do_not_follow_each_other_once_the_known_ones_are_left_out_is_a_bad_change()
    {
        await using var bench = await SessionBench.StartAsync();
        var text = await bench.AddTextAsync(Start);
        var session = bench.Open(text).Session;
        await session.PushAsync(bench.People[0], 0, [Typed("known", Start.Length)]);
        // not what it was when it was logged
        var erased = new PushedUpdate("known", "c", ChangeSet.Replace(Start.Length + 1, 0, Start.Length + 1, ""));
        foreach (var version in new[] { 0, 1 })
            Assert.Equal(
                RefusalCode.BadChange,
                await RefusedAsync(session.PushAsync(bench.People[0], version, [Typed("a", Start.Length), erased, Typed("b", 0)]))
            );
        Assert.Single(await bench.LogAsync(text));
    }

    [Fact]
    public async Task A_session_reads_again_when_the_log_has_run_ahead_of_it()
    {
        await using var bench = await SessionBench.StartAsync();
        var text = await bench.AddTextAsync(Start);
        var (session, elsewhere) = (bench.Open(text).Session, bench.Open(text).Session);
        await session.ReadAsync();
        await elsewhere.PushAsync(bench.People[0], 0, [Typed("a", Start.Length)]);

        Assert.Empty((await session.PullAsync(1)).Updates);
        Assert.Equal(2, await session.PushAsync(bench.People[0], 1, [Typed("b", Start.Length + 1)]));
        Assert.Equal(RefusalCode.BadVersion, await RefusedAsync(session.PushAsync(bench.People[0], 3, [Typed("c", Start.Length + 2)])));
    }

    [Fact]
    public async Task Who_was_away_for_long_keeps_nobody_waiting()
    {
        await using var bench = await SessionBench.StartAsync();
        var text = await bench.AddTextAsync(Start);
        var session = bench.Open(text).Session;
        await session.PushAsync(bench.People[0], 0, [.. Enumerable.Range(0, 200).Select(i => Typed($"a{i}", Start.Length + i))]);

        await session.PushAsync(bench.People[0], 200, [Typed("last", Start.Length + 200)]);

        // The old updates are not in memory any more: while they are read, and rebased over, the others write.
        bench.Reading.Hold();
        var longAgo = Task.Run(() =>
            session.PushAsync(bench.People[1], 0, [.. Enumerable.Range(0, 40).Select(i => Typed($"b{i}", Start.Length + i, "d"))])
        );
        await bench.Reading.ReachedAsync().WaitAsync(Patience);
        for (var i = 0; i < 10; i++)
            Assert.Equal(
                202 + i,
                await session.PushAsync(bench.People[2], 201 + i, [Typed($"c{i}", Start.Length + 201 + i, "e")]).WaitAsync(Patience)
            );
        Assert.False(longAgo.IsCompleted);
        bench.Reading.Release();
        Assert.Equal(251, await longAgo.WaitAsync(Patience));
    }

    private static async Task<(int, string)> ReadAsync(DocumentSession session)
    {
        var (version, text) = await session.ReadAsync();
        return (version, text.Text.ToString());
    }
}
