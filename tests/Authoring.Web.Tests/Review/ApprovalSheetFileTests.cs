using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>The sheet that is printed says what stands, and nothing else, as signed.</summary>
public sealed class ApprovalSheetFileTests : IAsyncLifetime
{
    private const string Basic = "small/sections/01-basic";

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task ActAsync(string name, string act, string? words, string? minutes = null)
    {
        using var browser = await workspace.BrowseAsync(name);
        var about = JsonDocument
            .Parse(await browser.GetStringAsync(new Uri("/reports/small/live/sections/01-basic", UriKind.Relative)))
            .RootElement.GetProperty("review");
        await using var hub = await workspace.ConnectAsync(name);
        await hub.CallAsync(
            "Act",
            Basic,
            act,
            new
            {
                hash = about.GetProperty("hash").GetString(),
                words,
                minutes,
            }
        );
    }

    private async Task<IHtmlDocument> SeeAsync(string name, string address)
    {
        using var browser = await workspace.BrowseAsync(name);
        return await new HtmlParser().ParseDocumentAsync(await browser.GetStringAsync(new Uri(address, UriKind.Relative)));
    }

    private static string[] Rows(IHtmlDocument page) =>
        [
            .. page.QuerySelectorAll("[data-testid=sheet-stages] tbody tr")
                .Select(row => string.Join('|', row.Children.Select(cell => Plain(cell.TextContent)))),
        ];

    private static string[] Acts(IHtmlDocument page) =>
        [
            .. page.QuerySelectorAll("[data-testid=sheet-acts] li")
                .Select(li => $"{li.GetAttribute("data-verb")}{(li.QuerySelector("[data-testid=void]") is null ? "" : " void")}"),
        ];

