namespace Authoring.Text;

/// <summary>Which neighbour a position keeps to when text is inserted between the two.</summary>
public enum Side
{
    Before = -1,
    After = 1,
}

/// <summary>
/// A place in a text, or a range of it, that moves with the edits. It survives whatever is deleted: an anchor whose text is
/// gone is a place where that text was, says so by <see cref="Collapsed"/>, and stays so, even when the text is put back.
/// </summary>
/// <param name="From">Start, in UTF-16 code units of the version that the anchor was last mapped to.</param>
/// <param name="FromSide">After: what is inserted at the start stays outside.</param>
/// <param name="ToSide">Before: what is inserted at the end stays outside.</param>
/// <param name="Collapsed">The range had text once, and has none now.</param>
public readonly record struct Anchor(int From, int To, Side FromSide, Side ToSide, bool Collapsed = false)
{
    /// <summary>A place, beside the character before it or the one after it.</summary>
    public static Anchor At(int position, Side side) => Create(position, position, side, side);

    /// <summary>A range that holds what it holds: text typed at its edges stays outside (a comment).</summary>
    public static Anchor Within(int from, int to) => Create(from, to, Side.After, Side.Before);

    /// <summary>A range that takes in what is typed at its edges.</summary>
    public static Anchor Around(int from, int to) => Create(from, to, Side.Before, Side.After);

    public bool IsPlace => From == To;

    /// <summary>The anchor in the text that <paramref name="change"/> makes.</summary>
    public Anchor Map(ChangeSet change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var from = change.MapPosition(From, (int)FromSide);
        if (Collapsed)
            return this with { From = from, To = from };
        var to = change.MapPosition(To, (int)ToSide);
        // Edges pass each other where a replacement took the text from both sides: the place is then before the new text.
        if (to < from)
            from = to;
        return this with { From = from, To = to, Collapsed = !IsPlace && from == to };
    }

    private static Anchor Create(int from, int to, Side fromSide, Side toSide)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        return new Anchor(from, to, fromSide, toSide);
    }
}
