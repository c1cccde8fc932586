using System.Collections;

namespace Authoring.Text;

/// <summary>
/// What an update does to one suggestion, in coordinates of the text that the update leaves. No character is in two of the three ranges.
/// </summary>
/// <param name="By">The suggestion's author; the server's word, as <paramref name="At"/> is.</param>
/// <param name="Insert">Text that is the suggestion's insertion from now on.</param>
/// <param name="Delete">Text that the suggestion would delete from now on.</param>
/// <param name="Clear">Text that the suggestion has nothing to do with from now on.</param>
/// <param name="Outcome">Somebody decided on it.</param>
public sealed record MarkChange(
    string Id,
    string By,
    long At,
    Ranges Insert,
    Ranges Delete,
    Ranges Clear,
    Outcome? Outcome = null,
    string? Reason = null
)
{
    public bool IsEmpty => Insert.IsEmpty && Delete.IsEmpty && Clear.IsEmpty && Outcome is null;

    internal MarkChange Map(ChangeSet change) =>
        this with
        {
            Insert = Insert.Map(change),
            Delete = Delete.Map(change),
            Clear = Clear.Map(change),
        };

    /// <summary>What both do, one after the other, to the same suggestion of the same text.</summary>
    internal MarkChange Then(MarkChange next) =>
        next with
        {
            By = By,
            At = At,
            Insert = Insert.Except(next.Delete).Except(next.Clear).Union(next.Insert),
            Delete = Delete.Except(next.Insert).Except(next.Clear).Union(next.Delete),
            Clear = Clear.Except(next.Insert).Except(next.Delete).Union(next.Clear),
            // Marked again, it is to be weighed again.
            Outcome = next.Outcome ?? (next.Insert.IsEmpty && next.Delete.IsEmpty ? Outcome : null),
            Reason = next.Reason ?? (next.Insert.IsEmpty && next.Delete.IsEmpty ? Reason : null),
        };
}

/// <summary>
/// What one update does to the suggestions of a text, beside what its <see cref="ChangeSet"/> does to the text itself. Each suggestion
/// stands in it once.
/// </summary>
public sealed class Marking : IReadOnlyList<MarkChange>, IEquatable<Marking>
{
    private readonly MarkChange[] _changes;

    private Marking(MarkChange[] changes) => _changes = changes;

    public static Marking None { get; } = new([]);

    public int Count => _changes.Length;

    public MarkChange this[int index] => _changes[index];

    public bool IsEmpty => _changes.Length == 0;

    /// <summary>The changes one after the other.</summary>
    public static Marking Of(IEnumerable<MarkChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var joined = new List<MarkChange>();
        foreach (var change in changes)
            Add(joined, change);
        joined.RemoveAll(change => change.IsEmpty);
        return joined.Count == 0 ? None : new Marking([.. joined]);
    }

    /// <summary>The same marking of the text that <paramref name="change"/> makes of the one that it was made for.</summary>
    public Marking Map(ChangeSet change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return IsEmpty || change.IsEmpty ? this : Of(_changes.Select(mark => mark.Map(change)));
    }

    /// <summary>What this one and then <paramref name="next"/> do to the same text.</summary>
    public Marking Then(Marking next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next.IsEmpty ? this
            : IsEmpty ? next
            : Of(_changes.Concat(next._changes));
    }

    private static void Add(List<MarkChange> joined, MarkChange change)
    {
        var index = joined.FindIndex(mark => mark.Id == change.Id);
        if (index < 0)
            joined.Add(change);
        else
            joined[index] = joined[index].Then(change);
    }

    public bool Equals(Marking? other) => other is not null && _changes.AsSpan().SequenceEqual(other._changes);

    public override bool Equals(object? obj) => Equals(obj as Marking);

    public override int GetHashCode() => _changes.Length == 0 ? 0 : HashCode.Combine(_changes.Length, _changes[0]);

    public IEnumerator<MarkChange> GetEnumerator() => ((IEnumerable<MarkChange>)_changes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
