using System.Collections.Concurrent;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Comments;

/// <summary>
/// Where the comments of a text are: each moves with every update of the log (<see cref="CommentPlace"/>). The database holds where it
/// was at some version; from there the log leads on. Places are written down again with each snapshot of a text, so that this stays a
/// short way.
/// </summary>
internal sealed partial class CommentAnchors(
    IDbContextFactory<AuthoringDb> database,
    EditLog log,
    TextHistory history,
    CommentNews news,
    IOptions<CommentLimits> limits,
    TimeProvider clock,
    ILogger<CommentAnchors> logger
) : ICommitObserver
{
    private const int UpdatesPerRead = 500;

    private readonly ConcurrentDictionary<int, Lazy<Task<CommentPlaces>>> texts = new();

    /// <summary>Those that are there or being read: they must hear of each update from the moment when reading begins.</summary>
    private readonly ConcurrentDictionary<int, CommentPlaces> listening = new();

    CommitOrder ICommitObserver.Order => CommitOrder.Anchors;

    public void Committed(DocumentPlace place, Batch batch)
    {
        if (!listening.TryGetValue(batch.DocumentId, out var places))
            return;
        var back = places.Move(batch);
        if (back.Count > 0)
        {
            // Pages move their threads along with the updates; that these have come back they must be told.
            var (version, now) = places.Now();
            _ = news.CameBackAsync(place, back, version, now);
        }
        if (batch.WithSnapshot)
            _ = WriteDownAsync(batch.DocumentId);
    }

    /// <summary>The committed version, and where each thread of a text is in it.</summary>
    public async Task<(int Version, IReadOnlyDictionary<int, Anchor> Places)> PlacesAsync(int documentId) =>
        (await FindAsync(documentId)).Now();

    /// <summary>Brings a range that somebody saw at a version up to date, in the text as it is committed.</summary>
    public async Task<(int Version, Anchor Anchor)> BringAsync(int documentId, int version, Anchor anchor)
    {
        var places = await FindAsync(documentId);
        while (version < places.Version)
        {
            var entries = await log.SinceAsync(documentId, version, UpdatesPerRead);
            if (entries.Count == 0)
                break;
            if (anchor.To > entries[0].Changes.Length)
                throw OutOfText(anchor, version, entries[0].Changes.Length);
            foreach (var entry in entries)
                anchor = anchor.Map(entry.Changes);
            version = entries[^1].Version;
        }
        return (version, anchor);
    }

    public static Refusal OutOfText(Anchor anchor, int version, int length) =>
        Refusal.BadMessage($"[{anchor.From}, {anchor.To}) is not a range of the text at version {version}, which has {length} characters");

    /// <summary>From now on a thread moves, too. False: the text has gone on; bring the range up to date first.</summary>
    public async Task<bool> AddAsync(int documentId, int threadId, int version, Anchor anchor, string quote) =>
        (await FindAsync(documentId)).Add(threadId, version, CommentPlace.Of(anchor, quote, limits.Value));

    private async Task<CommentPlaces> FindAsync(int documentId)
    {
        var found = texts.GetOrAdd(documentId, id => new Lazy<Task<CommentPlaces>>(() => ReadAsync(id)));
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

    private async Task<CommentPlaces> ReadAsync(int documentId)
    {
        var places = listening[documentId] = new CommentPlaces(limits.Value);
        List<CommentThread> threads;
        await using (var db = await database.CreateDbContextAsync())
            threads = await db
                .CommentThreads.AsNoTracking()
                .Where(t => t.DocumentId == documentId)
                .OrderBy(t => t.AnchorVersion)
                .ToListAsync();
        var version = threads.Count == 0 ? await log.HeadAsync(documentId) : threads[0].AnchorVersion;
        var text = (await history.AtAsync(documentId, version) ?? throw Missing(documentId, version)).Text;
        var found = new Dictionary<int, CommentPlace>();
        var next = 0;
        while (true)
        {
            for (; next < threads.Count && threads[next].AnchorVersion <= version; next++)
                found[threads[next].Id] = PlaceOf(threads[next]);
            var entries = await log.SinceAsync(
                documentId,
                version,
                next < threads.Count ? Math.Min(UpdatesPerRead, threads[next].AnchorVersion - version) : UpdatesPerRead
            );
            if (entries.Count == 0)
                break;
            foreach (var entry in entries)
                text = CommentPlaces.Step(found, entry, text, known: null, limits.Value, back: []);
            version = entries[^1].Version;
        }
        if (next < threads.Count)
            throw Missing(documentId, version + 1);
        places.Begin(version, text, found);
        return places;
    }

    private static InvalidDataException Missing(int documentId, int version) =>
        new($"The log of text {documentId} has no version {version}.");

    private CommentPlace PlaceOf(CommentThread thread) =>
        CommentPlace.Of(Anchor.Within(thread.From, thread.To) with { Collapsed = thread.Collapsed }, thread.Quote, limits.Value);

    private async Task WriteDownAsync(int documentId)
    {
        try
        {
            // Where words were taken away lately, the log must be read again from before: it says how.
            var since = clock.GetUtcNow() - limits.Value.MovedWithin;
            var (version, places) = (await FindAsync(documentId)).Settled(since.ToUnixTimeMilliseconds());
            await using var db = await database.CreateDbContextAsync();
            var threads = await db.CommentThreads.Where(t => t.DocumentId == documentId && t.AnchorVersion < version).ToListAsync();
            foreach (var thread in threads)
                if (places.TryGetValue(thread.Id, out var anchor))
                    (thread.From, thread.To, thread.Collapsed, thread.AnchorVersion) = (anchor.From, anchor.To, anchor.Collapsed, version);
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
}
