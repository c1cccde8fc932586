using System.Text;
using Authoring.Compile.Definition;

namespace Authoring.Compile.Tests.Definition;

/// <summary>What of <c>report.yml</c> cannot be passed over is refused with one line that names the place.</summary>
public sealed class DefinitionTests
{
    [Theory]
    [InlineData("title: 示例\nbody: [a\nfront: x", 2)]
    [InlineData("title: 示例\nnumbering:\n  headings: [\"{1}.\"\n  figures: { label: 图 }\nbody: []\n", 3)]
    [InlineData("title: 示例\nissuer: '没有收尾\nbody: []\n", 2)]
    [InlineData("title: 示例\n---\ntitle: 又一份\n", 2)]
    [InlineData("title: 示例\nbody: [a\n", 2)]
    [InlineData("title: 示例\nnumbering:\n  figures: { label: 图\n", 3)]
    [InlineData("title: 示例\n\tbody: x", 2)]
    [InlineData("title: \"没有收尾\nbody: []\n", 1)]
    [InlineData("title: 示例\n  body: []\n", 2)]
    [InlineData("title: &a 示例\nissuer: *a\n", 1)]
    [InlineData("title: 示例\nissuer: *a\n", 2)]
    [InlineData("title: 示例\n? [a, b]\n: c\n", 2)]
    public void Unreadable_yaml_names_its_line(string yaml, int line)
    {
        var exception = Assert.Throws<ReportFormatException>(() => ReportDefinition.Parse(yaml, "folder"));
        Assert.Equal(line, exception.Line);
        Assert.Contains($"第 {line} 行", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# 只有注释\n")]
    [InlineData("一行文字")]
    [InlineData("- 一\n- 二\n")]
    [InlineData("body: []\n")]
    [InlineData("title:\nbody: []\n")]
    [InlineData("title: \"  \"\n")]
    public void A_report_has_a_title(string yaml) => Assert.Throws<ReportFormatException>(() => ReportDefinition.Parse(yaml, "folder"));

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Deep_nesting_is_refused(string open)
    {
        var yaml = "title: 示例\nbody: " + new StringBuilder().Insert(0, open, 50_000);
        Assert.Throws<ReportFormatException>(() => ReportDefinition.Parse(yaml, "folder"));
    }

    [Theory]
    [InlineData("title: 甲\nbody: [a\nperiod: x")]
    [InlineData("title: 甲\nbody: [a")]
    [InlineData("title: {\n")]
    public void Brackets_that_are_not_closed_are_said_with_their_line(string yaml) =>
        Assert.InRange(Assert.Throws<ReportFormatException>(() => DefinitionDraft.Read(yaml)).Line, 1, 4);

    [Fact]
    public void A_large_file_is_refused_with_its_limit()
    {
        var exception = Assert.Throws<ReportFormatException>(() =>
            ReportDefinition.Parse("title: " + new string('长', ReportDefinition.MaxLength), "folder")
        );
        Assert.Contains($"{ReportDefinition.MaxLength:N0}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_in_it_is_read()
    {
        const string yaml = """
            title: 某市中等职业教育年度质量报告
            slug: city-2025
            period: 2021.9--2022.8
            issuer: 某市教育局
            date: 2025-12
            contents: { depth: 2, annexes: true, front: true }
            lists: [tables, figures]
            pages: { number: "- {page} -" }
            front: [sections/01-preface.md]
            body:
              - sections/02-basic.md
            annexes: [sections/09-annex.md]
            cases: [cases/c01.md]
            """;
        var definition = ReportDefinition.Parse('\uFEFF' + yaml.ReplaceLineEndings("\r\n"), "folder");
        Assert.Equal("某市中等职业教育年度质量报告", definition.Title);
        Assert.Equal("city-2025", definition.Slug);
        Assert.Equal("2021.9--2022.8", definition.Period);
        Assert.Equal("某市教育局", definition.Issuer);
        Assert.Equal("2025-12", definition.Date);
        Assert.Equal(2, definition.ContentsDepth);
        Assert.True(definition.ContentsAnnexes);
        Assert.True(definition.ContentsFront);
        Assert.Equal(["tables", "figures"], definition.Lists);
        Assert.Equal("- {page} -", definition.PageNumber);
        Assert.Equal(["sections/01-preface.md"], definition.Front);
        Assert.Equal(["sections/02-basic.md"], definition.Body);
        Assert.Equal(["sections/09-annex.md"], definition.Annexes);
        Assert.Equal(["cases/c01.md"], definition.Cases);
        Assert.Empty(definition.Diagnostics);
    }

    [Fact]
    public void The_folder_s_name_is_the_slug_where_none_is_said() =>
        Assert.Equal("siping-2025", ReportDefinition.Parse("title: 示例", "siping-2025").Slug);

    /// <summary>It is printed with every number, and each brace in it looks for its other half.</summary>
    [Fact]
    public void A_pattern_without_end_is_cut_and_said()
    {
        var definition = ReportDefinition.Parse($"title: 报告\nnumbering: {{ annexes: \"{new string('{', 500_000)}\" }}\n", "x");
        Assert.Equal("bad-pattern", definition.Diagnostics.First().Code);
        Assert.Equal(1000, definition.Numbering.Annexes!.Source.Length);
    }
}
