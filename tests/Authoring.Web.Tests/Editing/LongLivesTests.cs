using Authoring.Text;
using Authoring.Web.Editing;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// Texts live for years: the history of each is whole, what nobody needs is let go from memory, and an old text opens as a new one.
/// </summary>
public sealed class LongLivesTests(ITestOutputHelper output)
{
    private const string Document = "small/sections/01-basic";
    private const string Start = "一段文字。\n";

    private static PushedUpdate Typed(string id, int length, string client = "c") => new(id, client, ChangeSet.Replace(length, 0, 0, "x"));

    [Fact]
    public async Task A_session_that_was_let_go_goes_on_unseen_from_what_is_on_disk()
    {
        await using var bench = await SessionBench.StartAsync();
        var text = await bench.AddTextAsync(Start);
        var (session, elsewhere) = (bench.Open(text).Session, bench.Open(text).Session);
        for (var i = 0; i < 20; i++)
            await session.PushAsync(bench.People[0], i, [Typed($"u{i}", Start.Length + i)]);
        await elsewhere.PushAsync(bench.People[1], 20, [Typed("other", Start.Length + 20, "d")]);
        Assert.Equal(20, (await session.ReadAsync()).Version); // what it holds

        session.Forget();

        Assert.Equal(21, (await session.ReadAsync()).Version); // what the database holds
        Assert.Equal(22, await session.PushAsync(bench.People[0], 3, [Typed("late", Start.Length + 3)]));
        Assert.Equal(5, await session.PushAsync(bench.People[0], 4, [Typed("u4", Start.Length + 4)])); // known, though nothing is in memory
    }

    [Fact]
    public async Task What_is_on_its_way_to_the_disk_is_not_let_go()
    {
        await using var bench = await SessionBench.StartAsync();
        var text = await bench.AddTextAsync(Start);
        var session = bench.Open(text).Session;
        await session.ReadAsync();
        Task<int> first,
            second;
        await using (await bench.LockDatabaseAsync())
        {
            first = session.PushAsync(bench.People[0], 0, [Typed("a", Start.Length)]);
            session.Forget();
            second = session.PushAsync(bench.People[1], 0, [Typed("b", Start.Length, "d")]);
        }
        var versions = await Task.WhenAll(first, second);
        Assert.Equal([1, 2], versions);
        Assert.Equal("xx" + Start, (await session.ReadAsync()).Text.Text.ToString());
    }

    [Fact]
    public async Task Opening_reads_no_more_than_the_newest_whole_text_and_what_came_since()
    {
        await using var bench = await SessionBench.StartAsync();
        var text = await bench.AddTextAsync(Start);
        var session = bench.Open(text).Session;
        for (var i = 0; i < 100; i++)
            await session.PushAsync(bench.People[0], i, [Typed($"u{i}", Start.Length + i)]);
        // With the beginning of its log gone, opening would fail if it read it.
        await bench.ExecuteAsync("""DELETE FROM "Updates" WHERE "Version" <= 90""");
        await bench.ExecuteAsync("""DELETE FROM "Snapshots" WHERE "Version" <= 90""");
        await bench.StartAgainAsync();
        Assert.Equal(
            (100, new string('x', 100) + Start),
            ((await bench.Open(text).Session.ReadAsync()).Version, (await bench.Open(text).Session.ReadAsync()).Text.Text.ToString())
        );
    }

    [Fact]
    public async Task Author_and_time_of_an_update_are_what_the_server_saw()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await using var author = await workspace.ConnectAsync("author1");
        var before = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        await author.CallAsync(
            "Push",
            Document,
            0,
            new[]
            {
                new
                {
                    id = "u",
                    clientID = "c",
                    changes = new object[] { new object[] { 0, "字" }, SmallReport.First.Length },
                    by = "999",
                    at = "1999-01-01T00:00:00.000Z",
                    person = 5,
                    personId = 5,
                },
            }
        );
        var pulled = (await author.CallAsync("Pull", Document, 0)).GetProperty("updates")[0];
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        var row = await db.Updates.SingleAsync();
        var person = await db.Users.SingleAsync(u => u.UserName == "author1");
        Assert.Equal(person.Id, row.PersonId);
        Assert.Equal(person.Id.ToString(), pulled.GetProperty("by").GetString());
        var at = DateTimeOffset.Parse(pulled.GetProperty("at").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(at, before, TimeProvider.System.GetUtcNow());
        Assert.Equal(row.At, at.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Replaying_the_log_gives_each_version_byte_for_byte()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var bench = await SessionBench.StartAsync();
        var text = await bench.AddTextAsync(Start);
        var open = bench.Open(text);
        var seen = new Dictionary<int, string> { [0] = Start };
        open.Committed = batch => seen[batch.Version] = batch.After.Text.ToString();
        var writers = Enumerable.Range(0, 3).Select(i => new SimulatedWriter(bench.People[i], $"w{i}", 0, Start)).ToList();
        for (var i = 0; i < 300; i++)
        {
            // Each has typed a few times, and knows nothing yet of what the others have pushed since his last turn.
            var writer = writers[random.Next(3)];
            for (var n = random.Next(3); n >= 0; n--)
                writer.Edit(random);
            var end = await open.Session.PushAsync(writer.PersonId, writer.Version, [.. writer.Unconfirmed]);
            while (writer.Version < end)
            {
                var pulled = await open.Session.PullAsync(writer.Version);
                writer.Receive(pulled.Version, pulled.Updates);
            }
            Assert.Empty(writer.Unconfirmed);
        }
        var log = await bench.LogAsync(text);
        for (var version = 0; version <= log.Count; version++)
        {
            var replayed = Naive.Replay(Start, log.Take(version));
            if (seen.TryGetValue(version, out var whole))
                Assert.Equal(whole, replayed);
            Assert.Equal(replayed, (await bench.History.AtAsync(text, version))!.Text.ToString());
        }
    }
}
