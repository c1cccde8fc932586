using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Cases;

/// <summary>
/// <c>GET /reports/{slug}/cards</c> lists a report's case cards for the picker; <c>POST</c> of <c>{ text, title, school, summary }</c> adds
/// one
/// for somebody who writes in the section <c>text</c>.
/// </summary>
internal static class CaseCardEndpoints
{
    private const int MostBytes = 256 * 1024;

    private sealed record Listed(
        string Id,
        string Title,
        string School,
        string Number,
        string Address,
        IReadOnlyList<CaseCardSection> Sections
    );

    private sealed record Wanted(string? Text, string? Title, string? School, string? Summary);

    private sealed record Added(string Id, string Address);

    private sealed record Refused(string Code, string Sentence);

    public static void MapCaseCardEndpoints(this WebApplication app)
    {
        app.MapGet("/reports/{slug}/cards", ListAsync).RequireAuthorization();
        app.MapPost("/reports/{slug}/cards", AddAsync)
            .RequireAuthorization()
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));
    }

    private static async Task<IResult> ListAsync(string slug, HttpContext context, LiveReports reports, CaseCardQueries queries)
    {
        if (await reports.FindForReadingAsync(context.User, slug) is not { } report)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        var cards = await queries.ListForAsync(report, await report.CurrentAsync());
        return Results.Json(
            cards.Select(c => new Listed(c.Entry.Id, c.Entry.Title, c.Entry.School ?? "", c.Entry.Number, c.Address, c.Sections))
        );
    }

    private static async Task<IResult> AddAsync(
        string slug,
        [FromBody] Wanted wanted,
        HttpContext context,
        LiveReports reports,
        OutlineService service,
        IStringLocalizer<Words> words
    )
    {
        var (answer, key) = await AnswerAsync(slug, wanted, context, reports, service);
        if (key is not null)
            return Results.Json(new Added(key, Addresses.OfText(new DocumentName(slug, DocumentKind.Case, key))));
        var sentence = words[$"cards.answer-{answer}", OutlineService.LongestTitle, NewCaseCard.LongestSchool, NewCaseCard.LongestSummary];
        return Results.Json(
            new Refused(answer.ToString(), sentence),
            statusCode: answer switch
            {
                OutlineResult.NotFound => StatusCodes.Status404NotFound,
                OutlineResult.NotAllowed or OutlineResult.OtherSite => StatusCodes.Status403Forbidden,
                OutlineResult.NotSaved => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status422UnprocessableEntity,
            }
        );
    }

    private static async Task<(OutlineResult, string?)> AnswerAsync(
        string slug,
        Wanted wanted,
        HttpContext context,
        LiveReports reports,
        OutlineService service
    )
    {
        if (!OwnSite.IsAsked(context.Request))
            return (OutlineResult.OtherSite, null);
        if (
            await reports.FindForReadingAsync(context.User, slug) is not { } report
            || !DocumentName.TryParse($"{slug}/{wanted.Text}", out var from)
        )
            return (OutlineResult.NotFound, null);
        return await service.AddCardAsync(context.User, report, from, new NewCaseCard(wanted.Title, wanted.School, wanted.Summary));
    }
}
