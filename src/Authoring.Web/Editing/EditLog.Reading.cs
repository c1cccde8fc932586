using Authoring.Text;
using Authoring.Web.Editing.Packing;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>How the log is read: each reader with a connection of his own, beside the one that writes.</summary>
internal sealed partial class EditLog
{
    private const int EntriesPerRead = 500;

    /// <summary>So many bytes of changes are read at once, and one update at least.</summary>
    public const int BytesPerRead = 1024 * 1024;

    /// <summary>The committed text from its latest snapshot and what came since, or nothing when there is no such text.</summary>
    public async Task<TextState?> ReadAsync(int documentId, CancellationToken cancellation = default)
    {
        if (await SnapshotAsync(documentId, cancellation) is not { } snapshot)
            return null;
        var state = new TextState(snapshot.Version, snapshot.Text);
        await ReadBesideAsync(documentId, state, cancellation);
        List<LogEntry> entries;
        do
        {
            entries = await SinceAsync(documentId, state.HeadVersion, EntriesPerRead, cancellation);
            state.Replay(entries);
        } while (entries.Count > 0);
        return state;
    }

    private async Task ReadBesideAsync(int documentId, TextState state, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        state.IsSealed = await reviewed.IsFinalAsync(db, documentId, cancellation);
        var suggestions = db
            .Suggestions.AsNoTracking()
            .Where(s => s.DocumentId == documentId)
            .Select(s => new
            {
                s.SuggestionId,
                s.PersonId,
                s.At,
            })
            .AsAsyncEnumerable();
        await foreach (var suggestion in suggestions.WithCancellation(cancellation))
            state.Knows(suggestion.SuggestionId, PersonIds.Write(suggestion.PersonId), suggestion.At);
    }

    private async Task<(int Version, TrackedText Text)?> SnapshotAsync(int documentId, CancellationToken cancellation = default)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var found = await db
            .Snapshots.AsNoTracking()
            .Where(s => s.DocumentId == documentId)
            .OrderByDescending(s => s.Version)
            .FirstOrDefaultAsync(cancellation);
        return found is null ? null : (found.Version, found.Tracked());
    }

    /// <summary>
    /// The updates after <paramref name="version"/>, oldest first, at most <paramref name="count"/>, and fewer where they are large.
    /// </summary>
    public async Task<List<LogEntry>> SinceAsync(int documentId, int version, int count, CancellationToken cancellation = default)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = db.Updates.AsNoTracking().Where(u => u.DocumentId == documentId && u.Version > version).OrderBy(u => u.Version);
        var entries = new List<LogEntry>();
        var bytes = 0L;
        await foreach (var row in rows.Take(count).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            // The rows before it were packed: the caller asks again from where these end.
            if (entries.Count == 0 && row.Version > version + 1)
                break;
            entries.Add(LogEntry.FromRow(row));
            bytes += entries[^1].Weight;
            if (bytes >= BytesPerRead)
                break;
        }
        // Where rows are missing, what was packed is still there.
        return entries.Count > 0 ? entries : await PackedSinceAsync(db, documentId, version, count, cancellation);
    }

    private static async Task<List<LogEntry>> PackedSinceAsync(
        AuthoringDb db,
        int documentId,
        int version,
        int count,
        CancellationToken cancellation
    )
    {
        var stretch = await db
            .PackedStretches.AsNoTracking()
            .Where(p => p.DocumentId == documentId && p.Last > version)
            .OrderBy(p => p.Last)
            .FirstOrDefaultAsync(cancellation);
        if (stretch is null || stretch.First > version + 1)
            return [];
        var entries = UpdatePack.Read(stretch.Data);
        entries[^1] = entries[^1].WithChainHash(stretch.ChainHash);
        return entries.GetRange(version + 1 - stretch.First, Math.Min(count, stretch.Last - version));
    }

    /// <summary>The version of the last update.</summary>
    public async Task<int> HeadAsync(int documentId)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Updates.Where(u => u.DocumentId == documentId).MaxAsync(u => (int?)u.Version) ?? 0;
    }
}
