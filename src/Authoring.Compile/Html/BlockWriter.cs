using Authoring.Compile.Numbering;
using Authoring.Compile.Reading;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Html;

/// <summary>Writes the blocks of one text with their numbers. What it does not know it leaves out or shows as text; nothing is passed on.</summary>
internal sealed class BlockWriter
{
    private const int DeepestHtmlHeading = 6;

    /// <summary>A case card stands inside a section: its first level is below the section's.</summary>
    private const int CaseHeadingShift = 3;

    private readonly HtmlBuilder _html;
    private readonly NumberedText _text;
    private readonly HtmlContext _context;
    private readonly MarkupWriter? _markup;
    private readonly InlineWriter _inlines;

    public BlockWriter(HtmlBuilder html, NumberedText text, HtmlContext context)
    {
        _html = html;
        _text = text;
        _context = context;
        _markup = context.Markup(text.File.Path) is { } markup ? new MarkupWriter(html, markup, text.Text.Offset) : null;
        _inlines = new InlineWriter(html, text, context, _markup);
    }

    /// <summary>All of the text, block by block; its footnotes are the last.</summary>
    /// <param name="written">Told the line of each block when it is in the builder.</param>
    public void Write(Action<int>? written = null)
    {
        if (_text.Part == ReportPart.Case)
        {
            CaseTitle();
            written?.Invoke(1);
        }

        foreach (var block in _text.Text.Blocks)
        {
            if (block.Markdown is { } markdown) _markup?.BetweenBlocks(markdown.Span.Start);
            Write(block);
            written?.Invoke(block.Line);
        }

        if (_markup?.BetweenBlocks(null) == true) written?.Invoke(_text.Text.Blocks is [.., var last] ? last.Line : 1);

        if (_text.Text.Footnotes.Count == 0) return;
        Footnotes();
        written?.Invoke(_text.Text.Footnotes[0].Line + _text.Text.FirstLine);
    }

    private void Write(TextBlock block)
    {
        var placement = block.Item is null ? null : _text[block.Item];
        switch (block.Item)
        {
            case HeadingItem heading: Heading((HeadingBlock)block.Markdown!, heading.Level, placement); break;
            case CaptionItem { Image: not null } picture: Figure(picture, placement); break;
            case CaptionItem table: Table((Table)block.Markdown!, table, placement); break;
            case CaseItem place: Case(place, placement); break;
            default:
                if (block.Markdown is null)
                {
                    Source(block.Source ?? "");
                }
                else
                {
                    Markdown(block.Markdown, tight: false);
                }

                break;
        }
    }

    private void Heading(HeadingBlock block, int level, Placement? placement)
    {
        level = Math.Min(DeepestHtmlHeading, _text.Part == ReportPart.Case ? level + CaseHeadingShift : level);
        _html.Raw("<h").Raw(level);
        if (placement is not null) _html.Raw(" id=\"").Text(placement.Anchor).Raw("\"");
        _html.Raw(">");
        if (placement?.Number is { Length: > 0 } number) Number(number, HeadingSpace(number));
        _inlines.Write(block.Inline);
        _html.Raw("</h").Raw(level).Raw(">\n");
    }

    /// <summary>One space between number and title, none behind marks that carry their own.</summary>
    public static string HeadingSpace(string number) => number[^1] is '、' or '）' ? "" : " ";

    private void Number(string number, string separator) => _html.Raw("<span class=\"number\">").Text(number).Raw("</span>").Text(separator);

    private void Figure(CaptionItem picture, Placement? placement)
    {
        var isTable = picture.Kind == CaptionKind.Table; // titles of tables stand above them, of figures below
        _html.Raw(isTable ? "<figure class=\"table\"" : "<figure").Raw(" id=\"").Text(placement?.Anchor).Raw("\">");
        if (isTable) Caption("figcaption", picture, placement);
        _inlines.Image(picture.Image!);
        if (!isTable) Caption("figcaption", picture, placement);
        _html.Raw("</figure>\n");
    }

    private void Caption(string tag, CaptionItem item, Placement? placement)
    {
        _html.Raw("<").Raw(tag).Raw(">");
        if (placement?.Number is { Length: > 0 } number) Number(number, _context.Rules.Separator(item.Kind));
        _inlines.Write(item.Caption);
        _html.Raw("</").Raw(tag).Raw(">");
    }

    private void Case(CaseItem place, Placement? placement)
    {
        if (placement?.Card is not { } card)
        {
            _html.Raw("<p class=\"missing\">::case{#").Text(place.Id).Raw("}</p>\n");
            return;
        }

        _html.Raw("<section class=\"case\" id=\"").Text(placement.Anchor).Raw("\">\n");
        new BlockWriter(_html, card, _context).Write();
        _html.Raw("</section>\n");
    }

