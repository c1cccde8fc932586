using System.Collections.Concurrent;
using Authoring.Text;
using Authoring.Web.Editing;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Comments;

/// <summary>
/// Where the comments of a text are: each moves with every update of the log. The database holds where it was at some version; from there the log
/// leads on. Places are written down again with each snapshot of a text, so that this stays a short way.
/// </summary>
internal sealed partial class CommentAnchors(IDbContextFactory<AuthoringDb> database, EditLog log, ILogger<CommentAnchors> logger)
{
    private const int UpdatesPerRead = 500;

    private readonly ConcurrentDictionary<int, Lazy<Task<Places>>> texts = new();
    /// <summary>Those that are there or being read: they must hear of each update from the moment when reading begins.</summary>
    private readonly ConcurrentDictionary<int, Places> listening = new();

    /// <summary>Called in the order of the log, once a batch is on disk.</summary>
    public void Moved(Batch batch)
    {
        if (!listening.TryGetValue(batch.DocumentId, out var places)) return;
        places.Move(batch.Entries);
        if (batch.WithSnapshot) _ = WriteDownAsync(batch.DocumentId);
    }

    /// <summary>The committed version, and where each thread of a text is in it.</summary>
    public async Task<(int Version, IReadOnlyDictionary<int, Anchor> Places)> OfAsync(int documentId) => (await FindAsync(documentId)).Now();

    /// <summary>Brings a range that somebody saw at a version up to date, in the text as it is committed.</summary>
    public async Task<(int Version, Anchor Anchor)> BringAsync(int documentId, int version, Anchor anchor)
    {
        var places = await FindAsync(documentId);
        while (version < places.Version)
        {
            var entries = await log.SinceAsync(documentId, version, UpdatesPerRead);
            if (entries.Count == 0) break;
            if (anchor.To > entries[0].Changes.Length) throw OutOfText(anchor, version, entries[0].Changes.Length);
            foreach (var entry in entries) anchor = anchor.Map(entry.Changes);
            version = entries[^1].Version;
        }
        return (version, anchor);
    }

    public static Refusal OutOfText(Anchor anchor, int version, int length) => Refusal.BadMessage($"[{anchor.From}, {anchor.To}) is not a range of the text at version {version}, which has {length} characters");

    /// <summary>From now on a thread moves, too. False: the text has gone on; bring the range up to date first.</summary>
    public async Task<bool> AddAsync(int documentId, int threadId, int version, Anchor anchor) => (await FindAsync(documentId)).Add(threadId, version, anchor);

    private async Task<Places> FindAsync(int documentId)
    {
        var found = texts.GetOrAdd(documentId, id => new Lazy<Task<Places>>(() => ReadAsync(id)));
        try
        {
            return await found.Value;
        }
        catch
        {
            listening.TryRemove(documentId, out _);
            texts.TryRemove(KeyValuePair.Create(documentId, found));
            throw;
        }
    }

    private async Task<Places> ReadAsync(int documentId)
    {
        var places = listening[documentId] = new Places();
        List<CommentThread> threads;
        await using (var db = await database.CreateDbContextAsync())
            threads = await db.CommentThreads.AsNoTracking().Where(t => t.DocumentId == documentId).OrderBy(t => t.AnchorVersion).ToListAsync();
        var anchors = new Dictionary<int, Anchor>();
        var head = await log.HeadAsync(documentId);
        var version = threads.Count == 0 ? head : threads[0].AnchorVersion;
        var next = 0;
        while (true)
        {
            for (; next < threads.Count && threads[next].AnchorVersion <= version; next++) anchors[threads[next].Id] = AnchorOf(threads[next]);
            if (version >= head) break;
            var entries = await log.SinceAsync(documentId, version, next < threads.Count ? Math.Min(UpdatesPerRead, threads[next].AnchorVersion - version) : UpdatesPerRead);
            if (entries.Count == 0) throw new InvalidDataException($"The log of text {documentId} has no version {version + 1}.");
            foreach (var entry in entries)
            {
                foreach (var id in anchors.Keys.ToList()) anchors[id] = anchors[id].Map(entry.Changes);
                version = entry.Version;
            }
        }
        places.Begin(version, anchors);
        return places;
    }

    private static Anchor AnchorOf(CommentThread thread) => Anchor.Within(thread.From, thread.To) with { Collapsed = thread.Collapsed };

    private async Task WriteDownAsync(int documentId)
    {
        try
        {
            var (version, places) = await OfAsync(documentId);
            await using var db = await database.CreateDbContextAsync();
            foreach (var thread in await db.CommentThreads.Where(t => t.DocumentId == documentId && t.AnchorVersion < version).ToListAsync())
                if (places.TryGetValue(thread.Id, out var anchor)) (thread.From, thread.To, thread.Collapsed, thread.AnchorVersion) = (anchor.From, anchor.To, anchor.Collapsed, version);
            await db.SaveChangesAsync();
        }
        catch (Exception e)
        {
            // The next snapshot tries again; meanwhile the log leads from where they were.
            Log.NotWritten(logger, documentId, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The places of the comments in text {DocumentId} could not be written down")]
        public static partial void NotWritten(ILogger logger, int documentId, Exception exception);
    }

    /// <summary>The places of one text, at a committed version.</summary>
    private sealed class Places
    {
        private readonly Lock gate = new();
        /// <summary>What was committed while the places were being read.</summary>
        private List<LogEntry>? meanwhile = [];
        private Dictionary<int, Anchor> anchors = [];

        public int Version { get; private set; }

        public void Begin(int version, Dictionary<int, Anchor> read)
        {
            lock (gate)
            {
                (Version, anchors) = (version, read);
                var missed = meanwhile!;
                meanwhile = null;
                Take(missed);
            }
        }

        public void Move(IReadOnlyList<LogEntry> entries)
        {
            lock (gate)
            {
                if (meanwhile is not null) meanwhile.AddRange(entries);
                else Take(entries);
            }
        }

        public (int, IReadOnlyDictionary<int, Anchor>) Now()
        {
            lock (gate) return (Version, new Dictionary<int, Anchor>(anchors));
        }

        public bool Add(int thread, int version, Anchor anchor)
        {
            lock (gate)
            {
                if (version != Version) return false;
                anchors[thread] = anchor;
                return true;
            }
        }

        private void Take(IReadOnlyList<LogEntry> entries)
        {
            foreach (var entry in entries)
            {
                if (entry.Version != Version + 1) continue; // known already
                if (anchors.Count > 0)
                    foreach (var id in anchors.Keys.ToList()) anchors[id] = anchors[id].Map(entry.Changes);
                Version = entry.Version;
            }
        }
    }
}
