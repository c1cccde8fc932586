using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Reports;
using Authoring.Web.Reports.Live;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authoring.Web.Tests.Reports;

/// <summary>Index and caption cannot disagree: the lists show what the compiler computed, and lead to where it stands.</summary>
public sealed class ReportListsTests : BunitContext
{
    private const string Definition = """
        title: 报告
        numbering:
          headings: ["{1}."]
          figures: { label: 图, scope: chapter, format: "{label} {1}-{n}" }
        body: [sections/01-basic.md]
        """;

    private IRenderedComponent<ReportLists> Show(string text)
    {
        Services.AddLocalization();
        var names = new Dictionary<string, DocumentName> { ["sections/01-basic.md"] = new("small", DocumentKind.Section, "01-basic") };
        var definition = ReportDefinition.Parse(Definition, "small");
        var source = SourceFile.Read("sections/01-basic.md", text);
        var compilation = new Compilation(
            "1",
            Compiler.Compile(definition, _ => source, _ => new ImageFacts(1, 1, "image/png")),
            new Dictionary<string, ProjectedText>()
        );
        var report = new LiveReport(
            1,
            "small",
            new ReportShape(Definition, definition, names),
            new Dictionary<string, PictureInfo>(),
            TimeProvider.System,
            NullLogger.Instance,
            _ => { }
        );
        return Render<ReportLists>(parameters => parameters.Add(l => l.Report, report).Add(l => l.Compilation, compilation));
    }

    [Fact]
    public void An_entry_carries_number_and_title_and_leads_to_its_line()
    {
        var lists = Show("# 基本情况\n\n![学校分布](../images/a.png)\n");
        lists
            .Find("[data-testid=figures]")
            .MarkupMatches(
                """
                <ol data-testid="figures">
                  <li data-number="图 1-1" data-title="学校分布">
                    <a href="/reports/small/sections/01-basic#line-3"><span class="number">图 1-1</span><span class="title">学校分布</span></a>
                  </li>
                </ol>
                """
            );
        Assert.Equal("1.", lists.Find("[data-testid=contents] li").GetAttribute("data-number"));
    }

    [Fact]
    public void An_empty_list_says_so_in_words()
    {
        var lists = Show("# 基本情况\n");
        Assert.Empty(lists.FindAll("[data-testid=figures] li"));
        Assert.Contains("还没有带题注的图", lists.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_title_is_text()
    {
        var lists = Show("# <img src=x onerror=alert(1)>\" onclick=\"x\n");
        Assert.Empty(lists.FindAll("img"));
        Assert.DoesNotContain(lists.FindAll("*"), element => element.HasAttribute("onclick") || element.HasAttribute("onerror"));
    }
}
