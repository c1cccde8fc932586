using System.Runtime.CompilerServices;
using Authoring.Text;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>
/// What a text was: at any version, and by which updates it became what it is. Reads what is committed, packed stretches of the log among
/// it; holds
/// one read's updates in memory at a time, however long the text has lived.
/// </summary>
internal sealed class TextHistory(IDbContextFactory<AuthoringDb> database, EditLog log)
{
    /// <summary>
    /// As many as a packed stretch holds, so that none is unpacked twice; of rows, what <see cref="EditLog.BytesPerRead"/> allows.
    /// </summary>
    private const int EntriesPerRead = 4_000;

    /// <summary>
    /// The text and its pending suggestions at a version, from 0 (as seeded) to the last committed one: from the nearest whole text that
    /// was written
    /// before it, and the updates since. Null: there is no such text, or it has no such version.
    /// </summary>
    public async Task<TrackedText?> AtAsync(int documentId, int version, CancellationToken cancellation = default)
    {
        Snapshot? snapshot;
        await using (var db = await database.CreateDbContextAsync(cancellation))
        {
            snapshot = await db
                .Snapshots.AsNoTracking()
                .Where(s => s.DocumentId == documentId && s.Version <= version)
                .OrderByDescending(s => s.Version)
                .FirstOrDefaultAsync(cancellation);
        }
        if (snapshot is null)
            return null;
        var (text, reached) = (snapshot.Tracked(), snapshot.Version);
        await foreach (var entry in UpdatesAsync(documentId, snapshot.Version, version, cancellation))
            (text, reached) = (text.Apply(entry.Change), entry.Version);
        return reached == version ? text : null;
    }

    /// <summary>
    /// The updates that lead from version <paramref name="after"/> to <paramref name="upTo"/> or, where there are not so many, to the last
    /// committed one;
    /// oldest first. Each has its id, author and time.
    /// </summary>
    public async IAsyncEnumerable<LogEntry> UpdatesAsync(
        int documentId,
        int after,
        int upTo = int.MaxValue,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        for (var version = after; version < upTo; )
        {
            var entries = await log.SinceAsync(documentId, version, Math.Min(EntriesPerRead, upTo - version), cancellation);
            if (entries.Count == 0)
                yield break;
            if (entries[0].Version != version + 1)
                throw new InvalidDataException(
                    $"The log of text {documentId} has no version {version + 1}; {entries[0].Version} follows {version}."
                );
            foreach (var entry in entries)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return entry;
            }
            version = entries[^1].Version;
        }
    }

    /// <summary>The last committed version; 0 as long as nobody has written.</summary>
    public Task<int> LastVersionAsync(int documentId) => log.HeadAsync(documentId);
}
