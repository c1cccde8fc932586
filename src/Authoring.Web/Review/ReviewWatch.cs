using Authoring.Web.Editing;
using Authoring.Web.Reports;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>
/// Ends signatures on what was changed: after each compilation the texts in review are held against the hash that was signed. An act looks for itself as well,
/// so a signature that is void already counts for nothing before it is ended here.
/// </summary>
internal sealed partial class ReviewWatch(IDbContextFactory<AuthoringDb> database, Sessions sessions, LiveReports reports, ReviewDesk desk, ILogger<ReviewWatch> logger) : IHostedService
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
            if (isOver) return;
            if (looking.ContainsKey(report.Id)) again.Add(report.Id);
            else looking[report.Id] = Task.Run(() => LookAsync(report));
        }
    }

    private async Task LookAsync(LiveReport report)
    {
        for (var isDue = true; isDue;)
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
                if (!isDue) looking.Remove(report.Id);
            }
        }
    }

    private async Task CheckAsync(LiveReport report)
    {
        List<(int Id, DocumentKind Kind, string Key, string Path, string? Hash)> signed;
        await using (var db = await database.CreateDbContextAsync())
            signed = (await db.TextReviews.AsNoTracking().Where(r => r.State != ReviewState.Draft)
                .Join(db.Documents.Where(d => d.ReportId == report.Id), r => r.DocumentId, d => d.Id, (r, d) => new { d.Id, d.Kind, d.Key, d.Path, r.Hash }).ToListAsync())
                .ConvertAll(r => (r.Id, r.Kind, r.Key, r.Path, r.Hash));
        if (signed.Count == 0) return;
        var compilation = await report.CurrentAsync();
        foreach (var (_, kind, key, path, hash) in signed)
        {
            if (!compilation.Texts.ContainsKey(path) || ContentHash.Of(report, compilation, path) == hash) continue;
            if (await sessions.FindAsync(new DocumentName(report.Slug, kind, key)) is { } place) await desk.EndSignaturesAsync(report, place);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The signatures in {Report} could not be checked")]
        public static partial void NotChecked(ILogger logger, string report, Exception exception);
    }
}
