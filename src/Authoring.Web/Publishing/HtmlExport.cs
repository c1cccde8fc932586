using System.IO.Compression;
using System.Text;
using Authoring.Compile.Html;
using Authoring.Text;
using Authoring.Web.Figures;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Publishing;

/// <summary>The words of the address, and the services that answer it.</summary>
/// <param name="Shape">Nothing: one file with its pictures in; <c>folder</c>: a zip, in which they lie beside it.</param>
internal sealed record HtmlRequest(
    string? Projection,
    [FromQuery(Name = "as")] string? Shape,
    LiveReports Reports,
    IDbContextFactory<AuthoringDb> Database,
    IOptions<UploadLimits> Limits
);

/// <summary>The report as an HTML document, to be put on an office's site or handed on as a file.</summary>
internal static class HtmlExport
{
    public static async Task<IResult> AnswerAsync(string slug, [AsParameters] HtmlRequest request, HttpContext context)
    {
        if (await request.Reports.FindForReadingAsync(context.User, slug) is not { } report)
            return Results.NotFound();
        if (Projections.Read(request.Projection) is not { } wanted)
            return Results.BadRequest();
        return request.Shape switch
        {
            null or "" => await FileAsync(report, wanted, request, context.RequestAborted),
            "folder" => await FolderAsync(report, wanted, request, context.RequestAborted),
            _ => Results.BadRequest(),
        };
    }

    private static async Task<IResult> FileAsync(
        LiveReport report,
        Projection projection,
        HtmlRequest request,
        CancellationToken cancellation
    )
    {
        await using var db = await request.Database.CreateDbContextAsync(cancellation);
        var compiled = await report.CompileNowAsync(projection);
        var outputs = new ReportOutputs(db, report.Pictures, cancellation);
        var room = request.Limits.Value.Pictures.MaxTotalSize;
        return await Export.SendAsync(
            "text/html; charset=utf-8",
            $"{report.Slug}.html",
            stream => outputs.HtmlAsync(stream, compiled, projection, room)
        );
    }

    private static async Task<IResult> FolderAsync(
        LiveReport report,
        Projection projection,
        HtmlRequest request,
        CancellationToken cancellation
    )
    {
        await using var db = await request.Database.CreateDbContextAsync(cancellation);
        var compiled = await report.CompileNowAsync(projection);
        var stored = report.Pictures;
        var pictures = new SitePictures(path => stored.GetValueOrDefault(path)?.Facts);
        return await Export.SendAsync(
            "application/zip",
            $"{report.Slug}-html.zip",
            async stream =>
            {
                await using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
                await using (var writer = new StreamWriter(await Export.OpenEntryAsync(zip, SitePictures.Index, cancellation)))
                    compiled.Report.WriteHtml(writer, pictures.NameOf, compiled.Markup(projection));
                foreach (var (path, name) in pictures.Named)
                {
                    await using var target = await Export.OpenEntryAsync(zip, name, cancellation);
                    if (await Renditions.OriginalAsync(db, stored[path], cancellation) is { } content)
                        await target.WriteAsync(content, cancellation);
                }
            }
        );
    }
}
