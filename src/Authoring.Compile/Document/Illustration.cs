namespace Authoring.Compile.Document;

/// <summary>What is to be put right about a figure or a table.</summary>
public enum IllustrationLack
{
    /// <summary>The picture is not there, or is none that can be shown.</summary>
    Picture,

    /// <summary>Without a caption it has no number and stands in no list.</summary>
    Caption,

    /// <summary>Who does not see the picture is told its caption alone.</summary>
    AlternativeText,

    /// <summary>No text that is printed refers to it.</summary>
    Reference,
}

/// <summary>A figure or a table as its report sees it, with a caption or without.</summary>
/// <param name="Number">As printed; empty where it has none.</param>
/// <param name="Title">Its caption, plain text; empty: there is none.</param>
/// <param name="File">Path inside the report folder, of the section or case card that it is written in.</param>
/// <param name="Line">1-based.</param>
/// <param name="Section">The file in which it is printed; null: it stands in a case card that is placed nowhere.</param>
/// <param name="Picture">Path inside the report folder, as far as it is known; null: it is a table of words.</param>
/// <param name="AlternativeText">Null: nobody has written one.</param>
/// <param name="Cells">The first rows of a table of words, each with its first cells.</param>
public sealed record Illustration(
    bool IsTable,
    string Number,
    string Title,
    string File,
    int Line,
    string? Section,
    string? Picture,
    string? AlternativeText,
    IReadOnlyList<IReadOnlyList<string>> Cells,
    IReadOnlyList<IllustrationLack> Lacks
);
