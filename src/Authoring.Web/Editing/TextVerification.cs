using Authoring.Text;
using Authoring.Web.Editing.Packing;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>
/// Goes once through the log of one text. Each read is short, so that whoever writes meanwhile is not held up; the end of the log is read
/// first, and what comes later is for the next time.
/// </summary>
internal sealed class TextVerification(AuthoringDb db, EditLog log, int documentId, string path)
{
    private const int EntriesPerRead = 2_000;

    private readonly LogChain chain = new();
    private readonly Queue<int> wholeTexts = new();

    /// <summary>Who pushed first with each clientID, and in which version.</summary>
    private readonly Dictionary<string, (int PersonId, int Version)> clients = new(StringComparer.Ordinal);
    private TrackedText text = null!;
    private LogHead? head;
    private byte[] hash = LogChain.Unknown;

    /// <summary>Up to here an update's hash was compared with the one that was kept at it.</summary>
    private int confirmed;

    /// <summary>Up to here all is well.</summary>
    public int Version { get; private set; }

    public async Task<LogFault?> VerifyAsync(CancellationToken cancellation)
    {
        try
        {
            return await StartAsync(cancellation)
                ?? await ReplayAsync(cancellation)
                ?? await EndAsync(cancellation)
                ?? await IdsAsync(cancellation)
                ?? await ClientsAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException && DatabaseTrouble.Of(e) is null or Trouble.Damaged)
        {
            return Fault(LogFaultKind.Unreadable, detail: e.Message);
        }
    }

    private LogFault Fault(LogFaultKind kind, int first = 0, int second = 0, string detail = "") =>
        new(documentId, path, Version, kind, first, second, detail);

    private async Task<LogFault?> StartAsync(CancellationToken cancellation)
    {
        head = await db.LogHeads.AsNoTracking().FirstOrDefaultAsync(h => h.DocumentId == documentId, cancellation);
        var versions = await SnapshotsAsync(cancellation);
        if (versions is not [0, ..])
            return Fault(LogFaultKind.NoStart);
        foreach (var version in versions.Skip(1))
            wholeTexts.Enqueue(version);
        var seeded = await WholeTextAsync(0, cancellation);
        var start = chain.Start(seeded);
        if (head is not null && !head.Start.AsSpan().SequenceEqual(LogChain.Unknown))
        {
            if (!head.Start.AsSpan().SequenceEqual(start))
                return Fault(LogFaultKind.StartChanged);
            hash = start;
        }
        text = seeded.Tracked();
        return null;
    }

    private Task<List<int>> SnapshotsAsync(CancellationToken cancellation) =>
        db.Snapshots.Where(s => s.DocumentId == documentId).OrderBy(s => s.Version).Select(s => s.Version).ToListAsync(cancellation);

    private async Task<LogFault?> ReplayAsync(CancellationToken cancellation)
    {
        var end = Math.Max(
            await db.Updates.Where(u => u.DocumentId == documentId).MaxAsync(u => (int?)u.Version, cancellation) ?? 0,
            await db.PackedStretches.Where(p => p.DocumentId == documentId).MaxAsync(p => (int?)p.Last, cancellation) ?? 0
        );
        while (Version < end)
        {
            var entries = await ReadAsync(cancellation);
            if (entries.Count == 0)
                return Fault(LogFaultKind.Ends, end);
            foreach (var entry in entries)
                if ((Take(entry) ?? await CompareAsync(cancellation)) is { } fault)
                    return fault;
        }
        return null;
    }

