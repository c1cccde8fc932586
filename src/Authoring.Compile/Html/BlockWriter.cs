using Authoring.Compile.Diagnostics;
using Authoring.Compile.Document;

namespace Authoring.Compile.Html;

/// <summary>Writes the blocks of a document.</summary>
internal sealed class BlockWriter(HtmlBuilder html, HtmlForm form)
{
    private const int DeepestHtmlHeading = 6;

    /// <summary>
    /// A case card stands inside a section: its first level is below the section's. A block by itself does not know in which one it will
    /// stand.
    /// </summary>
    private const int CaseHeadingShift = 3;

    /// <summary>Of the last heading outside a card.</summary>
    private int _section;

    private readonly InlineWriter _inlines = new(html, form);

    public void Write(IReadOnlyList<DocumentBlock> blocks)
    {
        foreach (var block in blocks)
            Write(block);
    }

    public void Write(DocumentBlock block)
    {
        var start = html.Length;
        WriteKind(block);
        if (form.Versions is not null && block is not (CaseBlock or ParagraphBlock { IsTight: true }) && html.Length > start)
            html.Mark(start, $" data-block=\"{block.Line}\"");
    }

    private void WriteKind(DocumentBlock block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Heading(heading);
                break;
            case ParagraphBlock { IsTight: true } paragraph:
                _inlines.Write(paragraph.Content);
                break;
            case ParagraphBlock paragraph:
                Enclose("p", () => _inlines.Write(paragraph.Content));
                break;
            case FigureBlock figure:
                Figure(figure);
                break;
            case TableBlock table:
                Table(table);
                break;
            case ListBlock list:
                List(list);
                break;
            case QuoteBlock quote:
                Enclose("blockquote", () => Write(quote.Blocks));
                break;
            case RuleBlock:
                html.Raw("<hr>\n");
                break;
            default:
                WriteOther(block);
                break;
        }
    }

    /// <summary>What a writer's page of Markdown rarely holds: case cards, code, what is suggested to be deleted, footnotes.</summary>
    private void WriteOther(DocumentBlock block)
    {
        switch (block)
        {
            case CaseBlock card:
                Case(card);
                break;
            case CaseTitleBlock title:
                CaseTitle(title);
                break;
            case MissingCaseBlock missing:
                html.Raw("<p class=\"missing\">::case{#").Text(missing.Id).Raw("}</p>\n");
                break;
            case CodeBlock code:
                html.Raw("<pre><code>").Text(code.Text).Raw("\n</code></pre>\n");
                break;
            case SourceBlock source:
                html.Raw("<pre class=\"source\">").Text(source.Text).Raw("</pre>\n");
                break;
            case DeletedBlock deleted:
                Deleted(deleted);
                break;
            case FootnotesBlock footnotes:
                Footnotes(footnotes);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block.GetType().Name, "no HTML is known for such a block");
        }
    }

    public static void Number(HtmlBuilder html, PrintedNumber? number)
    {
        if (number is not null)
            html.Raw("<span class=\"number\">").Text(number.Text).Raw("</span>").Text(number.Separator);
    }

    private void Heading(HeadingBlock heading)
    {
        if (!heading.InCard)
            _section = heading.Level;
        var above =
            !heading.InCard ? 0
            : form.IsWhole ? _section
            : CaseHeadingShift;
        var level = Math.Min(DeepestHtmlHeading, above + heading.Level);
        Open($"<h{level}", heading.Anchor);
        Number(html, heading.Number);
        _inlines.Write(heading.Content);
        html.Raw("</h").Raw(level).Raw(">\n");
    }

    private HtmlBuilder Open(string start, string? anchor)
    {
        html.Raw(start);
        if (anchor is not null)
            html.Raw(" id=\"").Text(anchor).Raw("\"");
        return html.Raw(">");
    }

    private void Figure(FigureBlock figure)
    {
        var isTable = figure.Caption.Kind == CaptionedKind.Table; // titles of tables stand above them, of figures below
        Open(isTable ? "<figure class=\"table\"" : "<figure", figure.Anchor);
        if (isTable)
            Caption("figcaption", figure.Caption);
        Picture(figure);
        if (!isTable)
            Caption("figcaption", figure.Caption);
        html.Raw("</figure>\n");
    }

    /// <summary>In a document it opens over the page: by being the place that its own link names.</summary>
    private void Picture(FigureBlock figure)
    {
        if (!form.IsForReading || figure.Picture is not PictureRun)
        {
            _inlines.Write(figure.Picture);
            return;
        }

        var opened = HtmlForm.Opened(figure.Anchor);
        html.Raw("<a class=\"opens\" id=\"").Text(opened).Raw("\" href=\"").Address(form.Page).Raw("#").Address(opened);
        html.Raw("\" title=\"").Raw(Messages.Enlarge).Raw("\">");
        _inlines.Write(figure.Picture);
        html.Raw("</a><a class=\"closes\" href=\"")
            .Address(form.Page)
            .Raw("#")
            .Address(figure.Anchor)
            .Raw("\">")
            .Raw(Messages.Close)
            .Raw("</a>");
    }

    private void Caption(string tag, Caption caption)
    {
        html.Raw("<").Raw(tag).Raw(">");
        Number(html, caption.Number);
        _inlines.Write(caption.Content);
        html.Raw("</").Raw(tag).Raw(">");
    }

    private void Case(CaseBlock card)
    {
        html.Raw("<section class=\"case\"");
        if (form.Versions is { } versions)
            html.Raw(" data-path=\"").Text(card.Path).Raw("\" data-version=\"").Raw(versions(card.Path)).Raw("\"");
        Open("", card.Anchor).Raw("\n");
        Write(card.Blocks);
        html.Raw("</section>\n");
    }

    private void CaseTitle(CaseTitleBlock title)
    {
        Open("<p class=\"case-title\"", title.Anchor);
        Number(html, title.Number);
        html.Text(title.Title).Raw("</p>\n");
    }

    private void Deleted(DeletedBlock deleted)
    {
        html.Raw("<p class=\"deleted\">");
        _inlines.Write(deleted.Text);
        html.Raw("</p>\n");
    }

    private void Footnotes(FootnotesBlock footnotes)
    {
        html.Raw("<ol class=\"footnotes\">\n");
        foreach (var note in footnotes.Notes)
        {
            html.Raw("<li id=\"").Raw(note.Anchor).Raw("\" value=\"").Raw(note.Order).Raw("\">");
            Write(note.Blocks);
            html.Raw("</li>\n");
        }

        html.Raw("</ol>\n");
    }

    private void Enclose(string tag, Action content)
    {
        html.Raw("<").Raw(tag).Raw(">");
        content();
        html.Raw("</").Raw(tag).Raw(">\n");
    }

    private void List(ListBlock list)
    {
        var start = list.Start is { } first and not 1 ? $" start=\"{first}\"" : "";
        html.Raw(list.Start is null ? "<ul" : "<ol").Raw(start).Raw(">\n");
        foreach (var item in list.Items)
            Enclose("li", () => Write(item));
        html.Raw(list.Start is null ? "</ul>\n" : "</ol>\n");
    }

    private void Table(TableBlock table)
    {
        var isWide = form.IsForReading && table.Rows.Any(row => row.Cells.Count >= HtmlForm.ManyColumns);
        if (isWide)
        {
            html.Raw("<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"");
            html.Text(table.Caption?.Number?.Text ?? Messages.WideTable).Raw("\">\n");
        }

        Rows(table);
        html.Raw(isWide ? "</div>\n" : "");
    }

    private void Rows(TableBlock table)
    {
        Open("<table", table.Anchor).Raw("\n");
        if (table.Caption is { } caption)
            Caption("caption", caption);
        var inHead = false;
        var inBody = false;
        foreach (var row in table.Rows)
        {
            BeginPart(row.IsHeader, inHead, inBody);
            inHead = row.IsHeader;
            inBody |= !row.IsHeader;
            Row(row);
        }

        html.Raw(inHead ? "</thead>\n" : "").Raw(inBody ? "</tbody>\n" : "").Raw("</table>\n");
    }

    private void BeginPart(bool isHeader, bool inHead, bool inBody)
    {
        if (isHeader && !inHead)
            html.Raw("<thead>\n");
        if (!isHeader && inHead)
            html.Raw("</thead>\n");
        if (!isHeader && !inBody)
            html.Raw("<tbody>\n");
    }

    private static string ClassOf(CellAlignment alignment) =>
        alignment switch
        {
            CellAlignment.Center => " class=\"center\"",
            CellAlignment.End => " class=\"right\"",
            _ => "",
        };

    private void Row(TableRow row)
    {
        var tag = row.IsHeader ? "th" : "td";
        html.Raw("<tr>");
        foreach (var cell in row.Cells)
        {
            html.Raw("<").Raw(tag).Raw(ClassOf(cell.Alignment)).Raw(">");
            Write(cell.Blocks);
            html.Raw("</").Raw(tag).Raw(">");
        }

        html.Raw("</tr>\n");
    }
}
