using System.Collections.Immutable;
using Authoring.Text;
using Authoring.Web.Editing;
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
        return new SuggestionsView(
            authors.ToImmutableDictionary(a => PersonIds.Write(a.id), a => a.DisplayName),
            await DecidedAsync(db, own.Where(s => s.PersonId == personId && s.EndedVersion != null && s.EndedBy != personId))
        );
    }

    private static async Task<IReadOnlyList<DecidedSuggestion>> DecidedAsync(AuthoringDb db, IQueryable<SuggestionRecord> ended)
    {
        var decided = await ended
            .OrderByDescending(s => s.EndedVersion)
            .Take(MostDecided)
            .Join(db.Users, s => s.EndedBy, person => person.Id, (s, person) => new { Suggestion = s, person.DisplayName })
            .ToListAsync();
        return [.. decided.OrderByDescending(d => d.Suggestion.EndedVersion).Select(d => View(d.Suggestion, d.DisplayName))];
    }

    private static DecidedSuggestion View(SuggestionRecord decided, string by) =>
        new(
            decided.SuggestionId,
            decided.Outcome is { } outcome ? MarkingWriter.Word(outcome) : null,
            by,
            DateTimeOffset.FromUnixTimeMilliseconds(decided.EndedAt ?? 0),
            decided.Reason,
            decided.Inserted ?? "",
            decided.Deleted ?? ""
        );
}
