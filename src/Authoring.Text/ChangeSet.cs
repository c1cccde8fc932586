using System.Runtime.InteropServices;

namespace Authoring.Text;

/// <summary>
/// What one update does to a text of one length: a value, immutable, the same as CodeMirror's ChangeSet.
/// <code>
/// apply(apply(t, a), b)          = apply(t, a.Compose(b))
/// a.Compose(b.Map(a))            = b.Compose(a.Map(b, before: true))     two writers meet in one text
/// apply(apply(t, a), a.Invert(t)) = t
/// </code>
/// </summary>
/// <remarks>
/// Held as its edits, left to right, in coordinates of the old text. Canonical: no edit is empty, and of two edits that
/// touch neither are both pure insertions nor both pure deletions (those are one). A replacement may touch its neighbours.
/// A keystroke is this object and its string: the first edit lies in a field, an array is made for two and more.
/// </remarks>
public sealed partial class ChangeSet : IEquatable<ChangeSet>
{
    private readonly Edit _only;
    private readonly Edit[]? _edits;

    private ChangeSet(int length)
    {
        Length = NewLength = length;
        _edits = [];
    }

    internal ChangeSet(int length, int newLength, Edit only)
    {
        Length = length;
        NewLength = newLength;
        _only = only;
    }

    internal ChangeSet(int length, int newLength, Edit[] edits)
    {
        Length = length;
        NewLength = newLength;
        _edits = edits;
    }

    /// <summary>Length of the texts that this change applies to.</summary>
    public int Length { get; }

    /// <summary>Length of the texts that come out.</summary>
    public int NewLength { get; }

    public bool IsEmpty => _edits is { Length: 0 };

    internal ReadOnlySpan<Edit> Edits => _edits ?? MemoryMarshal.CreateReadOnlySpan(in _only, 1);

    public IEnumerable<Span> Spans
    {
        get
        {
            var shift = 0;
            for (var i = 0; i < (_edits?.Length ?? 1); i++)
            {
                var edit = _edits is null ? _only : _edits[i];
                var from = edit.From + shift;
                yield return new Span(edit.From, edit.To, from, from + edit.Insert.Length, edit.Insert);
                shift += edit.Growth;
            }
        }
    }

    public static ChangeSet Empty(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new ChangeSet(length);
    }

    public static ChangeSet Replace(int length, int from, int to, string insert)
    {
        var edit = new Edit(from, to, insert);
        CheckEdit(length, edit);
        return edit is { IsInsertion: true, IsDeletion: true }
            ? new ChangeSet(length)
            : new ChangeSet(length, checked(length + edit.Growth), edit);
    }

    /// <summary>
    /// All edits at once, each in coordinates of the old text, in any order. What is inserted at one place stands in the
    /// order of the list. Lists in ascending order cost O(n); each step back costs a composition.
    /// </summary>
    public static ChangeSet Of(int length, IReadOnlyList<Edit> edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        ChangeSet? total = null;
        var run = new EditRun();
        var end = 0;
        for (var i = 0; i < edits.Count; i++)
        {
            CheckEdit(length, edits[i]);
            if (edits[i].From < end)
            {
                total = Joined(total, run.ToChangeSet(length));
                run = new EditRun();
            }
            run.Add(edits[i].From, edits[i].To, edits[i].Insert);
            if (edits[i] is not { IsInsertion: true, IsDeletion: true })
                end = edits[i].To;
        }
        return Joined(total, run.ToChangeSet(length));

        static ChangeSet Joined(ChangeSet? total, ChangeSet next) => total is null ? next : total.Compose(next.Map(total));
    }

    public Rope Apply(Rope text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length != Length)
            throw new ChangeMismatchException("a text", Length, text.Length);
        // From the end, so that the positions of the edits before stay as they are.
        var edits = Edits;
        for (var i = edits.Length - 1; i >= 0; i--)
        {
            text = text.Replace(edits[i].From, edits[i].To, edits[i].Insert);
        }
        return text;
    }

    /// <summary>One change that does what this one and then <paramref name="next"/> do.</summary>
    public ChangeSet Compose(ChangeSet next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.Length != NewLength)
            throw new ChangeMismatchException("a following change", NewLength, next.Length);
        if (IsEmpty)
            return next;
        return next.IsEmpty ? this : Composition.Compose(this, next);
    }

    /// <summary>
    /// This change for the text that <paramref name="other"/> makes of the same old text. Where both insert at one place,
    /// this one's text stands behind the other's, or before it with <paramref name="before"/>.
    /// </summary>
    public ChangeSet Map(ChangeSet other, bool before = false)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Length != Length)
            throw new ChangeMismatchException("a change of the same text", Length, other.Length);
        if (other.IsEmpty)
            return this;
        return IsEmpty ? new ChangeSet(other.NewLength) : Mapping.Map(this, other, before);
    }

    /// <summary>The change that takes this one back; <paramref name="text"/> is the old text.</summary>
    public ChangeSet Invert(Rope text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length != Length)
            throw new ChangeMismatchException("a text", Length, text.Length);
        if (IsEmpty)
            return this;
        var inverted = new EditRun();
        var shift = 0;
        foreach (var edit in Edits)
        {
            var from = edit.From + shift;
            inverted.Add(from, from + edit.Insert.Length, text.Slice(edit.From, edit.To));
            shift += edit.Growth;
        }
        return inverted.ToChangeSet(NewLength);
    }

    public bool Equals(ChangeSet? other) => other is not null && Length == other.Length && Edits.SequenceEqual(other.Edits);

    public override bool Equals(object? obj) => Equals(obj as ChangeSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Length);
        foreach (var edit in Edits)
            hash.Add(edit);
        return hash.ToHashCode();
    }

    public override string ToString() => ToJson();

    private static void CheckEdit(int length, Edit edit)
    {
        ArgumentNullException.ThrowIfNull(edit.Insert, nameof(edit));
        if (edit.From < 0 || edit.To < edit.From || edit.To > length)
        {
            throw new ArgumentOutOfRangeException(nameof(edit), $"[{edit.From}, {edit.To}) is not a range of a text of length {length}");
        }
    }
}
