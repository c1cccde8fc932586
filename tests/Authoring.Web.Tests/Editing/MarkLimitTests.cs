using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// Over a limit of marks there is a refusal with the number in it: text and version stay, the sender goes on, and nobody else hears of it.
/// </summary>
public sealed class MarkLimitTests : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private const int MostMarks = 6;
    private static readonly int Length = SmallReport.First.Length;

    private readonly List<int> heard = [];
    private RunningWorkspace workspace = null!;
    private HubClient author = null!,
        other = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync(
            ("Editing:MaxMarks", $"{MostMarks}"),
            ("Editing:MaxIdLength", "12"),
            ("Editing:MaxReasonLength", "10")
        );
        (author, other) = (await workspace.ConnectAsync("author1"), await workspace.ConnectAsync("author2"));
        other.Event += (name, arguments) =>
        {
            if (name != "Updated")
                return;
            lock (heard)
                heard.Add(arguments[1].GetInt32());
        };
        await author.CallAsync("Open", Document);
        await other.CallAsync("Open", Document);
    }

    public async ValueTask DisposeAsync()
    {
        await author.DisposeAsync();
        await other.DisposeAsync();
        await workspace.DisposeAsync();
    }

    private static object Suggested(string id, params object[] marks) =>
        new
        {
            id,
            clientID = "c",
            changes = new object[] { Length },
            suggests = true,
            marks,
        };

    /// <summary>A mark that strikes out single characters: so many ranges.</summary>
    private static object Struck(string id, int first, int count) =>
        new { id, delete = Enumerable.Range(0, count).Select(i => new[] { first + (2 * i), first + (2 * i) + 1 }) };

    private static object Decided(string id, string mark, string reason) =>
        new
        {
            id,
            clientID = "c",
            changes = new object[] { Length },
            marks = new[]
            {
                new
                {
                    id = mark,
                    clear = new[] { new[] { 0, 1 } },
                    outcome = "rejected",
                    reason,
                },
            },
        };

    private static async Task<int> PushAsync(HubClient who, int version, object update) =>
        (await who.CallAsync("Push", Document, version, new[] { update })).GetProperty("version").GetInt32();

    /// <summary>
    /// Refused with code and number; text, marks and version are what they were, the same client's next push is taken, and the other one
    /// hears of that alone.
    /// </summary>
    private async Task RefusedAndGoesOnAsync(string code, int number, int version, object refused, object next)
    {
        var before = await StateAsync();
        var error = await Assert.ThrowsAsync<HubError>(() => PushAsync(author, version, refused));
        Assert.Equal(code, error.Code);
        Assert.Contains($"at most {number} ", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync());
        Assert.Equal(version + 1, await PushAsync(author, version, next));
        Assert.Equal(
            version + 1,
            await PushAsync(
                other,
                version + 1,
                new
                {
                    id = "none",
                    clientID = "d",
                    changes = new object[] { Length },
                }
            ) - 1
        ); // his line is whole
        lock (heard)
            Assert.Equal(Enumerable.Range(1, version + 2), heard);
    }

    private async Task<(int, string, string)> StateAsync()
    {
        var opened = await other.CallAsync("Open", Document);
        return (
            opened.GetProperty("version").GetInt32(),
            opened.GetProperty("text").GetString()!,
            opened.GetProperty("marks").GetRawText()
        );
    }

    [Fact]
    public Task An_update_has_so_many_marks() =>
        RefusedAndGoesOnAsync(
            "too-large",
            MostMarks,
            0,
            Suggested("u1", Struck("s1", 0, MostMarks)),
            Suggested("u1", Struck("s1", 0, MostMarks - 1))
        );

    [Fact]
    public async Task A_text_has_so_many_marks_and_takes_more_once_some_were_decided_on()
    {
        Assert.Equal(1, await PushAsync(author, 0, Suggested("u1", Struck("s1", 0, MostMarks - 2))));
        await Assert.ThrowsAsync<HubError>(() => PushAsync(author, 1, Suggested("u2", Struck("s2", 20, 3))));
        lock (heard)
            Assert.Equal([1], heard);
        var clear = new
        {
            id = "u3",
            clientID = "c",
            changes = new object[] { Length },
            marks = new[]
            {
                new
                {
                    id = "s1",
                    clear = new[] { new[] { 0, Length } },
                    outcome = "rejected",
                },
            },
        };
        await RefusedAndGoesOnAsync("too-large", MostMarks, 1, Suggested("u2", Struck("s2", 20, 3)), clear);
        Assert.Equal(4, await PushAsync(author, 3, Suggested("u2", Struck("s2", 20, 3))));
    }

    [Fact]
    public Task The_id_of_a_mark_is_so_long() =>
        RefusedAndGoesOnAsync(
            "bad-message",
            12,
            0,
            Suggested("u1", Struck("s234567890123", 0, 1)),
            Suggested("u1", Struck("s23456789012", 0, 1))
        );

    [Fact]
    public async Task A_reason_is_so_long()
    {
        await PushAsync(author, 0, Suggested("u1", Struck("s1", 0, 1)));
        await RefusedAndGoesOnAsync(
            "too-large",
            10,
            1,
            Decided("u2", "s1", "一二三四五六七八九十一"),
            Decided("u2", "s1", "一二三四五六七八九十")
        );
        Assert.Equal("[]", (await StateAsync()).Item3);
    }

    [Fact]
    public async Task A_text_that_has_too_many_already_can_be_written_in_and_decided_on_one_by_one()
    {
        await using var bench = await SessionBench.StartAsync();
        const string start = "一段文字，其后还有。\n";
        var text = await bench.AddTextAsync(start);
        var session = bench.Open(text).Session;
        for (var i = 0; i < 5; i++)
            Assert.Equal(i + 1, await session.PushAsync(bench.People[0], i, [Typed($"s{i}", start.Length + i, suggests: true)]));
        bench.Limits.MaxMarks = 3;

        Assert.Equal(
            RefusalCode.TooLarge,
            (
                await Assert.ThrowsAsync<Refusal>(() =>
                    session.PushAsync(bench.People[0], 5, [Typed("more", start.Length + 5, suggests: true)])
                )
            ).Code
        );
        Assert.Equal(6, await session.PushAsync(bench.People[1], 5, [Typed("plain", start.Length + 5, suggests: false)]));
        for (var left = 5; left > 2; left--)
        {
            var (version, now) = await session.ReadAsync();
            Assert.Equal(left, now.Marks.Pieces);
            await session.PushAsync(bench.People[1], version, [new PushedUpdate($"d{left}", "d", now.Accept([now.Marks.First().Id]))]);
        }
        var after = (await session.ReadAsync()).Version;
        Assert.Equal(after + 1, await session.PushAsync(bench.People[0], after, [Typed("more", start.Length + 6, suggests: true)]));
    }

    /// <summary>One character at the end of a text of this length, apart from others.</summary>
    private static PushedUpdate Typed(string id, int length, bool suggests) =>
        new(
            id,
            suggests ? "c" : "d",
            new TrackedChange(
                ChangeSet.Replace(
                    length,
                    suggests ? 2 * (length - 11) % length : length,
                    suggests ? 2 * (length - 11) % length : length,
                    "x"
                )
            ),
            suggests
        );
}
