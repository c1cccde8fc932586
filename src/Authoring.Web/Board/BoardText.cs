using Authoring.Web.Cases;

namespace Authoring.Web.Board;

/// <summary>
/// Where a text stands; what is no key of a stage is a word of its own (<see cref="Authoring.Web.Review.ReviewService.StateOf"/>).
/// </summary>
public enum BoardState
{
    Draft,
    TakenBack,
    Returned,
    Edited,
    Reopened,
    InReview,
    Waiting,
    Final,
}

public enum BoardBlockKind
{
    /// <summary>Suggestions pend.</summary>
    Suggestions,

    /// <summary>The compiler found errors.</summary>
    Errors,

    /// <summary>Case cards of a section are not final, and its last signature waits for them.</summary>
    Cards,

    /// <summary>Nobody signs at the stage where the text lies, or at any.</summary>
    NoSigner,

    /// <summary>Nobody was given the text, and nobody has written in it here: what stands there came with the report.</summary>
    NoWriter,

    /// <summary>Nobody was given the text, and it has no more than its title.</summary>
    Unwritten,

    /// <summary>Those who were given the text, or have written in it, may not write any more.</summary>
    WritersGone,
}

/// <summary>What stands in the way of the next step.</summary>
public sealed record BoardBlock(BoardBlockKind Kind, int Count);

/// <summary>Somebody on whom a text waits.</summary>
public sealed record Awaited(int PersonId, string Name);

/// <summary>A section or a case card on the board.</summary>
/// <param name="Order">Its place in the report.</param>
/// <param name="Organisations">Whose text it is; nobody in particular: empty.</param>
/// <param name="Stage">What the stage is called where it lies, in review.</param>
/// <param name="Deadline">Of the step that comes next; null: there is none, or the text is final.</param>
/// <param name="Words">As <see cref="Authoring.Compile.WordCount"/> counts them.</param>
/// <param name="Reminded">When somebody was last reminded of it.</param>
/// <param name="IsWritten">There is more than a title.</param>
/// <param name="Chapter">What the section is called in which it stands; of a section, and of a card that is placed nowhere, its own
/// title.</param>
public sealed record BoardText(
    int DocumentId,
    string Path,
    int Order,
    string Address,
    string Title,
    bool IsCard,
    IReadOnlyList<string> Organisations,
    BoardState State,
    string? Stage,
    DateOnly? Deadline,
    bool IsLate,
    LastEdit? LastEdit,
    int Words,
    int OpenComments,
    int Suggestions,
    IReadOnlyList<BoardBlock> Blocks,
    IReadOnlyList<Awaited> Awaited,
    DateTimeOffset? Reminded,
    bool MayRemind,
    bool IsWritten = true,
    string Chapter = ""
);

/// <summary>How far some texts are, as they are counted together.</summary>
public readonly record struct BoardTotals(int All, int Final, int InReview, int Drafts, int Late)
{
    public static BoardTotals Of(IReadOnlyCollection<BoardText> texts) =>
        new(
            texts.Count,
            texts.Count(t => t.State == BoardState.Final),
            texts.Count(t => t.State == BoardState.InReview),
            texts.Count(t =>
                t.State is BoardState.Draft or BoardState.TakenBack or BoardState.Returned or BoardState.Edited or BoardState.Reopened
            ),
            texts.Count(t => t.IsLate)
        );
}