    private static string Plain(string text) =>
        string.Join(' ', text.Split([' ', '\n', '\r', '　'], StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task What_was_signed_stands_there_with_its_words_and_what_is_to_come_is_left_empty()
    {
        var before = await SeeAsync("author1", "/reports/small/sections/01-basic/sign-off");
        Assert.Equal(4, before.QuerySelectorAll("[data-signed=false]").Length);
        await ActAsync("author1", "submit", null);
        await ActAsync("school-reviewer", "approve", "班子会议讨论通过", "2025-12-18");
        await ActAsync("county-reviewer", "return", "数据不一致");
        var returned = await SeeAsync("author1", "/reports/small/sections/01-basic/sign-off");
        Assert.Empty(returned.QuerySelectorAll("[data-signed=true]"));
        Assert.Equal(["submit", "approve void", "return"], Acts(returned));
        Assert.Contains("数据不一致", returned.QuerySelector("[data-verb=return]")!.TextContent, StringComparison.Ordinal);

        await ActAsync("author1", "submit", null);
        await ActAsync("school-reviewer", "approve", "第二次通过", "2025-12-19");
        await ActAsync("county-reviewer", "approve", null);
        var page = await SeeAsync("author1", "/reports/small/sections/01-basic/sign-off");
        var rows = Rows(page);
        Assert.StartsWith("学校审核|第二次通过2025-12-19 会议通过|学校审核人|", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("县（市、区）审签|同意|县审核人|", rows[1], StringComparison.Ordinal);
        Assert.Equal("市局科室审核||（市局审核人）|", rows[2]);
        Assert.Equal(["submit", "approve void", "return", "submit", "approve", "approve"], Acts(page));
        var text = await workspace
            .Services.GetRequiredService<IDbContextFactory<AuthoringDb>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        await using (text)
            Assert.Contains(
                (await text.TextReviews.SingleAsync(TestContext.Current.CancellationToken)).Hash![..12],
                page.QuerySelector("[data-testid=sheet-version]")!.TextContent,
                StringComparison.Ordinal
            );
        Assert.Equal("基本情况", page.QuerySelector("[data-testid=sign-off-sheet] h2 bdi")!.TextContent);
        Assert.Equal("1.", page.QuerySelector("[data-testid=sign-off-sheet] h2 .number")!.TextContent);
    }

    [Fact]
    public async Task A_signature_is_void_on_the_sheet_as_soon_as_the_text_is_another()
    {
        await ActAsync("author1", "submit", null);
        await ActAsync("school-reviewer", "approve", "同意", "2025-12-18");
        await using var author = await workspace.ConnectAsync("author2");
        await author.CallAsync(
            "Push",
            Basic,
            0,
            new[]
            {
                new
                {
                    id = "u1",
                    clientID = "c1",
                    changes = new object[] { SmallReport.First.Length, new object[] { 0, "又写了。" } },
                },
            }
        );
        var page = await SeeAsync("author1", "/reports/small/sections/01-basic/sign-off");
        Assert.Empty(page.QuerySelectorAll("[data-signed=true]"));
        Assert.Equal("approve void", Acts(page)[1]);
        Assert.Equal("edited", page.QuerySelector("[data-testid=sheet-state]")!.GetAttribute("data-state"));
    }

    [Fact]
    public async Task Whoever_stood_in_is_seen_with_his_reason_and_a_deleted_stage_keeps_its_name()
    {
        var (service, admin) = (workspace.Services.GetRequiredService<ChainService>(), await workspace.PersonAsync("admin"));
        var sheet = (await service.ReadAsync(admin, 1))!;
        await service.LetOverrideAsync(admin, 1, sheet.Signers.Single(s => s.Name == "终审人").Id, true);
        await ActAsync("author1", "submit", null);
        await ActAsync("approver", "approve", "校长出差，限期已到", "2025-12-18");
        await service.DeleteStageAsync(admin, 1, sheet.Plan.Stages[0].Id);
        var page = await SeeAsync("editor", "/reports/small/sections/01-basic/sign-off");
        Assert.StartsWith("学校审核|代签，原因：校长出差，限期已到2025-12-18 会议通过|终审人|", Rows(page)[0], StringComparison.Ordinal);
        Assert.Equal(4, Rows(page).Length);
    }

    [Fact]
    public async Task The_report_has_a_sheet_for_each_text_and_the_overview_says_where_each_stands()
    {
        await ActAsync("author1", "submit", null);
        var whole = await SeeAsync("author1", "/reports/small/sign-off");
        Assert.Equal(
            ["sections/01-basic.md", "sections/02-training.md", "cases/c01.md"],
            whole.QuerySelectorAll("[data-testid=sign-off-sheet]").Select(s => s.GetAttribute("data-path"))
        );
        Assert.Equal(3, whole.QuerySelectorAll("[data-testid=sign-off-summary] tbody tr").Length);
        var overview = await SeeAsync("author1", "/reports/small");
        Assert.Equal(
            ["school", "draft", "draft"],
            overview.QuerySelectorAll("li[data-path] [data-testid=review-state]").Select(s => s.GetAttribute("data-state"))
        );
        Assert.Equal("review", overview.QuerySelector("[data-testid=report-state]")!.GetAttribute("data-state"));
        var editor = await SeeAsync("author1", "/reports/small/sections/01-basic");
        Assert.Equal("school", Assert.Single(editor.QuerySelectorAll("[data-testid=review-state]")).GetAttribute("data-state"));
    }

    [Fact]
    public async Task Nobody_outside_the_report_sees_a_sheet()
    {
        await using (
            var db = await workspace
                .Services.GetRequiredService<IDbContextFactory<AuthoringDb>>()
                .CreateDbContextAsync(TestContext.Current.CancellationToken)
        )
            await db.ReportMembers.Where(m => m.Person!.UserName == "author3").ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        foreach (
            var (name, address, status) in new[]
            {
                ("author3", "/reports/small/sign-off", HttpStatusCode.NotFound),
                ("author3", "/reports/small/sections/01-basic/sign-off", HttpStatusCode.NotFound),
                ("author3", "/reports/small/cases/c01/sign-off", HttpStatusCode.NotFound),
                ("author1", "/reports/small/sections/none/sign-off", HttpStatusCode.NotFound),
                ("author1", "/reports/small/cases/c01/sign-off", HttpStatusCode.OK),
            }
        )
        {
            using var browser = await workspace.BrowseAsync(name);
            using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(status, answer.StatusCode);
            if (status == HttpStatusCode.NotFound)
                Assert.DoesNotContain(
                    "工匠进校园",
                    await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                    StringComparison.Ordinal
                );
        }
    }
}
