using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Figures;

/// <summary>
/// <c>GET /reports/{slug}/pictures</c> lists a report's pictures and the ids that are taken; <c>POST</c> of a picture's bytes, with
/// <c>?text=sections/01-basic&amp;name=校门.png</c>, takes it into the report.
/// </summary>
internal static class FigureEndpoints
{
    private sealed record Listing(IReadOnlyList<Picture> Pictures, IEnumerable<string> Ids, int MaxSize);

    private sealed record Refused(string Code, string Sentence);

    public static void MapFigureEndpoints(this WebApplication app)
    {
        app.MapGet("/reports/{slug}/pictures", ListAsync).RequireAuthorization();
        app.MapPost("/reports/{slug}/pictures", TakeAsync).RequireAuthorization().DisableAntiforgery();
    }

    private static async Task<IResult> ListAsync(string slug, HttpContext context, LiveReports reports, FigureService service)
    {
        if (await reports.FindForReadingAsync(context.User, slug) is not { } report)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(
            new Listing(
                service.Of(report),
                (await report.CurrentAsync()).Report.Ids().Order(StringComparer.Ordinal),
                service.Limits.MaxSize
            )
        );
    }

    private static async Task<IResult> TakeAsync(
        string slug,
        string? text,
        string? name,
        HttpContext context,
        LiveReports reports,
        FigureService service,
        IStringLocalizer<Words> words
    )
    {
        var (answer, picture) = await AnswerAsync(slug, text, name, context, reports, service);
        if (picture is not null)
            return Results.Json(picture);
        return Results.Json(
            new Refused(answer.ToString(), service.Limits.Say(words, answer)),
            statusCode: answer switch
            {
                PictureResult.NotFound => StatusCodes.Status404NotFound,
                PictureResult.NotAllowed or PictureResult.OtherSite => StatusCodes.Status403Forbidden,
                PictureResult.TooLarge => StatusCodes.Status413PayloadTooLarge,
                PictureResult.Interrupted => StatusCodes.Status400BadRequest,
                _ => StatusCodes.Status422UnprocessableEntity,
            }
        );
    }

    private static async Task<(PictureResult, Picture?)> AnswerAsync(
        string slug,
        string? text,
        string? name,
        HttpContext context,
        LiveReports reports,
        FigureService service
    )
    {
        if (!OwnSite.IsAsked(context.Request))
            return (PictureResult.OtherSite, null);
        if (
            await reports.FindForReadingAsync(context.User, slug) is not { } report
            || !DocumentName.TryParse($"{slug}/{text}", out var place)
        )
            return (PictureResult.NotFound, null);
        if (await service.MayAddAsync(context.User, report, place) is var may and not PictureResult.Done)
            return (may, null);
        if (context.Request.ContentLength > service.Limits.MaxSize)
            return (PictureResult.TooLarge, null);
        var content = await ReadAsync(context.Request, service.Limits.MaxSize);
        if (content is null)
            return (PictureResult.Interrupted, null);
        // Rights may have ended while the bytes were on their way.
        if (await service.MayAddAsync(context.User, report, place) is var still and not PictureResult.Done)
            return (still, null);
        try
        {
            return await service.AddAsync(report, name ?? "", content, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return (PictureResult.Interrupted, null);
        }
    }

    /// <summary>The body, and no more than one byte over the limit of it; null: the line broke.</summary>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, int limit)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            while (content.Length <= limit && await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is var count and > 0)
                content.Write(buffer, 0, count);
            return content.ToArray();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
