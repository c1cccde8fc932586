using System.Security.Cryptography;
using System.Text;
using Authoring.Compile;
using Authoring.Web.Editing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Authoring.Web.Reports;

/// <summary>A block of the preview; equal hashes mean equal HTML, so that a page keeps what has not changed.</summary>
internal sealed record PreviewBlock(int Line, string Hash, string Html);

/// <summary>What a writing page fetches after each compilation: the lists as HTML and its own text's preview.</summary>
internal static class Fragments
{
    private sealed record Answer(string Stamp, string Lists, IReadOnlyList<PreviewBlock> Preview);

    public static void MapFragments(this WebApplication app) =>
        app.MapGet("/reports/{slug}/live/{kind}/{key}", AnswerAsync).RequireAuthorization();

    public static IReadOnlyList<PreviewBlock> Preview(LiveReport report, Compilation compilation, string path) =>
        [.. compilation.Report.Preview(path, image => PictureAddress(report.Slug, image)).Select(block => new PreviewBlock(block.Line, Hash(block.Html), block.Html))];

    /// <summary>Where a picture of the report folder is served.</summary>
    private static string PictureAddress(string slug, string path) =>
        $"/reports/{Uri.EscapeDataString(slug)}/files/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";

    private static async Task<IResult> AnswerAsync(string slug, string kind, string key, HttpContext context, LiveReports reports, IServiceProvider services, ILoggerFactory loggers)
    {
        if (!DocumentName.TryParse($"{slug}/{kind}/{key}", out var name) || await reports.FindForReadingAsync(context.User, slug) is not { } report) return Results.NotFound();
        if (report.Documents.FirstOrDefault(d => d.Value == name).Key is not { } path) return Results.NotFound();
        var current = await report.CurrentAsync();
        context.Response.Headers.CacheControl = "no-store";
        var lists = await report.ListsAsync(current, () => RenderListsAsync(report, current, services, loggers));
        return Results.Json(new Answer(current.Stamp, lists, Preview(report, current, path)));
    }

    private static async Task<string> RenderListsAsync(LiveReport report, Compilation compilation, IServiceProvider services, ILoggerFactory loggers)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(ReportLists.Report)] = report,
                [nameof(ReportLists.Compilation)] = compilation,
            });
            return (await renderer.RenderComponentAsync<ReportLists>(parameters)).ToHtmlString();
        });
    }

    private static string Hash(string html) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html)).AsSpan(0, 12));
}
