using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Authoring.Web.Publishing.Print;

/// <summary>The report as pages in the browser, to be printed by whoever may read it, with nothing installed anywhere.</summary>
internal static class PrintEndpoint
{
    public static void MapPrint(this WebApplication app) => app.MapGet("/reports/{slug}/print", AnswerAsync).RequireAuthorization();

    private static async Task<IResult> AnswerAsync(string slug, string? projection, HttpContext context, LiveReports reports)
    {
        if (await reports.FindForReadingAsync(context.User, slug) is not { } report)
            return Results.NotFound();
        if (Projections.Read(projection) is not { } wanted)
            return Results.BadRequest();
        var compiled = await report.CompileNowAsync(wanted);
        var pictures = report.Pictures;
        var book = compiled.Report.ToBook(
            path => PictureAddress.Of(slug, path, pictures.GetValueOrDefault(path), PictureSize.Original),
            compiled.Markup(wanted)
        );
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<PrintPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(PrintPage.Title)] = compiled.Report.Title,
                [nameof(PrintPage.Back)] = Addresses.OfReport(slug),
                [nameof(PrintPage.Book)] = book,
            }
        );
    }
}
