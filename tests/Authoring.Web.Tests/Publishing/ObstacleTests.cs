using AngleSharp.Dom;
using Authoring.Web.Publishing.Obstacles;
using Authoring.Web.Review;
using Authoring.Web.Tests.People;
using Authoring.Web.Tests.Review;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Publishing;

/// <summary>
/// Before a report goes out its page names everything that is missing, each with the way to it; who manages the report waives one with a
/// reason, and the waiver is over when what it was given for is another.
/// </summary>
public sealed class ObstacleTests : IAsyncLifetime
{
    private const string Page = "/reports/small/publish";
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<FormVisitor> VisitAsync(string name = "editor")
    {
        var visitor = await FormVisitor.SignInAsync(office.Workspace.Address, name);
        await visitor.GoAsync(Page);
        return visitor;
    }

    private static List<(string Kind, string Address, string Words)> Missing(FormVisitor visitor) =>
        [
            .. visitor
                .Page.QuerySelectorAll("[data-testid=publish-blocker]")
                .Select(row =>
                    (row.GetAttribute("data-kind")!, row.QuerySelector("a")!.GetAttribute("href")!, row.QuerySelector("label")!.Text())
                ),
        ];

    private Task SignAllAsync() =>
        office.ChangeAsync(db =>
        {
            foreach (var document in db.Documents.Select(d => d.Id).ToList())
                db.TextReviews.Add(new TextReview { DocumentId = document, State = ReviewState.Final });
            return Task.CompletedTask;
        });

    private async Task<IReadOnlyList<Obstacle>> ListAsync()
    {
        var report = await office.ReportAsync();
        var queries = office.Workspace.Services.GetRequiredService<ObstacleQueries>();
        return (await queries.ListAsync(await office.PersonAsync("editor"), report, await report.CompileNowAsync()))!;
    }

    private static string Chosen(FormVisitor visitor, string kind) =>
        visitor.Page.QuerySelector($"[data-testid=publish-blocker][data-kind={kind}] input")!.GetAttribute("value")!;

