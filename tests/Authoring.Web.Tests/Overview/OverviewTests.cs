using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Authoring.Web.Documents;
using Authoring.Web.Overview;
using Authoring.Web.Tests.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Overview;

/// <summary>The first page of a report says how far it is, and leads everybody to what he does next.</summary>
public sealed class OverviewTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<OverviewView?> OfAsync(string name)
    {
        var report = await office.ReportAsync();
        return await office
            .Workspace.Services.GetRequiredService<OverviewService>()
            .ReadAsync(await office.PersonAsync(name), report, await report.CurrentAsync());
    }

    private async Task<IHtmlDocument> SeeAsync(string name)
    {
        using var browser = await office.BrowserAsync(name);
        return await new HtmlParser().ParseDocumentAsync(
            await browser.GetStringAsync(new Uri("/reports/small", UriKind.Relative), TestContext.Current.CancellationToken)
        );
    }

    private async Task<string?> NextAsync(string name) =>
        (await SeeAsync(name)).QuerySelector("[data-testid=overview-next]")!.GetAttribute("data-action");

    private async Task FinishAsync(string document)
    {
        await office.ActAsync("author1", document, "submit");
        foreach (var signer in new[] { "school-reviewer", "county-reviewer", "city-reviewer", "approver" })
            await office.ActAsync(signer, document, "approve");
    }

    [Fact]
    public async Task The_one_button_is_what_somebody_does_next()
    {
        Assert.Equal(
            ["write", "write", "read", "read"],
            [await NextAsync("author1"), await NextAsync("editor"), await NextAsync("school-reviewer"), await NextAsync("admin")]
        );
        await office.ActAsync("author1", Office.Basic, "submit");
        Assert.Equal(
            ["write", "review", "read"],
            [await NextAsync("author1"), await NextAsync("school-reviewer"), await NextAsync("county-reviewer")]
        );
        await office.ActAsync("school-reviewer", Office.Basic, "approve");
        foreach (var signer in new[] { "county-reviewer", "city-reviewer", "approver" })
            await office.ActAsync(signer, Office.Basic, "approve");
        await FinishAsync(Office.Card);
        Assert.Equal("write", await NextAsync("editor"));
        await FinishAsync(Office.Training);
        Assert.Equal(["publish", "write"], [await NextAsync("editor"), await NextAsync("author1")]);
    }

    [Theory]
    [InlineData("author1", false)]
    [InlineData("approver", false)]
    [InlineData("editor", true)]
    public async Task The_menu_offers_what_one_may_do(string name, bool manages)
    {
        var page = await SeeAsync(name);
        foreach (var mark in new[] { "outline-edit", "report-chain-link" })
            Assert.Equal(manages, page.QuerySelector($"[data-testid={mark}]") is not null);
        using var browser = await office.BrowserAsync(name);
        foreach (var link in page.QuerySelectorAll("#overview-menu a").Select(a => a.GetAttribute("href")!))
        {
            using var answer = await browser.GetAsync(new Uri(link, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{link} for {name}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Steps_say_where_the_texts_stand_and_blocks_what_holds_them_up()
    {
        await office.ActAsync("author1", Office.Basic, "submit");
        await office.ActAsync("author1", Office.Card, "submit");
        await office.ActAsync("school-reviewer", Office.Basic, "approve");
        await office.ActAsync("school-reviewer", Office.Card, "return", "请补充数据");
        await office.ChangeAsync(async db => (await db.Reports.SingleAsync()).Deadline = new DateOnly(2020, 1, 1));
        var view = (await OfAsync("county-reviewer"))!;
        Assert.Equal([("draft", 1), ("back", 1), ("review", 1), ("final", 0)], view.Steps.Select(step => (step.Key, step.Count)).ToArray());
        Assert.Equal((1, 3), (view.ToSign, view.Totals.Late));
        Assert.Equal((new DateOnly(2020, 1, 1), 3), (view.NextDay!.Day, view.NextDay.Count));
        Assert.Equal(["工匠进校园"], Titles(view, "Returned"));
        Assert.Equal(3, view.Blocks.Single(blocked => blocked.Key == "Late").Texts.Count);
        // A card stands below the chapter in which it is placed.
        Assert.Equal(["sections/01-basic.md", "sections/02-training.md"], view.Texts.Select(text => text.Text.Path));
        Assert.Equal("cases/c01.md", Assert.Single(view.Texts[1].Cards).Text.Path);
    }

    private static IEnumerable<string> Titles(OverviewView view, string key) =>
        view.Blocks.Single(blocked => blocked.Key == key).Texts.Select(text => text.Title.Split('：', ' ')[^1]);

    [Fact]
    public async Task What_was_done_stands_once_for_a_person_a_text_and_a_day_the_latest_first()
    {
        await office.TypeAsync("author1", Office.Basic, "一");
        await office.TypeAsync("author1", Office.Basic, "二");
        await office.TypeAsync("author2", Office.Basic, "三", suggests: true);
        await office.CommentAsync("city-reviewer", Office.Training, "请核实");
        await office.CommentAsync("city-reviewer", Office.Training, "请补充");
        await office.ActAsync("author1", Office.Card, "submit");
        await office.ActAsync("school-reviewer", Office.Card, "return", "请补充数据");
        var done = (await OfAsync("approver"))!.Activity;
        Assert.Equal(
            [
                (ActivityKind.Returned, "学校审核人", 1),
                (ActivityKind.Submitted, "撰稿人甲", 1),
                (ActivityKind.Commented, "市局审核人", 2),
                (ActivityKind.Suggested, "撰稿人乙", 1),
                (ActivityKind.Wrote, "撰稿人甲", 2),
            ],
            done.Select(entry => (entry.Kind, entry.Person, entry.Count)).ToArray()
        );
        Assert.Equal("学校审核", done[0].About);
    }

    [Fact]
    public async Task Nothing_is_told_of_a_text_that_was_taken_out_and_nothing_to_strangers()
    {
        await office.TypeAsync("author1", Office.Basic, "一");
        var id = await office.DocumentAsync(Office.Basic);
        await office.ChangeAsync(async db => (await db.Documents.SingleAsync(d => d.Id == id)).RemovedAt = 1);
        Assert.Empty((await OfAsync("approver"))!.Activity);
        await office.ChangeAsync(async db =>
            db.ReportMembers.Remove(await db.ReportMembers.SingleAsync(m => m.Person!.UserName == "author1"))
        );
        Assert.Null(await OfAsync("author1"));
    }

    [Fact]
    public async Task Organisations_are_compared_where_there_are_several_and_the_late_one_comes_first()
    {
        Assert.Empty((await OfAsync("editor"))!.Behind);
        await office.GiveAsync(Office.Basic, "author1");
        Assert.Empty((await OfAsync("editor"))!.Behind);
        await office.GiveAsync(Office.Training, "author2");
        await FinishAsync(Office.Basic);
        var behind = (await OfAsync("editor"))!.Behind;
        Assert.Equal([0, 1], behind.Select(organisation => organisation.Totals.Final));
    }

    [Fact]
    public async Task The_lists_that_follow_stand_on_the_page()
    {
        var page = await SeeAsync("author1");
        foreach (var (list, number) in new[] { ("contents", "1."), ("figures", "图 1-1"), ("cases", "案例 2-1") })
            Assert.Equal(number, page.QuerySelector($"[data-testid={list}] li")!.GetAttribute("data-number"));
        Assert.NotNull(page.QuerySelector("[data-testid=tables]"));
    }
}
