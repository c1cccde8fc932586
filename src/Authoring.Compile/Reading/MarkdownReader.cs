using Authoring.Compile.Diagnostics;
using Authoring.Compile.Reading.Blocks;
using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;

namespace Authoring.Compile.Reading;

/// <summary>From Markdown to a <see cref="ParsedText"/>. One use; the tree is made fit for writing on the way.</summary>
internal sealed class MarkdownReader
{
    private static readonly MarkdownPipeline Pipeline = CreatePipeline();

    private readonly string _path;
    private readonly DiagnosticList _diagnostics;
    private readonly int _firstLine;
    private readonly List<TextBlock> _blocks = [];
    private readonly List<Footnote> _footnotes = [];
    private ItemReader? _items;

    private MarkdownReader(string path, int firstLine)
    {
        _path = path;
        _firstLine = firstLine;
        _diagnostics = new DiagnosticList(path);
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
            Items = reader._items?.Items ?? [],
            Footnotes = reader._footnotes,
            References = reader._items?.Inlines.References ?? [],
            Images = reader._items?.Inlines.Images ?? [],
            Links = reader._items?.Inlines.Links ?? [],
            Diagnostics = reader._diagnostics.InOrder(),
        };
    }

    private static MarkdownPipeline CreatePipeline()
    {
        // Depth is judged block by block afterwards (Inlines.Settle); the parser's own limit would give up the whole text.
        var builder = new MarkdownPipelineBuilder { MaximumNestingDepth = int.MaxValue / 4 };
        builder.BlockParsers.Clear();
        builder.BlockParsers.AddRange(BlockParsers.All());
        builder.UseFootnotes().UsePreciseSourceLocation();
        builder.InlineParsers.Replace<LinkInlineParser>(new LinkParser());
        builder.InlineParsers.Replace<EmphasisInlineParser>(new EmphasisParser());
        builder.InlineParsers.Insert(0, new ReferenceParser());
        builder.InlineParsers.Insert(0, new AttributesParser());
        return builder.Build();
    }

    private void Read(string text)
    {
        text = FullWidthMarks.Even(Blanks.Even(text));
        var withheld = ParseGuard.Inspect(text);
        List<string> sources = [];
        if (withheld.Count > 0)
            text = ParseGuard.Blank(text, withheld, out sources);
        if (Parse(text) is { } document)
            ReadBlocks(document, text);
        if (withheld.Count == 0)
            return;
        for (var i = 0; i < withheld.Count; i++)
            ShowSource(withheld[i].First + _firstLine, sources[i], withheld[i].Reason);
        _blocks.Sort((a, b) => a.Line.CompareTo(b.Line));
    }

    private MarkdownDocument? Parse(string text)
    {
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (Exception exception)
            when (exception is ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException)
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
        var lines = new SourceLines(text, document.LineStartIndexes!);
        var items = _items = new ItemReader(_blocks, new InlineReader(_path, _firstLine, _diagnostics, lines), _firstLine, _diagnostics);
        _blocks.Capacity = document.Count;
        for (var i = 0; i < document.Count; i++)
        {
            var block = document[i];
            if (block is LinkReferenceDefinitionGroup definitions)
            {
                FindUnusedFootnotes(definitions);
            }
            else if (block is FootnoteGroup group)
            {
                ReadFootnotes(group);
            }
            else if (!Inlines.Settle(block))
            {
                ShowSource(LineOf(block), Source(block, text).ToString(), Withheld.TooDeep);
            }
            else if (ReadCaptioned(items, document, i) is var read and > 0)
            {
                i += read;
            }
            else
            {
                items.Read(block);
                if (block is ParagraphBlock && LooksLikeTable(Source(block, text)))
                    _diagnostics.Add(Messages.NotATable(LineOf(block)));
                else if (block is ThematicBreakBlock or ParagraphBlock && TableLine.WithoutBars(lines, block.Line) is { } dashes)
                    _diagnostics.Add(Messages.NotATable(dashes.Line + _firstLine) with { Fix = dashes.Fix });
            }
        }
    }

    /// <summary>
    /// A table and its caption, which stands below it, or above it. How many blocks were read besides the first; 0: this is neither.
    /// </summary>
    private static int ReadCaptioned(ItemReader items, MarkdownDocument document, int i)
    {
        var next = i + 1 < document.Count ? document[i + 1] : null;
        switch (document[i], next)
        {
            case (Table table, ParagraphBlock below) when ItemReader.IsCaption(below):
                return items.ReadCaption(table, below) ? 1 : 0;
            case (ParagraphBlock above, Table table) when ItemReader.IsCaption(above):
                return IsAbove(document, i) && Inlines.Settle(table) && items.ReadCaption(table, above) ? 1 : 0;
            default:
                return 0;
        }
    }

    /// <summary>Captions and tables that follow each other by turns: where the last of them is a table, the captions stand above.</summary>
    private static bool IsAbove(MarkdownDocument document, int i)
    {
        for (; i < document.Count; i += 2)
        {
            if (document[i] is not ParagraphBlock caption || !ItemReader.IsCaption(caption))
                return true;
            if (i + 1 == document.Count || document[i + 1] is not Table)
                return false;
        }

        return true;
    }

    /// <summary>A second line of dashes and pipes.</summary>
    private static bool LooksLikeTable(ReadOnlySpan<char> source)
    {
        var start = source.IndexOf('\n') + 1;
        if (start == 0)
            return false;
        var line = source[start..];
        var end = line.IndexOf('\n');
        if (end >= 0)
            line = line[..end];
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

            _items!.Inlines.Read(footnote);
            _footnotes.Add(footnote);
        }
    }
}
