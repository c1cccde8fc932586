using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Authoring.Web.Tests.People;

namespace Authoring.Web.Tests.Reports;

/// <summary>
/// A report whose address and keys hold spaces, percent signs, question marks, hashes and Chinese is reached by every link that leads to
/// it.
/// </summary>
public sealed class AddressTests
{
    private const string Slug = "四平 2025";

    private static string Write(string folder)
    {
        var report = Path.Combine(folder, Slug);
        foreach (var part in new[] { "sections", "cases", "images" })
            Directory.CreateDirectory(Path.Combine(report, part));
        File.WriteAllText(
            Path.Combine(report, "report.yml"),
            $"""
            title: 四平市年度报告
            numbering:
              headings: ["第{"{1:zh}"}章"]
              figures: {"{"} label: 图, scope: document, format: "{"{label} {n}"}" {"}"}
              cases: {"{"} label: 案例, scope: document, format: "{"{label}{n}"}" {"}"}
            contents: {"{"} depth: 1 {"}"}
            body:
              - "sections/01 基本 100% 情况#1.md"
              - "sections/what?.md"
            cases:
              - "cases/案例 50%25.md"
            """
        );
        File.WriteAllText(
            Path.Combine(report, "sections", "01 基本 100% 情况#1.md"),
            "# 基本情况\n\n![图](<../images/图 1.png>){#fig:a}\n\n::case{#case:c.1_x}\n"
        );
        File.WriteAllText(Path.Combine(report, "sections", "what?.md"), "# 什么\n");
        File.WriteAllText(Path.Combine(report, "cases", "案例 50%25.md"), "---\nid: c.1_x\ntitle: 卡\n---\n\n文字。\n");
        return report;
    }

    [Fact]
    public async Task Every_link_of_every_page_leads_somewhere()
    {
        using var folder = new TemporaryFolder();
        await using var workspace = await RunningWorkspace.StartAsync(("Authoring:Seed", Write(folder.Path)));
        using var browser = await workspace.BrowseAsync("editor");
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var due = new Queue<(string Address, string From)>([
            ("/", "the start"),
            ($"/reports/{Uri.EscapeDataString(Slug)}/publish", "the drawer"),
        ]);
        while (due.TryDequeue(out var next))
        {
            if (next.Address is "/sign-out" || !seen.TryAdd(next.Address, next.From))
                continue;
            using var answer = await browser.GetAsync(next.Address);
            if (answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location is { } onward)
            {
                due.Enqueue((onward.OriginalString, next.Address));
                continue;
            }
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{next.Address} on {next.From}: {answer.StatusCode}");
            if (
                answer.Content.Headers.ContentType?.MediaType != "text/html"
                || next.Address.EndsWith("/export/html", StringComparison.Ordinal)
            )
                continue;
            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            foreach (var element in page.QuerySelectorAll("main [href], main [src], [data-live]"))
                if ((element.GetAttribute("data-live") ?? element.GetAttribute("href") ?? element.GetAttribute("src")) is ['/', ..] address)
                    due.Enqueue((address.Split('#')[0], next.Address));
        }

        var addresses = seen.Keys.Select(Uri.UnescapeDataString).ToList();
        Assert.Contains($"/reports/{Slug}/sections/01 基本 100% 情况#1", addresses);
        Assert.Contains($"/reports/{Slug}/sections/what?", addresses);
        Assert.Contains($"/reports/{Slug}/cases/c.1_x", addresses);
        Assert.Contains($"/reports/{Slug}/live/sections/01 基本 100% 情况#1", addresses);
        Assert.Superset(new HashSet<string> { $"/reports/{Slug}/settings", $"/reports/{Slug}/members" }, addresses.ToHashSet());
        Assert.Contains($"/reports/{Slug}/export/folder", addresses);
    }

    [Theory]
    [InlineData("/reports/四平 2025", "/reports/%E5%9B%9B%E5%B9%B3%202025")]
    [InlineData("/reports/%E5%9B%9B%E5%B9%B3%202025/settings?x=1", "/reports/%E5%9B%9B%E5%B9%B3%202025/settings?x=1")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("/.//elsewhere.example", "/")]
    [InlineData("/x/..//elsewhere.example", "/")]
    [InlineData("/\t/elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("", "/")]
    public async Task After_signing_in_one_is_where_one_wanted_to_go_and_never_elsewhere(string wanted, string lands)
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        var to = $"/sign-in?to={Uri.EscapeDataString(wanted)}";
        using var visitor = new FormVisitor(workspace.Address);
        await visitor.SendAsync(to, "sign-in", ("Form.Name", "author1"), ("Form.Password", "demo-2025"));
        Assert.Equal(lands, visitor.Address);
    }

    [Fact]
    public async Task Who_must_sign_in_first_comes_back_to_a_chinese_address()
    {
        using var folder = new TemporaryFolder();
        await using var workspace = await RunningWorkspace.StartAsync(("Authoring:Seed", Write(folder.Path)));
        using var visitor = new FormVisitor(workspace.Address);
        await visitor.GoAsync($"/reports/{Uri.EscapeDataString(Slug)}");
        Assert.StartsWith("/sign-in?to=", visitor.Address, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.OK,
            await visitor.SendAsync(visitor.Address, "sign-in", ("Form.Name", "author1"), ("Form.Password", "demo-2025"))
        );
        Assert.Equal("四平市年度报告", visitor.Page.QuerySelector("h1")!.TextContent);
    }
}
