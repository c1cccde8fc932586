using System.Security.Cryptography;
using Authoring.Compile.Docx;
using Authoring.Text;
using Authoring.Web.Comments;
using Authoring.Web.Figures;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Publishing;

/// <summary>Orders of reports as they are at this moment, whatever is typed while they wait for their turn.</summary>
internal sealed class PdfOrders(IDbContextFactory<AuthoringDb> database, SignedMarkup signed)
{
    /// <summary>
    /// Writes the report as a Word file in which no pages are known. All that a PDF shows is in it, so that its hash says whether a PDF of
    /// the same content is there.
    /// </summary>
    /// <param name="word">Where to; it can be read from its beginning afterwards.</param>
    public async Task<PdfOrder> WriteAsync(LiveReport report, Projection projection, Stream word, CancellationToken cancellation)
    {
        var compiled = await report.CompileNowAsync(projection);
        var markup = projection == Projection.MarkedUp ? await signed.ReadAsync(report, compiled) : null;
        return await WriteAsync(report.Id, compiled, report.Pictures, markup, word, cancellation);
    }

    /// <summary>The same for a report as it was at some moment.</summary>
    public Task<PdfOrder> WriteAsync(int reportId, FrozenReport frozen, Stream word, CancellationToken cancellation) =>
        WriteAsync(reportId, frozen.Compilation, frozen.Pictures, markup: null, word, cancellation);

    private async Task<PdfOrder> WriteAsync(
        int reportId,
        Compilation compiled,
        IReadOnlyDictionary<string, PictureInfo> pictures,
        Func<string, Markup?>? markup,
        Stream word,
        CancellationToken cancellation
    )
    {
        var written = await Task.Run(() => Write(word, new Dictionary<string, int>(), isFlat: false, cancellation), cancellation);
        word.Position = 0;
        var hash = await SHA256.HashDataAsync(word, cancellation);
        word.Position = 0;
        return new PdfOrder(new PdfKey(reportId, Convert.ToHexStringLower(hash)), Write) { Written = written };

        DocxResult Write(Stream output, IReadOnlyDictionary<string, int> pages, bool isFlat, CancellationToken stop)
        {
            using var db = database.CreateDbContext();
            var options = new DocxOptions
            {
                Picture = Picture,
                Pages = pages,
                IsFlat = isFlat,
            };
            return compiled.Report.WriteDocx(output, options, markup);

            DocxPicture? Picture(string path)
            {
                stop.ThrowIfCancellationRequested();
                return pictures.TryGetValue(path, out var picture)
                    ? DocxPicture.Of(Renditions.ContentOf(db, picture).SingleOrDefault(), stop)
                    : null;
            }
        }
    }

    /// <summary>An order alone.</summary>
    public async Task<PdfOrder> OfAsync(LiveReport report, Projection projection, CancellationToken cancellation)
    {
        await using var word = Export.NewFile();
        return await WriteAsync(report, projection, word, cancellation);
    }
}
