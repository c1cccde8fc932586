namespace Authoring.Text;

public enum ChangeProblemKind
{
    /// <summary>Not what ChangeSet.toJSON() gives.</summary>
    Malformed,

    /// <summary>Made for a text of another length.</summary>
    LengthMismatch,

    /// <summary>An edge of an edit lies between the two halves of a surrogate pair.</summary>
    SplitSurrogatePair,

    /// <summary>Inserts half of a surrogate pair.</summary>
    LoneSurrogate,

    /// <summary>Inserts a carriage return; texts hold \n alone as line end.</summary>
    CarriageReturn,

    /// <summary>Inserts U+0000, which not every database takes.</summary>
    NullCharacter,

    /// <summary>The text would begin with a byte-order mark.</summary>
    ByteOrderMark,
}

/// <summary>Why a change is refused: its name, and a sentence for whoever sent it.</summary>
public sealed record ChangeProblem(ChangeProblemKind Kind, string Message);

/// <summary>JSON that is not a change.</summary>
public sealed class MalformedChangeException : FormatException
{
    internal MalformedChangeException(ChangeProblemKind kind, string message, Exception? inner = null)
        : base(message, inner) => Problem = new ChangeProblem(kind, message);

    public ChangeProblem Problem { get; }
}
