namespace Authoring.Compile.Document;

/// <summary>
/// What of a text is suggested: the document is written as it would be with everything accepted, what would be inserted is underlined, and
/// what would be
/// deleted stands struck through, as its source, where it stood. All positions are UTF-16 code units of the text that was read.
/// </summary>
/// <param name="Source">The text that was read.</param>
/// <param name="Inserted">Ascending and apart.</param>
/// <param name="Deleted">What is not in the text, and where it stood; ascending.</param>
public sealed record Markup(string Source, IReadOnlyList<(int From, int To)> Inserted, IReadOnlyList<(int At, string Text)> Deleted)
{
    /// <summary>Whose <see cref="Inserted"/> are, one by one; empty: it is not said.</summary>
    public IReadOnlyList<Signed> InsertedBy { get; init; } = [];

    /// <summary>Whose <see cref="Deleted"/> are, one by one; empty: it is not said.</summary>
    public IReadOnlyList<Signed> DeletedBy { get; init; } = [];

    /// <summary>What is said about the text, for formats that have comments.</summary>
    public IReadOnlyList<TextComment> Comments { get; init; } = [];
}

/// <summary>Who did something, by the name that readers know, and when: Word shows the time of the clock that this was read from.</summary>
public sealed record Signed(string Author, DateTimeOffset At);

/// <summary>A comment and what was answered.</summary>
/// <param name="From">Of the words that it is about; where there are none it stands at <paramref name="To"/>.</param>
/// <param name="Entries">The comment first.</param>
public sealed record TextComment(int From, int To, IReadOnlyList<CommentWords> Entries, bool IsResolved = false);

/// <summary>What one person said in a comment; lines are paragraphs.</summary>
public sealed record CommentWords(Signed By, string Text);
