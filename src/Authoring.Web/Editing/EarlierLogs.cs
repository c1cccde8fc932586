using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>Makes the chains of texts that were logged before there were any, over what is found.</summary>
internal sealed partial class EarlierLogs(IDbContextFactory<AuthoringDb> database, EditLog log, ILogger<EarlierLogs> logger)
{
    private const int EntriesPerRead = 4_000;

    /// <summary>Before anybody writes: the log must not grow meanwhile.</summary>
    public async Task ChainAsync()
    {
        await using var db = await database.CreateDbContextAsync();
        var without = await db
            .Documents.Where(d => !db.LogHeads.Any(h => h.DocumentId == d.Id))
            .OrderBy(d => d.Id)
            .Select(d => d.Id)
            .ToListAsync();
        foreach (var documentId in without)
        {
            if (await HeadAsync(db, documentId) is not { } head)
                continue;
            db.LogHeads.Add(head);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }
        if (without.Count > 0)
            Log.Begun(logger, without.Count);
    }

    private async Task<LogHead?> HeadAsync(AuthoringDb db, int documentId)
    {
        if (await db.Snapshots.AsNoTracking().FirstOrDefaultAsync(s => s.DocumentId == documentId && s.Version == 0) is not { } seeded)
            return null;
        var chain = new LogChain();
        var start = chain.Start(seeded);
        var (hash, version) = (start, 0);
        try
        {
            while (await log.SinceAsync(documentId, version, EntriesPerRead) is { Count: > 0 } entries)
                foreach (var entry in entries)
                    (hash, version) = (chain.Next(hash, entry), entry.Version);
        }
        catch (Exception e) when (DatabaseTrouble.Of(e) is null)
        {
            // What cannot be read is for the verification to say, and keeps no other text from being written.
            Log.NotBegun(logger, documentId, version, e);
            return null;
        }
        return new LogHead
        {
            DocumentId = documentId,
            Version = version,
            Hash = hash,
            Start = start,
            Since = version,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Information,
            "The logs of {Texts} texts are chained from now on; what they hold was taken as it was found"
        )]
        public static partial void Begun(ILogger logger, int texts);

        [LoggerMessage(2, LogLevel.Error, "The log of text {DocumentId} cannot be read after version {Version}, and is not chained")]
        public static partial void NotBegun(ILogger logger, int documentId, int version, Exception exception);
    }
}
