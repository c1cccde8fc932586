using Authoring.Text;
using Authoring.Web.Editing;

namespace Authoring.Web.Tests.Editing;

/// <summary>Of a text with more updates than ids are kept in memory, an id that is sent again is known as of any other.</summary>
public sealed class SeenIdsTests
{
    private const string Start = "一段文字。\n";
    private const int Kept = 5;

    private static PushedUpdate Typed(string id, int version) => new(id, "c", ChangeSet.Replace(Start.Length + version, 0, 0, "x"));

    private static async Task TypeAsync(DocumentSession session, int person, int from, IEnumerable<string> ids)
    {
        foreach (var id in ids)
            Assert.Equal(from + 1, await session.PushAsync(person, from, [Typed(id, from++)]));
    }

    /// <summary>Each id, from the newest version: nothing of it is met while rebasing, so that the ids alone can tell.</summary>
    private static async Task AllAreKnownAsync(SessionBench bench, int text, DocumentSession session, params string[] ids)
    {
        for (var i = 0; i < ids.Length; i++)
            Assert.Equal(i + 1, await session.PushAsync(bench.People[0], ids.Length, [Typed(ids[i], ids.Length)]));
        Assert.Equal(ids, (await bench.LogAsync(text)).Select(row => row.UpdateId));
        Assert.Equal(new string('x', ids.Length) + Start, (await session.ReadAsync()).Text.Text.ToString());
    }

    [Theory]
    [InlineData(Kept)]
    [InlineData(Kept + 1)]
    [InlineData(4 * Kept)]
    public async Task An_id_is_known_again_beyond_what_is_kept_by_who_took_it_and_by_who_reads_of_it(int count)
    {
        await using var bench = await SessionBench.StartAsync();
        bench.Limits.IdsInMemory = Kept;
        var text = await bench.AddTextAsync(Start);
        var ids = Enumerable.Range(0, count).Select(i => $"u{i}").ToArray();
        var session = bench.Open(text).Session;
        await TypeAsync(session, bench.People[0], 0, ids);
        await AllAreKnownAsync(bench, text, session, ids);

        await bench.StartAgainAsync();
        var again = bench.Open(text).Session;
        await AllAreKnownAsync(bench, text, again, ids);
        await TypeAsync(again, bench.People[0], count, ["new"]);
        await AllAreKnownAsync(bench, text, again, [.. ids, "new"]);
        Assert.Equal(
            count + 2,
            await again.PushAsync(
                bench.People[1],
                count + 1,
                [new PushedUpdate("u0", "d", ChangeSet.Replace(Start.Length + count + 1, 0, 0, "y"))]
            )
        ); // somebody else's
    }

    [Fact]
    public async Task Ids_that_look_alike_in_memory_do_not_hide_those_beyond_what_is_kept()
    {
        await using var bench = await SessionBench.StartAsync();
        bench.Limits.IdsInMemory = Kept;
        var text = await bench.AddTextAsync(Start);
        var (one, other) = Alike(bench.People[0]);
        string[] ids = [one, other, .. Enumerable.Range(0, 2 * Kept).Select(i => $"u{i}")];
        await TypeAsync(bench.Open(text).Session, bench.People[0], 0, ids);

        await bench.StartAgainAsync();
        await AllAreKnownAsync(bench, text, bench.Open(text).Session, ids);
    }

    /// <summary>Two ids with one hash: among some hundred thousand there are some.</summary>
    private static (string, string) Alike(int person)
    {
        var seen = new Dictionary<int, string>();
        for (var i = 0; ; i++)
        {
            var id = $"alike{i}";
            if (!seen.TryAdd(SeenIds.Hash(person, id), id))
                return (seen[SeenIds.Hash(person, id)], id);
        }
    }
}
