using Authoring.Compile.Definition;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests;

/// <summary>The list of the cards says where each stands, what it is called and how long it is.</summary>
public sealed class CardEntryTests
{
    private static CompiledReport Compile(string section, params string[] cards)
    {
        var definition = ReportDefinition.Parse(
            $$"""
            title: 报告
            numbering:
              headings: ["{1}."]
              cases: { label: 案例, scope: chapter, format: "{label} {1}-{n}" }
            body: [s.md]
            cases: [{{string.Join(", ", cards.Select((_, i) => $"c{i}.md"))}}]
            """,
            "r"
        );
        return Compiler.Compile(
            definition,
            path => path == "s.md" ? SourceFile.Read(path, section) : SourceFile.Read(path, cards[path[1] - '0']),
            _ => null
        );
    }

    [Fact]
    public void Each_card_says_where_it_stands_and_how_often()
    {
        var cards = Compile(
                "# 章\n\n::case{#case:b}\n\n文字\n\n::case{#case:b}\n",
                "---\nid: a\ntitle: 甲\n---\n\n文字\n",
                "---\nid: b\ntitle: 乙\nschool: 一校\nsummary: 摘要\n---\n\n文字\n"
            )
            .Cards();
        Assert.Equal(["a", "b"], cards.Select(c => c.Id));
        Assert.Empty(cards[0].Places);
        Assert.Equal(("", "甲", null), (cards[0].Number, cards[0].Title, cards[0].School));
        Assert.Equal([new CardPlace("s.md", 3), new CardPlace("s.md", 7)], cards[1].Places);
        Assert.Equal(("案例 1-1", "乙", "一校", "摘要"), (cards[1].Number, cards[1].Title, cards[1].School, cards[1].Summary));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("学校邀请技师授课。", 9)]
    [InlineData("**AI** 应用达 96.50%，共5200件", 9)]
    [InlineData("![图](../images/x.png){#fig:abc}", 1)]
    [InlineData("| 甲 | 乙 |\n|---|---|\n| 1 | 二三 |", 5)]
    public void Words_are_counted_as_an_office_counts(string text, int words) =>
        Assert.Equal(words, Compile("# 章\n", $"---\nid: a\ntitle: 甲\n---\n\n{text}\n").Cards()[0].Words);

    [Fact]
    public void No_id_of_the_report_is_free_wherever_it_stands() =>
        Assert.Equal(["case:x", "fig:m", "sec:a"], Compile("# 章 {#sec:a}\n\n::case{#case:x}\n", "![图](x.png){#fig:m}\n").Ids().Order());
}
