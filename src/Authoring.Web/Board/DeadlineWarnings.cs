using Authoring.Web.Documents;
using Authoring.Web.Notices;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Board;

/// <summary>
/// Tells those on whom something waits that its day is near, and the report's editors how much is left: one notice for each person, report
/// and day, so many days before as the settings say, once.
/// </summary>
internal sealed partial class DeadlineWarnings(
    IDbContextFactory<AuthoringDb> database,
    LiveReports reports,
    BoardService board,
    NoticeService notices,
    IOptions<DeadlineSettings> settings,
    TimeProvider clock,
    ILogger<DeadlineWarnings> logger
)
{
    private DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    public async Task WarnAsync(CancellationToken cancellation = default)
    {
        if (settings.Value.Days is not [var most, ..])
            return;
        foreach (var slug in await NearAsync(Today, Today.AddDays(most), cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                if (await reports.FindAsync(slug) is { } report)
                    await WarnAsync(report);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                Log.NotTold(logger, slug, e);
            }
        }
    }

    /// <summary>Reports of which a day lies in these.</summary>
    private async Task<List<string>> NearAsync(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db
            .Reports.Where(r =>
                (r.Deadline >= from && r.Deadline <= to) || db.StageDeadlines.Any(d => d.ReportId == r.Id && d.Day >= from && d.Day <= to)
            )
            .Select(r => r.Slug)
            .ToListAsync(cancellation);
    }

    private async Task WarnAsync(LiveReport report)
    {
        await using var db = await database.CreateDbContextAsync();
        var told = (
            await db
                .DeadlineWarnings.Where(w => w.ReportId == report.Id)
                .Select(w => new
                {
                    w.PersonId,
                    w.Day,
                    w.Before,
                })
                .ToListAsync()
        ).Select(w => (w.PersonId, w.Day, w.Before)).ToHashSet();
        var editors = await db
            .ReportMembers.Where(m => m.ReportId == report.Id && m.Role == ReportRole.Editor && !m.Person!.Disabled)
            .Select(m => m.PersonId)
            .ToListAsync();
        foreach (var due in (await board.ReadAsync(report)).Where(text => text.Deadline is not null).GroupBy(text => text.Deadline!.Value))
            if (settings.Value.Now(due.Key, Today) is { } before)
                foreach (var (person, count) in Concerned([.. due], editors))
                    if (!told.Contains((person, due.Key, before)))
                        await TellAsync(report.Id, person, due.Key, before, count);
    }

    /// <summary>Whom something of this waits on, and how much; for editors all of it.</summary>
    private static Dictionary<int, int> Concerned(IReadOnlyList<BoardText> texts, List<int> editors)
    {
        var counts = texts.SelectMany(text => text.Awaited).GroupBy(person => person.PersonId).ToDictionary(p => p.Key, p => p.Count());
        foreach (var editor in editors)
            counts[editor] = texts.Count;
        return counts;
    }

    private Task TellAsync(int reportId, int person, DateOnly day, int before, int count)
    {
        var news = new News(NoticeKind.Deadline, reportId, null, null, NoticeQueries.WordsOf(day), Count: count);
        var warning = new DeadlineWarning
        {
            ReportId = reportId,
            PersonId = person,
            Day = day,
            Before = before,
        };
        return notices.TellAsync([person], news, db => db.DeadlineWarnings.Add(warning));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Nobody was told that the days of report {Slug} are near; it is tried again")]
        public static partial void NotTold(ILogger logger, string slug, Exception exception);
    }
}
