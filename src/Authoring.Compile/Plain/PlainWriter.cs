using System.Text;
using Authoring.Compile.Document;

namespace Authoring.Compile.Plain;

/// <summary>What a section or a case card prints, as lines of plain text: its numbers, its words, its pictures by their names.</summary>
/// <param name="Path">Inside the report folder.</param>
/// <param name="Title">With its number.</param>
public sealed record PlainText(string Path, string Title, IReadOnlyList<string> Lines);

/// <summary>
/// Writes a document as lines of plain text, section by section, for whoever compares what was printed at two times. A case card is a text
/// of its own, behind the section that places it.
/// </summary>
internal sealed class PlainWriter
{
    private readonly List<string> _lines = [];
    private readonly List<PlainText> _cards = [];

    public static IReadOnlyList<PlainText> Write(NumberedDocument document) => [.. document.Parts.SelectMany(Part)];

    private static IEnumerable<PlainText> Part(DocumentPart part)
    {
        var writer = new PlainWriter();
        writer.Write(part.Blocks, "");
        return writer._cards.Prepend(new PlainText(part.Path, writer._lines.FirstOrDefault() ?? part.Path, writer._lines));
    }

    private void Write(IReadOnlyList<DocumentBlock> blocks, string indent)
    {
        foreach (var block in blocks)
            Write(block, indent);
    }

    private void Write(DocumentBlock block, string indent)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Line(indent, Number(heading.Number) + Words(heading.Content));
                break;
            case ParagraphBlock paragraph:
                Line(indent, Words(paragraph.Content));
                break;
            case FigureBlock figure:
                Line(indent, Words([figure.Picture]));
                Line(indent, Number(figure.Caption.Number) + Words(figure.Caption.Content));
                break;
            case TableBlock table:
                Table(table, indent);
                break;
            case CaseBlock card:
                Card(card);
                break;
            case CaseTitleBlock title:
                Line(indent, Number(title.Number) + title.Title);
                break;
            case ListBlock list:
                List(list, indent);
                break;
            default:
                Other(block, indent);
                break;
        }
    }

    private void Other(DocumentBlock block, string indent)
    {
        switch (block)
        {
            case QuoteBlock quote:
                Write(quote.Blocks, indent + "　");
                break;
            case RuleBlock:
                Line(indent, "————");
                break;
            case MissingCaseBlock missing:
                Line(indent, $"::case{{#{missing.Id}}}");
                break;
            case CodeBlock code:
                Line(indent, code.Text);
                break;
            case SourceBlock source:
                Line(indent, source.Text);
                break;
            case FootnotesBlock footnotes:
                foreach (var note in footnotes.Notes)
                    Marked($"[{note.Order}] ", note.Blocks, indent);
                break;
        }
    }

    private void Table(TableBlock table, string indent)
    {
        if (table.Caption is { } caption)
            Line(indent, Number(caption.Number) + Words(caption.Content));
        foreach (var row in table.Rows)
            Line(indent, string.Join(" | ", row.Cells.Select(cell => Flat(cell.Blocks))));
    }

    private void Card(CaseBlock card)
    {
        var writer = new PlainWriter();
        writer.Write(card.Blocks, "");
        _cards.Add(new PlainText(card.Path, writer._lines.FirstOrDefault() ?? card.Path, writer._lines));
        Line("", $"〔{writer._lines.FirstOrDefault() ?? card.Path}〕");
    }

    private void List(ListBlock list, string indent)
    {
        for (var i = 0; i < list.Items.Count; i++)
            Marked(list.Start is { } start ? $"{start + i}. " : "• ", list.Items[i], indent);
    }

    private void Marked(string mark, IReadOnlyList<DocumentBlock> blocks, string indent)
    {
        var first = _lines.Count;
        Write(blocks, indent + "　");
        if (first < _lines.Count)
            _lines[first] = indent + mark + _lines[first].TrimStart('　');
    }

    private static string Flat(IReadOnlyList<DocumentBlock> blocks)
    {
        var writer = new PlainWriter();
        writer.Write(blocks, "");
        return string.Join('／', writer._lines);
    }

    private void Line(string indent, string text)
    {
        foreach (var line in text.Split('\n'))
            if (line.Trim().Length > 0)
                _lines.Add(indent + line.Trim());
    }

    private static string Number(PrintedNumber? number) => number is null ? "" : number.Text + number.Separator;

    private static string Words(IReadOnlyList<DocumentInline> content)
    {
        var text = new StringBuilder();
        foreach (var inline in content)
            Append(text, inline);
        return text.ToString();
    }

    private static void Append(StringBuilder text, DocumentInline inline)
    {
        switch (inline)
        {
            case TextRun { Tracked: not Tracked.Deleted } run:
                text.Append(run.Text);
                break;
            case LineBreakRun lineBreak:
                text.Append(lineBreak.IsHard ? '\n' : ' ');
                break;
            case EmphasisRun emphasis:
                text.Append(Words(emphasis.Content));
                break;
            case CodeRun code:
                text.Append(code.Text);
                break;
            case ReferenceRun reference:
                text.Append(reference.Text);
                break;
            case UnresolvedRun unresolved:
                text.Append('@').Append(unresolved.Id);
                break;
            case LinkRun link:
                text.Append(Words(link.Content));
                break;
            case FootnoteMark mark:
                text.Append('[').Append(mark.Order).Append(']');
                break;
            case PictureRun picture:
                text.Append('〔').Append(picture.Path).Append('〕');
                break;
            case MissingPictureRun missing:
                text.Append('〔').Append(missing.Path).Append('〕');
                break;
            case InsertedRun inserted:
                Append(text, inserted.Content);
                break;
        }
    }
}
