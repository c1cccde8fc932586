using Authoring.Compile.Definition;

namespace Authoring.Compile.Tests.Plain;

/// <summary>What is printed, as lines of text: every block and number, and each case card by itself.</summary>
public sealed class PlainTextTests
{
    [Fact]
    public void Each_kind_of_block_is_a_line_or_more()
    {
        using var report = new TemporaryReport(
            """
            title: 试
            numbering:
              headings: ["{1}."]
              figures: { label: 图, scope: document, format: "{label} {n}" }
              tables: { label: 表, scope: document, format: "{label} {n}" }
              cases: { label: 案例, scope: document, format: "{label} {n}", separator: "：" }
            body: [sections/a.md]
            cases: [cases/c.md]

            """
        ).Write("sections/a.md", "# 章\n\n**重**点见@fig:f[^1]。\n\n![题](../images/a.png){#fig:f}\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n: 数\n\n- 一\n- 二\n\n1. 三\n\n> 引\n\n```\n码\n```\n\n---\n\n::case{#case:c}\n\n[^1]: 注\n").Write("cases/c.md", "---\nid: c\ntitle: 例\n---\n\n文。\n").Write("images/a.png", TemporaryReport.Png);
        var texts = report.Compile().ToText();
        Assert.Equal([("sections/a.md", "1. 章"), ("cases/c.md", "案例 1：例")], texts.Select(text => (text.Path, text.Title)));
        Assert.Equal(
            [
                "1. 章",
                "重点见图 1[1]。",
                "〔images/a.png〕",
                "图 1 题",
                "表 1 数",
                "甲 | 乙",
                "1 | 2",
                "• 一",
                "• 二",
                "1. 三",
                "　引",
                "码",
                "————",
                "〔案例 1：例〕",
                "[1] 注",
            ],
            texts[0].Lines
        );
        Assert.Equal(["案例 1：例", "文。"], texts[1].Lines);
    }

    /// <summary>A kind of block that is added later and forgotten here would change in silence.</summary>
    [Theory]
    [InlineData("siping-2025")]
    [InlineData("baicheng-2022")]
    public void Every_caption_and_heading_of_a_real_report_is_in_it(string name)
    {
        var report = Compiler.CompileFolder(Repository.RealReport(name));
        var lines = report.ToText().SelectMany(text => text.Lines).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in report.Figures.Concat(report.Tables))
            Assert.Contains(
                lines,
                line => line.Contains(entry.Title, StringComparison.Ordinal) && line.StartsWith(entry.Number, StringComparison.Ordinal)
            );
        foreach (var entry in report.Contents.Where(entry => entry.Number.Length > 0))
            Assert.Contains(
                lines,
                line => line.StartsWith(entry.Number, StringComparison.Ordinal) && line.EndsWith(entry.Title, StringComparison.Ordinal)
            );
        Assert.Contains(report.Outline, entry => entry.Part == ReportPart.Body);
    }
}
