using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>Where a text stands on its way through the chain, for lists of texts and their badges.</summary>
/// <param name="State">One of <see cref="ReviewService.States"/>, or the key of the stage where it lies.</param>
/// <param name="StageId">Where it lies, while it is in review, and what that stage is called.</param>
/// <param name="OrganisationId">Whose text it is.</param>
/// <param name="Signed">Signatures that stand, and of how many <paramref name="Stages"/>.</param>
/// <param name="Due">The day by which it should have left the stage where it lies; of a draft, the first one.</param>
/// <param name="IsLate">That day is over.</param>
/// <param name="Since">When it came where it stands; null: it was never submitted.</param>
/// <param name="Reason">Why it was sent back, in the words of who did.</param>
/// <param name="By">Who did what has led here: who returned it, changed it, reopened it, took it back, or opened a case card in it.</param>
public sealed record TextReviewState(
    int DocumentId,
    string Path,
    string State,
    int? StageId,
    string? StageName,
    int? OrganisationId,
    int Signed,
    int Stages,
    DateOnly? Due,
    bool IsLate,
    DateTimeOffset? Since,
    string? Reason,
    string? By = null
)
{
    public bool IsFinal => State == "final";
    public bool IsInReview => StageId is not null;
}

/// <summary>Reads where all texts of a report stand. Whether somebody may know is asked by the pages.</summary>
internal sealed class TextReviewStates(IDbContextFactory<AuthoringDb> database, TimeProvider clock)
{
    /// <returns>By path in the report folder; nothing where there is no chain.</returns>
    /// <param name="withRemoved">Of texts that were taken out of the report, too.</param>
    public async Task<IReadOnlyDictionary<string, TextReviewState>> ListForAsync(int reportId, bool withRemoved = false)
    {
        await using var db = await database.CreateDbContextAsync();
        return await ListForAsync(db, reportId, await ReviewEntry.ReadAllAsync(db, reportId, withRemoved));
    }

    /// <summary>Of texts that were read.</summary>
    public async Task<IReadOnlyDictionary<string, TextReviewState>> ListForAsync(
        int reportId,
        IReadOnlyList<(int DocumentId, string Path, ReviewEntry Entry)> entries
    )
    {
        await using var db = await database.CreateDbContextAsync();
        return await ListForAsync(db, reportId, entries);
    }

    private async Task<IReadOnlyDictionary<string, TextReviewState>> ListForAsync(
        AuthoringDb db,
        int reportId,
        IReadOnlyList<(int DocumentId, string Path, ReviewEntry Entry)> entries
    )
    {
        var movers = entries.Select(e => e.Entry.Moved?.PersonId).OfType<int>().Distinct().ToList();
        var names = await db.Users.Where(p => movers.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName);
        var deadlines = await db
            .StageDeadlines.AsNoTracking()
            .Where(d => d.ReportId == reportId)
            .ToDictionaryAsync(d => d.StageId, d => d.Day);
        var last = await db.Reports.Where(r => r.Id == reportId).Select(r => r.Deadline).SingleAsync();
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        return entries.ToDictionary(
            e => e.Path,
            e => Of(e, deadlines, last, today) with { By = e.Entry.Moved is { } act ? names.GetValueOrDefault(act.PersonId) : null },
            StringComparer.Ordinal
        );
    }

    private static TextReviewState Of(
        (int DocumentId, string Path, ReviewEntry Entry) text,
        Dictionary<int, DateOnly> deadlines,
        DateOnly? last,
        DateOnly today
    )
    {
        var entry = text.Entry;
        var state = entry.Standing.State;
        var (due, stage) = ((DateOnly?)null, entry.Stage ?? (entry.Stages.Count > 0 ? entry.Stages[0] : null));
        if (state is not (ReviewState.Final or ReviewState.Waiting))
            due = stage is not null && deadlines.TryGetValue(stage.Id, out var day) ? day : last;
        return new TextReviewState(
            text.DocumentId,
            text.Path,
            ReviewService.StateOf(entry),
            entry.Stage?.Id,
            entry.Stage?.Name,
            entry.OrganisationId,
            entry.Stages.Count(s => s.Id != entry.Stage?.Id && entry.SignatureAt(s) is not null),
            entry.Stages.Count,
            due,
            due < today,
            entry.Row is { } row ? DateTimeOffset.FromUnixTimeMilliseconds(row.At) : null,
            state == ReviewState.Draft ? entry.SentBack?.Words : null
        );
    }
}
