using System.Collections.Concurrent;
using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports.Live;

/// <summary>The reports that somebody looks at, each compiled anew whenever one of its texts changes.</summary>
internal sealed class LiveReports(
    IDbContextFactory<AuthoringDb> database,
    EditLog log,
    Rights rights,
    IHubContext hub,
    TimeProvider clock,
    ILogger<LiveReports> logger
) : ICommitObserver, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<LiveReport?>>> open = new(StringComparer.Ordinal);

    /// <summary>Reports that are there or being read: they must hear of each change from the moment when reading begins.</summary>
    private readonly ConcurrentDictionary<string, LiveReport> listening = new(StringComparer.Ordinal);

    /// <summary>Raised after each compilation of a report, the first one when it is opened, on a thread of the pool.</summary>
    public event Action<LiveReport, Compilation>? Compiled;

    /// <summary>One at a time: the last one to read the database must be the last one to tell.</summary>
    private readonly SemaphoreSlim reshaping = new(1, 1);

    /// <summary>The report, or nothing when it is not there or the caller may not read it: he does not learn which.</summary>
    public async Task<LiveReport?> FindForReadingAsync(ClaimsPrincipal caller, string slug)
    {
        // Before it is read: one that is not for the caller takes him no longer than one that is not there.
        if (!listening.ContainsKey(slug) && !await IsReadableAsync(caller, slug))
            return null;
        var report = await FindAsync(slug);
        return report is not null && await rights.InReportAsync(caller, report.Id) != Access.None ? report : null;
    }

    private async Task<bool> IsReadableAsync(ClaimsPrincipal caller, string slug)
    {
        await using var db = await database.CreateDbContextAsync();
        var found = await db.Reports.Where(r => r.Slug == slug).Select(r => (int?)r.Id).FirstOrDefaultAsync();
        return found is { } id && await rights.InReportAsync(caller, id) != Access.None;
    }

    CommitOrder ICommitObserver.Order => CommitOrder.Numbers;

    public void Committed(DocumentPlace place, Batch batch)
    {
        if (listening.TryGetValue(place.Name.Slug, out var report))
            report.TextChanged(place.Path, batch.Version, batch.After);
    }

    /// <summary>
    /// After a report's definition or list of texts has changed in the database: those who look at it see the new numbers.
    /// </summary>
    /// <param name="by">Who has changed it.</param>
    public async Task ReshapeAsync(string slug, int? by = null)
    {
        await reshaping.WaitAsync();
        try
        {
            if (!listening.TryGetValue(slug, out var report))
                return;
            await using var db = await database.CreateDbContextAsync();
            var row = await db.Reports.AsNoTracking().SingleAsync(r => r.Id == report.Id);
            var documents = await db.Documents.AsNoTracking().Where(d => d.ReportId == row.Id).ToListAsync();
            foreach (var document in documents.Where(d => !report.Documents.ContainsKey(d.Path)))
                if (await log.ReadAsync(document.Id) is { } text)
                    report.TextChanged(document.Path, text.OnDisk.Version, text.OnDisk.Text);
            report.Reshape(Shape(row, documents), by);
        }
        finally
        {
            reshaping.Release();
        }
    }

    /// <summary>
    /// After a picture is in the database. Held against reading a report: it is read with the picture, or hears of it here.
    /// </summary>
    public async Task PictureAddedAsync(string slug, string path, PictureInfo picture)
    {
        await reshaping.WaitAsync();
        try
        {
            if (listening.TryGetValue(slug, out var report))
                report.PictureAdded(path, picture);
        }
        finally
        {
            reshaping.Release();
        }
    }

    private static ReportShape Shape(Report row, List<Document> documents) =>
        new(
            row.Definition,
            ReportDefinition.Parse(row.Definition, row.Slug),
            documents.ToDictionary(d => d.Path, d => new DocumentName(row.Slug, d.Kind, d.Key), StringComparer.Ordinal)
        );

    /// <summary>For the server's own work; nobody's right is asked.</summary>
    public async Task<LiveReport?> FindAsync(string slug)
    {
        var found = open.GetOrAdd(slug, key => new Lazy<Task<LiveReport?>>(() => ReadAsync(key)));
        try
        {
            var report = await found.Value;
            if (report is null)
                open.TryRemove(KeyValuePair.Create(slug, found));
            return report;
        }
        catch
        {
            open.TryRemove(KeyValuePair.Create(slug, found));
            throw;
        }
    }

    private async Task<LiveReport?> ReadAsync(string slug)
    {
        if (await ReadShapeAsync(slug) is not var (report, documents))
            return null;
        foreach (var document in documents)
            if (await log.ReadAsync(document.Id) is { } text)
                report.TextChanged(document.Path, text.OnDisk.Version, text.OnDisk.Text);
        report.Start();
        Compiled?.Invoke(report, await report.CurrentAsync());
        return report;
    }

    /// <summary>Held against <see cref="ReshapeAsync"/>: what changes after this reading finds the report listening.</summary>
    private async Task<(LiveReport, List<Document>)?> ReadShapeAsync(string slug)
    {
        await reshaping.WaitAsync();
        try
        {
            await using var db = await database.CreateDbContextAsync();
            var row = await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Slug == slug);
            if (row is null)
                return null;
            var pictures = await ReportFiles.ReadAllAsync(db, row.Id);
            var documents = await db.Documents.AsNoTracking().Where(d => d.ReportId == row.Id).ToListAsync();
            return (Listen(slug, row.Id, Shape(row, documents), pictures), documents);
        }
        finally
        {
            reshaping.Release();
        }
    }

    private LiveReport Listen(string slug, int id, ReportShape shape, Dictionary<string, PictureInfo> pictures)
    {
        var report = new LiveReport(id, slug, shape, pictures, clock, logger, compiled => Tell(slug, compiled));
        report.Compiled += compiled => Compiled?.Invoke(report, compiled);
        return listening[slug] = report;
    }

    // Number 6: the pages on which the report is open are told, and fetch its lists anew (preview/follower.ts).
    private void Tell(string slug, Compilation compiled) =>
        _ = hub.Clients.Group(Broadcast.Group(slug)).SendAsync("Compiled", slug, compiled.Stamp);

    public void Dispose() => reshaping.Dispose();
}
