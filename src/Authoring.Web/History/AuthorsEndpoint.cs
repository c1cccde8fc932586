using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;

namespace Authoring.Web.History;

/// <summary>Who wrote what stands in a text, for the page in which it is written.</summary>
internal static class AuthorsEndpoint
{
    private sealed record Named(string Id, string Name);

    /// <param name="By">A person's id; null: nobody, it stood there from the beginning.</param>
    /// <param name="At">The last time of it; null where nobody wrote.</param>
    private sealed record Written(int From, int To, string? By, DateTimeOffset? At);

    /// <param name="Version">The one whose coordinates the ranges have.</param>
    /// <param name="Ranges">The whole text, without gaps.</param>
    private sealed record Answer(int Version, IReadOnlyList<Named> People, IReadOnlyList<Written> Ranges);

    public static void MapAuthors(this WebApplication app) =>
        app.MapGet("/reports/{slug}/live/{kind}/{key}/authors", AnswerAsync).RequireAuthorization();

    private static async Task<IResult> AnswerAsync(
        string slug,
        string kind,
        string key,
        int? version,
        HttpContext context,
        Sessions sessions,
        Rights rights,
        Authors authors,
        PersonDirectory people
    )
    {
        var cancellation = context.RequestAborted;
        if (!DocumentName.TryParse($"{slug}/{kind}/{key}", out var name) || await sessions.FindAsync(name, cancellation) is not { } place)
            return Results.NotFound();
        if (await rights.InReportAsync(context.User, place.ReportId) == Access.None)
            return Results.NotFound();
        if (await authors.FindAsync(place.DocumentId, version, cancellation) is not { } text)
            return Results.NotFound();
        var names = await people.NamesAsync(text.Ranges.Select(range => range.PersonId).OfType<int>(), cancellation);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(
            new Answer(
                text.Version,
                [.. names.Select(person => new Named(PersonIds.Write(person.Key), person.Value))],
                [
                    .. text.Ranges.Select(range => new Written(
                        range.From,
                        range.To,
                        range.PersonId is { } id ? PersonIds.Write(id) : null,
                        range.PersonId is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(range.At)
                    )),
                ]
            )
        );
    }
}
