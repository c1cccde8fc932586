using System.Net;
using Authoring.Web.Review;
using Authoring.Web.Tests.Review;
using Authoring.Web.Todo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Todo;

/// <summary>Everybody finds what waits for him, and nothing of what does not concern him.</summary>
public sealed class TodoTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<Todos> OfAsync(string name) =>
        await office.Workspace.Services.GetRequiredService<TodoService>().ListForAsync(await office.IdAsync(name));

    private async Task<int> CountAsync(string name) =>
        (await (await office.HubAsync(name)).CallAsync("Waiting")).GetProperty("tasks").GetInt32();

    [Fact]
    public async Task What_waits_for_a_signature_is_with_its_signers_alone_the_oldest_first_and_late_is_said()
    {
        await office.ActAsync("author1", Office.Basic, "submit");
        await office.ActAsync("author1", Office.Card, "submit");
        await office.ChangeAsync(async db =>
        {
            var early = await db.TextReviews.SingleAsync(r => db.Documents.Any(d => d.Id == r.DocumentId && d.Key == "c01"));
            early.At -= 86_400_000;
            db.StageDeadlines.Add(
                new StageDeadline
                {
                    ReportId = (await db.Reports.SingleAsync()).Id,
                    StageId = early.StageId!.Value,
                    Day = new DateOnly(2020, 1, 1),
                }
            );
        });
        var todos = await OfAsync("school-reviewer");
        Assert.Equal(
            ["工匠进校园", "1. 基本情况"],
            todos.ToSign.Select(t =>
                t.Text.Title.Replace("案例 2-1：", "", StringComparison.Ordinal).Replace("案例 2-1 ", "", StringComparison.Ordinal)
            )
        );
        Assert.All(todos.ToSign, item => Assert.Equal(("学校审核", true), (item.Stage, item.Due.IsLate)));
        Assert.Equal((2, 2), (todos.Asked, await CountAsync("school-reviewer")));
        Assert.Equal(0, await CountAsync("county-reviewer"));
        await office.ActAsync("school-reviewer", Office.Basic, "approve");
        Assert.Equal(["1. 基本情况"], (await OfAsync("county-reviewer")).ToSign.Select(t => t.Text.Title));
        Assert.Equal(1, await CountAsync("school-reviewer"));
    }

    [Fact]
    public async Task Nobody_is_asked_to_sign_his_own_text()
    {
        var (stage, author) = (0, await office.IdAsync("author2"));
        await office.ChangeAsync(async db =>
            db.StageSigners.Add(
                new StageSigner { StageId = stage = (await db.ChainStages.SingleAsync(s => s.Key == "school")).Id, PersonId = author }
            )
        );
        await office.TypeAsync("author2", Office.Basic, "\n\n我写的。\n");
        await office.ActAsync("author1", Office.Basic, "submit");
        await office.ActAsync("author1", Office.Training, "submit");
        Assert.Equal(["2. 人才培养"], (await OfAsync("author2")).ToSign.Select(t => t.Text.Title));
    }

    [Fact]
    public async Task A_text_that_comes_back_is_with_its_writers_and_says_why()
    {
        await office.GiveAsync(Office.Basic, "author1");
        Assert.Equal(["1. 基本情况"], (await OfAsync("author1")).Drafts.Select(t => t.Text.Title));
        Assert.True((await OfAsync("author2")).IsEmpty);
        await office.ActAsync("author1", Office.Basic, "submit");
        Assert.True((await OfAsync("author1")).IsEmpty);
        await office.ActAsync("school-reviewer", Office.Basic, "return", "请补充数据");
        var back = Assert.Single((await OfAsync("author1")).Returned).Returned!;
        Assert.Equal(("return", "学校审核人", "请补充数据"), (back.Verb, back.By, back.Words));
        Assert.Equal(1, await CountAsync("author1"));
    }

    /// <summary>The same act of which the text's own page and the board speak.</summary>
    [Fact]
    public async Task Why_a_text_came_back_is_what_was_done_last()
    {
        await office.GiveAsync(Office.Basic, "author1");
        await office.ActAsync("author1", Office.Basic, "submit");
        await office.ActAsync("editor", Office.Basic, "take-back", "数据要更正");
        var back = Assert.Single((await OfAsync("author1")).Returned).Returned!;
        Assert.Equal(("take-back", "数据要更正"), (back.Verb, back.Words));

        await office.ActAsync("author1", Office.Basic, "submit");
        await office.TypeAsync("editor", Office.Basic, "改");
        await office.UntilRecordedAsync(Office.Basic, ReviewVerb.Edited);
        Assert.Equal("edited", Assert.Single((await OfAsync("author1")).Returned).Returned!.Verb);
        await office.EraseAsync("editor", Office.Basic, 1);
        await office.UntilRecordedAsync(Office.Basic, ReviewVerb.Restored);
        Assert.True((await OfAsync("author1")).IsEmpty);
        await office.ActAsync("author1", Office.Basic, "take-back");
        Assert.Empty((await OfAsync("author1")).Returned); // he did that himself
        Assert.Single((await OfAsync("author1")).Drafts);
    }

    [Fact]
    public async Task Comments_that_are_given_or_name_somebody_wait_until_they_are_settled_and_suggestions_until_they_are_decided_on()
    {
        var given = await office.CommentAsync("city-reviewer", Office.Basic, "请核实在校生人数");
        await (await office.HubAsync("city-reviewer")).CallAsync(
            "Assign",
            Office.Basic,
            given,
            (await office.IdAsync("author1")).ToString()
        );
        await office.CommentAsync("city-reviewer", Office.Training, "@撰稿人甲 请补充", "author1");
        var todos = await OfAsync("author1");
        Assert.Equal([(given, true), (given + 1, false)], todos.Comments.Select(c => (c.Thread, c.IsGiven)));
        await (await office.HubAsync("author1")).CallAsync("Handle", Office.Basic, given, new { resolved = true, adoption = "adopted" });
        Assert.Equal([given + 1], (await OfAsync("author1")).Comments.Select(c => c.Thread));

        await office.GiveAsync(Office.Card, "author1");
        await office.TypeAsync("editor", Office.Card, "建议", suggests: true);
        await office.TypeAsync("author1", Office.Card, "自己的", suggests: true);
        Assert.Equal([1], (await OfAsync("author1")).Suggestions.Select(s => s.Count));
        Assert.Equal(2, await CountAsync("author1"));
    }

    [Fact]
    public async Task Who_has_left_a_report_has_nothing_to_do_in_it()
    {
        await office.GiveAsync(Office.Basic, "author1");
        await office.CommentAsync("city-reviewer", Office.Basic, "@撰稿人甲 请补充", "author1");
        await office.ChangeAsync(db => db.ReportMembers.Where(m => m.Person!.UserName == "author1").ExecuteDeleteAsync());
        Assert.True((await OfAsync("author1")).IsEmpty);
        using var browser = await office.Workspace.BrowseAsync("author1");
        foreach (var page in new[] { "/todo", "/notices" })
        {
            var html = await browser.GetStringAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.DoesNotContain("基本情况", html, StringComparison.Ordinal);
            Assert.DoesNotContain("云河市", html, StringComparison.Ordinal);
        }
        using var nobody = await office.Workspace.BrowseAsync();
        Assert.Equal(
            HttpStatusCode.Redirect,
            (await nobody.GetAsync(new Uri("/todo", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode
        );
    }

    /// <summary>“Nothing to do” is never said to somebody for whom texts are open.</summary>
    [Fact]
    public async Task Where_nobody_was_given_anything_whoever_may_write_is_shown_what_is_open_to_him()
    {
        var open = Assert.Single((await OfAsync("author1")).Open);
        Assert.Equal((3, 3, "look"), (open.Count, open.Texts.Count, open.Action));
        Assert.Equal(("/reports/small/sections/01-basic", "write"), (open.Texts[0].Address, open.Texts[0].Action));
        var manager = Assert.Single((await OfAsync("editor")).Open);
        Assert.Equal((3, 0, "/reports/small/members"), (manager.Count, manager.Texts.Count, manager.Address));
        Assert.Empty((await OfAsync("city-reviewer")).Open);
        Assert.Equal(0, await CountAsync("author1"));

        await office.GiveAsync(Office.Basic, "author1");
        var mine = await OfAsync("author1");
        Assert.Equal((true, false, "write"), (mine.Drafts[0].IsGiven, mine.Drafts[0].IsBegun, mine.Drafts[0].Action));
        Assert.Equal((2, 0, "/reports/small"), (mine.Open[0].Count, mine.Open[0].Texts.Count, mine.Open[0].Address));
        await office.TypeAsync("author1", Office.Basic, "我写的。");
        Assert.Equal("write-on", (await OfAsync("author1")).Drafts[0].Action);

        await office.TypeAsync("author2", Office.Training, "我写的。");
        await office.ActAsync("author2", Office.Card, "submit");
        Assert.Empty((await OfAsync("author3")).Open);
    }

    [Fact]
    public async Task Each_thing_has_one_way_to_where_it_is_done()
    {
        await office.GiveAsync(Office.Basic, "author1");
        await office.ActAsync("author1", Office.Basic, "submit");
        Assert.Equal(
            [("sign", "/reports/small/review?text=sections/01-basic")],
            (await OfAsync("school-reviewer")).Rows.Select(r => (r.Action, r.Address))
        );
        await office.ActAsync("school-reviewer", Office.Basic, "return", "请补充数据");
        var thread = await office.CommentAsync("city-reviewer", Office.Training, "@撰稿人甲 请补充", "author1");
        await office.TypeAsync("editor", Office.Basic, "建议", suggests: true);
        Assert.Equal(
            [
                ("rewrite", "/reports/small/sections/01-basic#review"),
                ("answer", $"/reports/small/sections/02-training#comment-{thread}"),
                ("decide", "/reports/small/sections/01-basic#suggestions"),
            ],
            (await OfAsync("author1")).Rows.Select(r => (r.Action, r.Address))
        );
        using var browser = await office.BrowserAsync("author1");
        var page = await browser.GetStringAsync(new Uri("/todo", UriKind.Relative), TestContext.Current.CancellationToken);
        foreach (var word in new[] { "去修改", "去回复", "去处理", "去看看" })
            Assert.Contains(word, page, StringComparison.Ordinal);
    }
}
