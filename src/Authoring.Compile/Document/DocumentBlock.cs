namespace Authoring.Compile.Document;

/// <summary>A block of a document.</summary>
/// <param name="Line">Where it begins in its file, 1-based.</param>
internal abstract record DocumentBlock(int Line);

/// <param name="Level">1 for a chapter; in a case card 1 for the card's first level.</param>
/// <param name="Anchor">Null: it stands inside a list or a quote, where nothing is numbered and nothing leads to.</param>
/// <param name="InCard">It is a heading of a case card.</param>
internal sealed record HeadingBlock(
    int Line,
    int Level,
    string? Anchor,
    PrintedNumber? Number,
    IReadOnlyList<DocumentInline> Content,
    bool InCard
) : DocumentBlock(Line);

/// <param name="IsTight">It stands in a list without blank lines, or in a cell: without space around it.</param>
internal sealed record ParagraphBlock(int Line, IReadOnlyList<DocumentInline> Content, bool IsTight) : DocumentBlock(Line);

internal enum CaptionedKind
{
    Figure,
    Table,
}

/// <summary>The title of a figure or a table.</summary>
internal sealed record Caption(CaptionedKind Kind, PrintedNumber? Number, IReadOnlyList<DocumentInline> Content);

/// <summary>A picture with a caption; the caption of a table that is a picture stands above it, of a figure below.</summary>
internal sealed record FigureBlock(int Line, string Anchor, Caption Caption, DocumentInline Picture) : DocumentBlock(Line);

/// <param name="Anchor">Null: it has no caption, and nothing leads to it.</param>
internal sealed record TableBlock(int Line, string? Anchor, Caption? Caption, IReadOnlyList<TableRow> Rows) : DocumentBlock(Line);

internal sealed record TableRow(bool IsHeader, IReadOnlyList<TableCell> Cells);

internal enum CellAlignment
{
    Start,
    Center,
    End,
}

internal sealed record TableCell(CellAlignment Alignment, IReadOnlyList<DocumentBlock> Blocks);

/// <summary>A case card at its place, with all that stands in it.</summary>
/// <param name="Path">Of the card's own file.</param>
/// <param name="Anchor">Of its place.</param>
internal sealed record CaseBlock(int Line, string Path, string Anchor, IReadOnlyList<DocumentBlock> Blocks) : DocumentBlock(Line);

/// <summary>The title of a case card: the first block of the card.</summary>
/// <param name="Anchor">Of the card itself.</param>
internal sealed record CaseTitleBlock(string Anchor, PrintedNumber? Number, string Title) : DocumentBlock(1);

/// <summary>The place of a case card that there is none of.</summary>
internal sealed record MissingCaseBlock(int Line, string Id) : DocumentBlock(Line);

/// <param name="Start">The first number; null: it is no numbered list.</param>
internal sealed record ListBlock(int Line, int? Start, IReadOnlyList<IReadOnlyList<DocumentBlock>> Items) : DocumentBlock(Line);

internal sealed record QuoteBlock(int Line, IReadOnlyList<DocumentBlock> Blocks) : DocumentBlock(Line);

internal sealed record RuleBlock(int Line) : DocumentBlock(Line);

internal sealed record CodeBlock(int Line, string Text) : DocumentBlock(Line);

/// <summary>What cannot be read, or is never passed on, as it was written.</summary>
internal sealed record SourceBlock(int Line, string Text) : DocumentBlock(Line);

/// <summary>Whole lines that are suggested to be deleted, between two blocks.</summary>
internal sealed record DeletedBlock(int Line, TextRun Text) : DocumentBlock(Line);

/// <summary>The footnotes of one file, in the order in which the text refers to them.</summary>
internal sealed record FootnotesBlock(int Line, IReadOnlyList<FootnoteText> Notes) : DocumentBlock(Line);

/// <param name="Order">As printed, from 1.</param>
internal sealed record FootnoteText(int Order, string Anchor, IReadOnlyList<DocumentBlock> Blocks);
