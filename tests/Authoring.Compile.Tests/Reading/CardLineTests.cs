using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Reading;

/// <summary>A card is put where it is meant and taken out again, and nothing else of the text is touched.</summary>
public sealed class CardLineTests
{
    private const string Card = "::case{#case:a}";

    [Theory]
    [InlineData("", Card + "\n")]
    [InlineData("# 章\n", "# 章\n\n" + Card + "\n")]
    [InlineData("# 章\n\n文字", "# 章\n\n文字\n\n" + Card + "\n")]
    public void At_the_end_it_is_a_paragraph_of_its_own(string text, string with) => Assert.Equal(with, CardLine.Put(text, "a", null));

    [Theory]
    [InlineData("一", "# 章\n\n## 一\n\n甲\n\n### 小\n\n" + Card + "\n\n## 二\n乙\n")]
    [InlineData("小", "# 章\n\n## 一\n\n甲\n\n### 小\n\n" + Card + "\n\n## 二\n乙\n")]
    [InlineData("二", "# 章\n\n## 一\n\n甲\n\n### 小\n## 二\n乙\n\n" + Card + "\n")]
    public void Beneath_a_heading_it_stands_before_the_next_that_is_no_deeper(string heading, string with)
    {
        const string text = "# 章\n\n## 一\n\n甲\n\n### 小\n## 二\n乙\n";
        Assert.Equal(with, CardLine.Put(text, "a", CardLine.Headings(text).Single(one => one.Title == heading)));
    }

    [Theory]
    [InlineData("# 章\n\n甲\n\n" + Card + "\n\n乙\n", "# 章\n\n甲\n\n乙\n")]
    [InlineData("# 章\n\n" + Card + "\n", "# 章\n")]
    [InlineData(Card + "\n\n乙\n", "乙\n")]
    [InlineData("# 章\n\n" + Card + "\n\n乙\n\n" + Card + "\n\n::case{#case:ab}\n", "# 章\n\n乙\n\n::case{#case:ab}\n")]
    [InlineData("# 章\n\n```\n" + Card + "\n```\n", "# 章\n\n```\n" + Card + "\n```\n")]
    public void Taken_out_it_leaves_no_hole(string text, string without) => Assert.Equal(without, CardLine.Without(text, "a"));
}
