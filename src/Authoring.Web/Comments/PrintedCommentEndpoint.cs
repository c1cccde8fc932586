using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Authoring.Web.Comments;

/// <summary>
/// <c>POST /reports/{slug}/comments/printed</c> of <c>{ selected, words }</c> comments on what was selected on a page that only shows the
/// report, and answers <c>{ address }</c>, where the comment is to be seen; a refusal is <c>{ code }</c>.
/// </summary>
internal static class PrintedCommentEndpoint
{
    private const int MostBytes = 256 * 1024;

    /// <summary>As one that is made beside a text.</summary>
    private const int Weighs = 50;

    private sealed record Said(PrintedWords? Selected, string? Words);

    private sealed record Made(string Address);

    private sealed record Refused(string Code);

    public static void Map(WebApplication app) =>
        app.MapPost("/reports/{slug}/comments/printed", AnswerAsync)
            .RequireAuthorization()
            .DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes));

    private static async Task<IResult> AnswerAsync(
        string slug,
        [FromBody] Said said,
        HttpContext context,
        PrintedComments comments,
        EditingService editing
    )
    {
        try
        {
            if (!OwnSite.IsAsked(context.Request))
                throw Refusal.NotAllowed("this comes from another site");
            if (said is not { Selected: { Path: not null } selected, Words: { } words })
                throw Refusal.BadMessage("selected and words are missing");
            editing.Pace(context.User, Weighs);
            var (text, thread) = await comments.AddAsync(
                context.User,
                slug,
                selected.Path,
                selected,
                words.Replace("\0", "", StringComparison.Ordinal)
            );
            return Results.Json(new Made($"{Addresses.OfText(text)}#comment-{thread}"));
        }
        catch (Refusal refusal)
        {
            return Results.Json(new Refused(refusal.CodeWord), statusCode: StatusOf(refusal.Code));
        }
    }

    private static int StatusOf(RefusalCode code) =>
        code switch
        {
            RefusalCode.NotAllowed => StatusCodes.Status403Forbidden,
            RefusalCode.NotFound => StatusCodes.Status404NotFound,
            RefusalCode.TooFast => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
}
