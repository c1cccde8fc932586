using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Authoring.Web.Reports;

/// <summary>Serves a report's pictures to those who may read the report.</summary>
internal static class ReportFiles
{
    public static void MapReportFiles(this WebApplication app) =>
        app.MapGet("/reports/{slug}/files/{**path}", ServeAsync).RequireAuthorization();

    /// <summary>Where a picture of the report folder is served; with its hash, so that a browser may keep it for good.</summary>
    public static string Address(string slug, string path, PictureInfo? picture, PictureSize size = PictureSize.Reading) =>
        $"{Addresses.OfFile(slug, path)}{(picture is { Hash.Length: > 0 } ? $"?v={Version(picture)}{SizeQuery(size)}" : "")}";

    private static string SizeQuery(PictureSize size) => size == PictureSize.Reading ? "" : $"&size={size.ToString().ToLowerInvariant()}";

    /// <summary>
    /// What is known of a report's pictures, by their path. Only the beginning of each is read, where that says its size.
    /// </summary>
    public static async Task<Dictionary<string, PictureInfo>> ReadAllAsync(AuthoringDb db, int reportId)
    {
        var pictures = new Dictionary<string, PictureInfo>(StringComparer.Ordinal);
        var files = db.Database.SqlQuery<Beginning>(
            $"""
            SELECT "Id", "Path", "Hash", substr("Content", 1, {ImageFacts.HeaderLength}) AS "Content" FROM "ReportFiles" WHERE "ReportId" = {reportId}
            """
        );
        foreach (var file in await files.ToListAsync())
        {
            var facts = ImageFacts.Read(file.Content);
            if (facts is null && file.Content.Length == ImageFacts.HeaderLength)
                facts = ImageFacts.Read(await db.ReportFiles.Where(f => f.Id == file.Id).Select(f => f.Content).SingleAsync());
            pictures[file.Path] = new PictureInfo(file.Id, facts, file.Hash);
        }
        return pictures;
    }

    private sealed record Beginning(int Id, string Path, string Hash, byte[] Content);

    private static string Version(PictureInfo picture) => picture.Hash[..16];

    private static async Task<IResult> ServeAsync(
        string slug,
        string path,
        string? v,
        string? size,
        HttpContext context,
        LiveReports reports,
        Renditions renditions
    )
    {
        if (await reports.FindForReadingAsync(context.User, slug) is not { } report)
            return Results.NotFound();
        // Only what is an image by its content is ever served.
        if (!report.Pictures.TryGetValue(path, out var picture) || picture.Facts is null)
            return Results.NotFound();
        var isKnown = Enum.TryParse<PictureSize>(size, ignoreCase: true, out var known) && Enum.IsDefined(known);
        var wanted = isKnown ? known : PictureSize.Reading;
        if (v is not null && picture.Hash.Length > 0 && v != Version(picture))
        {
            // Whoever does not know the version is led to the address that everybody else has, and keeps.
            context.Response.Headers.CacheControl = "no-store";
            return Results.LocalRedirect(Address(slug, path, picture, wanted));
        }
        if (await renditions.FindAsync(picture, wanted, context.RequestAborted) is not { } served)
            return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl =
            picture.Hash.Length > 0 && v == Version(picture)
                ? "private, max-age=31536000, immutable"
                : "private, max-age=0, must-revalidate";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Results.File(served.Content, served.MediaType, entityTag: new EntityTagHeaderValue($"\"{picture.Hash}-{wanted}\""));
    }
}
