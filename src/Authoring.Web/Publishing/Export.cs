using System.IO.Compression;
using System.Text;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Figures;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Publishing;

/// <summary>
/// Downloads of a report as it is now. The same texts give the same bytes. What holds pictures is written to disk first and sent from
/// there, one
/// picture in memory at a time: a report may have more of them than the server has memory.
/// </summary>
internal static class Export
{
    /// <summary>Zip files carry times; ours carry none that says anything.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void MapExport(this WebApplication app)
    {
        var export = app.MapGroup("/reports/{slug}/export").RequireAuthorization();
        export.MapGet(
            "/json",
            async (string slug, string? projection, HttpContext context, LiveReports reports) =>
                Projections.Read(projection) is not { } wanted ? Results.BadRequest()
                : await reports.FindForReadingAsync(context.User, slug) is { } report
                    ? Results.Text((await report.CompileNowAsync(wanted)).Report.ToJson(), "application/json", Encoding.UTF8)
                : Results.NotFound()
        );
        export.MapGet("/folder", FolderAsync);
        export.MapGet("/html", HtmlExport.AnswerAsync);
    }

    private static async Task<IResult> FolderAsync(
        string slug,
        string? projection,
        HttpContext context,
        LiveReports reports,
        IDbContextFactory<AuthoringDb> database
    )
    {
        if (await reports.FindForReadingAsync(context.User, slug) is not { } report)
            return Results.NotFound();
        // A folder holds plain Markdown, which has no marks: as accepted, or as it was.
        if (Projections.Read(projection) is not ({ } wanted and not Projection.MarkedUp))
            return Results.BadRequest();
        await using var db = await database.CreateDbContextAsync(context.RequestAborted);
        var (yaml, texts) = report.Folder(wanted);
        var outputs = new ReportOutputs(db, report.Pictures, context.RequestAborted);
        return await SendAsync("application/zip", $"{slug}.zip", stream => outputs.FolderAsync(stream, yaml, texts));
    }

    public static Task<Stream> OpenEntryAsync(ZipArchive zip, string name, CancellationToken cancellation)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        return entry.OpenAsync(cancellation);
    }

    /// <summary>Writes an answer to disk first, and sends it from there.</summary>
    public static async Task<IResult> SendAsync(string type, string name, Func<Stream, Task> write)
    {
        var file = NewFile();
        try
        {
            await write(file);
            file.Position = 0;
            return Results.File(file, type, name); // closes it
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>A file that goes away when it is closed.</summary>
    public static FileStream NewFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = 64 * 1024,
        };
        // Nobody else on the machine reads it.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }
}
