using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>
/// Sees that signatures stand on what was signed: after each compilation what every text prints is held against the hash that was signed.
/// An act looks for itself as well,
/// so a signature that is void already counts for nothing before it is ended here.
/// </summary>
internal sealed partial class ReviewWatch(
    IDbContextFactory<AuthoringDb> database,
    Sessions sessions,
    LiveReports reports,
    ReviewService service,
    ILogger<ReviewWatch> logger
) : IHostedService
{
    private readonly Lock gate = new();

    /// <summary>Reports that are being looked at; what is compiled meanwhile is seen by the look after it.</summary>
    private readonly Dictionary<int, Task> looking = [];
    private readonly HashSet<int> again = [];
    private bool isOver;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        reports.Compiled += Look;
        return Task.CompletedTask;
    }

    /// <summary>The look that has begun is waited for: it writes.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        reports.Compiled -= Look;
        Task[] last;
        lock (gate)
        {
            isOver = true;
            again.Clear();
            last = [.. looking.Values];
        }
        await Task.WhenAll(last).WaitAsync(cancellationToken);
    }

    private void Look(LiveReport report, Compilation compilation)
    {
        lock (gate)
        {
            if (isOver)
                return;
            if (looking.ContainsKey(report.Id))
                again.Add(report.Id);
            else
                looking[report.Id] = Task.Run(() => LookAsync(report));
        }
    }

    private async Task LookAsync(LiveReport report)
    {
        for (var isDue = true; isDue; )
        {
            try
            {
                await CheckAsync(report);
            }
            catch (Exception e)
            {
                Log.NotChecked(logger, report.Slug, e);
            }
            lock (gate)
            {
                isDue = again.Remove(report.Id);
                if (!isDue)
                    looking.Remove(report.Id);
            }
        }
    }

    private async Task CheckAsync(LiveReport report)
    {
        var rows = await RowsAsync(report.Id);
        if (rows.Count == 0)
            return;
        var compilation = await report.CurrentAsync();
        var final = rows.Where(row => row.State == ReviewState.Final).Select(row => row.Path).ToHashSet(StringComparer.Ordinal);
        var open = compilation
            .Report.Cards()
            .Where(card => !final.Contains(card.Path))
            .SelectMany(card => card.Places)
            .Select(place => place.Path)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            // Approval 6: somebody has edited, and the report is compiled. Does what the text prints now have the hash that was signed?
            // Most stand on what they print. The others are looked at more closely, while they stand still.
            var covers = ReviewEntry.Covers(row.Hash, PrintedText.Of(report, compilation, row.Path), row.State == ReviewState.Final);
            var isDue = row.State switch
            {
                ReviewState.Draft => covers && row.Last == ReviewVerb.Edited,
                ReviewState.Final => !covers || open.Contains(row.Path),
                ReviewState.Waiting => !covers || !open.Contains(row.Path),
                _ => !covers,
            };
            if (isDue && await sessions.FindAsync(new DocumentName(report.Slug, row.Kind, row.Key)) is { } place)
                await service.SettleAsync(report, place);
        }
    }

    private sealed record Row(DocumentKind Kind, string Key, string Path, ReviewState State, string? Hash, ReviewVerb? Last);

    private async Task<List<Row>> RowsAsync(int reportId)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db
            .TextReviews.AsNoTracking()
            .Where(r => r.Hash != null)
            .Join(
                db.Documents.Where(d => d.ReportId == reportId && d.RemovedAt == null),
                r => r.DocumentId,
                d => d.Id,
                (r, d) =>
                    new Row(
                        d.Kind,
                        d.Key,
                        d.Path,
                        r.State,
                        r.Hash,
                        db.ReviewActs.Where(a => a.DocumentId == d.Id && a.Verb != ReviewVerb.Revise)
                            .OrderByDescending(a => a.Id)
                            .Select(a => (ReviewVerb?)a.Verb)
                            .FirstOrDefault()
                    )
            )
            .ToListAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The signatures in {Report} could not be checked")]
        public static partial void NotChecked(ILogger logger, string report, Exception exception);
    }
}
