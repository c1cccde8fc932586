using Authoring.Compile.Diagnostics;
using Authoring.Compile.Reading.Blocks;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>Finds what may get a number among the top-level blocks of one text.</summary>
/// <param name="blocks">Gets every block, in order.</param>
internal sealed class ItemReader(List<TextBlock> blocks, InlineReader inlines, int firstLine, DiagnosticList diagnostics)
{
    private readonly List<Item> _items = [];

    public IReadOnlyList<Item> Items => _items;

    public InlineReader Inlines { get; } = inlines;

    public void Read(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                ReadHeading(heading);
                break;
            case CaseBlock place:
                ReadCase(place);
                break;
            case ParagraphBlock paragraph when ReadFigures(paragraph):
                break;
            default:
                Inlines.Read(block);
                blocks.Add(new TextBlock(LineOf(block), block));
                break;
        }
    }

    public static bool IsCaption(ParagraphBlock paragraph) =>
        paragraph.Inline?.FirstChild is LiteralInline { Content.IsEmpty: false } first
        && Reading.Inlines.CaptionMark(first.Content.AsSpan()) > 0;

    /// <summary>The line below or above a pipe table: <c>: caption {#tbl:id}</c>.</summary>
    public bool ReadCaption(Table table, ParagraphBlock paragraph)
    {
        var line = LineOf(paragraph);
        if (!Reading.Inlines.Settle(paragraph) || !Reading.Inlines.TakeCaptionMark(paragraph.Inline))
            return false;
        var caption = paragraph.Inline!;
        var attributes = Inlines.TakeAttributes(caption, line, [Identifier.Table]);
        Inlines.Read(table);
        Inlines.Read(caption);
        Reading.Inlines.JoinLines(caption, all: true);
        var title = Title.Read(caption);
        if (title.IsEmpty)
        {
            diagnostics.Add(Messages.EmptyCaption(line));
            blocks.Add(new TextBlock(LineOf(table), table));
            return true;
        }

        _items.Add(
            new CaptionItem
            {
                Index = _items.Count,
                Line = line,
                Kind = CaptionKind.Table,
                Title = title,
                Caption = caption,
                Id = attributes.Id,
                Unnumbered = attributes.Unnumbered,
            }
        );
        blocks.Add(new TextBlock(Math.Min(line, LineOf(table)), table, _items[^1]));
        return true;
    }

    private int LineOf(MarkdownObject o) => o.Line + firstLine;

    private void ReadHeading(HeadingBlock block)
    {
        var words = block.Inline ??= new ContainerInline();
        var line = LineOf(block);
        var attributes = Inlines.TakeAttributes(words, line, [Identifier.Section]);
        Inlines.Read(words);
        Reading.Inlines.JoinLines(words, all: true);
        var heading = new HeadingItem
        {
            Index = _items.Count,
            Line = line,
            Level = block.Level,
            Title = Title.Read(words),
            Id = attributes.Id,
            Unnumbered = attributes.Unnumbered,
        };
        if (heading.Title.IsEmpty)
            diagnostics.Add(Messages.EmptyHeading(line));
        Add(block, heading);
    }

    /// <summary>Pictures with their captions, one under the other, and nothing else but white space.</summary>
    private bool ReadFigures(ParagraphBlock paragraph)
    {
        if (paragraph.Inline is not { } all || !AreFigures(all))
            return false;
        if (all.FirstChild is LinkInline { NextSibling: null or AttributesInline { NextSibling: null } } only)
        {
            ReadFigure(paragraph, only);
            return true;
        }

        var images = all.OfType<LinkInline>().ToList();
        foreach (var image in images)
        {
            var attributes = image.NextSibling as AttributesInline;
            image.Remove();
            attributes?.Remove();
            var own = new ContainerInline { Span = image.Span, Line = image.Line };
            own.AppendChild(image);
            if (attributes is not null)
                own.AppendChild(attributes);
            ReadFigure(
                new ParagraphBlock
                {
                    Line = image.Line,
                    Column = image.Column,
                    Span = image.Span,
                    Inline = own,
                },
                image
            );
        }

        return true;
    }

    private static bool AreFigures(ContainerInline all)
    {
        var found = false;
        var beginsLine = true;
        for (var inline = all.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            switch (inline)
            {
                case LinkInline { IsImage: true } when beginsLine:
                    found = true;
                    beginsLine = false;
                    break;
                case AttributesInline when inline.PreviousSibling is LinkInline { IsImage: true }:
                    break;
                case LineBreakInline:
                    beginsLine = true;
                    break;
                // A backslash at a line's end is a line break, where a line follows.
                case LiteralInline literal
                    when Blanks.IsBlank(literal.Content.AsSpan()) || (literal.NextSibling is null && literal.Content.AsSpan() is "\\"):
                    break;
                default:
                    return false;
            }
        }

        return found;
    }

    private void ReadFigure(ParagraphBlock paragraph, LinkInline image)
    {
        var line = LineOf(image);
        var attributes = Inlines.TakeAttributes(paragraph.Inline!, line, [Identifier.Figure, Identifier.Table]);
        Inlines.ReadFigure(image);
        Reading.Inlines.JoinLines(image, all: true);
        var title = Title.Read(image);
        if (title.IsEmpty)
        {
            diagnostics.Add(Messages.EmptyCaption(line));
            blocks.Add(new TextBlock(line, paragraph));
            return;
        }

        Add(
            paragraph,
            new CaptionItem
            {
                Index = _items.Count,
                Line = line,
                Kind = attributes.Id is { } id && Identifier.Prefix(id) is Identifier.Table ? CaptionKind.Table : CaptionKind.Figure,
                Title = title,
                Caption = image,
                Image = image,
                Id = attributes.Id,
                Unnumbered = attributes.Unnumbered,
            }
        );
    }

    /// <summary><c>::case{#case:c01}</c></summary>
    private void ReadCase(CaseBlock place)
    {
        var line = LineOf(place);
        var attributes = Inlines.Judge(place.Attributes, line, [Identifier.Case]);
        if (attributes.Id is null)
        {
            diagnostics.Add(Messages.NotACase(line));
            var inline = new ContainerInline();
            inline.AppendChild(Reading.Inlines.Literal(place.Source));
            blocks.Add(
                new TextBlock(
                    line,
                    new ParagraphBlock
                    {
                        Line = place.Line,
                        Span = place.Span,
                        Inline = inline,
                    }
                )
            );
            return;
        }

        Add(
            place,
            new CaseItem
            {
                Index = _items.Count,
                Line = line,
                Id = attributes.Id,
                Unnumbered = attributes.Unnumbered,
            }
        );
    }

    private void Add(Block block, Item item)
    {
        _items.Add(item);
        blocks.Add(new TextBlock(item.Line, block, item));
    }
}
