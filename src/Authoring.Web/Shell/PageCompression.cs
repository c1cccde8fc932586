using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Authoring.Web.Shell;

/// <summary>
/// Pages, and what a writing page fetches after each compilation, weigh a fourth on the way: a school's line to the office is thin, and forty people
/// may look at once. Files are compressed by the build already; a download holds pictures, which do not get smaller, and says how long it is.
/// </summary>
internal static class PageCompression
{
    public static void AddCompression(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(o =>
        {
            o.MimeTypes = ["text/html", "application/json"];
            o.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
    }

    public static void UsePageCompression(this WebApplication app) => app.UseWhen(context => !IsDownload(context.Request.Path), branch => branch.UseResponseCompression());

    private static bool IsDownload(PathString path) => path.StartsWithSegments("/reports") && path.Value!.Contains("/export/", StringComparison.Ordinal);
}
