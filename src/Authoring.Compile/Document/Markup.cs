namespace Authoring.Compile.Document;

/// <summary>
/// What of a text is suggested: the document is written as it would be with everything accepted, what would be inserted is underlined, and
/// what would be
/// deleted stands struck through, as its source, where it stood. All positions are UTF-16 code units of the text that was read.
/// </summary>
/// <param name="Source">The text that was read.</param>
/// <param name="Inserted">Ascending and apart.</param>
/// <param name="Deleted">What is not in the text, and where it stood; ascending.</param>
public sealed record Markup(string Source, IReadOnlyList<(int From, int To)> Inserted, IReadOnlyList<(int At, string Text)> Deleted);
