using Authoring.Web.Publishing;

namespace Authoring.Web.Tests.Publishing;

/// <summary>Where a bookmark lies is read from the PDF, in whichever of the two forms it holds destinations.</summary>
public sealed class PdfDestinationsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Write(byte[] pdf)
    {
        var file = Path.Combine(folder.Path, "report.pdf");
        File.WriteAllBytes(file, pdf);
        return file;
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_bookmark_has_its_sheet(bool asTree)
    {
        var file = Write(
            SmallPdf.Write(
                3,
                new Dictionary<string, int>
                {
                    ["5FToc5Fi1"] = 1,
                    ["5FToc5F-a-"] = 3,
                    ["5FToc5F56FE"] = 2,
                },
                asTree
            )
        );
        var pages = PdfDestinations.Read(file, ["_Toc_i1", "_Toc_-a-", "_Toc_图", "_Toc_none", "_Toc_i1"]);
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["_Toc_i1"] = 1,
                ["_Toc_-a-"] = 3,
                ["_Toc_图"] = 2,
            },
            pages
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("%PDF-1.7")]
    [InlineData("%PDF-1.7\ntrailer\n<</Root 9 0 R>>\n%%EOF")]
    public void What_is_no_pdf_has_none(string content) =>
        Assert.Null(PdfDestinations.Read(Write(System.Text.Encoding.ASCII.GetBytes(content)), ["a"]));
}
