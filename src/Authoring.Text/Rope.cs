namespace Authoring.Text;

/// <summary>
/// An immutable text. All positions and lengths are UTF-16 code units, as in browsers.
/// A new version shares everything with the old one except the leaf that changed and the path to it,
/// so a keystroke costs O(log n) and old versions may be kept or read by other threads.
/// </summary>
public sealed class Rope : IEquatable<Rope>
{
    // null is the empty text: the tree itself has no empty leaves.
    private readonly RopeNode? _root;

    private Rope(RopeNode? root) => _root = root;

    public static Rope Empty { get; } = new(null);

    public static Rope From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 ? Empty : new Rope(RopeNode.Of(text));
    }

    public int Length => _root?.Length ?? 0;

    internal RopeNode? Root => _root;

    public char this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length);
            return _root!.CharAt(index);
        }
    }

    /// <summary>The text in pieces, in order. A surrogate pair may be cut by the end of a piece.</summary>
    public IEnumerable<ReadOnlyMemory<char>> Chunks
    {
        get
        {
            var pending = new Stack<RopeNode>();
            if (_root is not null)
                pending.Push(_root);
            while (pending.TryPop(out var node))
            {
                for (; node is RopeBranch branch; node = branch.Left)
                    pending.Push(branch.Right);
                yield return ((RopeLeaf)node).Text.AsMemory();
            }
        }
    }

    /// <summary>The text without [from, to), and with <paramref name="insert"/> in its place.</summary>
    public Rope Replace(int from, int to, ReadOnlySpan<char> insert)
    {
        CheckRange(from, to);
        if (from == to && insert.IsEmpty)
            return this;
        var root = RopeNode.Replace(_root, from, to, insert);
        return root is null ? Empty : new Rope(root);
    }

    public string Slice(int from, int to)
    {
        CheckRange(from, to);
        return string.Create(to - from, (_root, from), static (target, source) => source._root?.CopyTo(source.from, target));
    }

    public void CopyTo(int from, Span<char> target)
    {
        CheckRange(from, from + target.Length);
        _root?.CopyTo(from, target);
    }

    public override string ToString() => Slice(0, Length);

    public bool Equals(Rope? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || other.Length != Length)
            return false;
        var position = 0;
        foreach (var chunk in Chunks)
        {
            if (!other.Matches(position, chunk.Span))
                return false;
            position += chunk.Length;
        }
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Rope);

    // Over characters, not chunks: equal texts may be cut differently.
    public override int GetHashCode()
    {
        var hash = Length;
        foreach (var chunk in Chunks)
        {
            foreach (var c in chunk.Span)
                hash = unchecked((hash * 31) + c);
        }
        return hash;
    }

    private bool Matches(int position, ReadOnlySpan<char> expected)
    {
        Span<char> own = stackalloc char[RopeNode.MaxLeaf];
        own = own[..expected.Length];
        CopyTo(position, own);
        return own.SequenceEqual(expected);
    }

    private void CheckRange(int from, int to)
    {
        if (from < 0 || to < from || to > Length)
        {
            throw new ArgumentOutOfRangeException(nameof(from), $"[{from}, {to}) is not a range of a text of length {Length}");
        }
    }
}
