using Authoring.Compile.Docx;
using Authoring.Web.Publishing;

namespace Authoring.Web.Tests.Publishing;

/// <summary>The contents name the pages on which things stand: laid out again until they do, at most three times.</summary>
public sealed class PagePassTests : IDisposable
{
    /// <summary>Each time the next of the PDFs that the test has put there.</summary>
    private const string Next = """echo pass >> "$here/passes"; cp "$here/$(wc -l < "$here/passes").pdf" "$out" """;

    private readonly FakeOffice fake = new(Next);
    private readonly WorkFolder work = new();
    private readonly List<(int? Page, bool IsFlat)> written = [];
    private readonly List<int> begun = [];

    public void Dispose()
    {
        fake.Dispose();
        work.Dispose();
    }

    private async Task<(PdfFailure? Failure, PageMap? Map)> RunAsync(params int[] sheets)
    {
        for (var i = 0; i < sheets.Length; i++)
            fake.Has($"{i + 1}.pdf", SmallPdf.Write(9, new Dictionary<string, int> { ["5FToc5Fa"] = sheets[i] }));
        return await new PagePass(FakeOffice.Office(new() { LibreOffice = fake.Program }), work).RunAsync(
            Write,
            Path.Combine(fake.Folder, "made.pdf"),
            begun.Add,
            CancellationToken.None
        );
    }

    private DocxResult Write(Stream output, IReadOnlyDictionary<string, int> pages, bool isFlat, CancellationToken cancellation)
    {
        written.Add((pages.TryGetValue("_Toc_a", out var page) ? page : null, isFlat));
        return new DocxResult([], new Dictionary<string, string> { ["a"] = "_Toc_a" });
    }

    [Fact]
    public async Task Pages_that_stay_where_they_are_take_two_passes()
    {
        var (failure, map) = await RunAsync(4, 4);
        Assert.Null(failure);
        Assert.Equal((2, true, 4), (map!.Passes, map.HasSettled, map.Pages["_Toc_a"]));
        Assert.Equal([(null, true), (4, true)], written);
        Assert.Equal([1, 2], begun);
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(fake.Folder, "2.pdf")),
            await File.ReadAllBytesAsync(Path.Combine(fake.Folder, "made.pdf"))
        );
    }

    [Fact]
    public async Task Pages_that_move_are_laid_out_once_more()
    {
        var (_, map) = await RunAsync(4, 5, 5);
        Assert.Equal((3, true, 5), (map!.Passes, map.HasSettled, map.Pages["_Toc_a"]));
        Assert.Equal([null, 4, 5], written.Select(w => w.Page));
    }

    [Fact]
    public async Task Pages_that_never_settle_are_said_to()
    {
        var (failure, map) = await RunAsync(4, 5, 4, 5);
        Assert.Null(failure);
        Assert.Equal((3, false), (map!.Passes, map.HasSettled));
    }

    [Fact]
    public async Task Something_that_is_no_pdf_ends_it()
    {
        fake.Has("1.pdf", "%PDF-1.7 and nothing else"u8.ToArray());
        Assert.Equal(PdfFailure.NothingMade, (await RunAsync()).Failure);
        Assert.False(File.Exists(Path.Combine(fake.Folder, "made.pdf")));
    }

    /// <summary>Our own file may be the one for which there is no room: 28 is what Unix says then, 0x70 Windows.</summary>
    [Theory]
    [InlineData(28, true)]
    [InlineData(unchecked((int)0x80070070), true)]
    [InlineData(5, false)]
    public async Task A_disk_that_is_full_while_we_write_is_said(int code, bool isFull)
    {
        var pass = new PagePass(FakeOffice.Office(new() { LibreOffice = fake.Program }), work);
        DocxResult Fail(Stream output, IReadOnlyDictionary<string, int> pages, bool isFlat, CancellationToken cancellation) =>
            throw new IOException("No space", code);
        var run = () => pass.RunAsync(Fail, Path.Combine(fake.Folder, "made.pdf"), begun.Add, CancellationToken.None);
        if (isFull)
            Assert.Equal(PdfFailure.DiskFull, (await run()).Failure);
        else
            await Assert.ThrowsAsync<IOException>(run);
        Assert.False(File.Exists(Path.Combine(fake.Folder, "made.pdf")));
    }
}
