using Authoring.Compile;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Authoring.Web.Reports;

/// <summary>Serves a report's pictures to those who may read the report.</summary>
internal static class ReportFiles
{
    public static void MapReportFiles(this WebApplication app) =>
        app.MapGet("/reports/{slug}/files/{**path}", ServeAsync).RequireAuthorization();

    private static async Task<IResult> ServeAsync(string slug, string path, HttpContext context, LiveReports reports, IDbContextFactory<AuthoringDb> database)
    {
        if (await reports.FindForReadingAsync(context.User, slug) is not { } report) return Results.NotFound();
        // Only what is an image by its content is ever served.
        if (!report.Pictures.TryGetValue(path, out var picture) || picture.Facts is not { } facts) return Results.NotFound();
        await using var db = await database.CreateDbContextAsync(context.RequestAborted);
        var file = await db.ReportFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Id == picture.FileId, context.RequestAborted);
        if (file is null) return Results.NotFound();
        context.Response.Headers.CacheControl = "private, max-age=0, must-revalidate";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.File(file.Content, facts.MediaType, entityTag: new EntityTagHeaderValue($"\"{file.Hash}\""));
    }
}
