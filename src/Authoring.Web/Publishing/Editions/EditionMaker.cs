using Authoring.Compile.Docx;
using Authoring.Compile.SelfCheck;
using Authoring.Text;
using Authoring.Web.Figures;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Publishing.Editions;

/// <summary>The files of an edition before it is stored, each on disk until it is disposed.</summary>
internal sealed class MadeEdition : IAsyncDisposable
{
    private readonly Dictionary<EditionFileKind, FileStream> files = [];

    public IReadOnlyDictionary<EditionFileKind, FileStream> Files => files;

    public PdfFailure? Failure { get; set; }
    public PageMap? Map { get; set; }
    public DocxResult? Written { get; set; }
    public IReadOnlyList<SelfCheckResult> Checks { get; set; } = [];
    public IReadOnlyList<MissingFace> MissingFaces { get; set; } = [];

    /// <summary>Of the PDF.</summary>
    public int Sheets { get; set; }

    public FileStream New(EditionFileKind kind) => files[kind] = Export.NewFile();

    /// <summary>A copy of a file that may go away.</summary>
    public async Task CopyAsync(EditionFileKind kind, string path, CancellationToken cancellation)
    {
        await using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var copy = files.TryGetValue(kind, out var known) ? known : New(kind);
        copy.SetLength(0);
        await source.CopyToAsync(copy, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in files.Values)
            await file.DisposeAsync();
    }
}

/// <summary>Writes all files of an edition from a report that was frozen.</summary>
internal sealed class EditionMaker(IDbContextFactory<AuthoringDb> database, PdfOrders orders, PdfQueue queue, IOptions<UploadLimits> limits)
{
    /// <param name="withPdf">LibreOffice is there, and a PDF is wanted.</param>
    public async Task<MadeEdition> MakeAsync(
        int reportId,
        FrozenReport frozen,
        bool withPdf,
        Action<EditionProgress> tell,
        CancellationToken cancellation
    )
    {
        var made = new MadeEdition();
        try
        {
            tell(new EditionProgress(EditionStep.WritingWord));
            var order = await orders.WriteAsync(reportId, frozen, made.New(EditionFileKind.Word), cancellation);
            made.Written = order.Written;
            if (withPdf)
                await LayOutAsync(made, order, tell, cancellation);
            if (made.Failure is not null)
                return made;
            tell(new EditionProgress(EditionStep.WritingOthers));
            await WriteOthersAsync(made, frozen, cancellation);
            tell(new EditionProgress(EditionStep.ReadingBack));
            await SelfChecks.RunAsync(made, frozen.Compilation.Report, cancellation);
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    private async Task LayOutAsync(MadeEdition made, PdfOrder order, Action<EditionProgress> tell, CancellationToken cancellation)
    {
        using var ticket = queue.Ask(order);
        queue.Moved += Moved;
        try
        {
            Moved();
            var outcome = await ticket.Outcome.WaitAsync(cancellation);
            made.Failure = outcome.Failure;
            if (outcome.Report is not { } report)
                return;
            (made.Map, made.Written) = (report.Map, report.Written ?? made.Written);
            await made.CopyAsync(EditionFileKind.Pdf, report.Pdf, cancellation);
            await made.CopyAsync(EditionFileKind.Word, report.Word, cancellation);
        }
        finally
        {
            queue.Moved -= Moved;
        }

        void Moved() => tell(new EditionProgress(EditionStep.LayingOut, ticket.Progress));
    }

    private async Task WriteOthersAsync(MadeEdition made, FrozenReport frozen, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var outputs = new ReportOutputs(db, frozen.Pictures, cancellation);
        await outputs.HtmlAsync(made.New(EditionFileKind.Html), frozen.Compilation, Projection.Final, limits.Value.Pictures.MaxTotalSize);
        await outputs.FolderAsync(made.New(EditionFileKind.Folder), frozen.Shape.Yaml, frozen.Texts);
        var numbers = EditionJson.Write(FrozenNumbers.Of(frozen.Compilation.Report));
        await made.New(EditionFileKind.Numbers).WriteAsync(numbers, cancellation);
    }
}
