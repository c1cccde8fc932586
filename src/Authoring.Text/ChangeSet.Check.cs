namespace Authoring.Text;

public sealed partial class ChangeSet
{
    /// <summary>Null when this change may be applied to <paramref name="text"/>, which is taken to be sound itself.</summary>
    public ChangeProblem? Check(Rope text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length != Length)
        {
            return new(ChangeProblemKind.LengthMismatch, $"the change is for a text of length {Length}, the text has length {text.Length}");
        }
        foreach (var edit in Edits)
        {
            var problem = CheckEdges(edit, text) ?? CheckInserted(edit);
            if (problem is not null)
                return problem;
        }
        return CheckStart(text);
    }

    private static ChangeProblem? CheckEdges(Edit edit, Rope text)
    {
        var split =
            Splits(edit.From) ? edit.From
            : Splits(edit.To) ? edit.To
            : -1;
        return split < 0 ? null : new(ChangeProblemKind.SplitSurrogatePair, $"position {split} lies inside a surrogate pair");

        bool Splits(int position) =>
            position > 0 && position < text.Length && char.IsLowSurrogate(text[position]) && char.IsHighSurrogate(text[position - 1]);
    }

    private static ChangeProblem? CheckInserted(Edit edit)
    {
        var lone = Surrogates.IndexOfLone(edit.Insert);
        if (lone >= 0)
        {
            return new(ChangeProblemKind.LoneSurrogate, $"the text inserted at {edit.From} has half of a surrogate pair at {lone}");
        }
        var nothing = edit.Insert.IndexOf('\0', StringComparison.Ordinal);
        if (nothing >= 0)
        {
            return new(ChangeProblemKind.NullCharacter, $"the text inserted at {edit.From} has a character U+0000 at {nothing}");
        }
        var carriageReturn = edit.Insert.IndexOf('\r', StringComparison.Ordinal);
        return carriageReturn < 0
            ? null
            : new(
                ChangeProblemKind.CarriageReturn,
                $"the text inserted at {edit.From} has a carriage return at {carriageReturn}; lines end with \\n alone"
            );
    }

    private ChangeProblem? CheckStart(Rope text)
    {
        // A text does not begin with the mark, so it can only come to the front through an edit at the front.
        if (IsEmpty || NewLength == 0 || Edits[0].From > 0)
            return null;
        return FirstChar(text) == '\uFEFF'
            ? new(ChangeProblemKind.ByteOrderMark, "the text would begin with a byte-order mark (U+FEFF)")
            : null;
    }

    private char FirstChar(Rope text)
    {
        var kept = 0;
        foreach (var edit in Edits)
        {
            if (edit.From > kept)
                break;
            if (edit.Insert.Length > 0)
                return edit.Insert[0];
            kept = edit.To;
        }
        return text[kept];
    }
}
