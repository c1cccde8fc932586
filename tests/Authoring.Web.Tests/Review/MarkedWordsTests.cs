using Authoring.Text;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;

namespace Authoring.Web.Tests.Review;

/// <summary>Words that are marked where a text is printed are found where it is written.</summary>
public sealed class MarkedWordsTests
{
    private const string Text = "# 题\n\n全市有**六所**学校，\n六所都在城区。\n\n| 校 | 人 |\n|---|---|\n| 甲 | 120 |\n";

    private static string? Find(int line, string quote, string before)
    {
        var text = new ProjectedText("sections/x.md", 0, TrackedText.Plain(Rope.From(Text)), Projection.Final);
        var (from, to) = new MarkedWords("sections/x.md", line, quote, before).PlaceIn(text);
        return Text[from..to];
    }

    [Theory]
    [InlineData(3, "六所学校", "全市有", "六所**学校")]
    [InlineData(3, "六所", "全市有", "六所")]
    [InlineData(3, "学校，六所", "全市有六所", "学校，\n六所")]
    [InlineData(6, "120", "校人甲", "120")]
    [InlineData(3, "没有这句", "", "全市有**六所**学校，")]
    public void They_are_found_among_the_signs(int line, string quote, string before, string expected) =>
        Assert.Equal(expected, Find(line, quote, before));

    [Fact]
    public void Of_the_same_words_those_with_as_much_before_them()
    {
        var text = new ProjectedText("sections/x.md", 0, TrackedText.Plain(Rope.From(Text)), Projection.Final);
        var first = new MarkedWords("x", 3, "六所", "全市有").PlaceIn(text).From;
        var second = new MarkedWords("x", 3, "六所", "全市有六所学校，").PlaceIn(text).From;
        Assert.Equal((Text.IndexOf("六所", StringComparison.Ordinal), Text.LastIndexOf("六所", StringComparison.Ordinal)), (first, second));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"path":"x","line":1,"quote":"","before":""}""")]
    [InlineData("""{"line":1,"quote":"a","before":""}""")]
    [InlineData("""{"path":"x","line":"one","quote":"a","before":""}""")]
    public void What_says_nothing_of_the_kind_is_nothing(string said) => Assert.Null(MarkedWords.Read(said));
}
