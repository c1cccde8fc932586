using Authoring.Web.Documents;

namespace Authoring.Web.Review;

/// <summary>Why a text stands in somebody's queue; in the order in which they are shown.</summary>
public enum QueueGroup
{
    /// <summary>It waits for his signature.</summary>
    ToSign,

    /// <summary>It went back to its writers, or its signatures are void.</summary>
    Returned,

    /// <summary>A draft that he may submit.</summary>
    ToSubmit,

    /// <summary>It lies with others.</summary>
    InReview,

    /// <summary>He has signed it, or it is final.</summary>
    Signed,

    /// <summary>A draft of others, submitted by nobody yet.</summary>
    Drafts,
}

/// <summary>What somebody knows of a text, since which he is shown what has changed.</summary>
/// <param name="Hash">Of what it printed then.</param>
public sealed record KnownText(KnownBy By, string Hash, int Version, DateTimeOffset At);

public enum KnownBy
{
    Signed,
    Returned,
    Read,
}

/// <summary>Where a text in the queue lies, and where it goes from there.</summary>
/// <param name="State">As <see cref="ReviewService.StateOf"/> says it.</param>
/// <param name="Signers">Who may sign where it lies.</param>
/// <param name="Next">What the stage is called where it goes when it is signed or submitted; null: it is final then.</param>
/// <param name="Signed">Signatures that stand, of so many <paramref name="Stages"/>.</param>
/// <param name="SentBack">Why it is a draft again.</param>
public sealed record QueuedPosition(
    string State,
    string? Stage,
    IReadOnlyList<string> Signers,
    string? Next,
    IReadOnlyList<string> NextSigners,
    int Signed,
    int Stages,
    DateOnly? Due,
    bool IsLate,
    SentBackView? SentBack
);

/// <summary>What the person whose queue it is may do about a text, and what stands in the way.</summary>
/// <param name="Acts">As <see cref="ReviewView.Acts"/>.</param>
/// <param name="WhyNot">Why he may not sign it; null: he may, or it is not there to be signed.</param>
/// <param name="NeedsReason">His signature would stand in for somebody.</param>
/// <param name="OpenComments">On the text and the case cards in it.</param>
/// <param name="IsRead">He has read, to its end, what it prints now, or has signed just that.</param>
/// <param name="Known">What he signed or returned last, or else had read before; null: he has never seen it.</param>
public sealed record QueuedActs(
    IReadOnlyList<string> Acts,
    ReviewRefusal? WhyNot,
    IReadOnlyList<Blocker> Blocks,
    bool NeedsReason,
    bool AsksMinutes,
    int OpenComments,
    bool IsRead,
    KnownText? Known
)
{
    public bool MaySign => Acts.Contains("approve") && Blocks.Count == 0;
    public bool MayReturn => Acts.Contains("return");
    public bool MaySubmit => Acts.Contains("submit") && Blocks.Count == 0;
}

/// <summary>A section or case card in somebody's queue of review.</summary>
/// <param name="Title">With its number, where it has one.</param>
/// <param name="Chapter">Path of the section in which it stands: its own, for a section, and for a card that is placed nowhere.</param>
/// <param name="Order">Its place in the report; a card comes behind the section in which it stands.</param>
/// <param name="Hash">Of what it prints now.</param>
/// <param name="Version">Of its text.</param>
public sealed record QueuedText(
    int DocumentId,
    DocumentName Name,
    string Path,
    string Title,
    string Chapter,
    string ChapterTitle,
    int Order,
    string? Organisation,
    QueueGroup Group,
    string Hash,
    int Version,
    QueuedPosition Position,
    QueuedActs Mine
)
{
    public bool IsCard => Name.Kind == DocumentKind.Case;

    /// <summary>It prints something else than what he knows.</summary>
    public bool HasChanged => Mine.Known is { } known && known.Hash != Hash;
}
