namespace Authoring.Web.Comments;

/// <summary>The limits of comments, settings under <c>Comments</c>.</summary>
internal sealed class CommentLimits
{
    /// <summary>The longest comment or answer, in UTF-16 code units.</summary>
    public int MaxLength { get; set; } = 4_000;
    /// <summary>The most threads of one text.</summary>
    public int MaxThreads { get; set; } = 2_000;
    /// <summary>The most answers in one thread.</summary>
    public int MaxEntries { get; set; } = 500;
    /// <summary>How much of the words that a comment is about is kept beside it, in UTF-16 code units.</summary>
    public int QuoteLength { get; set; } = 200;
}
