using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>From Markdown to a <see cref="ParsedText"/>. One use; the tree is made fit for writing on the way.</summary>
internal sealed class MarkdownReader
{
    private static readonly MarkdownPipeline Pipeline = CreatePipeline();

    private readonly string _path;
    private readonly DiagnosticList _diagnostics;
    private readonly InlineReader _inlines;
    private readonly int _firstLine;
    private readonly List<TextBlock> _blocks = [];
    private readonly List<Item> _items = [];
    private readonly List<Footnote> _footnotes = [];
    private List<int> _lineStarts = [];

    private MarkdownReader(string path, int firstLine)
    {
        _path = path;
        _firstLine = firstLine;
        _diagnostics = new DiagnosticList(path);
        _inlines = new InlineReader(path, firstLine, _diagnostics);
    }

    /// <param name="path">Of the file inside the report folder.</param>
    /// <param name="text">What of the file is Markdown.</param>
    /// <param name="firstLine">The line of the file at which it begins, 1-based.</param>
    /// <param name="offset">The position at which it begins, in UTF-16 code units.</param>
    public static ParsedText Read(string path, string text, int firstLine = 1, int offset = 0)
    {
        var reader = new MarkdownReader(path, firstLine);
        reader.Read(text);
        return new ParsedText
        {
            FirstLine = firstLine,
            Offset = offset,
            Blocks = reader._blocks,
            Items = reader._items,
            Footnotes = reader._footnotes,
            References = reader._inlines.References,
            Images = reader._inlines.Images,
            Links = reader._inlines.Links,
            Diagnostics = reader._diagnostics.InOrder(),
        };
    }

    private static MarkdownPipeline CreatePipeline()
    {
        // Depth is judged block by block afterwards (Inlines.Settle); the parser's own limit would give up the whole text.
        var builder = new MarkdownPipelineBuilder { MaximumNestingDepth = int.MaxValue / 4 };
        builder.UsePipeTables().UseFootnotes().UsePreciseSourceLocation();
        builder.InlineParsers.Insert(0, new ReferenceParser());
        builder.InlineParsers.Insert(0, new AttributesParser());
        return builder.Build();
    }

    private void Read(string text)
    {
        var withheld = ParseGuard.Inspect(text);
        List<string> sources = [];
        if (withheld.Count > 0) text = ParseGuard.Blank(text, withheld, out sources);
        if (Parse(text) is { } document) ReadBlocks(document, text);
        if (withheld.Count == 0) return;
        for (var i = 0; i < withheld.Count; i++) ShowSource(withheld[i].First + _firstLine, sources[i], withheld[i].Reason);
        _blocks.Sort((a, b) => a.Line.CompareTo(b.Line));
    }

