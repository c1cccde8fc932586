namespace Authoring.Text;

/// <summary>
/// Brings edits that were made at an older version up to date, one logged update at a time. One at a time is what every
/// client does too: over several updates composed into one, mapping gives other results in rare cases, and texts drift apart.
/// <code>
///            logged
///       t0 ----------> t1          pending[0] becomes the arrow t1 → t1',
///       |               |          and so on down the row;
///  p[0] |               | p[0]'    the answer is the arrow at the bottom:
///       v               v          what a client that has its pending edits in its text
///      t0' ----------> t1'         must apply to come to the same text
///       :               :
/// </code>
/// </summary>
public static class Rebase
{
    /// <summary>
    /// Replaces each of <paramref name="pending"/> (in order, each made for the text after the one before) by its form for the text
    /// after <paramref name="logged"/>; returns <paramref name="logged"/> as it applies to a text that has all of them.
    /// </summary>
    public static ChangeSet Over(Span<ChangeSet> pending, ChangeSet logged)
    {
        ArgumentNullException.ThrowIfNull(logged);
        foreach (ref var edit in pending)
        {
            var rebased = edit.Map(logged);
            logged = logged.Map(edit, before: true);
            edit = rebased;
        }
        return logged;
    }

    /// <inheritdoc cref="Over(Span{ChangeSet}, ChangeSet)"/>
    /// <remarks>
    /// What <paramref name="logged"/> marks is of no concern here: marks are put on characters, and those of the later update are put on
    /// later.
    /// </remarks>
    public static ChangeSet Over(Span<TrackedChange> pending, ChangeSet logged)
    {
        ArgumentNullException.ThrowIfNull(logged);
        foreach (ref var edit in pending)
        {
            var over = logged.Map(edit.Changes, before: true);
            edit = new TrackedChange(edit.Changes.Map(logged), edit.Marking.Map(over));
            logged = over;
        }
        return logged;
    }
}
