using Authoring.Text;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>What is wrong with one text's log: at which version, and what.</summary>
internal sealed record LogFault(int DocumentId, string Path, int Version, string Sentence);

/// <summary>
/// Rebuilds every text from its log, from version 0 on, and compares: versions follow each other, each update fits the text before it,
/// and the texts that were written beside the log are those that the log gives. Reads only.
/// </summary>
internal sealed class LogVerification(IDbContextFactory<AuthoringDb> database, EditLog log)
{
    private const int EntriesPerRead = 2_000;

    /// <summary>Verifies all texts; reports each text's path and number of updates as it goes.</summary>
    public async Task<List<LogFault>> VerifyAsync(Action<string, int>? verified = null, CancellationToken cancellation = default)
    {
        List<(int Id, string Path)> documents;
        await using (var db = await database.CreateDbContextAsync(cancellation))
        {
            var rows = await db.Documents.AsNoTracking().OrderBy(d => d.ReportId).ThenBy(d => d.Path)
                .Select(d => new { d.Id, Path = d.Report!.Slug + "/" + d.Path }).ToListAsync(cancellation);
            documents = rows.ConvertAll(row => (row.Id, row.Path));
        }
        var faults = new List<LogFault>();
        foreach (var (id, path) in documents)
        {
            var (version, fault) = await VerifyAsync(id, cancellation);
            if (fault is not null) faults.Add(new LogFault(id, path, version, fault));
            verified?.Invoke(path, version);
        }
        return faults;
    }

    /// <summary>The version up to which all is well, and what is not.</summary>
    private async Task<(int Version, string? Fault)> VerifyAsync(int documentId, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        // Only what was there when the verification began, snapshots first: writing goes on meanwhile.
        var versions = await db.Snapshots.Where(s => s.DocumentId == documentId).OrderBy(s => s.Version).Select(s => s.Version).ToListAsync(cancellation);
        if (versions is not [0, ..]) return (0, "the text as it was in the beginning is missing");
        var end = await db.Updates.Where(u => u.DocumentId == documentId).MaxAsync(u => (int?)u.Version, cancellation) ?? 0;
        var text = (await SnapshotAsync(db, documentId, 0, cancellation)).Tracked();
        var snapshots = new Queue<int>(versions.Skip(1));
        for (var version = 0; version < end;)
        {
            var entries = await log.SinceAsync(documentId, version, EntriesPerRead, cancellation);
            if (entries.Count == 0) return (version, $"the log ends here; it should lead to version {end}");
            foreach (var entry in entries)
            {
                if (entry.Version != version + 1) return (version, $"version {version + 1} is missing; {entry.Version} follows");
                if (entry.Changes.Length != text.Text.Length) return (version, $"the next update is for a text of {entry.Changes.Length} characters; there are {text.Text.Length}");
                text = text.Apply(entry.Change);
                version = entry.Version;
                if (snapshots.TryPeek(out var due) && due == version && (await SnapshotAsync(db, documentId, snapshots.Dequeue(), cancellation)).Tracked() != text)
                    return (version, "the text that was written beside the log is not the one that the log gives");
            }
        }
        return snapshots.TryPeek(out var beyond) ? (end, $"there is a snapshot of version {beyond}, and the log ends here") : (end, null);
    }

    private static Task<Snapshot> SnapshotAsync(AuthoringDb db, int documentId, int version, CancellationToken cancellation) =>
        db.Snapshots.Where(s => s.DocumentId == documentId && s.Version == version).AsNoTracking().SingleAsync(cancellation);
}
