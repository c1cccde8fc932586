using System.Data;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Editing.Packing;

/// <summary>
/// Packs old stretches of the log, so that a history of years stays small: the rows of a stretch are replaced by one, in one transaction,
/// after
/// what was packed has been read back and found to be the same to the byte.
/// </summary>
internal sealed class LogPacking(IDbContextFactory<AuthoringDb> database, EditLog log, IOptions<EditingLimits> limits, TimeProvider clock)
{
    /// <summary>Packs whatever is due, in all texts; returns how many updates it packed.</summary>
    public async Task<int> PackAsync(CancellationToken cancellation = default)
    {
        List<int> documents;
        await using (var db = await database.CreateDbContextAsync(cancellation))
            documents = await db.Documents.Select(d => d.Id).ToListAsync(cancellation);
        var packed = 0;
        foreach (var document in documents)
            while (await PackOneAsync(document, cancellation))
                packed += limits.Value.UpdatesPerStretch;
        return packed;
    }

    /// <summary>The oldest stretch of a text, when it is full and old and enough is left unpacked behind it.</summary>
    private async Task<bool> PackOneAsync(int documentId, CancellationToken cancellation)
    {
        var size = limits.Value.UpdatesPerStretch;
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await db
            .Updates.AsNoTracking()
            .Where(u => u.DocumentId == documentId)
            .OrderBy(u => u.Version)
            .Take(size)
            .ToListAsync(cancellation);
        if (rows.Count < size || rows[^1].At > (clock.GetUtcNow() - limits.Value.PackedAfter).ToUnixTimeMilliseconds())
            return false;
        if (
            await db.Updates.Where(u => u.DocumentId == documentId).MaxAsync(u => u.Version, cancellation) - rows[^1].Version
            < limits.Value.UpdatesLeftUnpacked
        )
            return false;
        var stretch = Pack(rows);

        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellation);
        db.PackedStretches.Add(stretch);
        await db.SaveChangesAsync(cancellation);
        var deleted = await db
            .Updates.Where(u => u.DocumentId == documentId && u.Version >= stretch.First && u.Version <= stretch.Last)
            .ExecuteDeleteAsync(cancellation);
        if (deleted != rows.Count)
            throw new InvalidDataException(
                $"Text {documentId} has {deleted} updates up to version {stretch.Last} where {rows.Count} were packed."
            );
        await ThinOutSnapshotsAsync(db, documentId, stretch, cancellation);
        log.Repack(documentId, transaction.Commit);
        return true;
    }

    /// <summary>
    /// Whole texts every few hundred updates would be most of the database. The last of the stretch is kept where the one before it is far
    /// enough back,
    /// so that any version can be had in a moment, however long the text has lived.
    /// </summary>
    private async Task ThinOutSnapshotsAsync(AuthoringDb db, int documentId, PackedStretch stretch, CancellationToken cancellation)
    {
        var own = db.Snapshots.Where(s => s.DocumentId == documentId && s.Version >= stretch.First && s.Version <= stretch.Last);
        var before =
            await db
                .Snapshots.Where(s => s.DocumentId == documentId && s.Version < stretch.First)
                .MaxAsync(s => (int?)s.Version, cancellation)
            ?? 0;
        var last = await own.MaxAsync(s => (int?)s.Version, cancellation) ?? 0;
        var kept = last - before >= limits.Value.UpdatesPerCheckpoint ? last : 0;
        await own.Where(s => s.Version != kept).ExecuteDeleteAsync(cancellation);
    }

    internal static PackedStretch Pack(IReadOnlyList<LoggedUpdate> rows)
    {
        var entries = rows.Select(LogEntry.FromRow).ToList();
        var data = UpdatePack.Write(entries);
        var again = UpdatePack.Read(data);
        for (var i = 0; i < entries.Count; i++)
            if (!IsSame(again[i], entries[i]) || again[i].Version != rows[i].Version || again[i].At != rows[i].At)
                throw new InvalidDataException($"Version {rows[i].Version} of text {rows[i].DocumentId} is not the same after packing.");
        return new PackedStretch
        {
            DocumentId = rows[0].DocumentId,
            First = rows[0].Version,
            Last = rows[^1].Version,
            Data = data,
            Ids = IdFilter.Of([.. rows.Select(row => (row.PersonId, row.UpdateId))]),
            ChainHash = rows[^1].ChainHash,
        };
    }

    private static bool IsSame(LogEntry again, LogEntry entry) => again.Wire.Utf8.Span.SequenceEqual(entry.Wire.Utf8.Span);
}
