using Authoring.Text;

namespace Authoring.Web.Editing;

/// <summary>
/// What the marks of an update that does not suggest may do. Who writes decides on any suggestion; what he suggests is his own. Into
/// another's suggestion he puts back what he has taken out of it himself (undo), and nothing else: what he would put in beyond that is his
/// own suggestion, and what stands in the text stays what it is.
/// </summary>
internal static class ForeignMarks
{
    /// <param name="authorOf">Whose suggestion an id is, and since when; null: nobody's yet.</param>
    /// <param name="fallbackId">The id of what is the sender's own, though he said otherwise.</param>
    public static Marking Sign(
        TrackedText text,
        TrackedChange change,
        string person,
        Func<string, (string By, long At)?> authorOf,
        TakenMarks taken,
        string fallbackId,
        long now
    )
    {
        var marks = new List<MarkChange>();
        var foreign = new Foreign(text, change, person, taken);
        foreach (var mark in change.Marking)
        {
            var (by, at) = authorOf(mark.Id) ?? (person, now);
            // No character is the insertion of two people.
            var others = Ranges.Of(text.Marks.Where(s => s.By != by).SelectMany(s => s.Insertions)).Map(change.Changes);
            var insert = mark.Insert.Except(others);
            marks.Add(by == person ? mark with { By = by, At = at, Insert = insert } : foreign.PutBack(mark, by, at, insert));
        }
        if (foreign.HasMore)
            marks.Add(foreign.More(fallbackId, now));
        return Marking.Of(marks);
    }

    /// <summary>What one update would put into others' suggestions: what goes back into them, and what is more than that.</summary>
    private struct Foreign(TrackedText text, TrackedChange change, string person, TakenMarks taken)
    {
        private readonly Rope after = change.Changes.Apply(text.Text);
        private TakenMarks left = taken.Map(change.Changes);
        private Ranges ownInserted = Ranges.Empty;
        private Ranges ownDeleted = Ranges.Empty;

        public readonly bool HasMore => !ownInserted.IsEmpty || !ownDeleted.IsEmpty;

        public MarkChange PutBack(MarkChange mark, string by, long at, Ranges insert)
        {
            var pending = text.Marks.Find(mark.Id);
            var hasInserted = pending?.Insertions.Map(change.Changes) ?? Ranges.Empty;
            var hasDeleted = pending?.Deletions.Map(change.Changes) ?? Ranges.Empty;
            (var backInserted, left) = left.PutBack(mark.Id, person, false, insert.Except(hasInserted), after);
            (var backDeleted, left) = left.PutBack(mark.Id, person, true, mark.Delete.Except(hasDeleted), after);
            ownInserted = ownInserted.Union(mark.Insert.Except(hasInserted).Except(backInserted));
            ownDeleted = ownDeleted.Union(mark.Delete.Except(hasDeleted).Except(backDeleted));
            // Only its author takes a suggestion back; who writes rejects it.
            var outcome = mark.Outcome == Outcome.Withdrawn ? Outcome.Rejected : mark.Outcome;
            return mark with { By = by, At = at, Insert = backInserted, Delete = backDeleted, Outcome = outcome };
        }

        public readonly MarkChange More(string id, long now)
        {
            var inserted = Ranges.Of(change.Changes.Spans.Select(span => new TextRange(span.NewFrom, span.NewTo)));
            return new MarkChange(id, person, now, ownInserted.Intersect(inserted), ownDeleted.Except(inserted), Ranges.Empty);
        }
    }
}
