using System.Text.Json;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Suggestions;

/// <summary>
/// Who may only suggest cannot change a text, whatever he says to the hub; and whose a suggestion is, and what became of it, the server
/// knows.
/// </summary>
public sealed class SuggestionHubTests : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private static readonly int Length = SmallReport.First.Length;

    private RunningWorkspace workspace = null!;
    private HubClient author = null!,
        reviewer = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        await using (var db = await DatabaseAsync())
            await db
                .ReportMembers.Where(m => m.Person!.UserName == "school-reviewer")
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, ReportRole.Reviewer));
        author = await workspace.ConnectAsync("author1");
        reviewer = await workspace.ConnectAsync("school-reviewer");
    }

    public async ValueTask DisposeAsync()
    {
        await author.DisposeAsync();
        await reviewer.DisposeAsync();
        await workspace.DisposeAsync();
    }

    private Task<AuthoringDb> DatabaseAsync() =>
        workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();

    private static object Update(string id, object[] changes, bool suggests = true, params object[] marks) =>
        new
        {
            id,
            clientID = id[..1],
            changes,
            suggests,
            marks,
        };

    private static Task<JsonElement> PushAsync(HubClient who, int version, params object[] updates) =>
        who.CallAsync("Push", Document, version, updates);

    private async Task<TrackedText> TextAsync()
    {
        var opened = await author.CallAsync("Open", Document);
        var text = opened.GetProperty("text").GetString()!;
        return new TrackedText(Rope.From(text), MarkingReader.ReadMarks(opened.GetProperty("marks"), text.Length));
    }

    private static async Task<string?> RefusedAsync(Task<JsonElement> call) => (await Assert.ThrowsAsync<HubError>(() => call)).Code;

    [Fact]
    public async Task Who_may_only_suggest_is_refused_what_does_not_suggest_and_what_does_becomes_a_suggestion()
    {
        Assert.Equal(
            "not-allowed",
            await RefusedAsync(PushAsync(reviewer, 0, Update("r1", [new object[] { 0, "直接改" }, Length], suggests: false)))
        );
        Assert.Equal(
            "not-allowed",
            await RefusedAsync(
                PushAsync(
                    reviewer,
                    0,
                    new
                    {
                        id = "r2",
                        clientID = "r",
                        changes = new object[] { new[] { Length } },
                    }
                )
            )
        );
        Assert.Equal(TrackedText.Plain(Rope.From(SmallReport.First)), await TextAsync());

        // It says that it suggests, and deletes all the same.
        await PushAsync(reviewer, 0, Update("r3", [new object[] { Length, "全改了" }]));
        var text = await TextAsync();
        Assert.Equal(SmallReport.First, text.Project(Projection.Original).ToString());
        Assert.Equal("全改了", text.Project(Projection.Final).ToString());
        Assert.Equal("r3", Assert.Single(text.Marks).Id);
    }

    [Fact]
    public async Task Nobody_suggests_in_anothers_name_or_decides_who_may_only_suggest()
    {
        await PushAsync(
            author,
            0,
            Update("a1", [new object[] { 0, "甲" }, Length], true, new { id = "of-author", insert = new[] { new[] { 0, 1 } } })
        );
        var own = (await TextAsync()).Marks.Single();
        Assert.Equal("of-author", own.Id);
        // Under the id, the name and the time of somebody else: it is the reviewer's own, and of now.
        await PushAsync(
            reviewer,
            1,
            Update(
                "r1",
                [new object[] { 0, "乙" }, Length + 1],
                true,
                new
                {
                    id = "of-author",
                    by = own.By,
                    at = "2001-01-01T00:00:00.000Z",
                    insert = new[] { new[] { 0, 1 } },
                }
            )
        );
        var marks = (await TextAsync()).Marks;
        Assert.Equal(["of-author", "r1"], marks.Select(mark => mark.Id).Order());
        Assert.NotEqual(own.By, marks.Single(mark => mark.Id == "r1").By);
        Assert.Equal(own.At, marks.Single(mark => mark.Id == "of-author").At);

        Assert.Equal(
            "not-allowed",
            await RefusedAsync(
                PushAsync(
                    reviewer,
                    2,
                    Update(
                        "r2",
                        [Length + 2],
                        true,
                        new
                        {
                            id = "of-author",
                            clear = new[] { new[] { 1, 2 } },
                            outcome = "accepted",
                        }
                    )
                )
            )
        );
        // His own he may not accept either: the text goes with its mark.
        await PushAsync(
            reviewer,
            2,
            Update(
                "r3",
                [Length + 2],
                true,
                new
                {
                    id = "r1",
                    clear = new[] { new[] { 0, 1 } },
                    outcome = "accepted",
                }
            )
        );
        Assert.Equal(SmallReport.First, (await TextAsync()).Project(Projection.Original).ToString());
    }

    [Fact]
    public async Task What_became_of_a_suggestion_is_remembered_with_its_reason_and_one_that_is_put_back_stays_its_authors()
    {
        await PushAsync(reviewer, 0, Update("r1", [new object[] { 0, "数据" }, Length]));
        var suggestion = (await TextAsync()).Marks.Single();
        await PushAsync(
            author,
            1,
            Update(
                "a1",
                [new object[] { 2 }, Length],
                false,
                new
                {
                    id = "r1",
                    clear = Array.Empty<int[]>(),
                    outcome = "rejected",
                    reason = "与附表不符",
                }
            )
        );
        await using (var db = await DatabaseAsync())
        {
            var record = await db.Suggestions.SingleAsync(TestContext.Current.CancellationToken);
            Assert.Equal(
                (Outcome.Rejected, "与附表不符", 2, "数据", ""),
                (record.Outcome, record.Reason, record.EndedVersion, record.Inserted, record.Deleted)
            );
            Assert.Equal(suggestion.By, record.PersonId.ToString());
        }
        // Undo of the rejection, after a restart that forgot everything but the database.
        await author.DisposeAsync();
        await reviewer.DisposeAsync();
        await workspace.StopAsync();
        await workspace.StartAgainAsync();
        author = await workspace.ConnectAsync("author1");
        reviewer = await workspace.ConnectAsync("school-reviewer");
        await PushAsync(
            author,
            2,
            Update("a2", [new object[] { 0, "数据" }, Length], false, new { id = "r1", insert = new[] { new[] { 0, 2 } } })
        );
        Assert.Equal(suggestion, (await TextAsync()).Marks.Single());
        await using (var db = await DatabaseAsync())
            Assert.Null((await db.Suggestions.SingleAsync(TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task Updates_in_one_push_follow_each_other_though_the_first_became_a_suggestion()
    {
        // Made as if the first had deleted the text, and typed behind what was left.
        await PushAsync(
            reviewer,
            0,
            Update("r1", [new object[] { Length }]),
            Update("r2", [new object[] { 0, "新" }]),
            Update("r3", [1, new object[] { 0, "文" }])
        );
        var text = await TextAsync();
        Assert.Equal("新文", text.Project(Projection.Final).ToString());
        Assert.Equal(SmallReport.First, text.Project(Projection.Original).ToString());
    }

    [Theory]
    [InlineData("""[{"insert":[[0,1]]}]""", "bad-change")]
    [InlineData("""[{"id":"","insert":[[0,1]]}]""", "bad-change")]
    [InlineData("""[{"id":"s","insert":[[0,9999]]}]""", "bad-change")]
    [InlineData("""[{"id":"s","insert":[[1,1]]}]""", "bad-change")]
    [InlineData("""[{"id":"s","insert":[[-1,1]]}]""", "bad-change")]
    [InlineData("""[{"id":"s","insert":[[0,1]],"delete":[[0,2]]}]""", "bad-change")]
    [InlineData("""[{"id":"s","insert":[[0,1.5]]}]""", "bad-change")]
    [InlineData("""[{"id":"s","insert":[[0,1,2]]}]""", "bad-change")]
    [InlineData("""[{"id":"s","delete":"all"}]""", "bad-change")]
    [InlineData("""[{"id":"s","outcome":"perhaps"}]""", "bad-change")]
    [InlineData("""[{"id":7}]""", "bad-change")]
    [InlineData("""{"id":"s"}""", "bad-change")]
    [InlineData("""[{"id":"\ud800"}]""", "bad-change")]
    public async Task Marks_that_are_off_are_refused_to_their_sender(string marks, string code)
    {
        var update = $$"""{"id":"u","clientID":"c","changes":[{{Length}}],"marks":{{marks}}}""";
        Assert.Equal(code, await RefusedAsync(author.CallRawAsync("Push", $"[\"{Document}\",0,[{update}]]")));
        Assert.Equal(
            "bad-message",
            await RefusedAsync(
                author.CallRawAsync("Push", $$"""["{{Document}}",0,[{"id":"u","clientID":"c","changes":[{{Length}}],"suggests":1}]]""")
            )
        );
        Assert.Equal(TrackedText.Plain(Rope.From(SmallReport.First)), await TextAsync());
    }

    [Fact]
    public async Task Numbers_follow_the_final_text_and_the_original_is_compiled_for_those_who_ask()
    {
        await PushAsync(reviewer, 0, Update("r1", [new object[] { 0, "# 新的一章", "", "" }, Length]));
        var report = (
            await workspace.Services.GetRequiredService<LiveReports>().FindForReadingAsync(await workspace.PersonAsync("author1"), "small")
        )!;
        Assert.Equal("新的一章", (await report.CompileNowAsync()).Report.Contents[0].Title);
        Assert.Equal("基本情况", (await report.CurrentAsync(Projection.Original)).Report.Contents[0].Title);
        Assert.Equal("新的一章", (await report.CurrentAsync(Projection.Final)).Report.Contents[0].Title);
    }
}
