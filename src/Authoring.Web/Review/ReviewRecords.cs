using System.ComponentModel.DataAnnotations;

namespace Authoring.Web.Review;

/// <summary>Where a text stands on its way. The numbers are in databases.</summary>
internal enum ReviewState
{
    Draft = 0,
    InReview = 1,
    Final = 2,

    /// <summary>Signed at all its stages, and not final as long as a case card in it is not.</summary>
    Waiting = 3,
}

/// <summary>What is done about a text on its way. The numbers are in databases.</summary>
public enum ReviewVerb
{
    Submit = 0,
    Approve = 1,
    Return = 2,
    TakeBack = 3,
    Reopen = 4,

    /// <summary>Not an act of will: somebody changed what was signed, and the signatures are void.</summary>
    Edited = 5,

    /// <summary>
    /// Somebody was told whose signatures his change would end, and goes on. It moves nothing; he is not asked again in this round.
    /// </summary>
    Revise = 6,

    /// <summary>Not an act of will: the text prints again what was signed, and the signatures count again.</summary>
    Restored = 7,

    /// <summary>Not an act of will: a case card in a final section is not final any more, and so the section is not.</summary>
    CardsOpened = 8,

    /// <summary>Not an act of will: the case cards of a section that waited for them are final, and so it is.</summary>
    CardsFinal = 9,
}

/// <summary>How far a text has come. No row: it is a draft that was never submitted.</summary>
internal sealed class TextReview
{
    public int DocumentId { get; set; }
    public ReviewState State { get; set; }

    /// <summary>At which stage it lies, while it is in review.</summary>
    public int? StageId { get; set; }

    /// <summary>How often it was submitted.</summary>
    public int Round { get; set; }

    /// <summary>Whose text it is in this round: it says who signs.</summary>
    public int? OrganisationId { get; set; }
    public int? SubmittedBy { get; set; }

    /// <summary>What the standing signatures are bound to: see <see cref="ContentHash"/>.</summary>
    [MaxLength(64)]
    public string? Hash { get; set; }

    /// <summary>Since when, in milliseconds since 1970, UTC.</summary>
    public long At { get; set; }

    /// <summary>Why it is a draft again, where somebody returned or reopened it.</summary>
    public string? Reason { get; set; }

    /// <summary>Raised with each act: two at once cannot both succeed.</summary>
    [ConcurrencyCheck]
    public int Turn { get; set; }
}

/// <summary>An act, recorded for ever: who, when, from where, on which text, with which words.</summary>
internal sealed class ReviewAct
{
    public int Id { get; set; }
    public int DocumentId { get; set; }
    public int Round { get; set; }
    public int? StageId { get; set; }

    /// <summary>As the stage was called then.</summary>
    [MaxLength(100)]
    public string? StageName { get; set; }
    public ReviewVerb Verb { get; set; }
    public int PersonId { get; set; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long At { get; set; }

    /// <summary>The network address that it came from.</summary>
    [MaxLength(100)]
    public string? From { get; set; }

    /// <summary>Of the text.</summary>
    public int Version { get; set; }

    /// <summary>Of what was read.</summary>
    [MaxLength(64)]
    public required string Hash { get; set; }
    public string? Words { get; set; }
    public DateOnly? Minutes { get; set; }

    /// <summary>By somebody who signed for another, or his own text.</summary>
    public bool IsOverride { get; set; }
}

/// <summary>Somebody has written in a text, and not only suggested: he does not sign it.</summary>
internal sealed class TextAuthor
{
    public int DocumentId { get; set; }
    public int PersonId { get; set; }
}
