namespace Authoring.Text;

/// <summary>
/// Carries one change over another of the same old text. Read left to right over the old text, with these rules:
/// <list type="number">
/// <item>What the other removed need not be removed again; what it inserted stays.</item>
/// <item>What ours inserts is inserted once: at its start, or, where the other removed that place, behind what the other put there.</item>
/// <item>Two edits that start at one place: the one that removes less goes first; of two that remove as much, the other's,
/// or ours with <c>before</c>.</item>
/// <item>Text that the other inserts inside what ours removes survives: ours is cut in two around it.</item>
/// </list>
/// </summary>
internal static class Mapping
{
    internal static ChangeSet Map(ChangeSet change, ChangeSet over, bool before)
    {
        var result = new EditRun();
        var ours = new Cursor(change.Edits);
        var theirs = over.Edits;
        var next = 0;
        // Added to a position of the old text, gives the position in theirs, as far as their edits are behind us.
        var shift = 0;
        while (ours.More)
        {
            if (next < theirs.Length && GoesFirst(theirs[next], ours, before))
            {
                var their = theirs[next++];
                ours.LeaveTo(their, their.From + shift + their.Insert.Length, ref result);
                shift += their.Growth;
            }
            else
            {
                ours.Take(theirs, ref next, ref shift, ref result);
            }
        }
        return result.ToChangeSet(over.NewLength);
    }

    private static bool GoesFirst(in Edit their, in Cursor ours, bool before)
    {
        if (their.From != ours.At)
            return their.From < ours.At;
        if (ours.Inserted)
            return true;
        // Theirs removed the start of ours before: ours still has to insert, and does so at once.
        if (ours.At > ours.Edit.From)
            return false;
        return their.Removed < ours.Edit.Removed || (their.Removed == ours.Edit.Removed && !before);
    }

    /// <summary>Where we are in our edits.</summary>
    private ref struct Cursor
    {
        private readonly ReadOnlySpan<Edit> _edits;
        private int _index;

        internal Cursor(ReadOnlySpan<Edit> edits)
        {
            _edits = edits;
            At = edits[0].From;
        }

        internal readonly bool More => _index < _edits.Length;
        internal readonly ref readonly Edit Edit => ref _edits[_index];

        /// <summary>Start of what is left of the edit, in the old text.</summary>
        internal int At { get; private set; }

        /// <summary>Whether the edit's text is in the result already.</summary>
        internal bool Inserted { get; private set; }

        /// <summary>
        /// Passes one of their edits: what ours removes in its range is gone already, and what ours inserts there lands behind it.
        /// </summary>
        internal void LeaveTo(in Edit their, int landing, ref EditRun result)
        {
            while (More && At < their.To)
            {
                if (Edit.To > their.To)
                {
                    At = their.To;
                    return;
                }
                if (!Inserted)
                    result.Add(landing, landing, Edit.Insert);
                Advance();
            }
        }

        /// <summary>
        /// Puts our edit into the result, up to its end or to text that the other inserts within it. The other's deletions
        /// within ours are passed over: there is nothing left to remove.
        /// </summary>
        internal void Take(ReadOnlySpan<Edit> theirs, ref int next, ref int shift, ref EditRun result)
        {
            var end = Edit.To;
            var from = At + shift;
            while (next < theirs.Length && theirs[next].IsDeletion && theirs[next].To <= end)
            {
                shift += theirs[next++].Growth;
            }
            var stop = next < theirs.Length ? Math.Min(theirs[next].From, end) : end;
            result.Add(from, stop + shift, Inserted ? "" : Edit.Insert);
            Inserted = true;
            At = stop;
            if (stop == end)
                Advance();
        }

        private void Advance()
        {
            Inserted = false;
            if (++_index < _edits.Length)
                At = _edits[_index].From;
        }
    }
}
