using System.Text.Json;
using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Comments;

/// <summary>Who may do what with a comment, for every person and every act; whoever may not settle a comment has no way round.</summary>
public sealed class CommentRightsTests(CommentRightsTests.Room room) : IClassFixture<CommentRightsTests.Room>
{
    private const string Document = "small/sections/01-basic";

    // Made by school-reviewer (who reads) and given to county-reviewer (who reads); author3 has answered; the text is assigned to author1.
    private const string Table = """
        person          reply  amend-first  amend-own  settle       adopt        reopen       assign       unassign
        school-reviewer yes    yes          yes        yes          yes          yes          yes          yes
        county-reviewer yes    not-allowed  yes        yes          yes          yes          yes          yes
        city-reviewer   yes    not-allowed  yes        not-allowed  not-allowed  not-allowed  not-allowed  not-allowed
        approver        yes    not-allowed  yes        not-allowed  not-allowed  not-allowed  not-allowed  not-allowed
        author1         yes    not-allowed  yes        yes          yes          yes          yes          yes
        author2         yes    not-allowed  yes        not-allowed  not-allowed  not-allowed  not-allowed  not-allowed
        author3         yes    not-allowed  yes        not-allowed  not-allowed  not-allowed  not-allowed  not-allowed
        editor          yes    not-allowed  yes        yes          yes          yes          yes          yes
        """;

    public static TheoryData<string, string, string> Cases()
    {
        var rows = Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var cases = new TheoryData<string, string, string>();
        foreach (var row in rows.Skip(1))
            for (var i = 1; i < row.Length; i++)
                cases.Add(row[0], rows[0][i], row[i].Trim());
        return cases;
    }

    private async Task<int> ThreadAsync()
    {
        var maker = await room.HubAsync("school-reviewer");
        var thread = (
            await maker.CallAsync(
                "Comment",
                Document,
                new
                {
                    version = 0,
                    from = 0,
                    to = 2,
                    subject = "words",
                    text = "请核实",
                }
            )
        ).GetInt32();
        await maker.CallAsync("Assign", Document, thread, room.Ids["county-reviewer"]);
        await (await room.HubAsync("author3")).CallAsync("Reply", Document, thread, new { text = "已看" });
        return thread;
    }

    private async Task<int> EntryAsync(int thread, string? by)
    {
        var threads = (await (await room.HubAsync("editor")).CallAsync("Comments", Document)).GetProperty("threads").EnumerateArray();
        var entries = threads.Single(t => t.GetProperty("id").GetInt32() == thread).GetProperty("entries").EnumerateArray();
        return entries.First(e => by is null || e.GetProperty("by").GetProperty("id").GetString() == by).GetProperty("id").GetInt32();
    }

    private static async Task<string> AnswerAsync(Func<Task<JsonElement>> call)
    {
        try
        {
            await call();
            return "yes";
        }
        catch (HubError error)
        {
            return error.Code ?? error.Message;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_act_is_for_whom_the_table_says(string person, string act, string expected)
    {
        var (thread, who) = (await ThreadAsync(), await room.HubAsync(person));
        if (act == "reopen")
            await (await room.HubAsync("editor")).CallAsync("Handle", Document, thread, new { resolved = true });
        if (act == "amend-own")
            await who.CallAsync("Reply", Document, thread, new { text = "我的" });
        Assert.Equal(
            expected,
            await AnswerAsync(
                act switch
                {
                    "reply" => () => who.CallAsync("Reply", Document, thread, new { text = "好" }),
                    "amend-first" => async () => await who.CallAsync("Amend", Document, thread, await EntryAsync(thread, null), "改"),
                    "amend-own" => async () =>
                        await who.CallAsync("Amend", Document, thread, await EntryAsync(thread, room.Ids[person]), "改"),
                    "settle" => () => who.CallAsync("Handle", Document, thread, new { resolved = true }),
                    "adopt" => () =>
                        who.CallAsync(
                            "Handle",
                            Document,
                            thread,
                            new
                            {
                                resolved = false,
                                adoption = "not-adopted",
                                reason = "不改",
                            }
                        ),
                    "reopen" => () => who.CallAsync("Handle", Document, thread, new { resolved = false }),
                    "assign" => () => who.CallAsync("Assign", Document, thread, room.Ids[person]),
                    _ => () => who.CallAsync("Assign", Document, thread, null),
                }
            )
        );
    }

    [Fact]
    public async Task Nobody_settles_a_comment_by_giving_it_to_himself_or_to_a_friend_first()
    {
        var (thread, reader) = (await ThreadAsync(), await room.HubAsync("city-reviewer"));
        foreach (var to in new[] { room.Ids["city-reviewer"], room.Ids["approver"], null })
            Assert.Equal("not-allowed", await AnswerAsync(() => reader.CallAsync("Assign", Document, thread, to)));
        Assert.Equal("not-allowed", await AnswerAsync(() => reader.CallAsync("Handle", Document, thread, new { resolved = true })));
        // Whom it was given to may not any more once it is taken from him.
        await (await room.HubAsync("editor")).CallAsync("Assign", Document, thread, null);
        Assert.Equal(
            "not-allowed",
            await AnswerAsync(async () =>
                await (await room.HubAsync("county-reviewer")).CallAsync("Handle", Document, thread, new { resolved = true })
            )
        );
    }

    /// <summary>One workspace for all: each of them makes a comment of its own, and nobody's rights change.</summary>
    public sealed class Room : IAsyncLifetime
    {
        private readonly Dictionary<string, HubClient> people = [];
        private RunningWorkspace workspace = null!;

        public Dictionary<string, string> Ids { get; } = [];

        public async ValueTask InitializeAsync()
        {
            workspace = await RunningWorkspace.StartAsync();
            await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
            foreach (var person in await db.Users.ToListAsync())
                Ids[person.UserName!] = person.Id.ToString();
            var text = await db.Documents.SingleAsync(d => d.Key == "01-basic");
            if (!await db.ReportMembers.AnyAsync(m => m.Person!.UserName == "county-reviewer"))
                db.ReportMembers.Add(
                    new ReportMember
                    {
                        ReportId = text.ReportId,
                        PersonId = int.Parse(Ids["county-reviewer"]),
                        Role = ReportRole.Reader,
                    }
                );
            db.Assignments.Add(new Assignment { DocumentId = text.Id, PersonId = int.Parse(Ids["author1"]) });
            await db.SaveChangesAsync();
            workspace.Services.GetRequiredService<Rights>().Forget();
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var hub in people.Values)
                await hub.DisposeAsync();
            await workspace.DisposeAsync();
        }

        internal async Task<HubClient> HubAsync(string name) =>
            people.TryGetValue(name, out var hub) ? hub : people[name] = await workspace.ConnectAsync(name);
    }
}
