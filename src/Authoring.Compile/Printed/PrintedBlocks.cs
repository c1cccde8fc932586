using Authoring.Compile.Definition;
using Authoring.Compile.Numbering;
using Authoring.Compile.Reading;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Authoring.Compile.Printed;

/// <summary>
/// Writes the blocks of one text. It goes the way of the HTML writer and is another one: what a signature is bound to must not change
/// when pages are made to look otherwise.
/// </summary>
/// <param name="ownCard">
/// The case card that is signed, where it is one. Its label and those of its figures and tables are then as anywhere in the body of the
/// report: where it is placed, or whether it is, is printed in the section and signed there.
/// </param>
internal sealed class PrintedBlocks(PrintedBuilder form, NumberedText text, PrintedContext context, NumberedText? ownCard)
{
    private const int DeepestHeading = 6;
    private const int CaseHeadingShift = 3;

    private readonly PrintedInlines _inlines = new(form, text, context, ownCard);

    public void Write()
    {
        if (text.Part == ReportPart.Case)
            CaseTitle();
        foreach (var block in text.Text.Blocks)
            Write(block);
        foreach (var footnote in text.Text.Footnotes)
            Enclose("note", () => Children(footnote));
    }

    private void Write(TextBlock block)
    {
        var placement = block.Item is null ? null : text[block.Item];
        switch (block.Item)
        {
            case HeadingItem heading:
                Heading((HeadingBlock)block.Markdown!, heading.Level, placement);
                break;
            case CaptionItem { Image: not null } picture:
                Figure(picture, placement);
                break;
            case CaptionItem table:
                Table((Table)block.Markdown!, () => Caption(table, placement));
                break;
            case CaseItem place:
                Case(place, placement);
                break;
            default:
                if (block.Markdown is null)
                    form.Mark("source", block.Source);
                else
                    Markdown(block.Markdown);
                break;
        }
    }

    private void Heading(HeadingBlock block, int level, Placement? placement)
    {
        level = Math.Min(DeepestHeading, text.Part == ReportPart.Case ? level + CaseHeadingShift : level);
        Enclose(
            $"h{level}",
            () =>
            {
                if (placement?.Printed is { Text.Length: > 0 } number)
                    form.Number(NumberWords.Of(number), "");
                _inlines.Write(block.Inline);
            }
        );
    }

    private void Figure(CaptionItem picture, Placement? placement)
    {
        Enclose(
            picture.Kind == CaptionKind.Table ? "table-image" : "figure",
            () =>
            {
                _inlines.Image(picture.Image!);
                Caption(picture, placement);
            }
        );
    }

    private void Caption(CaptionItem item, Placement? placement) =>
        Enclose(
            "caption",
            () =>
            {
                if (_inlines.WordsOf(item, placement) is { Length: > 0 } words)
                    form.Number(words, context.Kinds.Separator(item.Kind));
                _inlines.Write(item.Caption);
            }
        );

    private void Case(CaseItem place, Placement? placement)
    {
        if (placement?.Card is not { } card)
        {
            form.Mark("missing", place.Id);
            return;
        }

        context.Sources.Add(card.File.Path);
        Enclose("case", () => new PrintedBlocks(form, card, context, ownCard: null).Write());
    }

    private void CaseTitle() =>
        Enclose(
            "case-title",
            () =>
            {
                var words =
                    ownCard is not null ? NumberWords.Anywhere(context.Numbering.Cases, context.Numbering)
                    : text.Whole?.Printed is { Text.Length: > 0 } number ? NumberWords.Of(number)
                    : "";
                if (words.Length > 0)
                    form.Number(words, context.Kinds.CaseSeparator);
                form.Text(text.CaseTitle);
            }
        );

    private void Markdown(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Heading(heading, heading.Level, null);
                break;
            case ParagraphBlock paragraph:
                Enclose("p", () => _inlines.Write(paragraph.Inline));
                break;
            case ThematicBreakBlock:
                form.Mark("line");
                break;
            case QuoteBlock quote:
                Enclose("quote", () => Children(quote));
                break;
            case ListBlock list:
                List(list);
                break;
            case Table table:
                Table(table, () => { });
                break;
            case Markdig.Syntax.HtmlBlock raw:
                form.Mark("source", raw.Lines.ToString());
                break;
            case CodeBlock code:
                form.Mark("code", code.Lines.ToString());
                break;
            case LinkReferenceDefinitionGroup or LinkReferenceDefinition:
                break;
            case ContainerBlock container:
                Children(container);
                break;
        }
    }

    private void Children(ContainerBlock container)
    {
        foreach (var child in container)
            Markdown(child);
    }

    private void List(ListBlock list)
    {
        var start = int.TryParse(list.OrderedStart, out var first) ? first : 1;
        Enclose(
            list.IsOrdered ? $"list-from-{start}" : "list",
            () =>
            {
                foreach (var item in list.OfType<ListItemBlock>())
                    Enclose("item", () => Children(item));
            }
        );
    }

    private void Table(Table table, Action caption) =>
        Enclose(
            "table",
            () =>
            {
                caption();
                foreach (var row in table.OfType<TableRow>())
                {
                    form.Mark(row.IsHeader ? "head-row" : "row");
                    for (var column = 0; column < row.Count; column++)
                        Cell(table, row, column);
                }
            }
        );

    private void Cell(Table table, TableRow row, int column)
    {
        var align = column < table.ColumnDefinitions.Count ? table.ColumnDefinitions[column].Alignment : null;
        form.Mark(
            align switch
            {
                TableColumnAlign.Center => "cell-center",
                TableColumnAlign.Right => "cell-right",
                _ => "cell",
            }
        );
        if (row[column] is TableCell cell)
            Children(cell);
    }

    private void Enclose(string mark, Action content)
    {
        form.Mark(mark);
        content();
        form.Mark("end");
    }
}
