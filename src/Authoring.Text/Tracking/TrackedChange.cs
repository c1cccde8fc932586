namespace Authoring.Text;

/// <summary>
/// One update of a text with suggestions: what it does to the text, and what it then does to the suggestions.
/// <code>
/// t.Apply(a).Apply(b)            = t.Apply(a.Compose(b))
/// t.Apply(a).Apply(b.Map(a))     has the text of  t.Apply(b).Apply(a.Map(b, before: true)),
///                                and the marks of the one that came later in the log
/// </code>
/// </summary>
/// <param name="Marking">In coordinates of the text that <paramref name="Changes"/> makes.</param>
public sealed record TrackedChange(ChangeSet Changes, Marking Marking)
{
    public TrackedChange(ChangeSet changes)
        : this(changes, Marking.None) { }

    public bool IsEmpty => Changes.IsEmpty && Marking.IsEmpty;

    public TrackedChange Compose(TrackedChange next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new TrackedChange(Changes.Compose(next.Changes), Marking.Map(next.Changes).Then(next.Marking));
    }

    /// <summary>Null when this update may be applied to <paramref name="text"/>, which is taken to be sound itself.</summary>
    public ChangeProblem? Check(Rope text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Changes.Check(text) is { } problem)
            return problem;
        if (Marking.IsEmpty)
            return null;
        var after = Changes.Apply(text);
        foreach (var range in Marking.SelectMany(mark => mark.Insert.Concat(mark.Delete).Concat(mark.Clear)))
        {
            if (range.To > after.Length)
                return new(ChangeProblemKind.LengthMismatch, $"[{range.From}, {range.To}) is marked in a text of length {after.Length}");
            if (SplitsPair(after, range.From) || SplitsPair(after, range.To))
                return new(
                    ChangeProblemKind.SplitSurrogatePair,
                    $"an edge of the mark [{range.From}, {range.To}) lies inside a surrogate pair"
                );
        }
        return null;
    }

    private static bool SplitsPair(Rope text, int position) =>
        position > 0 && position < text.Length && char.IsLowSurrogate(text[position]) && char.IsHighSurrogate(text[position - 1]);

    /// <summary>
    /// This update for the text that <paramref name="other"/> makes of the same old text. What it marks are characters, and they stay what
    /// they are.
    /// </summary>
    public TrackedChange Map(ChangeSet other, bool before = false)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new TrackedChange(Changes.Map(other, before), Marking.IsEmpty ? Marking : Marking.Map(other.Map(Changes, !before)));
    }
}
