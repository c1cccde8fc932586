using Authoring.Compile.Definition;
using Authoring.Compile.Numbering;
using Authoring.Compile.Reading;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdown = Markdig.Syntax;

namespace Authoring.Compile.Document;

/// <summary>
/// Builds the blocks of one text with their numbers. What it does not know it leaves out or keeps as source; nothing is passed on.
/// </summary>
internal sealed partial class BlockBuilder
{
    private readonly NumberedText _text;
    private readonly BuildContext _context;
    private readonly TrackedRuns? _tracked;
    private readonly InlineBuilder _inlines;

    public BlockBuilder(NumberedText text, BuildContext context)
    {
        _text = text;
        _context = context;
        _tracked = context.Markup(text.File.Path) is { } markup ? new TrackedRuns(markup, text.Text.Offset) : null;
        _inlines = new InlineBuilder(text, context.Resolver, _tracked);
    }

    /// <summary>All of the text in order; its footnotes are the last.</summary>
    public IReadOnlyList<DocumentBlock> Build()
    {
        var blocks = new List<DocumentBlock>();
        if (_text.Part == ReportPart.Case)
            blocks.Add(CaseTitle());
        foreach (var block in _text.Text.Blocks)
        {
            if (block.Markdown is not null)
                AddDeleted(StartOf(block), block.Line, block.Markdown is Markdown.ListBlock ? ItemMarker().IsMatch : null);
            blocks.AddRange(Build(block));
        }

        var notes = _text.Text.Footnotes;
        if (notes.Count > 0)
            AddDeleted(notes.Min(note => note.Span.Start), notes[0].Line);
        Append(_tracked?.OpenComments());
        var footnotes = notes.Count > 0 ? Footnotes() : null;
        AddDeleted(null, _text.Text.Blocks is [.., var last] ? last.Line : 1);
        Append(_tracked?.RestOfComments());
        if (footnotes is not null)
            blocks.Add(footnotes);
        return blocks;

        void Append(List<DocumentInline>? edges)
        {
            if (edges is not { Count: > 0 })
                return;
            if (blocks is [.., ParagraphBlock paragraph])
                blocks[^1] = paragraph with { Content = [.. paragraph.Content, .. edges] };
            else
                blocks.Add(new ParagraphBlock(blocks is [.., var end] ? end.Line : 1, edges, IsTight: true));
        }

        void AddDeleted(int? before, int line, Func<string, bool>? isPart = null) =>
            blocks.AddRange(_tracked?.BetweenBlocks(before, isPart).Select(run => new DeletedBlock(line, run)) ?? []);
    }

    /// <summary>A table's caption may stand above it.</summary>
    private static int StartOf(TextBlock block) =>
        block.Item is CaptionItem { Image: null, Caption.FirstChild: { } caption }
            ? Math.Min(caption.Span.Start, block.Markdown!.Span.Start)
            : block.Markdown!.Span.Start;

    private IEnumerable<DocumentBlock> Build(TextBlock block)
    {
        var placement = block.Item is null ? null : _text[block.Item];
        return block.Item switch
        {
            HeadingItem heading => [Heading((Markdown.HeadingBlock)block.Markdown!, block.Line, heading.Level, placement)],
            CaptionItem { Image: not null } picture => [Figure(picture, block.Line, placement)],
            CaptionItem table => [Table((Table)block.Markdown!, block.Line, table, placement)],
            CaseItem place => [Case(place, block.Line, placement)],
            _ when block.Markdown is null => [new SourceBlock(block.Line, block.Source ?? "")],
            _ => Block(block.Markdown, tight: false),
        };
    }

    private HeadingBlock Heading(Markdown.HeadingBlock block, int line, int level, Placement? placement) =>
        new(
            line,
            level,
            placement?.Anchor,
            DocumentBuilder.HeadingNumber(placement?.Printed),
            _inlines.Build(block.Inline),
            _text.Part == ReportPart.Case
        );

    private FigureBlock Figure(CaptionItem item, int line, Placement? placement)
    {
        // Titles of tables stand above them, of figures below: what was deleted in them is told in that order.
        if (item.Kind == CaptionKind.Figure)
        {
            var picture = _inlines.Picture(item.Image!);
            return new FigureBlock(line, placement?.Anchor ?? "", Caption(item, placement), picture);
        }

        var caption = Caption(item, placement);
        return new FigureBlock(line, placement?.Anchor ?? "", caption, _inlines.Picture(item.Image!));
    }

    private Caption Caption(CaptionItem item, Placement? placement)
    {
        var number = placement?.Printed is { Text.Length: > 0 } printed
            ? new PrintedNumber(printed, _context.Rules.Separator(item.Kind))
            : null;
        return new Caption(item.Kind == CaptionKind.Figure ? CaptionedKind.Figure : CaptionedKind.Table, number, Words());

        IReadOnlyList<DocumentInline> Words() =>
            _tracked is null || item.Image is not null
                ? _inlines.Build(item.Caption)
                : _tracked.Apart(item.Caption.FirstChild?.Span.Start ?? 0, () => _inlines.Build(item.Caption));
    }

    private DocumentBlock Case(CaseItem place, int line, Placement? placement) =>
        placement?.Card is { } card
            ? new CaseBlock(line, card.File.Path, placement.Anchor, new BlockBuilder(card, _context).Build())
            : new MissingCaseBlock(line, place.Id!);

    private CaseTitleBlock CaseTitle() =>
        new(
            _text.Anchor,
            _text.Whole?.Printed is { Text.Length: > 0 } number ? new PrintedNumber(number, _context.Rules.CaseSeparator) : null,
            _text.CaseTitle
        );

    private FootnotesBlock Footnotes() =>
        new(
            _text.Text.Footnotes[0].Line + _text.Text.FirstLine,
            [
                .. _text.Text.Footnotes.Select(note => new FootnoteText(
                    note.Order,
                    _text.FootnoteAnchor("n", note.Order),
                    Children(note, tight: false)
                )),
            ]
        );

    private int LineOf(Markdown.Block block) => block.Line + _text.Text.FirstLine;

    /// <param name="tight">Paragraphs stand bare, as in a list without blank lines.</param>
    private IEnumerable<DocumentBlock> Block(Markdown.Block block, bool tight) =>
        block switch
        {
            Markdown.HeadingBlock heading => [Heading(heading, LineOf(block), heading.Level, null)],
            Markdown.ParagraphBlock paragraph => [new ParagraphBlock(LineOf(block), _inlines.Build(paragraph.Inline), tight)],
            Markdown.ThematicBreakBlock => [new RuleBlock(LineOf(block))],
            Markdown.QuoteBlock quote => [new QuoteBlock(LineOf(block), Children(quote, tight: false))],
            Markdown.ListBlock list => [List(list)],
            Table table => [Table(table, LineOf(block), null, null)],
            Markdown.HtmlBlock raw => [new SourceBlock(LineOf(block), raw.Lines.ToString())],
            Markdown.CodeBlock code => [new CodeBlock(LineOf(block), code.Lines.ToString())],
            Markdown.LinkReferenceDefinitionGroup or Markdown.LinkReferenceDefinition => [],
            Markdown.ContainerBlock container => Children(container, tight),
            _ => [],
        };

    private List<DocumentBlock> Children(Markdown.ContainerBlock container, bool tight)
    {
        // Lines that stay lines are paragraphs even where a list has no blank line.
        tight &= container is not Markdown.ListItemBlock || container.Count(child => child is Markdown.ParagraphBlock) < 2;
        return [.. container.SelectMany(child => Block(child, tight))];
    }
}
