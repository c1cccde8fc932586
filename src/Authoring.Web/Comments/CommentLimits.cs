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

    /// <summary>A comment whose words were taken away follows them where the same person puts them within this time.</summary>
    public TimeSpan MovedWithin { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// So many UTF-16 code units are not the same by chance: a comment follows such words whoever puts them, and whenever.
    /// </summary>
    public int SureQuote { get; set; } = 16;
}
