using System.Text.RegularExpressions;
using Authoring.Compile.Numbering;
using Authoring.Compile.Reading;
using Authoring.Compile.Reading.Blocks;
using Markdig.Extensions.Tables;
using Markdown = Markdig.Syntax;

namespace Authoring.Compile.Document;

/// <summary>What has parts that are suggested one by one: the items of lists, the rows and cells of tables.</summary>
internal sealed partial class BlockBuilder
{
    /// <summary>What was deleted behind the last part began behind its line's end.</summary>
    private const int LineEnd = 2;

    private ListBlock List(Markdown.ListBlock list)
    {
        int? start =
            !list.IsOrdered ? null
            : int.TryParse(list.OrderedStart, out var first) ? first
            : 1;
        var items = new List<IReadOnlyList<DocumentBlock>>(list.Count);
        foreach (var item in list.OfType<Markdown.ListItemBlock>())
        {
            AddDeletedItems(items, item.Span.Start, LineOf(item));
            items.Add(Children(item, tight: !list.IsLoose));
        }

        AddDeletedItems(items, list.Span.End + LineEnd, LineOf(list));
        return new ListBlock(LineOf(list), start, items);
    }

    private void AddDeletedItems(List<IReadOnlyList<DocumentBlock>> items, int position, int line)
    {
        if (_tracked is null)
            return;
        foreach (var item in _tracked.TakeLines(position, line => ItemMarker().IsMatch(line)))
        {
            var words = item with { Text = item.Text[ItemMarker().Match(item.Text).Length..] };
            items.Add([new ParagraphBlock(line, [words], IsTight: true)]);
        }
    }

    private TableBlock Table(Table table, int line, CaptionItem? item, Placement? placement)
    {
        var caption = item is null ? null : Caption(item, placement); // it stands above the table
        var rows = new List<TableRow>(table.Count);
        foreach (var row in table.OfType<Markdig.Extensions.Tables.TableRow>())
        {
            if (!row.IsHeader)
                AddDeletedRows(rows, row.Span.Start, LineOf(row));
            rows.Add(Row(table, row));
        }

        if (rows is [.., { IsHeader: false }])
            AddDeletedRows(rows, table.Span.End + LineEnd, LineOf(table));
        return new TableBlock(line, placement?.Anchor, caption, rows);
    }

    private void AddDeletedRows(List<TableRow> rows, int position, int line)
    {
        if (_tracked is null)
            return;
        foreach (var deleted in _tracked.TakeLines(position, line => Blanks.Trim(line) is ['|', ..] && !TableLine.IsDelimiter(line)))
        {
            var cells = TableLine.Cells(deleted.Text, fullWidth: false, code: true);
            rows.Add(
                new TableRow(
                    IsHeader: false,
                    [.. cells.Select(cell => DeletedCell(deleted with { Text = deleted.Text[cell.From..cell.To] }, line))]
                )
            );
        }
    }

    private static TableCell DeletedCell(TextRun words, int line) =>
        new(CellAlignment.Start, [new ParagraphBlock(line, [words], IsTight: true)]);

    private TableRow Row(Table table, Markdig.Extensions.Tables.TableRow row)
    {
        var cells = new List<TableCell>(row.Count);
        for (var column = 0; column < row.Count; column++)
        {
            var alignment = column < table.ColumnDefinitions.Count ? table.ColumnDefinitions[column].Alignment : null;
            cells.Add(new TableCell(Alignment(alignment), Cell((Markdown.ContainerBlock)row[column])));
        }

        return new TableRow(row.IsHeader, cells);
    }

    private static CellAlignment Alignment(TableColumnAlign? alignment) =>
        alignment switch
        {
            TableColumnAlign.Center => CellAlignment.Center,
            TableColumnAlign.Right => CellAlignment.End,
            _ => CellAlignment.Start,
        };

    private List<DocumentBlock> Cell(Markdown.ContainerBlock cell)
    {
        var blocks = Children(cell, tight: true);
        if (_tracked?.EndOfCell(cell.Span.End + 1) is { Count: > 0 } deleted)
        {
            if (blocks is [ParagraphBlock only])
                blocks[0] = only with { Content = [.. only.Content, .. deleted] };
            else
                blocks.Add(new ParagraphBlock(LineOf(cell), deleted, IsTight: true));
        }

        return blocks;
    }

    [GeneratedRegex(@"^\s*(?:[-*+]|[0-9]{1,9}[.)])\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ItemMarker();
}
