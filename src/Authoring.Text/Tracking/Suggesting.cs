namespace Authoring.Text;

/// <summary>
/// The one place where edits become suggestions. Who suggests may insert text, mark text to be deleted, and take back what he suggested
/// himself;
/// whatever else his update would do to the text is turned into a suggestion.
/// </summary>
public static class Suggesting
{
    /// <summary>
    /// What an update does when its author suggests. What he inserts is marked as his insertion; what he deletes stays and is marked, but
    /// for what he
    /// inserted himself and nobody has decided on, which goes. An update that keeps these rules comes back as it is.
    /// </summary>
    /// <param name="text">The text that the update applies to.</param>
    /// <param name="since">When the author began the suggestion of that id, in milliseconds since 1970, UTC; now where nobody has; null
    /// where it is another's.</param>
    /// <param name="fallbackId">The id of what the update does without saying whose suggestion it is, or under another's.</param>
    /// <param name="now">When the update is made.</param>
    public static TrackedChange ToSuggestion(
        TrackedText text,
        TrackedChange update,
        string author,
        Func<string, long?> since,
        string fallbackId,
        long now
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(update);
        ArgumentNullException.ThrowIfNull(since);
        var own = text.Marks.InsertionsBy(author);
        var stays = Removed(update.Changes).Except(own);
        var changes = Keeping(update.Changes, stays);
        var inserted = Ranges.Of(changes.Spans.Select(span => new TextRange(span.NewFrom, span.NewTo)));
        var ownNow = own.Map(changes).Union(inserted);
        var (kept, restoring) = (stays.Map(changes), Restoring(update.Changes, stays));

        var marks = new List<MarkChange>();
        var (spareInserted, spareDeleted) = (inserted, kept);
        foreach (var mark in update.Marking.Select(mark => mark.Map(restoring)))
        {
            var (insert, delete) = (mark.Insert.Intersect(ownNow), mark.Delete.Except(ownNow));
            if (since(mark.Id) is not { } at)
            {
                spareDeleted = spareDeleted.Union(delete);
                continue;
            }
            spareInserted = spareInserted.Except(insert);
            // An insertion is taken back with its text: without its mark the text would stand there as if it had been accepted.
            var (clear, outcome) = (mark.Clear.Except(ownNow), mark.Outcome is null ? (Outcome?)null : Outcome.Withdrawn);
            marks.Add(mark with { By = author, At = at, Insert = insert, Delete = delete, Clear = clear, Outcome = outcome });
        }
        marks.Add(new MarkChange(fallbackId, author, now, spareInserted, spareDeleted, Ranges.Empty));
        return new TrackedChange(changes, Marking.Of(marks));
    }

    /// <summary>
    /// The changes without the deletion of what stays. What is put instead of something stands behind it, as it does on paper.
    /// </summary>
    private static ChangeSet Keeping(ChangeSet changes, Ranges stays)
    {
        if (stays.IsEmpty)
            return changes;
        var edits = new List<Edit>();
        foreach (var span in changes.Spans)
        {
            var gone = Ranges.Of(span.From, span.To).Except(stays);
            edits.AddRange(gone.Select(range => new Edit(range.From, range.To, "")));
            edits.Add(new Edit(span.To, span.To, span.Inserted));
        }
        return ChangeSet.Of(changes.Length, edits);
    }

    /// <summary>
    /// Leads from the text that an update would have made to the one that it makes once it was turned: what was to be deleted is there
    /// again. Positions and
    /// changes are mapped over it; the text that it inserts is not the real one.
    /// </summary>
    public static ChangeSet Restoring(ChangeSet wanted, ChangeSet turned)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(turned);
        return Restoring(wanted, Removed(wanted).Except(Removed(turned)));
    }

    private static Ranges Removed(ChangeSet changes) => Ranges.Of(changes.Spans.Select(span => new TextRange(span.From, span.To)));

    private static ChangeSet Restoring(ChangeSet changes, Ranges stays)
    {
        if (stays.IsEmpty)
            return ChangeSet.Empty(changes.NewLength);
        var edits = new List<Edit>();
        foreach (var span in changes.Spans)
        {
            var back = Ranges.Of(span.From, span.To).Intersect(stays);
            if (!back.IsEmpty)
                edits.Add(new Edit(span.NewFrom, span.NewFrom, new string('\0', back.Length)));
        }
        return ChangeSet.Of(changes.NewLength, edits);
    }
}
