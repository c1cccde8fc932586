using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Authoring.Compile.Document;
using Authoring.Compile.Html;
using Authoring.Compile.Pictures;

namespace Authoring.Compile.Tests.Html;

/// <summary>
/// A report as one HTML document stands alone: every link leads to a place in it, it asks nobody for anything, and nothing but its own
/// script may run.
/// </summary>
public sealed partial class DocumentTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "seed", "report");

    [Fact]
    public void Every_link_of_the_sample_leads_somewhere() => AssertWhole(Sample);

    [Theory]
    [InlineData("siping-2025")]
    [InlineData("baicheng-2022")]
    public void Every_link_of_a_real_report_leads_somewhere(string name) => AssertWhole(Repository.RealReport(name));

    private static void AssertWhole(string folder)
    {
        var html = Compiler.CompileFolder(folder).ToHtml();
        var places = Places().Matches(html).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(places.Count, places.Distinct(StringComparer.Ordinal).Count());
        foreach (Match link in Links().Matches(html))
            Assert.True(link.Groups[1].Value == "!" || places.Contains(link.Groups[1].Value), link.Value);
        Assert.DoesNotMatch("""(?:src|srcset|url\()="?(?:https?:)?//""", html);
    }

    /// <summary>Opened by its own address, closed by a link back to its figure: no script is needed for either.</summary>
    [Fact]
    public void A_figure_opens_and_closes_by_links()
    {
        using var report = Picture("![校园](../images/a.png){#fig:map}\n\n文字 ![](../images/a.png)\n");
        var html = report.Compile().ToHtml();
        Assert.Contains("<a class=\"opens\" id=\"open:fig:map\" href=\"#open:fig:map\" title=\"查看大图\"><img ", html, Ordinal);
        Assert.Contains("></a><a class=\"closes\" href=\"#fig:map\">关闭</a><figcaption>", html, Ordinal);
        Assert.Equal(2, html.Split("<a class=\"opens\"").Length); // what is no figure does not
        Assert.DoesNotContain("class=\"opens\"", string.Concat(report.Compile().Preview("sections/01.md").Select(b => b.Html)), Ordinal);
    }

    [Fact]
    public void A_picture_that_is_missing_opens_nothing()
    {
        using var report = Picture("![校园](../images/none.png)\n");
        Assert.DoesNotContain("class=\"opens\"", report.Compile().ToHtml(), Ordinal);
    }

    [Fact]
    public void Nothing_but_its_own_script_may_run()
    {
        var html = Compiler.CompileFolder(Sample).ToHtml();
        var from = html.IndexOf("<script>", Ordinal) + "<script>".Length;
        var script = html[from..html.IndexOf("</script>", Ordinal)];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains(
            $"default-src 'none'; img-src 'self' data: file:; style-src 'unsafe-inline'; script-src 'sha256-{hash}'",
            html,
            Ordinal
        );
        Assert.Equal(2, html.Split("<script").Length);
    }

    [Theory]
    [InlineData("2025-12", "2025年12月")]
    [InlineData("2025-1-05", "2025年1月5日")]
    [InlineData("二〇二五年十二月", "二〇二五年十二月")]
    [InlineData("2025-12-25-1", "2025-12-25-1")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_date_stands_on_the_cover_as_an_office_writes_it(string? written, string? printed) =>
        Assert.Equal(printed, CoverLine.Date(written));

    [Fact]
    public void A_span_of_time_has_one_long_dash() => Assert.Equal("2021.9—2022.8", CoverLine.Period("2021.9--2022.8"));

    [Fact]
    public void The_contents_stand_once_and_lead_to_the_lists()
    {
        var html = Compiler.CompileFolder(Sample).ToHtml();
        Assert.Equal(2, html.Split(">1.1</span>").Length - 1); // beside the text, and at its place
        Assert.Contains("<li><a href=\"#page:figures\">图目录</a></li>", html, Ordinal);
        Assert.Contains("<nav class=\"list figures\" id=\"page:figures\" aria-label=\"图目录\">", html, Ordinal);
    }

    /// <summary>A server may take no Chinese names, and none may be handed a page that calls itself a picture.</summary>
    [Fact]
    public void Pictures_in_a_folder_are_counted_and_end_as_their_content_says()
    {
        var facts = new Dictionary<string, ImageFacts>(StringComparer.Ordinal)
        {
            ["images/校园.html"] = new(1, 1, "image/png"),
            ["a.png"] = new(1, 1, "image/jpeg"),
        };
        var pictures = new SitePictures(facts.GetValueOrDefault);
        Assert.Equal("images/001.png", pictures.NameOf("images/校园.html"));
        Assert.Equal("images/002.jpg", pictures.NameOf("a.png"));
        Assert.Equal("images/001.png", pictures.NameOf("images/校园.html"));
        Assert.Equal("none.png", pictures.NameOf("none.png"));
        Assert.Equal([("images/校园.html", "images/001.png"), ("a.png", "images/002.jpg")], pictures.Named);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private static TemporaryReport Picture(string text) =>
        new TemporaryReport("title: 示例\nbody: [sections/01.md]\n")
            .Write("sections/01.md", $"# 甲\n\n{text}")
            .Write("images/a.png", TemporaryReport.Png);

    [GeneratedRegex("\\sid=\"([^\"]*)\"")]
    private static partial Regex Places();

    [GeneratedRegex("\\shref=\"#([^\"]*)\"")]
    private static partial Regex Links();
}
