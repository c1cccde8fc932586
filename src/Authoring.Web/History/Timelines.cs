using System.Collections.Concurrent;
using Authoring.Web.Editing;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.History;

/// <summary>Something that was said about a version: a name, or an act of the review.</summary>
/// <param name="NameId">Of a <see cref="NamedVersion"/>.</param>
/// <param name="Verb">Of an act: <c>submit</c>, <c>approve</c>, <c>return</c>, <c>take-back</c>, <c>reopen</c>, <c>edited</c>,
/// <c>revise</c>, <c>restored</c>, <c>cards-opened</c>, <c>cards-final</c>.</param>
/// <param name="Text">The name; of an act, the stage at which it was done, if any.</param>
/// <param name="Round">Of an act.</param>
public sealed record VersionMark(
    int Version,
    int? NameId,
    string? Verb,
    string? Text,
    int PersonId,
    string By,
    DateTimeOffset At,
    int Round = 0
)
{
    public bool IsSignature => Verb == "approve";

    /// <summary>Versions that people come back to.</summary>
    public bool IsMilestone => NameId is not null || IsSignature;
}

/// <summary>A stretch with the names of those who wrote it, and what was said about its versions; newest mark first.</summary>
/// <param name="Stretch">Null: the text as it began.</param>
public sealed record TimelineView(Stretch? Stretch, IReadOnlyList<(string Name, Share Share)> Writers, IReadOnlyList<VersionMark> Marks)
{
    public int Version => Stretch?.Last ?? 0;
    public int Before => Stretch is null ? 0 : Stretch.First - 1;
    public int Inserted => Writers.Sum(w => w.Share.Inserted);
    public int Deleted => Writers.Sum(w => w.Share.Deleted);
}

/// <summary>
/// The timelines of texts. Each text's log is read once; later only what came since, so that a page that follows a busy text costs little,
/// however long the text has lived.
/// </summary>
internal sealed class Timelines(IDbContextFactory<AuthoringDb> database, TextHistory history)
{
    private const int MostInMemory = 1_000;

    private sealed class Known
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public Stretches Stretches { get; } = new();
    }

    private readonly ConcurrentDictionary<int, Known> texts = new();

    /// <summary>Newest first; the last row is the text as it began.</summary>
    public async Task<IReadOnlyList<TimelineView>> ListForAsync(int documentId, CancellationToken cancellation = default)
    {
        var stretches = await StretchesAsync(documentId, cancellation);
        await using var db = await database.CreateDbContextAsync(cancellation);
        var named = await db.NamedVersions.AsNoTracking().Where(n => n.DocumentId == documentId).ToListAsync(cancellation);
        var acts = await db.ReviewActs.AsNoTracking().Where(a => a.DocumentId == documentId).OrderBy(a => a.Id).ToListAsync(cancellation);
        var people = stretches
            .SelectMany(s => s.Shares)
            .Select(s => s.PersonId)
            .Concat(named.Select(n => n.PersonId))
            .Concat(acts.Select(a => a.PersonId))
            .Distinct()
            .ToList();
        var names = await db.Users.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, cancellation);
        var marks = named
            .Select(n => MarkOf(n, names))
            .Concat(acts.Select(a => MarkOf(a, names)))
            .OrderByDescending(m => m.Version)
            .ThenByDescending(m => m.At)
            .ToList();
        return
        [
            .. stretches.Reverse().Select(s => ViewOf(s, marks, names)),
            new TimelineView(null, [], [.. marks.Where(m => m.Version == 0)]),
        ];
    }

    private static VersionMark MarkOf(NamedVersion named, Dictionary<int, string> names) =>
        new(named.Version, named.Id, null, named.Name, named.PersonId, names.GetValueOrDefault(named.PersonId, ""), At(named.At));

    private static VersionMark MarkOf(ReviewAct act, Dictionary<int, string> names) =>
        new(
            act.Version,
            null,
            ReviewService.Word(act.Verb),
            act.StageName,
            act.PersonId,
            names.GetValueOrDefault(act.PersonId, ""),
            At(act.At),
            act.Round
        );

    private static TimelineView ViewOf(Stretch stretch, List<VersionMark> marks, Dictionary<int, string> names) =>
        new(
            stretch,
            [.. stretch.Shares.Select(share => (names.GetValueOrDefault(share.PersonId, ""), share))],
            [.. marks.Where(m => m.Version >= stretch.First && m.Version <= stretch.Last)]
        );

    private async Task<IReadOnlyList<Stretch>> StretchesAsync(int documentId, CancellationToken cancellation)
    {
        if (texts.Count > MostInMemory)
            texts.Clear();
        var known = texts.GetOrAdd(documentId, _ => new Known());
        await known.Turn.WaitAsync(cancellation);
        try
        {
            await foreach (var entry in history.UpdatesAsync(documentId, known.Stretches.Last, cancellation: cancellation))
                Add(known.Stretches, entry);
            return known.Stretches.ToList();
        }
        finally
        {
            known.Turn.Release();
        }
    }

    private static void Add(Stretches stretches, LogEntry entry)
    {
        var (inserted, deleted) = (0, 0);
        foreach (var span in entry.Changes.Spans)
            (inserted, deleted) = (inserted + span.Inserted.Length, deleted + span.To - span.From);
        stretches.Add(entry.Version, entry.PersonId, entry.At, inserted, deleted);
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
