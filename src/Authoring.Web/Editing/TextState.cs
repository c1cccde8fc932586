using Authoring.Text;
using Authoring.Web.People;

namespace Authoring.Web.Editing;

/// <summary>
/// What is known of an open text: the head, to which updates are already promised a place, and the committed state, which is
/// all that others ever see. A commit that fails makes the whole state worthless: <see cref="Lost"/>.
/// </summary>
internal sealed class TextState(int version, TrackedText text)
{
    /// <summary>The updates after <see cref="oldest"/>, up to the head.</summary>
    private readonly List<LogEntry> recent = [];
    private int oldest = version;

    /// <summary>Of the changes in <see cref="recent"/>, in bytes of JSON.</summary>
    private long weight;
    private int snapshotVersion = version;
    private long weightSinceSnapshot;

    /// <summary>
    /// Whose suggestion each id is that this text has ever seen, and when he began it: it stays his, whoever puts it back.
    /// </summary>
    private readonly Dictionary<string, (string By, long At)> authors = new(StringComparer.Ordinal);
    private volatile Committed committed = new(version, text);
    private volatile bool lost;

    internal sealed record Committed(int Version, TrackedText Text);

    public TrackedText Head { get; private set; } = text;
    public int HeadVersion => oldest + recent.Count;
    public Committed OnDisk => committed;
    public bool IsInvalid => lost;

    /// <summary>It is final: it takes no more changes until it is reopened.</summary>
    public bool IsSealed { get; set; }

    /// <summary>The oldest version from which <see cref="Since"/> can answer.</summary>
    public int Oldest => oldest;

    /// <summary>What was taken out of suggestions since the last snapshot before the text was read, and may be put back.</summary>
    public TakenMarks Taken { get; private set; } = TakenMarks.None;

    /// <summary>The last batch that was handed to the log.</summary>
    public Batch? Last { get; private set; }

    /// <summary>Takes updates that are in the log already.</summary>
    public void Replay(IEnumerable<LogEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Version != HeadVersion + 1)
                throw new InvalidDataException($"The log has version {entry.Version} where {HeadVersion + 1} must follow.");
            var before = Head;
            Head = Head.Apply(entry.Change);
            Taken = Taken.After(before, entry.Change, Head, PersonIds.Write(entry.PersonId));
            recent.Add(entry);
            Weigh(entry);
        }
        committed = new Committed(HeadVersion, Head);
    }

    public void Knows(string suggestion, string by, long at) => authors[suggestion] = (by, at);

    public (string By, long At)? AuthorOf(string suggestion) => authors.TryGetValue(suggestion, out var author) ? author : null;

    public void Reserve(Batch batch, TakenMarks taken)
    {
        Taken = taken;
        recent.AddRange(batch.Entries);
        foreach (var entry in batch.Entries)
        {
            Weigh(entry);
            foreach (var fate in entry.Fates)
                Knows(fate.Id, fate.By, fate.At);
        }
        Head = batch.After;
        Last = batch;
        if (batch.WithSnapshot)
            (snapshotVersion, weightSinceSnapshot) = (batch.Version, 0);
    }

    /// <summary>Whether so much was logged since the last snapshot, with these, that opening the text would take long.</summary>
    public bool IsSnapshotDue(IReadOnlyList<LogEntry> next, int updates, long bytes) =>
        next[^1].Version - snapshotVersion >= updates || weightSinceSnapshot + next.Sum(entry => (long)entry.Weight) >= bytes;

    private void Weigh(LogEntry entry)
    {
        weight += entry.Weight;
        weightSinceSnapshot += entry.Weight;
    }

    public void Commit(Batch batch) => committed = new Committed(batch.Version, batch.After);

    public void Invalidate() => lost = true;

    /// <summary>The updates after <paramref name="version"/>, which is not below <see cref="Oldest"/>.</summary>
    public ReadOnlySpan<LogEntry> Since(int version) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(recent)[(version - oldest)..];

    /// <summary>
    /// Forgets committed updates beyond the last <paramref name="keep"/>, and beyond those that weigh <paramref name="keepBytes"/>
    /// together.
    /// </summary>
    public void Forget(int keep, long keepBytes)
    {
        if (recent.Count < 2 * keep && weight < 2 * keepBytes)
            return; // in large strokes, so that the cost per update stays constant
        var many = 0;
        for (var most = committed.Version - oldest; many < most && (recent.Count - many > keep || weight > keepBytes); many++)
            weight -= recent[many].Weight;
        recent.RemoveRange(0, many);
        oldest += many;
    }
}