    private void CaseTitle()
    {
        _html.Raw("<p class=\"case-title\" id=\"").Text(_text.Anchor).Raw("\">");
        if (_text.Whole?.Number is { Length: > 0 } number) Number(number, _context.Rules.CaseSeparator);
        _html.Text(_text.CaseTitle).Raw("</p>\n");
    }

    private void Footnotes()
    {
        _html.Raw("<ol class=\"footnotes\">\n");
        foreach (var footnote in _text.Text.Footnotes)
        {
            _html.Raw("<li id=\"").Raw(_text.FootnoteAnchor("n", footnote.Order)).Raw("\" value=\"").Raw(footnote.Order).Raw("\">");
            Children(footnote, tight: false);
            _html.Raw("</li>\n");
        }

        _html.Raw("</ol>\n");
    }

    private void Source(string source) => _html.Raw("<pre class=\"source\">").Text(source).Raw("</pre>\n");

    /// <param name="tight">Paragraphs stand bare, as in a list without blank lines.</param>
    private void Markdown(Block block, bool tight)
    {
        switch (block)
        {
            case HeadingBlock heading: Heading(heading, heading.Level, null); break;
            case ParagraphBlock paragraph when tight: _inlines.Write(paragraph.Inline); break;
            case ParagraphBlock paragraph: Enclose("p", () => _inlines.Write(paragraph.Inline)); break;
            case ThematicBreakBlock: _html.Raw("<hr>\n"); break;
            case QuoteBlock quote: Enclose("blockquote", () => Children(quote, tight: false)); break;
            case ListBlock list: List(list); break;
            case Table table: Table(table, null, null); break;
            case Markdig.Syntax.HtmlBlock raw: Source(raw.Lines.ToString()); break;
            case CodeBlock code: _html.Raw("<pre><code>").Text(code.Lines.ToString()).Raw("\n</code></pre>\n"); break;
            case LinkReferenceDefinitionGroup or LinkReferenceDefinition: break;
            case ContainerBlock container: Children(container, tight); break;
        }
    }

    private void Children(ContainerBlock container, bool tight)
    {
        foreach (var child in container) Markdown(child, tight);
    }

    private void Enclose(string tag, Action content)
    {
        _html.Raw("<").Raw(tag).Raw(">");
        content();
        _html.Raw("</").Raw(tag).Raw(">\n");
    }

    private void List(ListBlock list)
    {
        var start = list.IsOrdered && int.TryParse(list.OrderedStart, out var first) && first != 1 ? $" start=\"{first}\"" : "";
        _html.Raw(list.IsOrdered ? "<ol" : "<ul").Raw(start).Raw(">\n");
        foreach (var item in list.OfType<ListItemBlock>()) Enclose("li", () => Children(item, tight: !list.IsLoose));
        _html.Raw(list.IsOrdered ? "</ol>\n" : "</ul>\n");
    }

    private void Table(Table table, CaptionItem? item, Placement? placement)
    {
        _html.Raw("<table");
        if (placement is not null) _html.Raw(" id=\"").Text(placement.Anchor).Raw("\"");
        _html.Raw(">\n");
        if (item is not null) Caption("caption", item, placement);
        var inHead = false;
        var inBody = false;
        foreach (var row in table.OfType<TableRow>())
        {
            if (row.IsHeader && !inHead) _html.Raw("<thead>\n");
            if (!row.IsHeader && inHead) _html.Raw("</thead>\n");
            if (!row.IsHeader && !inBody) _html.Raw("<tbody>\n");
            inHead = row.IsHeader;
            inBody |= !row.IsHeader;
            Row(table, row);
        }

        _html.Raw(inHead ? "</thead>\n" : "").Raw(inBody ? "</tbody>\n" : "").Raw("</table>\n");
    }

    private void Row(Table table, TableRow row)
    {
        var tag = row.IsHeader ? "th" : "td";
        _html.Raw("<tr>");
        for (var column = 0; column < row.Count; column++)
        {
            var align = column < table.ColumnDefinitions.Count ? table.ColumnDefinitions[column].Alignment : null;
            _html.Raw("<").Raw(tag).Raw(align switch
            {
                TableColumnAlign.Center => " class=\"center\">",
                TableColumnAlign.Right => " class=\"right\">",
                _ => ">",
            });
            if (row[column] is TableCell cell) Children(cell, tight: true);
            _html.Raw("</").Raw(tag).Raw(">");
        }

        _html.Raw("</tr>\n");
    }
}
