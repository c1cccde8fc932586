using Authoring.Compile.Docx;
using Authoring.Compile.SelfCheck;
using Authoring.Web.Publishing;

namespace Authoring.Web.Tests.Publishing;

/// <summary>
/// PDFs as LibreOffice makes them of whole reports are read back without a fault: bookmarks, pages, titles, pictures, fonts, language. And
/// a face that the server lacks is named with what stands in its place.
/// </summary>
public sealed class ReadBackTests(LaidOut laidOut)
{
    [Theory]
    [InlineData("sample")]
    [InlineData("siping-2025")]
    [InlineData("baicheng-2022")]
    public async Task The_pdf_of_a_report_has_no_fault(string name)
    {
        var made = await laidOut.ReportAsync(name);
        using var word = new MemoryStream();
        var bookmarks = made.Report.WriteDocx(word, new DocxOptions { Picture = _ => null }).Bookmarks;
        var results = ReportSelfCheck.Pdf(made.Report, PdfReading.Read(made.File, bookmarks.Values), bookmarks);
        Assert.Equal([], results.SelectMany(result => result.Faults, (result, fault) => $"{result.Rule}: {fault}"));
        Assert.All(results, result => Assert.True(result.Checked > 0, result.Rule));
    }

    [Fact]
    public void What_is_no_pdf_is_read_as_none()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "a.pdf");
        File.WriteAllText(file, "%PDF-1.7\nnothing");
        Assert.Null(PdfReading.Read(file, []));
        Assert.Empty(PdfReading.ReadFonts(file));
    }

    [Fact]
    public async Task The_fonts_alone_are_those_of_the_whole_reading()
    {
        var made = await laidOut.ReportAsync("sample");
        var fonts = PdfReading.ReadFonts(made.File);
        Assert.NotEmpty(fonts);
        Assert.Equal(PdfReading.Read(made.File, [])!.Fonts, fonts);
    }

    [Fact]
    public void A_face_that_is_not_in_the_pdf_is_named_with_what_stands_in_its_place()
    {
        PdfFont[] fonts =
        [
            new("NotoSerifCJKsc-Regular", true),
            new("NotoSerifCJKsc-Bold", true),
            new("SimHei", true),
            new("LiberationSerif", true),
        ];
        Assert.Equal(
            [new MissingFace("仿宋_GB2312", "Noto Serif CJK"), new MissingFace("楷体_GB2312", "Noto Serif CJK")],
            DocumentFaces.Missing(["仿宋_GB2312", "楷体_GB2312", "黑体"], fonts)
        );
    }

    [Theory]
    [InlineData("FangSong_GB2312")]
    [InlineData("FangSong")]
    [InlineData("STFangsong")]
    public void One_face_under_another_name_is_that_face(string name) =>
        Assert.Empty(DocumentFaces.Missing(["仿宋_GB2312"], [new PdfFont(name, true)]));

    [Fact]
    public void What_a_document_asks_for_is_read_from_the_styles_of_its_paragraphs()
    {
        using var folder = new TemporaryFolder();
        SmallReport.Write(folder.Path);
        var source = Authoring.Compile.ReportFolder.Open(folder.Path);
        var file = Path.Combine(folder.Path, "a.docx");
        using (var stream = File.Create(file))
            Authoring.Compile.Compiler.Compile(source).WriteDocx(stream, new DocxOptions { Picture = _ => null });
        var faces = DocumentFaces.AskedFor(file);
        Assert.Contains("仿宋_GB2312", faces);
        Assert.Contains("黑体", faces);
        File.WriteAllText(file, "no zip");
        Assert.Empty(DocumentFaces.AskedFor(file));
    }
}