    /// <summary>What cannot be read is met alone: so it is known which update it is.</summary>
    private async Task<List<LogEntry>> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await log.SinceAsync(documentId, Version, EntriesPerRead, cancellation);
        }
        catch (Exception e) when (e is not (OperationCanceledException or System.Data.Common.DbException))
        {
            return await log.SinceAsync(documentId, Version, 1, cancellation);
        }
    }

    private LogFault? Take(LogEntry entry)
    {
        if (entry.Version != Version + 1)
            return Fault(LogFaultKind.Missing, Version + 1, entry.Version);
        if (entry.Changes.Length != text.Text.Length)
            return Fault(LogFaultKind.Length, entry.Changes.Length, text.Text.Length);
        if (Chain(entry) is { } changed)
            return changed;
        text = text.Apply(entry.Change);
        Version = entry.Version;
        clients.TryAdd(entry.ClientId, (entry.PersonId, entry.Version));
        return null;
    }

    private LogFault? Chain(LogEntry entry)
    {
        if (head is null)
            return null;
        if (entry.Version <= head.Since && entry.ChainHash is not null)
            return Fault(LogFaultKind.BegunAnew, head.Since);
        var isKnown = entry.Version > head.Since || !head.Start.AsSpan().SequenceEqual(LogChain.Unknown);
        hash = isKnown ? chain.Next(hash, entry) : LogChain.Unknown;
        var isKept = entry.ChainHash is not null || (entry.IsRow && entry.Version > head.Since);
        if (isKept && !hash.AsSpan().SequenceEqual(entry.ChainHash))
            return Fault(LogFaultKind.Changed, confirmed + 1, entry.Version);
        if (entry.ChainHash is not null)
            confirmed = entry.Version;
        return entry.Version == head.Version && !hash.AsSpan().SequenceEqual(head.Hash) ? Fault(LogFaultKind.OtherEnd) : null;
    }

    private async Task<LogFault?> EndAsync(CancellationToken cancellation)
    {
        if (wholeTexts.TryPeek(out var beyond))
            return Fault(LogFaultKind.WholeTextBeyond, beyond);
        if (head is null)
            return Fault(LogFaultKind.NoHead);
        if (head.Version > Version)
            return Fault(LogFaultKind.CutOff, head.Version);
        // What was written since has moved the end, too.
        var isKept =
            head.Version == Version || await db.LogHeads.AnyAsync(h => h.DocumentId == documentId && h.Version >= Version, cancellation);
        return isKept ? null : Fault(LogFaultKind.OtherEnd);
    }

    private async Task<LogFault?> CompareAsync(CancellationToken cancellation)
    {
        if (!wholeTexts.TryPeek(out var due) || due != Version)
            return null;
        return (await WholeTextAsync(wholeTexts.Dequeue(), cancellation)).Tracked() == text ? null : Fault(LogFaultKind.WholeText);
    }

    /// <summary>By them an id that is sent again is known: with wrong ones it would be applied twice.</summary>
    private async Task<LogFault?> IdsAsync(CancellationToken cancellation)
    {
        foreach (
            var last in await db
                .PackedStretches.Where(p => p.DocumentId == documentId)
                .OrderBy(p => p.Last)
                .Select(p => p.Last)
                .ToListAsync(cancellation)
        )
        {
            var stretch = await db
                .PackedStretches.AsNoTracking()
                .SingleAsync(p => p.DocumentId == documentId && p.Last == last, cancellation);
            var ids = UpdatePack.Read(stretch.Data).ConvertAll(entry => (entry.PersonId, entry.UpdateId));
            if (!stretch.Ids.AsSpan().SequenceEqual(IdFilter.Of(ids)))
                return Fault(LogFaultKind.Ids, last);
        }
        return null;
    }

    /// <summary>By their clientIDs people are kept apart: one that is somebody else's, or nobody's, lets another write under it.</summary>
    private async Task<LogFault?> ClientsAsync(CancellationToken cancellation)
    {
        foreach (var some in clients.OrderBy(client => client.Value.Version).Chunk(EntriesPerRead))
        {
            var ids = some.Select(client => client.Key).ToList();
            var owners = await db
                .EditingClients.Where(c => ids.Contains(c.ClientId))
                .ToDictionaryAsync(c => c.ClientId, c => c.PersonId, StringComparer.Ordinal, cancellation);
            foreach (var (id, (personId, version)) in some)
                if (owners.GetValueOrDefault(id) != personId)
                    return Fault(LogFaultKind.Client, version, detail: id);
        }
        return null;
    }

    private Task<Snapshot> WholeTextAsync(int version, CancellationToken cancellation) =>
        db.Snapshots.Where(s => s.DocumentId == documentId && s.Version == version).AsNoTracking().SingleAsync(cancellation);
}
