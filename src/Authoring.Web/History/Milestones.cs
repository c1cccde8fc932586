using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.History;

/// <summary>Something that people come back to in a report: a version that was named, a round of review.</summary>
/// <param name="Mark">Of the texts' versions only its words count.</param>
/// <param name="Texts">What it was done to at one go, with the version of each.</param>
public sealed record Milestone(VersionMark Mark, IReadOnlyList<(TextName Text, int Version)> Texts);

/// <summary>The milestones of a report over all its texts. It asks for no right: the caller has.</summary>
internal sealed class Milestones(IDbContextFactory<AuthoringDb> database, TextTitles titles, TimeProvider clock)
{
    private static readonly ReviewVerb[] OfRounds =
    [
        ReviewVerb.Submit,
        ReviewVerb.Approve,
        ReviewVerb.Return,
        ReviewVerb.TakeBack,
        ReviewVerb.Reopen,
    ];

    private sealed record Deed(int DocumentId, VersionMark Mark);

    /// <summary>Newest first. What one person did to several texts on one day stands once.</summary>
    public async Task<IReadOnlyList<Milestone>> ListForAsync(int reportId, int most)
    {
        await using var db = await database.CreateDbContextAsync();
        var deeds = (await NamedAsync(db, reportId, most)).Concat(await ActedAsync(db, reportId, most)).ToList();
        var names = await titles.FindAsync([.. deeds.Select(deed => deed.DocumentId).Distinct()]);
        return
        [
            .. deeds
                .OrderByDescending(deed => deed.Mark.At)
                .GroupBy(deed => (DayOf(deed.Mark.At), deed.Mark.Verb, deed.Mark.Text, deed.Mark.Round, deed.Mark.PersonId))
                .Select(same => new Milestone(same.First().Mark, [.. same.Select(one => (names[one.DocumentId], one.Mark.Version))])),
        ];
    }

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone).DateTime);

    private static async Task<List<Deed>> NamedAsync(AuthoringDb db, int reportId, int most)
    {
        var rows = await (
            from named in db.NamedVersions.AsNoTracking()
            join document in db.Documents on named.DocumentId equals document.Id
            join person in db.Users on named.PersonId equals person.Id
            where document.ReportId == reportId && document.RemovedAt == null
            orderby named.At descending
            select new { named, person.DisplayName }
        )
            .Take(most)
            .ToListAsync();
        return rows.ConvertAll(row => new Deed(
            row.named.DocumentId,
            new VersionMark(row.named.Version, row.named.Id, null, row.named.Name, row.named.PersonId, row.DisplayName, At(row.named.At))
        ));
    }

    private static async Task<List<Deed>> ActedAsync(AuthoringDb db, int reportId, int most)
    {
        var rows = await (
            from act in db.ReviewActs.AsNoTracking()
            join document in db.Documents on act.DocumentId equals document.Id
            join person in db.Users on act.PersonId equals person.Id
            where document.ReportId == reportId && document.RemovedAt == null && OfRounds.Contains(act.Verb)
            orderby act.Id descending
            select new { act, person.DisplayName }
        )
            .Take(most)
            .ToListAsync();
        return rows.ConvertAll(row => new Deed(row.act.DocumentId, MarkOf(row.act, row.DisplayName)));
    }

    private static VersionMark MarkOf(ReviewAct act, string by) =>
        new(act.Version, null, ReviewService.Word(act.Verb), act.StageName, act.PersonId, by, At(act.At), act.Round);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
