using System.Text;
using System.Xml.Linq;
using Authoring.Tests;

namespace Authoring.Compile.Tests.Docx;

/// <summary>What a reader would circle in red: rows and lines alone on a page, frames torn open, pages left empty for a picture.</summary>
public sealed class TypographyTests
{
    private static readonly XNamespace W = WordFile.W;
    private static readonly XNamespace Drawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

    [Fact]
    public void No_line_of_a_paragraph_stands_alone_on_a_page()
    {
        var styles = Write("文。\n").Part("word/styles.xml");
        var control = Style(styles, "Normal").Element(W + "pPr")!.Element(W + "widowControl")!;
        Assert.Null(control.Attribute(W + "val"));
        Assert.DoesNotContain(styles.Descendants(W + "widowControl"), other => (string?)other.Attribute(W + "val") == "0");
    }

    [Theory]
    [InlineData(3, "+++.")] // head and rows: as low as that, all of it on one page
    [InlineData(40, "++…+.")] // the head and the first row, the last two rows
    public void Rows_keep_to_their_neighbours(int rows, string kept)
    {
        var table = new StringBuilder("|甲|乙|\n|---|---|\n");
        for (var row = 0; row < rows; row++)
            table.Append($"|{row}|文|\n");
        var file = Write($"{table}\n: 表\n");
        var paragraphs = file.Document.Descendants(W + "tr").Select(row => row.Descendants(W + "p").First());
        var shown = string.Concat(paragraphs.Select(paragraph => paragraph.Descendants(W + "keepNext").Any() ? '+' : '.'));
        Assert.Equal(kept.Replace("…", new string('.', rows + 1 - 4), StringComparison.Ordinal), shown);
    }

    /// <summary>Borders that are alike make one frame: a picture and its caption have those of the card's text.</summary>
    [Fact]
    public void A_picture_in_a_card_stands_in_its_frame()
    {
        var file = Write("::case{#case:c01}\n", "前。\n\n![图](images/a.png)\n\n后。\n");
        var frame = Style(file.Part("word/styles.xml"), "CaseText").Element(W + "pPr")!.Element(W + "pBdr")!.ToString();
        var framed = file
            .Document.Descendants(W + "p")
            .Where(paragraph =>
                (string?)paragraph.Element(W + "pPr")?.Element(W + "pStyle")?.Attribute(W + "val") is "FigurePicture" or "FigureCaption"
            )
            .ToList();
        Assert.Equal(2, framed.Count);
        Assert.All(framed, paragraph => Assert.Equal(frame, paragraph.Element(W + "pPr")!.Element(W + "pBdr")?.ToString()));
        Assert.All(
            framed,
            paragraph => Assert.Equal("140", (string?)paragraph.Element(W + "pPr")!.Element(W + "ind")!.Attribute(W + "right"))
        );
        Valid.Check(file);
    }

    /// <summary>A table ends a frame of paragraphs, so its edges are the frame's, and nothing is between them.</summary>
    [Fact]
    public void A_table_in_a_card_continues_its_frame()
    {
        var file = Write("::case{#case:c01}\n", "前。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n: 表\n\n后。\n");
        var table = file.Document.Descendants(W + "tbl").Single();
        var properties = table.Element(W + "tblPr")!;
        Assert.All(properties.Element(W + "tblBorders")!.Elements(), edge => Assert.Equal("7F7F7F", Value(edge, "color")));
        // The frame's edges lie 6 points (120 twips) outside its words, which are indented by 140 on both sides.
        Assert.Equal(Authoring.Compile.Docx.Page.Official.TextWidth - (2 * 20), int.Parse(Value(properties.Element(W + "tblW")!, "w")));
        var above = table.ElementsBeforeSelf(W + "p").Last().Element(W + "pPr")!;
        Assert.NotNull(above.Element(W + "pBdr"));
        Assert.Equal("0", Value(above.Element(W + "spacing")!, "after"));
        Assert.Equal("CaseText", Value(table.ElementsAfterSelf(W + "p").First().Element(W + "pPr")!.Element(W + "pStyle")!, "val"));
        Valid.Check(file);
    }

    private static string Value(XElement element, string name) => (string)element.Attribute(W + name)!;

    [Theory]
    [InlineData(1200, 900, 0.36)]
    [InlineData(900, 1500, 0.75)]
    public void A_picture_leaves_room_for_text(int width, int height, double part)
    {
        var file = Write("![图](images/a.png)\n", picture: TestPhoto.Png(width, height));
        var extent = file.Document.Descendants(Drawing + "extent").Single();
        var (wide, high) = ((double)extent.Attribute("cx")!, (double)extent.Attribute("cy")!);
        Assert.Equal((double)width / height, wide / high, 0.01);
        Assert.InRange(high, 1, ((16838 - 2098 - 1984) * 635 * part) + 1);
        Assert.InRange(wide, 1, (11906 - 1587 - 1474) * 635);
    }

    [Fact]
    public void Who_has_made_it_stands_at_the_foot_of_the_cover()
    {
        var file = Write("文。\n");
        var styles = file.Document.Descendants(W + "pStyle").Select(style => (string?)style.Attribute(W + "val")).Take(4);
        Assert.Equal(["Title", "CoverLine", "CoverIssuer", "CoverLine"], styles);
    }

    private static XElement Style(XDocument styles, string id) =>
        styles.Descendants(W + "style").Single(style => (string?)style.Attribute(W + "styleId") == id);

    private static WordFile Write(string text, string card = "文。\n", byte[]? picture = null)
    {
        using var report = new TemporaryReport(
            "title: 示例\nperiod: \"2025\"\nissuer: 某市教育局\ndate: 2025-12\nbody: [01.md]\ncases: [c01.md]\n"
        )
            .Write("01.md", $"# 甲\n\n{text}")
            .Write("c01.md", $"---\nid: c01\ntitle: 卡\n---\n\n{card}")
            .Write("images/a.png", picture ?? TemporaryReport.Png);
        return WordFile.Of(report.Folder);
    }
}
