using System.Collections.Immutable;
using Authoring.Text;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Suggestions;

/// <summary>One of the asker's own suggestions that is pending no more.</summary>
/// <param name="Outcome">Null: its text was edited away.</param>
/// <param name="By">Who decided.</param>
internal sealed record DecidedSuggestion(
    string Id,
    string? Outcome,
    string By,
    DateTimeOffset At,
    string? Reason,
    string Inserted,
    string Deleted
);

/// <param name="Authors">Names of those whose suggestions pend, by their id.</param>
internal sealed record SuggestionsView(IReadOnlyDictionary<string, string> Authors, IReadOnlyList<DecidedSuggestion> Decided);

/// <summary>What is known of suggestions beside the text.</summary>
internal sealed class SuggestionQueries(IDbContextFactory<AuthoringDb> database)
{
    private const int MostDecided = 20;

    /// <param name="path">Of the text in the report folder.</param>
    public async Task<SuggestionsView> FindForAsync(int personId, int reportId, string path)
    {
        await using var db = await database.CreateDbContextAsync();
        var own = db
            .Suggestions.AsNoTracking()
            .Where(s => db.Documents.Any(d => d.Id == s.DocumentId && d.ReportId == reportId && d.Path == path));
        var authors = await own.Where(s => s.EndedVersion == null)
            .Select(s => s.PersonId)
            .Distinct()
            .Join(db.Users, id => id, person => person.Id, (id, person) => new { id, person.DisplayName })
            .ToListAsync();
        var decided = await own.Where(s => s.PersonId == personId && s.EndedVersion != null && s.EndedBy != personId)
            .OrderByDescending(s => s.EndedVersion)
            .Take(MostDecided)
            .Join(
                db.Users,
                s => s.EndedBy,
                person => person.Id,
                (s, person) =>
                    new
                    {
                        s.SuggestionId,
                        s.Outcome,
                        person.DisplayName,
                        s.EndedAt,
                        s.Reason,
                        s.Inserted,
                        s.Deleted,
                        s.EndedVersion,
                    }
            )
            .ToListAsync();
        return new SuggestionsView(
            authors.ToImmutableDictionary(a => PersonIds.Write(a.id), a => a.DisplayName),
            [
                .. decided
                    .OrderByDescending(d => d.EndedVersion)
                    .Select(d => new DecidedSuggestion(
                        d.SuggestionId,
                        d.Outcome is { } outcome ? MarkingWriter.Word(outcome) : null,
                        d.DisplayName,
                        DateTimeOffset.FromUnixTimeMilliseconds(d.EndedAt ?? 0),
                        d.Reason,
                        d.Inserted ?? "",
                        d.Deleted ?? ""
                    )),
            ]
        );
    }
}
