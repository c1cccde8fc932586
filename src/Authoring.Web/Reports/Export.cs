using System.IO.Compression;
using Authoring.Compile;
using System.Text;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports;

/// <summary>Downloads of a report as it is now. The same texts give the same bytes.</summary>
internal static class Export
{
    /// <summary>Zip files carry times; ours carry none that says anything.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void MapExport(this WebApplication app)
    {
        var export = app.MapGroup("/reports/{slug}/export").RequireAuthorization();
        export.MapGet("/json", async (string slug, HttpContext context, LiveReports reports) =>
            await reports.FindForReadingAsync(context.User, slug) is { } report
                ? Results.Text((await report.CompileNowAsync()).Report.ToJson(), "application/json", Encoding.UTF8)
                : Results.NotFound());
        export.MapGet("/folder", FolderAsync);
        export.MapGet("/html", HtmlAsync);
    }

    private static async Task<IResult> FolderAsync(string slug, HttpContext context, LiveReports reports, IDbContextFactory<AuthoringDb> database)
    {
        if (await reports.FindForReadingAsync(context.User, slug) is not { } report) return Results.NotFound();
        await using var db = await database.CreateDbContextAsync(context.RequestAborted);
        var definition = await db.Reports.Where(r => r.Id == report.Id).Select(r => r.Definition).SingleAsync(context.RequestAborted);
        var files = await db.ReportFiles.AsNoTracking().Where(f => f.ReportId == report.Id).ToListAsync(context.RequestAborted);
        var entries = report.Texts().Select(t => (Path: t.Key, Content: Encoding.UTF8.GetBytes(t.Value.ToString())))
            .Concat(files.Select(f => (f.Path, f.Content)))
            .Append((Path: "report.yml", Content: Encoding.UTF8.GetBytes(definition)));
        using var stream = new MemoryStream();
        await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
            foreach (var (path, content) in entries.OrderBy(e => e.Path, StringComparer.Ordinal))
            {
                var entry = zip.CreateEntry(path, CompressionLevel.Optimal);
                entry.LastWriteTime = Epoch;
                await using var target = await entry.OpenAsync(context.RequestAborted);
                await target.WriteAsync(content, context.RequestAborted);
            }
        return Results.File(stream.ToArray(), "application/zip", $"{slug}.zip");
    }

    private static async Task<IResult> HtmlAsync(string slug, HttpContext context, LiveReports reports, IDbContextFactory<AuthoringDb> database)
    {
        if (await reports.FindForReadingAsync(context.User, slug) is not { } report) return Results.NotFound();
        await using var db = await database.CreateDbContextAsync(context.RequestAborted);
        var contents = await db.ReportFiles.AsNoTracking().Where(f => f.ReportId == report.Id).ToDictionaryAsync(f => f.Path, f => f.Content, context.RequestAborted);
        var html = (await report.CompileNowAsync()).Report.ToHtml(path => report.Pictures[path].Facts is { } facts && contents.TryGetValue(path, out var bytes)
            ? $"data:{facts.MediaType};base64,{Convert.ToBase64String(bytes)}"
            : path);
        return Results.File(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", $"{slug}.html");
    }
}
