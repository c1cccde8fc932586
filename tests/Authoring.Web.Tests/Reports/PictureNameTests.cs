using Authoring.Web.Figures;

namespace Authoring.Web.Tests.Reports;

/// <summary>A picture keeps its name as far as every system and Markdown can bear it.</summary>
public sealed class PictureNameTests
{
    [Theory]
    [InlineData("校园 正门（春）.JPG", "校园-正门-春")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\我的 文档\\图.png", "图")]
    [InlineData("a\u202Egnp.exe\u0007.png", "agnp.exe")]
    [InlineData("…—!.png", "image")]
    [InlineData("con.png", "image-con")]
    [InlineData("", "image")]
    [InlineData("\ud83d", "image")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("a..b--c.png", "a.b-c")]
    [InlineData("صورة.png", "صورة")]
    public void A_name_stays_readable_and_harms_no_system(string name, string stem) =>
        Assert.Equal($"images/{stem}.png", PictureName.PathFor(name, "image/png", 60, _ => false));

    [Fact]
    public void Accents_do_not_pile_up() =>
        Assert.InRange(
            PictureName.PathFor($"e{new string('\u0301', 50)}.png", "image/png", 60, _ => false).Length,
            "images/e.png".Length,
            "images/e.png".Length + 2
        );

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        var path = PictureName.PathFor(string.Concat(Enumerable.Repeat("𠮷", 5_000)), "image/png", 61, _ => false);
        Assert.Equal($"images/{string.Concat(Enumerable.Repeat("𠮷", 30))}.png", path);
    }
}
