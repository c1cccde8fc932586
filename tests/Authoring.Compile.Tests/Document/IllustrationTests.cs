using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Document;

/// <summary>Every figure and table of a report is found where it is printed, with what is to be put right about it.</summary>
public sealed class IllustrationTests
{
    private const string Definition = """
        title: 报告
        numbering:
          headings: ["{1}."]
          figures: { label: 图, scope: chapter, format: "{label} {1}-{n}" }
          tables: { label: 表, scope: chapter, format: "{label} {1}-{n}" }
        body: [s.md]
        cases: [a.md, b.md]
        """;

    private static IReadOnlyList<Illustration> Of(string section, string placed = "文字\n", string unplaced = "文字\n") =>
        Compiler
            .Compile(
                ReportDefinition.Parse(Definition, "r"),
                path =>
                    SourceFile.Read(
                        path,
                        path switch
                        {
                            "s.md" => section,
                            "a.md" => $"---\nid: a\ntitle: 甲\n---\n\n{placed}",
                            _ => $"---\nid: b\ntitle: 乙\n---\n\n{unplaced}",
                        }
                    ),
                path => path.EndsWith("there.png", StringComparison.Ordinal) ? new ImageFacts(4, 3, "image/png") : null
            )
            .Illustrations();

    [Fact]
    public void They_stand_in_reading_order_and_those_of_cards_that_are_nowhere_are_the_last()
    {
        var found = Of(
            "# 章\n\n![一](there.png)\n\n::case{#case:a}\n\n| 甲 |\n|---|\n| 1 |\n\n: 三\n",
            "![二](there.png)\n",
            "![四](there.png)\n"
        );
        Assert.Equal(["一", "二", "三", "四"], found.Select(one => one.Title));
        Assert.Equal(["图 1-1", "图 1-2", "表 1-1", ""], found.Select(one => one.Number));
        Assert.Equal(["s.md", "a.md", "s.md", "b.md"], found.Select(one => one.File));
        Assert.Equal(["s.md", "s.md", "s.md", null], found.Select(one => one.Section));
        Assert.Equal([3, 6, 11, 6], found.Select(one => one.Line));
    }

    [Theory]
    [InlineData("![一](there.png \"所见\"){#fig:a}\n\n见@fig:a。\n", "")]
    [InlineData("![一](there.png){#fig:a}\n\n见@fig:a。\n", "AlternativeText")]
    [InlineData("![一](there.png \"所见\"){#fig:a}\n", "Reference")]
    [InlineData("![一](gone.png){#fig:a}\n\n见@fig:a。\n", "Picture")]
    [InlineData("![](there.png \"所见\")\n", "Caption")]
    [InlineData("![](gone.png)\n", "Caption,Picture")]
    [InlineData("| 甲 |\n|---|\n| 1 |\n", "Caption")]
    [InlineData("| 甲 |\n|---|\n| 1 |\n\n: 表 {#tbl:a}\n\n见@tbl:a。\n", "")]
    public void What_is_to_be_put_right_is_said(string text, string lacks) =>
        Assert.Equal(lacks, string.Join(',', Assert.Single(Of($"# 章\n\n{text}")).Lacks));

    [Fact]
    public void Nothing_is_missed_in_words_that_have_a_small_picture_among_them() => Assert.Empty(Of("# 章\n\n文字 ![](there.png) 文字\n"));

    [Fact]
    public void A_reference_from_a_card_that_is_nowhere_counts_for_nothing() =>
        Assert.Equal(
            [IllustrationLack.Reference],
            Of("# 章\n\n![一](there.png \"所见\"){#fig:a}\n", unplaced: "见@fig:a。\n").Single().Lacks
        );

    [Fact]
    public void Of_a_table_its_first_rows_are_shown()
    {
        var rows = string.Concat(Enumerable.Range(1, 9).Select(n => $"| {n} | **二** | 3 | 4 | 5 | 6 |\n"));
        var cells = Of($"# 章\n\n| 甲 | 乙 | 丙 | 丁 | 戊 | 己 |\n|---|---|---|---|---|---|\n{rows}").Single().Cells;
        Assert.Equal(6, cells.Count);
        Assert.Equal(["甲", "乙", "丙", "丁", "戊"], cells[0]);
        Assert.Equal(["1", "二", "3", "4", "5"], cells[1]);
    }
}
