using Authoring.Web.Reports.Live;
using Microsoft.Net.Http.Headers;

namespace Authoring.Web.Figures;

/// <summary>Serves a report's pictures to those who may read the report.</summary>
internal static class FileEndpoints
{
    public static void MapReportFiles(this WebApplication app) =>
        app.MapGet("/reports/{slug}/files/{**path}", ServeAsync).RequireAuthorization();

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
        if (v is not null && picture.Hash.Length > 0 && v != PictureAddress.Version(picture))
        {
            // Whoever does not know the version is led to the address that everybody else has, and keeps.
            context.Response.Headers.CacheControl = "no-store";
            return Results.LocalRedirect(PictureAddress.Of(slug, path, picture, wanted));
        }
        if (await renditions.FindAsync(picture, wanted, context.RequestAborted) is not { } served)
            return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl =
            picture.Hash.Length > 0 && v == PictureAddress.Version(picture)
                ? "private, max-age=31536000, immutable"
                : "private, max-age=0, must-revalidate";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Results.File(served.Content, served.MediaType, entityTag: new EntityTagHeaderValue($"\"{picture.Hash}-{wanted}\""));
    }
}