    [Fact]
    public async Task A_report_in_which_all_is_signed_and_nothing_is_missing_says_so()
    {
        await SignAllAsync();
        using var visitor = await VisitAsync();
        Assert.Empty(Missing(visitor));
        Assert.Contains("可以发布", visitor.Shown("publish-clear"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_missing_is_named_by_kind_with_the_way_to_it()
    {
        await office.TypeAsync(
            "author1",
            Office.Basic,
            "\n见@fig:nowhere，就业率待补充。\n\n![无](../images/none.png)\n\n![](../images/map.png)\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n"
        );
        await office.TypeAsync("author2", Office.Card, "\n![图 9 校门](../images/map.png)\n");
        await office.TypeAsync("editor", Office.Training, "建议", suggests: true);
        var thread = await office.CommentAsync("city-reviewer", Office.Basic, "请核实");
        using var visitor = await VisitAsync("author1");
        var missing = Missing(visitor);
        const string basic = "/reports/small/sections/01-basic";
        Assert.Equal(
            [
                ("Suggestions", "/reports/small/sections/02-training#line-8"),
                ("Comments", $"{basic}#comment-{thread}"),
                ("Unsigned", $"{basic}#review"),
                ("Unsigned", "/reports/small/sections/02-training#review"),
                ("Unsigned", "/reports/small/cases/c01#review"),
                ("Errors", $"{basic}#line-7"),
                ("Pictures", $"{basic}#line-9"),
                ("Captions", $"{basic}#line-11"),
                ("Captions", $"{basic}#line-13"),
                ("Placeholders", $"{basic}#line-7"),
                ("Numbers", "/reports/small/cases/c01#line-8"),
            ],
            missing.Select(one => (one.Kind, one.Address))
        );
        Assert.Contains("统稿编辑建议增加“建议”", missing[0].Words, StringComparison.Ordinal);
        Assert.Contains("请核实", missing[1].Words, StringComparison.Ordinal);
        Assert.Contains("1. 基本情况（第 7 行）", missing[5].Words, StringComparison.Ordinal);
        Assert.Contains("fig:nowhere", missing[5].Words, StringComparison.Ordinal);
        Assert.Contains("图 9", missing[^1].Words, StringComparison.Ordinal);
        // Who only writes here waives nothing.
        Assert.Empty(visitor.Page.QuerySelectorAll("[data-testid=waive], [data-testid=publish-blocker] input"));
    }

    [Fact]
    public async Task A_number_that_two_chapters_share_is_an_obstacle()
    {
        await office.ChangeAsync(db =>
        {
            var report = db.Reports.Single();
            report.Definition = report.Definition.Replace("\"{label} {1}-{n}\"", "\"{label} {n}\"", StringComparison.Ordinal);
            return Task.CompletedTask;
        });
        await office.TypeAsync("author1", Office.Training, "\n![校门](../images/map.png)\n");
        var doubled = Assert.Single(await ListAsync(), obstacle => obstacle.Kind == ObstacleKind.Numbers);
        Assert.Equal(("sections/02-training.md", "/reports/small/sections/02-training#line-9"), (doubled.Path, doubled.Address));
    }

    [Fact]
    public async Task A_waiver_has_a_reason_and_is_shown_with_it_until_it_is_taken_back()
    {
        await office.TypeAsync("author1", Office.Basic, "\n就业率待补充。\n");
        await SignAllAsync();
        using var editor = await VisitAsync();
        var chosen = Chosen(editor, "Placeholders");
        await editor.SendAsync(Page, "publish", ("blocker", chosen), ("waive", "Placeholders"), ("reason-Placeholders", " "));
        Assert.Contains("请写明理由", editor.Shown("waiver-said"), StringComparison.Ordinal);
        await editor.SendAsync(
            Page,
            "publish",
            ("blocker", chosen),
            ("waive", "Placeholders"),
            ("reason-Placeholders", new string('长', Waiver.LongestReason + 1))
        );
        Assert.Contains("最多 300 个字", editor.Shown("waiver-said"), StringComparison.Ordinal);
        await editor.SendAsync(Page, "publish", ("waive", "Placeholders"), ("reason-Placeholders", "省厅数据未到"));
        Assert.Contains("先勾选", editor.Shown("waiver-said"), StringComparison.Ordinal);
        Assert.Single(Missing(editor));
        await editor.SendAsync(Page, "publish", ("blocker", chosen), ("waive", "Placeholders"), ("reason-Placeholders", "省厅数据未到"));
        Assert.Empty(Missing(editor));
        Assert.Contains("省厅数据未到", editor.Shown("publish-waived"), StringComparison.Ordinal);
        Assert.Contains("统稿编辑", editor.Shown("publish-waived"), StringComparison.Ordinal);
        var id = editor.Page.QuerySelector("[data-testid=waiver-withdraw]")!.GetAttribute("value")!;
        await editor.SendAsync(Page, "publish", ("withdraw", id));
        Assert.Single(Missing(editor));
        // It can be given again.
        await editor.SendAsync(Page, "publish", ("waive-all", "Placeholders"), ("reason-Placeholders", "仍未到"));
        Assert.Empty(Missing(editor));
    }

    [Fact]
    public async Task Who_does_not_manage_the_report_waives_nothing_and_takes_nothing_back()
    {
        using var editor = await VisitAsync();
        var chosen = Chosen(editor, "Unsigned");
        using var author = await VisitAsync("author1");
        await author.SendAsync(Page, "publish", ("blocker", chosen), ("waive", "Unsigned"), ("reason-Unsigned", "我说了算"));
        Assert.Contains("只有统稿编辑可以", author.Shown("waiver-said"), StringComparison.Ordinal);
        Assert.Equal(3, Missing(author).Count);
        await editor.SendAsync(Page, "publish", ("blocker", chosen), ("waive", "Unsigned"), ("reason-Unsigned", "急报"));
        var id = editor.Page.QuerySelector("[data-testid=waiver-withdraw]")!.GetAttribute("value")!;
        await author.SendAsync(Page, "publish", ("withdraw", id));
        Assert.Contains("只有统稿编辑可以", author.Shown("waiver-said"), StringComparison.Ordinal);
        Assert.Equal(2, Missing(author).Count);
    }

    /// <summary>For each kind what is waived, and what changes of it.</summary>
    [Fact]
    public async Task A_waiver_is_over_when_what_it_waives_changes()
    {
        await office.TypeAsync("author1", Office.Basic, "\n见@fig:nowhere，待补充。\n");
        await office.TypeAsync("editor", Office.Training, "建议", suggests: true);
        var thread = await office.CommentAsync("city-reviewer", Office.Card, "请核实");
        using var editor = await VisitAsync();
        foreach (var kind in Missing(editor).Select(one => one.Kind).Distinct().ToList())
            await editor.SendAsync(Page, "publish", ("waive-all", kind), ($"reason-{kind}", "先发"));
        Assert.Empty(Missing(editor));
        // Words elsewhere end no other waiver than that of the text's signatures.
        await office.TypeAsync("author2", Office.Card, "\n另写一段。\n");
        Assert.Equal(["cases/c01.md", "sections/02-training.md"], await OpenAsync(ObstacleKind.Unsigned));
        Assert.Equal(2, (await ListAsync()).Count(obstacle => obstacle.Waiver is null));
        await office.TypeAsync("editor", Office.Training, "再加", suggests: true);
        await (await office.HubAsync("author2")).CallAsync("Reply", Office.Card, thread, new { text = "已核实" });
        await office.EraseAsync("author1", Office.Basic, 1);
        await office.TypeAsync("author1", Office.Basic, "另一句。\n");
        var open = (await ListAsync()).Where(obstacle => obstacle.Waiver is null).Select(obstacle => obstacle.Kind).Distinct();
        Assert.Equal(
            [ObstacleKind.Suggestions, ObstacleKind.Comments, ObstacleKind.Unsigned, ObstacleKind.Errors, ObstacleKind.Placeholders],
            open
        );
    }

    private async Task<IEnumerable<string>> OpenAsync(ObstacleKind kind) =>
        (await ListAsync()).Where(obstacle => obstacle.Kind == kind && obstacle.Waiver is null).Select(obstacle => obstacle.Path).Order();

    [Fact]
    public async Task What_was_waived_once_is_not_waived_where_it_stands_again()
    {
        await office.TypeAsync("author1", Office.Basic, "\n待补充。\n");
        using var editor = await VisitAsync();
        await editor.SendAsync(Page, "publish", ("waive-all", "Placeholders"), ("reason-Placeholders", "先发"));
        await office.TypeAsync("author1", Office.Basic, "\n待补充。\n");
        await editor.GoAsync(Page);
        Assert.Single(Missing(editor), one => one.Kind == "Placeholders");
    }
}
