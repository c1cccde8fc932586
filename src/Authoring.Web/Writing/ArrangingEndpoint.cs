using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Review;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Writing;

/// <summary>
/// <c>POST /reports/{slug}/arrange</c> of <c>{ order, path, part, index, agreed }</c> moves a text of a report to another place, as the
/// column beside the writing page asks for it. <c>order</c> names what was before the eyes of who moves it.
/// </summary>
internal static class ArrangingEndpoint
{
    private const int MostBytes = 64 * 1024;

    /// <param name="Index">How many texts of <paramref name="Part"/> stand before it afterwards.</param>
    /// <param name="Agreed">The caller was told whose signatures end by it.</param>
    private sealed record Wanted(string? Order, string? Path, string? Part, int Index, bool Agreed);

    /// <param name="Protection">Whose signatures would end: he is to be asked.</param>
    private sealed record Refused(string Code, string Sentence, Protection? Protection = null);

    public static void MapArranging(this WebApplication app) =>
        app.MapPost("/reports/{slug}/arrange", AnswerAsync)
            .RequireAuthorization()
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));

    private static async Task<IResult> AnswerAsync(
        string slug,
        [FromBody] Wanted wanted,
        HttpContext context,
        LiveReports reports,
        Rights rights,
        OutlineService service,
        ReviewService review,
        IStringLocalizer<Words> words
    )
    {
        if (!OwnSite.IsAsked(context.Request))
            return Refuse(OutlineResult.OtherSite, words);
        if (await reports.FindForReadingAsync(context.User, slug) is not { } report)
            return Refuse(OutlineResult.NotFound, words);
        if (await rights.InReportAsync(context.User, report.Id) != Access.Manage)
            return Refuse(OutlineResult.NotAllowed, words);
        var seen = report.Shape.Yaml;
        if (wanted.Order != ReportTrees.OrderOf(report))
            return Refuse(OutlineResult.ChangedMeanwhile, words);
        if (
            !Enum.TryParse<ReportPart>(wanted.Part, out var part)
            || !Enum.IsDefined(part)
            || TextOrder.Moved(DefinitionDraft.Read(seen), wanted.Path ?? "", part, wanted.Index) is not { } moved
        )
            return Refuse(OutlineResult.NotFound, words);
        var changed = ReportDefinition.Parse(moved.ToYaml(), slug);
        if (await review.ProtectionAsync(context.User, report, changed) is { Asks: true } protection)
        {
            if (!wanted.Agreed)
                return Results.Json(new Refused("signed", words["revision.text"], protection), statusCode: StatusCodes.Status409Conflict);
            await review.ReviseAsync(context.User, report, changed);
        }
        var answer = await service.MoveAsync(context.User, report, seen, wanted.Path!, part, wanted.Index);
        return answer == OutlineResult.Done ? Results.NoContent() : Refuse(answer, words);
    }

    private static IResult Refuse(OutlineResult answer, IStringLocalizer<Words> words) =>
        Results.Json(
            new Refused(answer.ToString(), words[$"board.answer-{answer}", OutlineService.LongestTitle]),
            statusCode: answer switch
            {
                OutlineResult.NotFound => StatusCodes.Status404NotFound,
                OutlineResult.NotAllowed or OutlineResult.OtherSite => StatusCodes.Status403Forbidden,
                OutlineResult.ChangedMeanwhile => StatusCodes.Status409Conflict,
                _ => StatusCodes.Status422UnprocessableEntity,
            }
        );
}
