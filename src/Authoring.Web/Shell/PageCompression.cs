using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Authoring.Web.Shell;

/// <summary>
/// Pages, and what a writing page fetches after each compilation, weigh a fourth on the way: a school's line to the office is thin, and
/// forty people
/// may look at once. Scripts and styles are kept compressed (<see cref="PageFiles"/>); a download holds pictures, which do not get smaller,
/// and says how long it is.
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

    public static void UsePageCompression(this WebApplication app) =>
        app.UseWhen(context => !IsDownload(context.Request.Path), branch => branch.UseResponseCompression());

    public static void UsePageFiles(this WebApplication app)
    {
        var files = app.Services.GetRequiredService<PageFiles>();
        app.Use(
            (context, next) =>
                (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
                && files.Find(context.Request.Path) is { } file
                    ? file.SendAsync(context)
                    : next(context)
        );
    }

    private static bool IsDownload(PathString path) =>
        path.StartsWithSegments("/reports") && path.Value!.Contains("/export/", StringComparison.Ordinal);
}
