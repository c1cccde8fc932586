using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Overview;

/// <summary>
/// What was done in a report lately, gathered from what is recorded anyway: the log of the texts, comments, suggestions, named versions and
/// acts of review. It asks for no right: the caller has.
/// </summary>
internal sealed class ActivityQueries(IDbContextFactory<AuthoringDb> database, TimeProvider clock)
{
    /// <summary>So many texts are looked into, those first that were changed last, and so many updates of each.</summary>
    private const int MostTexts = 20;
    private const int MostUpdates = 100;

    private sealed record Deed(long At, ActivityKind Kind, int PersonId, int DocumentId, string? About = null);

    /// <param name="most">So many of the latest.</param>
    public async Task<IReadOnlyList<ActivityEntry>> ListAsync(int reportId, int most)
    {
        await using var db = await database.CreateDbContextAsync();
        var deeds = await WrittenAsync(db, reportId);
        deeds.AddRange(await SaidAsync(db, reportId, most * 3));
        deeds.AddRange(await SuggestedAsync(db, reportId, most * 3));
        deeds.AddRange(await NamedAsync(db, reportId, most));
        deeds.AddRange(await ActedAsync(db, reportId, most));
        var latest = deeds
            .GroupBy(deed => (deed.Kind, deed.PersonId, deed.DocumentId, deed.About, Day: DayOf(deed.At)))
            .Select(same => (Deed: same.MaxBy(deed => deed.At)!, Count: same.Count()))
            .OrderByDescending(same => same.Deed.At)
            .Take(most)
            .ToList();
        var people = latest.Select(same => same.Deed.PersonId).Distinct().ToList();
        var names = await db.Users.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName);
        return latest.ConvertAll(same => new ActivityEntry(
            DateTimeOffset.FromUnixTimeMilliseconds(same.Deed.At),
            same.Deed.Kind,
            same.Deed.PersonId,
            names.GetValueOrDefault(same.Deed.PersonId) ?? "",
            same.Deed.DocumentId,
            same.Count,
            same.Deed.About
        ));
    }

    private DateOnly DayOf(long at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), clock.LocalTimeZone).DateTime);

    /// <summary>
    /// From the ends of the texts' logs, where the log has its index: however long they are, so many rows are read and no more. What
    /// somebody only suggested is no writing.
    /// </summary>
    private static async Task<List<Deed>> WrittenAsync(AuthoringDb db, int reportId)
    {
        var last = await db
            .Documents.AsNoTracking()
            .Where(d => d.ReportId == reportId && d.RemovedAt == null)
            .Select(d => new
            {
                d.Id,
                Head = db
                    .Updates.Where(u => u.DocumentId == d.Id)
                    .OrderByDescending(u => u.Version)
                    .Select(u => new { u.At, u.Version })
                    .FirstOrDefault(),
            })
            .ToListAsync();
        var deeds = new List<Deed>();
        foreach (var text in last.Where(text => text.Head is not null).OrderByDescending(text => text.Head!.At).Take(MostTexts))
            deeds.AddRange(
                await db
                    .Updates.AsNoTracking()
                    .Where(u => u.DocumentId == text.Id && u.Version > text.Head!.Version - MostUpdates && u.Marks == null)
                    .Select(u => new Deed(u.At, ActivityKind.Wrote, u.PersonId, u.DocumentId, null))
                    .ToListAsync()
            );
        return deeds;
    }

    private static async Task<List<Deed>> SaidAsync(AuthoringDb db, int reportId, int most)
    {
        var said = await db
            .CommentEntries.AsNoTracking()
            .Where(e => e.Thread!.Document!.ReportId == reportId && e.Thread.Document.RemovedAt == null)
            .OrderByDescending(e => e.Id)
            .Take(most)
            .Select(e => new Deed(e.At, ActivityKind.Commented, e.PersonId, e.Thread!.DocumentId, null))
            .ToListAsync();
        said.AddRange(
            await db
                .CommentThreads.AsNoTracking()
                .Where(t =>
                    t.Document!.ReportId == reportId && t.Document.RemovedAt == null && t.HandledAt != null && t.HandledById != null
                )
                .OrderByDescending(t => t.HandledAt)
                .Take(most)
                .Select(t => new Deed(t.HandledAt!.Value, ActivityKind.Settled, t.HandledById!.Value, t.DocumentId, null))
                .ToListAsync()
        );
        return said;
    }

    private static Task<List<Deed>> SuggestedAsync(AuthoringDb db, int reportId, int most) =>
        db
            .Suggestions.AsNoTracking()
            .Where(s => db.Documents.Any(d => d.Id == s.DocumentId && d.ReportId == reportId && d.RemovedAt == null))
            .OrderByDescending(s => s.At)
            .Take(most)
            .Select(s => new Deed(s.At, ActivityKind.Suggested, s.PersonId, s.DocumentId, null))
            .ToListAsync();

    private static Task<List<Deed>> NamedAsync(AuthoringDb db, int reportId, int most) =>
        db
            .NamedVersions.AsNoTracking()
            .Where(n => db.Documents.Any(d => d.Id == n.DocumentId && d.ReportId == reportId && d.RemovedAt == null))
            .OrderByDescending(n => n.At)
            .Take(most)
            .Select(n => new Deed(n.At, ActivityKind.Named, n.PersonId, n.DocumentId, n.Name))
            .ToListAsync();

    private static async Task<List<Deed>> ActedAsync(AuthoringDb db, int reportId, int most)
    {
        var acts = await db
            .ReviewActs.AsNoTracking()
            .Where(a => db.Documents.Any(d => d.Id == a.DocumentId && d.ReportId == reportId && d.RemovedAt == null))
            .Where(a =>
                a.Verb != ReviewVerb.Revise
                && a.Verb != ReviewVerb.Restored
                && a.Verb != ReviewVerb.CardsOpened
                && a.Verb != ReviewVerb.CardsFinal
            )
            .OrderByDescending(a => a.Id)
            .Take(most)
            .Select(a => new
            {
                a.At,
                a.Verb,
                a.PersonId,
                a.DocumentId,
                a.StageName,
            })
            .ToListAsync();
        return acts.ConvertAll(a => new Deed(a.At, KindOf(a.Verb), a.PersonId, a.DocumentId, StageOf(a.Verb, a.StageName)));
    }

    private static string? StageOf(ReviewVerb verb, string? stage) => verb is ReviewVerb.Approve or ReviewVerb.Return ? stage : null;

    private static ActivityKind KindOf(ReviewVerb verb) =>
        verb switch
        {
            ReviewVerb.Submit => ActivityKind.Submitted,
            ReviewVerb.Approve => ActivityKind.Approved,
            ReviewVerb.Return => ActivityKind.Returned,
            ReviewVerb.TakeBack => ActivityKind.TakenBack,
            ReviewVerb.Reopen => ActivityKind.Reopened,
            _ => ActivityKind.Edited,
        };
}
