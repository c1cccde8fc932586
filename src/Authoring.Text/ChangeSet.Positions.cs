namespace Authoring.Text;

/// <summary>When a position counts as deleted.</summary>
public enum PositionTracking
{
    /// <summary>Never: it lands beside what was deleted.</summary>
    None,

    /// <summary>When a deletion covers both of its sides.</summary>
    Both,

    /// <summary>When the character before it is deleted.</summary>
    Before,

    /// <summary>When the character after it is deleted.</summary>
    After,
}

public sealed partial class ChangeSet
{
    /// <summary>
    /// Where a position of the old text is in the new one. Where text is inserted at the position itself, it stays before
    /// that text when <paramref name="assoc"/> is negative, and moves behind it otherwise.
    /// </summary>
    public int MapPosition(int position, int assoc = -1) => MapPosition(position, assoc, PositionTracking.None)!.Value;

    /// <summary>The same, or null when the position is deleted in the sense of <paramref name="tracking"/>.</summary>
    public int? MapPosition(int position, int assoc, PositionTracking tracking)
    {
        if (position < 0 || position > Length)
        {
            throw new ArgumentOutOfRangeException(nameof(position), $"{position} is not a position of a text of length {Length}");
        }
        var shift = 0;
        foreach (var edit in Edits)
        {
            if (edit.From > position)
                break;
            if (IsDeleted(position, edit, tracking))
                return null;
            if (edit.To > position || (edit.IsInsertion && edit.To == position && assoc < 0))
            {
                // Inside what was replaced, or at its start.
                var start = edit.From + shift;
                return position == edit.From || assoc < 0 ? start : start + edit.Insert.Length;
            }
            shift += edit.Growth;
        }
        return position + shift;
    }

    private static bool IsDeleted(int position, in Edit edit, PositionTracking tracking)
    {
        var before = edit.From < position && edit.To >= position;
        var after = edit.To > position;
        return tracking switch
        {
            PositionTracking.Both => before && after,
            PositionTracking.Before => before,
            PositionTracking.After => after,
            _ => false,
        };
    }
}
