using System.Text;
using Authoring.Compile.Document;

namespace Authoring.Compile.SelfCheck;

internal enum TitleKind
{
    Heading,
    Figure,
    Table,
    Case,
}

/// <summary>A heading or caption as it must be printed.</summary>
/// <param name="Anchor">Empty: nothing leads to it.</param>
internal sealed record PrintedTitle(TitleKind Kind, string Anchor, string Number, string Separator, string Title)
{
    public string Whole => Number + Separator + Title;
}

/// <summary>What a report prints, as far as files are held against it: all in reading order.</summary>
internal sealed class DocumentFacts
{
    public DocumentFacts(NumberedDocument document)
    {
        Lists = document.Lists;
        foreach (var part in document.Parts)
            Read(part.Blocks, inFootnote: false);
        First = document.Parts is [var first, ..] ? first.Anchor : "";
    }

    public List<PrintedTitle> Titles { get; } = [];

    public List<(string Text, bool InFootnote)> References { get; } = [];

    public int Pictures { get; private set; }

    public IReadOnlyList<PrintedList> Lists { get; }

    /// <summary>The beginning of the first file, which is page 1.</summary>
    public string First { get; }

    public IEnumerable<PrintedTitle> Headings => Titles.Where(title => title.Kind == TitleKind.Heading);

    public IEnumerable<PrintedTitle> Captions => Titles.Where(title => title.Kind != TitleKind.Heading);

    /// <summary>Of an entry in a list, as it must be printed, without its page.</summary>
    public static string Whole(PrintedEntry entry) =>
        entry.Number is { } number ? number.Text + number.Separator + entry.Title : entry.Title;

    /// <summary>Words as they are compared: blanks and the kinds of hyphens are a matter of typography.</summary>
    public static string Squash(string text)
    {
        var squashed = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('\u200B' or '\uFEFF' or '\u00AD'))
                squashed.Append(c is '\u2011' or '\u2010' ? '-' : c);
        return squashed.ToString();
    }

    private void Read(IReadOnlyList<DocumentBlock> blocks, bool inFootnote)
    {
        foreach (var block in blocks)
            Read(block, inFootnote);
    }

    private void Read(DocumentBlock block, bool inFootnote)
    {
        switch (block)
        {
            case HeadingBlock heading:
                if (heading.Anchor is { } anchor)
                    Title(TitleKind.Heading, anchor, heading.Number, Words(heading.Content));
                Read(heading.Content, inFootnote);
                break;
            case ParagraphBlock paragraph:
                Read(paragraph.Content, inFootnote);
                break;
            case FigureBlock figure:
                Read([figure.Picture], inFootnote);
                Caption(figure.Caption, figure.Anchor, inFootnote);
                break;
            case TableBlock table:
                if (table.Caption is { } caption)
                    Caption(caption, table.Anchor ?? "", inFootnote);
                foreach (var cell in table.Rows.SelectMany(row => row.Cells))
                    Read(cell.Blocks, inFootnote);
                break;
            default:
                ReadOther(block, inFootnote);
                break;
        }
    }

    private void ReadOther(DocumentBlock block, bool inFootnote)
    {
        switch (block)
        {
            case CaseBlock card:
                foreach (var inCard in card.Blocks)
                {
                    if (inCard is CaseTitleBlock title)
                        Title(TitleKind.Case, card.Anchor, title.Number, title.Title);
                    else
                        Read(inCard, inFootnote);
                }
                break;
            case ListBlock list:
                foreach (var item in list.Items)
                    Read(item, inFootnote);
                break;
            case QuoteBlock quote:
                Read(quote.Blocks, inFootnote);
                break;
            case FootnotesBlock footnotes:
                foreach (var note in footnotes.Notes)
                    Read(note.Blocks, inFootnote: true);
                break;
        }
    }

    private void Caption(Caption caption, string anchor, bool inFootnote)
    {
        var kind = caption.Kind == CaptionedKind.Table ? TitleKind.Table : TitleKind.Figure;
        if (!inFootnote)
            Title(kind, anchor, caption.Number, Words(caption.Content));
        Read(caption.Content, inFootnote);
    }

    private void Title(TitleKind kind, string anchor, PrintedNumber? number, string title) =>
        Titles.Add(new PrintedTitle(kind, anchor, number?.Text ?? "", number?.Separator ?? "", title));

    private void Read(IReadOnlyList<DocumentInline> content, bool inFootnote)
    {
        foreach (var inline in content)
        {
            switch (inline)
            {
                case ReferenceRun reference:
                    References.Add((reference.Text, inFootnote));
                    break;
                case PictureRun:
                    Pictures++;
                    break;
                case EmphasisRun emphasis:
                    Read(emphasis.Content, inFootnote);
                    break;
                case LinkRun link:
                    Read(link.Content, inFootnote);
                    break;
                case InsertedRun inserted:
                    Read([inserted.Content], inFootnote);
                    break;
            }
        }
    }

    /// <summary>The marks of footnotes are left out: each format counts and writes them in its own way.</summary>
    private static string Words(IReadOnlyList<DocumentInline> content) =>
        string.Concat(
            content.Select(inline =>
                inline switch
                {
                    TextRun { Tracked: not Tracked.Deleted } run => run.Text,
                    LineBreakRun => " ",
                    EmphasisRun emphasis => Words(emphasis.Content),
                    CodeRun code => code.Text,
                    ReferenceRun reference => reference.Text,
                    UnresolvedRun unresolved => $"@{unresolved.Id}",
                    LinkRun link => Words(link.Content),
                    MissingPictureRun missing => missing.Path,
                    InsertedRun inserted => Words([inserted.Content]),
                    _ => "",
                }
            )
        );
}
