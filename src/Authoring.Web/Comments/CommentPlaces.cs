using Authoring.Text;
using Authoring.Web.Editing;

namespace Authoring.Web.Comments;

/// <summary>The places of the comments of one text, at a committed version.</summary>
internal sealed class CommentPlaces(CommentLimits limits)
{
    private readonly Lock gate = new();

    /// <summary>What was committed while the places were being read.</summary>
    private List<Batch>? meanwhile = [];
    private Dictionary<int, CommentPlace> places = [];
    private Rope text = Rope.Empty;

    public int Version { get; private set; }

    public void Begin(int version, Rope textThen, Dictionary<int, CommentPlace> read)
    {
        lock (gate)
        {
            (Version, text, places) = (version, textThen, read);
            var missed = meanwhile!;
            meanwhile = null;
            foreach (var batch in missed)
                Take(batch);
        }
    }

    /// <returns>The threads that have come back to their words.</returns>
    public IReadOnlyList<int> Move(Batch batch)
    {
        lock (gate)
        {
            if (meanwhile is null)
                return Take(batch);
            meanwhile.Add(batch);
            return [];
        }
    }

    public (int Version, IReadOnlyDictionary<int, Anchor> Places) Now()
    {
        lock (gate)
            return (Version, places.ToDictionary(place => place.Key, place => place.Value.Anchor));
    }

    /// <summary>Those that nobody has taken words away from after <paramref name="since"/>, in milliseconds since 1970.</summary>
    public (int Version, IReadOnlyDictionary<int, Anchor> Places) Settled(long since)
    {
        lock (gate)
        {
            var settled = places.Where(place => place.Value.Loss is not { } loss || loss.At < since);
            return (Version, settled.ToDictionary(place => place.Key, place => place.Value.Anchor));
        }
    }

    public bool Add(int thread, int version, CommentPlace place)
    {
        lock (gate)
        {
            if (version != Version)
                return false;
            places[thread] = place;
            return true;
        }
    }

    private List<int> Take(Batch batch)
    {
        var back = new List<int>();
        foreach (var entry in batch.Entries)
        {
            if (entry.Version != Version + 1)
                continue; // known already
            text = Step(places, entry, text, entry.Version == batch.Version ? batch.After.Text : null, limits, back);
            Version = entry.Version;
        }
        return back;
    }

    /// <summary>Moves places over an update. Gives the text after it, which the caller may know; adds who has come back.</summary>
    public static Rope Step(
        Dictionary<int, CommentPlace> places,
        LogEntry entry,
        Rope before,
        Rope? known,
        CommentLimits limits,
        List<int> back
    )
    {
        var after = known ?? entry.Changes.Apply(before);
        foreach (var (id, place) in places.ToList())
        {
            var moved = places[id] = place.Map(entry, before, after, limits);
            if (moved.Anchor != place.Anchor.Map(entry.Changes))
                back.Add(id);
        }
        return after;
    }
}