    private MarkdownDocument? Parse(string text)
    {
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException)
        {
            // The guard keeps away what is known to do this. Whatever else does: the text must still be seen.
            ShowSource(_firstLine, text, Withheld.TooInvolved);
            return null;
        }
    }

    private void ShowSource(int line, string source, Withheld reason)
    {
        _blocks.Add(new TextBlock(line, null, Source: source));
        _diagnostics.Add(reason == Withheld.TooDeep ? Messages.TooDeep(line) : Messages.TooInvolved(line));
    }

    private int LineOf(MarkdownObject o) => o.Line + _firstLine;

    private void ReadBlocks(MarkdownDocument document, string text)
    {
        _lineStarts = document.LineStartIndexes!;
        _blocks.Capacity = document.Count;
        for (var i = 0; i < document.Count; i++)
        {
            var block = document[i];
            if (block is LinkReferenceDefinitionGroup definitions)
            {
                FindUnusedFootnotes(definitions);
                continue;
            }

            if (block is FootnoteGroup group)
            {
                ReadFootnotes(group);
            }
            else if (!Inlines.Settle(block))
            {
                ShowSource(LineOf(block), Source(block, text).ToString(), Withheld.TooDeep);
            }
            else if (block is Table table && i + 1 < document.Count && document[i + 1] is ParagraphBlock next && ReadCaption(table, next))
            {
                i++;
            }
            else
            {
                ReadBlock(block);
                if (block is ParagraphBlock && LooksLikeTable(Source(block, text))) _diagnostics.Add(Messages.NotATable(LineOf(block)));
            }
        }
    }

    /// <summary>A second line of dashes and pipes.</summary>
    private static bool LooksLikeTable(ReadOnlySpan<char> source)
    {
        var start = source.IndexOf('\n') + 1;
        if (start == 0) return false;
        var line = source[start..];
        var end = line.IndexOf('\n');
        if (end >= 0) line = line[..end];
        return line.Contains('|') && line.Contains('-') && !line.ContainsAnyExcept("|-: \t\r");
    }

    private void FindUnusedFootnotes(LinkReferenceDefinitionGroup definitions)
    {
        foreach (var definition in definitions.OfType<FootnoteLinkReferenceDefinition>().Where(definition => definition.Footnote.Order < 0))
        {
            _diagnostics.Add(Messages.UnusedFootnote(LineOf(definition), definition.Label ?? ""));
        }
    }

    private static ReadOnlySpan<char> Source(Block block, string text)
    {
        var start = Math.Clamp(block.Span.Start, 0, text.Length);
        return text.AsSpan(start, Math.Clamp(block.Span.Length, 0, text.Length - start));
    }

    private void ReadFootnotes(FootnoteGroup group)
    {
        // The parser sorts them wrongly when one of them is never referred to.
        foreach (var footnote in group.OfType<Footnote>().Where(footnote => footnote.Order > 0).OrderBy(footnote => footnote.Order))
        {
            if (!Inlines.Settle(footnote))
            {
                _diagnostics.Add(Messages.TooDeep(LineOf(footnote)));
                continue;
            }

            _inlines.Read(footnote);
            _footnotes.Add(footnote);
        }
    }

    private void ReadBlock(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                ReadHeading(heading);
                break;
            case ParagraphBlock paragraph when ReadFigure(paragraph) || ReadCase(paragraph):
                break;
            default:
                _inlines.Read(block);
                _blocks.Add(new TextBlock(LineOf(block), block));
                break;
        }
    }

    /// <summary>The parser takes the line of the underline for that of the heading.</summary>
    private void MoveToFirstLine(HeadingBlock block, ContainerInline inlines)
    {
        var found = _lineStarts.BinarySearch(block.Span.Start);
        var line = found < 0 ? ~found - 1 : found;
        foreach (var inline in inlines.Descendants()) inline.Line += line - block.Line;
        block.Line = line;
    }

    private void ReadHeading(HeadingBlock block)
    {
        var inlines = block.Inline ??= new ContainerInline();
        if (block.IsSetext) MoveToFirstLine(block, inlines);
        var line = LineOf(block);
        var attributes = _inlines.TakeAttributes(inlines, line, [Identifier.Section]);
        _inlines.Read(inlines);
        Inlines.JoinLines(inlines, all: true);
        var heading = new HeadingItem
        {
            Index = _items.Count,
            Line = line,
            Level = block.Level,
            Title = Title.Read(inlines),
            Id = attributes.Id,
            Unnumbered = attributes.Unnumbered,
        };
        if (heading.Title.IsEmpty) _diagnostics.Add(Messages.EmptyHeading(line));
        Add(block, heading);
    }

    /// <summary>An image alone in its paragraph, with a caption.</summary>
    private bool ReadFigure(ParagraphBlock paragraph)
    {
        if (paragraph.Inline?.FirstChild is not LinkInline { IsImage: true } image) return false;
        if (image.NextSibling is not (null or AttributesInline { NextSibling: null })) return false;
        var line = LineOf(image);
        var attributes = _inlines.TakeAttributes(paragraph.Inline, line, [Identifier.Figure, Identifier.Table]);
        _inlines.Read(paragraph.Inline);
        Inlines.JoinLines(image, all: true);
        var title = Title.Read(image);
        if (title.IsEmpty)
        {
            _diagnostics.Add(Messages.EmptyCaption(line));
            _blocks.Add(new TextBlock(line, paragraph));
            return true;
        }

        Add(paragraph, new CaptionItem
        {
            Index = _items.Count,
            Line = line,
            Kind = attributes.Id is { } id && Identifier.Prefix(id) is Identifier.Table ? CaptionKind.Table : CaptionKind.Figure,
            Title = title,
            Caption = image,
            Image = image,
            Id = attributes.Id,
            Unnumbered = attributes.Unnumbered,
        });
        return true;
    }

    /// <summary>The line behind a pipe table: <c>: caption {#tbl:id}</c>.</summary>
    private bool ReadCaption(Table table, ParagraphBlock paragraph)
    {
        var line = LineOf(paragraph);
        if (!Inlines.Settle(paragraph) || !Inlines.TakeCaptionMark(paragraph.Inline)) return false;
        var inlines = paragraph.Inline!;
        var attributes = _inlines.TakeAttributes(inlines, line, [Identifier.Table]);
        _inlines.Read(table);
        _inlines.Read(inlines);
        Inlines.JoinLines(inlines, all: true);
        var title = Title.Read(inlines);
        if (title.IsEmpty)
        {
            _diagnostics.Add(Messages.EmptyCaption(line));
            _blocks.Add(new TextBlock(LineOf(table), table));
            return true;
        }

        _items.Add(new CaptionItem
        {
            Index = _items.Count,
            Line = line,
            Kind = CaptionKind.Table,
            Title = title,
            Caption = inlines,
            Id = attributes.Id,
            Unnumbered = attributes.Unnumbered,
        });
        _blocks.Add(new TextBlock(LineOf(table), table, _items[^1]));
        return true;
    }

    /// <summary><c>::case{#case:c01}</c></summary>
    private bool ReadCase(ParagraphBlock paragraph)
    {
        if (paragraph.Inline?.LastChild is not AttributesInline last) return false;
        var before = "";
        for (var inline = paragraph.Inline.FirstChild; inline != last; inline = inline.NextSibling)
        {
            if (inline is not LiteralInline literal || before.Length > InlineReader.CaseMark.Length) return false;
            before += literal.ToString();
        }

        if (before != InlineReader.CaseMark) return false;
        var line = LineOf(paragraph);
        var attributes = _inlines.TakeAttributes(paragraph.Inline, line, [Identifier.Case]);
        if (attributes.Id is null)
        {
            paragraph.Inline.AppendChild(Inlines.Literal(last.Source));
            _blocks.Add(new TextBlock(line, paragraph));
            return true;
        }

        Add(paragraph, new CaseItem { Index = _items.Count, Line = line, Id = attributes.Id, Unnumbered = attributes.Unnumbered });
        return true;
    }

    private void Add(Block block, Item item)
    {
        _items.Add(item);
        _blocks.Add(new TextBlock(item.Line, block, item));
    }
}
