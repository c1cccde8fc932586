using System.ComponentModel.DataAnnotations;
using Authoring.Web.Documents;
using Authoring.Web.People;

namespace Authoring.Web.Comments;

/// <summary>What a comment is about. The numbers are in databases.</summary>
public enum CommentSubject
{
    /// <summary>A range of the text.</summary>
    Words = 0,

    /// <summary>A figure, a table or the place of a case card: the lines that make it.</summary>
    Item = 1,

    /// <summary>The section or card as a whole.</summary>
    Whole = 2,
}

/// <summary>What became of what a comment asks for. The numbers are in databases.</summary>
public enum Adoption
{
    Open = 0,
    Adopted = 1,
    Partly = 2,
    NotAdopted = 3,
}

/// <summary>A thread of comments on a place in a text.</summary>
internal sealed class CommentThread
{
    public int Id { get; set; }
    public int DocumentId { get; set; }
    public Document? Document { get; set; }
    public int PersonId { get; set; }
    public Person? Person { get; set; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long At { get; set; }
    public CommentSubject Subject { get; set; }

    /// <summary>Where it is, in UTF-16 code units of the text at <see cref="AnchorVersion"/>.</summary>
    public int From { get; set; }
    public int To { get; set; }
    public int AnchorVersion { get; set; }

    /// <summary>What it was about is deleted; the place stays.</summary>
    public bool Collapsed { get; set; }

    /// <summary>The words that it was about, as they were then.</summary>
    public required string Quote { get; set; }

    /// <summary>The round of review in which it was made; 0 before the first.</summary>
    public int Round { get; set; }
    public int? AssigneeId { get; set; }
    public Person? Assignee { get; set; }
    public bool IsResolved { get; set; }
    public Adoption Adoption { get; set; }

    /// <summary>Why, in the words of <see cref="HandledById"/>.</summary>
    public string? Reason { get; set; }
    public int? HandledById { get; set; }
    public Person? HandledBy { get; set; }
    public long? HandledAt { get; set; }
    public List<CommentEntry> Entries { get; } = [];
}

/// <summary>What somebody wrote in a thread; the first one is the comment.</summary>
internal sealed class CommentEntry
{
    public int Id { get; set; }
    public int ThreadId { get; set; }
    public CommentThread? Thread { get; set; }
    public int PersonId { get; set; }
    public Person? Person { get; set; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long At { get; set; }

    /// <summary>When it was put right by its author.</summary>
    public long? EditedAt { get; set; }
    public required string Text { get; set; }
}
