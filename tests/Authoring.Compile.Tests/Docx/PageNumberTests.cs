using System.Xml.Linq;
using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Docx;

/// <summary>Pages that are known stand in contents and lists, with fields and without.</summary>
public sealed class PageNumberTests
{
    private static readonly XNamespace W = WordFile.W;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lists_print_what_stands_at_the_foot_of_the_page(bool isFlat)
    {
        var report = SyntheticReport.Compile();
        var bookmarks = WordFile.Of(report, isFlat: true).Result!.Bookmarks;
        // Each bookmark on a sheet of its own, the first file on the fourth: behind cover and lists.
        var pages = WordFile
            .Of(report, isFlat: true)
            .Document.Descendants(W + "bookmarkStart")
            .Select((mark, i) => (Name: mark.Attribute(W + "name")!.Value, Sheet: i + 4))
            .ToDictionary(mark => mark.Name, mark => mark.Sheet);
        var lines = Lines(WordFile.Of(report, isFlat: isFlat, pages: pages));
        var anchors = report
            .Contents.Select(entry => entry.Anchor)
            .Concat(report.Figures.Concat(report.Tables).Concat(report.Cases).Concat(report.Annexes).Select(entry => entry.Anchor))
            .ToList();
        Assert.Equal(anchors.Select(anchor => (pages[bookmarks[anchor]] - 3).ToString()), lines.Select(line => line.Page));
        Assert.All(lines, line => Assert.NotEmpty(line.Words));
    }

    [Fact]
    public void Without_fields_contents_and_numbers_are_words_and_every_bookmark_is_there()
    {
        var (flat, live) = (WordFile.Of(SyntheticReport.Compile(), isFlat: true), WordFile.Of(SyntheticReport.Compile()));
        Assert.Empty(flat.Document.Descendants(W + "fldChar"));
        Assert.Equal(Lines(live), Lines(flat));
        Assert.Equal(Bookmarks(live), Bookmarks(flat));
        Assert.Equal(live.Result!.Bookmarks, flat.Result!.Bookmarks);

        static IEnumerable<string> Bookmarks(WordFile file) =>
            file.Document.Descendants(W + "bookmarkStart").Select(mark => mark.Attribute(W + "name")!.Value);
    }

    [Fact]
    public void A_page_that_is_not_known_is_a_dash() =>
        Assert.All(Lines(WordFile.Of(SyntheticReport.Compile())), line => Assert.Equal("–", line.Page));

    private static List<(string Words, string Page)> Lines(WordFile file) =>
        [
            .. file
                .Document.Descendants(W + "p")
                .Where(p =>
                    p.Element(W + "pPr")?.Element(W + "pStyle")?.Attribute(W + "val")?.Value is { } style
                    && (style == "TableofFigures" || (style.StartsWith("TOC", StringComparison.Ordinal) && style != "TOCHeading"))
                )
                .Select(Line),
        ];

    /// <summary>What stands before the tab and behind it.</summary>
    private static (string, string) Line(XElement paragraph)
    {
        var tab = Assert.Single(paragraph.Descendants(W + "tab"), tab => tab.Parent!.Name == W + "r");
        var texts = paragraph.Descendants(W + "t").ToLookup(text => text.IsBefore(tab), text => text.Value);
        return (string.Concat(texts[true]), string.Concat(texts[false]));
    }
}
