using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Reading;

/// <summary>
/// The overview, the list of cards and the writing page say one length. The writing page's own count has the same cases:
/// <c>wwwroot-assets/test/writing.test.ts</c>.
/// </summary>
public sealed class WordCountTests
{
    [Theory]
    [InlineData("全市现有学校6所。", 9)]
    [InlineData("下降3.25%，GDP up 2", 7)]
    [InlineData("# **立德树人** {#sec:moral}", 4)]
    [InlineData("![分布](../images/map.png){#fig:map}", 2)]
    [InlineData("![分布](../images/map.png \"地图，标出\\\"六所\\\"学校\"){#fig:map}", 2)]
    [InlineData("见[分布](x)和[图]( \"没有说完", 9)]
    [InlineData("| --- | ---: |", 0)]
    [InlineData("| 甲<br>乙<BR />丙 |", 3)]
    [InlineData("𠮷野家", 3)]
    [InlineData("---\nid: c01\n---\n甲乙\nab cd", 4)]
    [InlineData("---\n甲乙", 2)]
    [InlineData("---", 0)]
    [InlineData("", 0)]
    public void Each_Chinese_character_and_mark_is_one_and_so_is_each_Latin_word(string text, int words) =>
        Assert.Equal(words, WordCount.Of(text));
}
