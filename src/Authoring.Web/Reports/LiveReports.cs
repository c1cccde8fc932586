using System.Collections.Concurrent;
using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Editing;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports;

/// <summary>The reports that somebody looks at, each compiled anew whenever one of its texts changes.</summary>
internal sealed class LiveReports(IDbContextFactory<AuthoringDb> database, EditLog log, Rights rights, IHubContext<EditingHub> hub, TimeProvider clock, ILogger<LiveReports> logger)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<LiveReport?>>> open = new(StringComparer.Ordinal);
    /// <summary>Reports that are there or being read: they must hear of each change from the moment when reading begins.</summary>
    private readonly ConcurrentDictionary<string, LiveReport> listening = new(StringComparer.Ordinal);

    /// <summary>The report, or nothing when it is not there or the caller may not read it: he does not learn which.</summary>
    public async Task<LiveReport?> FindForReadingAsync(ClaimsPrincipal caller, string slug)
    {
        var report = await FindAsync(slug);
        return report is not null && await rights.OfAsync(caller, report.Id) != Access.None ? report : null;
    }

    public void TextChanged(string slug, string path, int version, Text.Rope text)
    {
        if (listening.TryGetValue(slug, out var report)) report.TextChanged(path, version, text);
    }

    private async Task<LiveReport?> FindAsync(string slug)
    {
        var found = open.GetOrAdd(slug, key => new Lazy<Task<LiveReport?>>(() => ReadAsync(key)));
        try
        {
            var report = await found.Value;
            if (report is null) open.TryRemove(KeyValuePair.Create(slug, found));
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
        await using var db = await database.CreateDbContextAsync();
        var row = await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Slug == slug);
        if (row is null) return null;
        var pictures = new Dictionary<string, PictureInfo>(StringComparer.Ordinal);
        await foreach (var file in db.ReportFiles.AsNoTracking().Where(f => f.ReportId == row.Id).AsAsyncEnumerable())
            pictures[file.Path] = new PictureInfo(file.Id, ImageFacts.Read(file.Content));
        var documents = await db.Documents.AsNoTracking().Where(d => d.ReportId == row.Id).ToListAsync();
        var names = documents.ToDictionary(d => d.Path, d => new DocumentName(slug, d.Kind, d.Key), StringComparer.Ordinal);
        var report = new LiveReport(row.Id, slug, ReportDefinition.Parse(row.Definition, slug), names, pictures, clock, logger,
            compiled => _ = hub.Clients.Group(Broadcast.Group(slug)).SendAsync("Compiled", slug, compiled.Stamp));
        listening[slug] = report;
        foreach (var document in documents)
            if (await log.ReadAsync(document.Id) is { } text)
                report.TextChanged(document.Path, text.OnDisk.Version, text.OnDisk.Text);
        report.Start();
        return report;
    }
}
