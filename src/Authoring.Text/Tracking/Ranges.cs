using System.Collections;

namespace Authoring.Text;

/// <summary>
/// A set of characters of one text, as ranges: ascending, none empty, no two touching. An immutable value. It belongs to the characters and
/// not to
/// the places between them: what is inserted beside them or among them is not in it, and what is deleted is in it no more.
/// </summary>
public sealed class Ranges : IReadOnlyList<TextRange>, IEquatable<Ranges>
{
    private readonly TextRange[] _ranges;

    private Ranges(TextRange[] ranges) => _ranges = ranges;

    public static Ranges Empty { get; } = new([]);

    public int Count => _ranges.Length;

    public TextRange this[int index] => _ranges[index];

    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>How many code units it holds.</summary>
    public int Length
    {
        get
        {
            var sum = 0;
            foreach (var range in _ranges)
                sum += range.Length;
            return sum;
        }
    }

    public static Ranges Of(int from, int to) => from < to ? new([new(from, to)]) : Empty;

    /// <summary>The ranges in any order; they may overlap.</summary>
    public static Ranges Of(IEnumerable<TextRange> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        var sorted = ranges.Where(range => range.From < range.To).OrderBy(range => range.From).ToList();
        var joined = new Builder(sorted.Count);
        foreach (var range in sorted)
            joined.Add(range.From, range.To);
        return joined.ToRanges();
    }

    public Ranges Union(Ranges other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (IsEmpty)
            return other;
        if (other.IsEmpty)
            return this;
        var joined = new Builder(Count + other.Count);
        for (int i = 0, j = 0; i < Count || j < other.Count; )
        {
            var next = j == other.Count || (i < Count && _ranges[i].From <= other._ranges[j].From) ? _ranges[i++] : other._ranges[j++];
            joined.Add(next.From, next.To);
        }
        return joined.ToRanges();
    }

    public Ranges Except(Ranges other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (IsEmpty || other.IsEmpty)
            return this;
        var rest = new Builder(Count);
        var j = 0;
        foreach (var range in _ranges)
        {
            while (j < other.Count && other._ranges[j].To <= range.From)
                j++;
            var from = range.From;
            for (var k = j; k < other.Count && other._ranges[k].From < range.To; k++)
            {
                if (other._ranges[k].From > from)
                    rest.Add(from, other._ranges[k].From);
                from = Math.Max(from, other._ranges[k].To);
            }
            if (from < range.To)
                rest.Add(from, range.To);
        }
        return rest.ToRanges();
    }

    public Ranges Intersect(Ranges other) => Except(Except(other));

    public bool Overlaps(TextRange range)
    {
        var i = FirstEndingAfter(range.From);
        return i < Count && _ranges[i].From < range.To;
    }

    /// <summary>The same characters in the text that <paramref name="change"/> makes.</summary>
    public Ranges Map(ChangeSet change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var edits = change.Edits;
        if (IsEmpty || edits.IsEmpty || edits[0].From >= _ranges[^1].To)
            return this;
        var mapped = new Builder(Count + edits.Length);
        var (e, shift) = (0, 0);
        foreach (var range in _ranges)
        {
            while (e < edits.Length && edits[e].To <= range.From)
                shift += edits[e++].Growth;
            var from = range.From;
            // Edits within the range: what lies between them is kept. The last one may reach beyond it, and is looked at again for the
            // next.
            for (; e < edits.Length && edits[e].From < range.To; shift += edits[e++].Growth)
            {
                if (edits[e].From > from)
                    mapped.Add(from + shift, edits[e].From + shift);
                from = Math.Max(from, edits[e].To);
                if (edits[e].To > range.To)
                    break;
            }
            if (from < range.To)
                mapped.Add(from + shift, range.To + shift);
        }
        return mapped.ToRanges();
    }

    private int FirstEndingAfter(int position)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].To > position)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    public bool Equals(Ranges? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges);

    public override bool Equals(object? obj) => Equals(obj as Ranges);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var range in _ranges)
            hash.Add(range);
        return hash.ToHashCode();
    }

    public override string ToString() => string.Join(' ', _ranges.Select(range => $"{range.From}–{range.To}"));

    public IEnumerator<TextRange> GetEnumerator() => ((IEnumerable<TextRange>)_ranges).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Takes ranges by ascending start, and joins those that touch or overlap.</summary>
    private struct Builder(int capacity)
    {
        private readonly List<TextRange> _found = new(capacity);

        public readonly void Add(int from, int to)
        {
            if (_found.Count > 0 && _found[^1].To >= from)
            {
                if (to > _found[^1].To)
                    _found[^1] = _found[^1] with { To = to };
                return;
            }
            _found.Add(new TextRange(from, to));
        }

        public readonly Ranges ToRanges() => _found.Count == 0 ? Empty : new Ranges([.. _found]);
    }
}
