namespace Authoring.Text;

/// <summary>What a text with suggestions is read as.</summary>
public enum Projection
{
    /// <summary>As if every suggestion were accepted.</summary>
    Final,

    /// <summary>As if every suggestion were rejected.</summary>
    Original,

    /// <summary>Everything that stands in the text, suggested or not.</summary>
    MarkedUp,
}

/// <summary>
/// A text and what is suggested in it. One coordinate system: what somebody would insert stands in the text already, what he would delete
/// stands in it
/// still, and both carry marks. An immutable value.
/// <code>
///   marked up   每年[培训]⟨培养⟩学生       [ ] a deletion   ⟨ ⟩ an insertion
///   final       每年培养学生
///   original    每年培训学生
/// </code>
/// </summary>
public sealed record TrackedText(Rope Text, Marks Marks)
{
    public static TrackedText Plain(Rope text) => new(text, Marks.None);

    public TrackedText Apply(TrackedChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new TrackedText(change.Changes.Apply(Text), Marks.Map(change.Changes).Apply(change.Marking));
    }

    /// <summary>The text as it is read; with <see cref="Projection.MarkedUp"/> the text itself.</summary>
    public Rope Project(Projection projection) => Projecting(projection).Apply(Text);

    /// <summary>
    /// The change that leads from this text to its projection: it deletes, and inserts nothing. Positions are mapped by it, and back by its
    /// inverse.
    /// </summary>
    public ChangeSet Projecting(Projection projection) =>
        Marks.IsEmpty
            ? ChangeSet.Empty(Text.Length)
            : projection switch
            {
                Projection.Final => Deleting(Marks.Deletions),
                Projection.Original => Deleting(Marks.Insertions),
                _ => ChangeSet.Empty(Text.Length),
            };

    /// <summary>Accepts suggestions as they stand: what they would delete is deleted, what they inserted is text like any other.</summary>
    /// <param name="within">Only what of them lies in these ranges; null is all of it.</param>
    public TrackedChange Accept(IEnumerable<string> ids, Ranges? within = null, string? reason = null) =>
        Decide(ids, Outcome.Accepted, within, reason);

    /// <summary>Rejects suggestions as they stand: what they inserted is deleted, what they would delete stays.</summary>
    /// <inheritdoc cref="Accept"/>
    public TrackedChange Reject(IEnumerable<string> ids, Ranges? within = null, string? reason = null) =>
        Decide(ids, Outcome.Rejected, within, reason);

    private TrackedChange Decide(IEnumerable<string> ids, Outcome outcome, Ranges? within, string? reason)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var chosen = ids.Select(Marks.Find).OfType<Suggestion>().ToList();
        Ranges Part(Ranges ranges) => within is null ? ranges : ranges.Intersect(within);
        var gone = Ranges.Of(
            chosen.SelectMany(suggestion => Part(outcome == Outcome.Accepted ? suggestion.Deletions : suggestion.Insertions))
        );
        var changes = Deleting(gone);
        return new TrackedChange(changes, Marking.Of(chosen.Select(Decided)));

        MarkChange Decided(Suggestion one) =>
            new(one.Id, one.By, one.At, Ranges.Empty, Ranges.Empty, Part(one.All).Map(changes), outcome, reason);
    }

    private ChangeSet Deleting(Ranges ranges) => ChangeSet.Of(Text.Length, [.. ranges.Select(range => new Edit(range.From, range.To, ""))]);
}
