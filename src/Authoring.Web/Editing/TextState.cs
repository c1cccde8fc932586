using Authoring.Text;

namespace Authoring.Web.Editing;

/// <summary>
/// What is known of an open text: the head, to which updates are already promised a place, and the committed state, which is
/// all that others ever see. A commit that fails makes the whole state worthless: <see cref="Lost"/>.
/// </summary>
internal sealed class TextState(int version, Rope text)
{
    /// <summary>The updates after <see cref="oldest"/>, up to the head.</summary>
    private readonly List<LogEntry> recent = [];
    private int oldest = version;
    private volatile Committed committed = new(version, text);
    private volatile bool lost;

    internal sealed record Committed(int Version, Rope Text);

    public Rope Head { get; private set; } = text;
    public int HeadVersion => oldest + recent.Count;
    public Committed OnDisk => committed;
    public bool Lost => lost;
    /// <summary>The oldest version from which <see cref="Since"/> can answer.</summary>
    public int Oldest => oldest;
    /// <summary>The last batch that was handed to the log.</summary>
    public Batch? Last { get; private set; }
    public int SnapshotVersion { get; set; } = version;

    /// <summary>Takes updates that are in the log already.</summary>
    public void Replay(IEnumerable<LogEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Version != HeadVersion + 1) throw new InvalidDataException($"The log has version {entry.Version} where {HeadVersion + 1} must follow.");
            Head = entry.Changes.Apply(Head);
            recent.Add(entry);
        }
        committed = new Committed(HeadVersion, Head);
    }

    public void Promise(Batch batch)
    {
        recent.AddRange(batch.Entries);
        Head = batch.After;
        Last = batch;
    }

    public void Commit(Batch batch) => committed = new Committed(batch.Version, batch.After);

    public void GiveUp() => lost = true;

    /// <summary>The updates after <paramref name="version"/>, which is not below <see cref="Oldest"/>.</summary>
    public ReadOnlySpan<LogEntry> Since(int version) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(recent)[(version - oldest)..];

    /// <summary>Forgets committed updates beyond the last <paramref name="keep"/>.</summary>
    public void Forget(int keep)
    {
        var many = Math.Min(recent.Count - keep, committed.Version - oldest);
        if (many < keep) return; // in large strokes, so that the cost per update stays constant
        recent.RemoveRange(0, many);
        oldest += many;
    }
}
