using Authoring.Compile.Definition;
using Authoring.Compile.Patterns;

namespace Authoring.Compile.Document;

/// <summary>
/// A report as it is printed, every number in: what all writers take. Immutable; the same report gives the same document. Text in it is
/// plain: a writer
/// escapes what its format wants escaped.
/// </summary>
/// <param name="Lists">The contents, then the lists that the report asks for, in its order; an empty list is not printed and not among
/// them.</param>
/// <param name="Parts">Front matter, body, annexes; a case card is a block of the part that places it.</param>
/// <param name="Rules">How the report is numbered, for a format that counts by itself.</param>
/// <param name="Contents">What the contents hold, for a format that makes them anew.</param>
/// <param name="Entries">All that has a place in a list, for a format that is read by programs.</param>
internal sealed record NumberedDocument(
    DocumentCover Cover,
    IReadOnlyList<PrintedList> Lists,
    IReadOnlyList<DocumentPart> Parts,
    NumberingRules Rules,
    ContentsRule Contents,
    ReportEntries Entries
)
{
    public string Title => Cover.Title;
}

/// <summary>What the cover says, each as it is printed. Null: the report does not say it.</summary>
internal sealed record DocumentCover(string Title, string? Period, string? Issuer, string? Date);

/// <summary>The contents, or the list of one kind.</summary>
/// <param name="Name"><c>contents</c>, or the name that <c>lists</c> uses.</param>
/// <param name="Title">What is printed above it.</param>
internal sealed record PrintedList(string Name, string Title, IReadOnlyList<PrintedEntry> Entries);

/// <summary>A line of a list.</summary>
/// <param name="Level">Of a heading in the contents; 0 in the other lists.</param>
/// <param name="Anchor">The place that it leads to.</param>
/// <param name="Number">Null: it is printed without one.</param>
internal sealed record PrintedEntry(int Level, string Anchor, PrintedNumber? Number, string Title);

/// <summary>A number as it is printed, which is not empty, and what stands between it and the title.</summary>
internal sealed record PrintedNumber(NumberText Number, string Separator)
{
    public string Text => Number.Text;
}

/// <param name="Depth">Numbered headings down to this level.</param>
/// <param name="PageNumber">The pattern of the page number, read; null: page numbers stand bare.</param>
internal sealed record ContentsRule(int Depth, bool Annexes, bool Front, Pattern? PageNumber);

/// <summary>One file of the report.</summary>
/// <param name="Path">Inside the report folder.</param>
/// <param name="Anchor">The name of its beginning.</param>
/// <param name="Blocks">In order; its footnotes are the last.</param>
internal sealed record DocumentPart(ReportPart Kind, string Path, string Anchor, IReadOnlyList<DocumentBlock> Blocks);
