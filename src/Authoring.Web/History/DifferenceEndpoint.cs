using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Authoring.Web.History;

/// <summary>What a text's page shows of its history beside the text.</summary>
internal static class DifferenceEndpoint
{
    /// <param name="Html">Lines with <c>ins</c> and <c>del</c>; what stayed is folded.</param>
    /// <param name="Inserted">UTF-16 code units, as <paramref name="Deleted"/> are.</param>
    /// <param name="Elsewhere">Of what was read as <c>hash</c>, a case card or a picture has changed, too.</param>
    private sealed record Answer(int From, int To, int Inserted, int Deleted, string Html, bool Elsewhere);

    public static void MapDifferences(this WebApplication app) =>
        app.MapGet("/reports/{slug}/live/{kind}/{key}/difference", AnswerAsync).RequireAuthorization();

    private static async Task<IResult> AnswerAsync(
        string slug,
        string kind,
        string key,
        int? from,
        int? to,
        string? projection,
        string? hash,
        HttpContext context,
        LiveReports reports,
        Sessions sessions,
        Comparing comparing,
        TextHistory history,
        IServiceProvider services,
        ILoggerFactory loggers,
        CancellationToken cancellation
    )
    {
        if (
            !DocumentName.TryParse($"{slug}/{kind}/{key}", out var name)
            || await reports.FindForReadingAsync(context.User, slug) is not { } report
        )
            return Results.NotFound();
        if (await sessions.FindAsync(name, cancellation) is not { } place || place.ReportId != report.Id)
            return Results.NotFound();
        if (from is not { } old || Projections.Read(projection) is not { } wanted)
            return Results.BadRequest();
        if (await comparing.BetweenAsync(place.DocumentId, old, to, wanted, cancellation) is not { } found)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        var elsewhere = hash is not null && await HashAsync(report, place, old, history, cancellation) != hash;
        return Results.Json(
            new Answer(found.From, found.To, found.Inserted, found.Deleted, await RenderAsync(found, services, loggers), elsewhere)
        );
    }

    /// <summary>What a signature on the older text would be bound to, with the cards and pictures of this moment.</summary>
    private static async Task<string?> HashAsync(
        LiveReport report,
        DocumentPlace place,
        int version,
        TextHistory history,
        CancellationToken cancellation
    ) =>
        await history.AtAsync(place.DocumentId, version, cancellation) is { } text
            ? ContentHash.Of(
                report,
                await report.CompileWithAsync(place.Path, new ProjectedText(place.Path, version, text, Projection.Final)),
                place.Path
            )
            : null;

    private static async Task<string> RenderAsync(ComparedVersions found, IServiceProvider services, ILoggerFactory loggers)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(
                new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(DifferenceView.Versions)] = found }
            );
            return (await renderer.RenderComponentAsync<DifferenceView>(parameters)).ToHtmlString();
        });
    }
}
