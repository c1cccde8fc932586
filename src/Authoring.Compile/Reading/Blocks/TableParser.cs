using Markdig.Extensions.Tables;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Authoring.Compile.Reading.Blocks;

/// <summary>
/// Pipe tables, line by line: a line with bars above one of bars and dashes begins a table, whatever stands above it, and a line without a
/// bar ends it. A cell keeps its place:
/// nothing that is written in one reaches into the next.
/// </summary>
internal sealed class TableParser : BlockParser
{
    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line.AsSpan();
        if (!line.ContainsAny(TableLine.Bars) || line[0] is ':' or '：' || !TableLine.IsDelimiter(NextLine(processor.Line)))
            return BlockState.None;
        var next = Blanks.TrimStart(NextLine(processor.Line).TrimStart("> \t"));
        var table = new OpenTable(this, TableLine.Columns(next), next.Contains('｜') || !line.Contains('|'))
        {
            Column = processor.Column,
            Line = processor.LineIndex,
            Span = new(processor.Start, processor.Line.End),
        };
        AddRow(processor, table, isHeader: true);
        processor.NewBlocks.Push(table);
        return BlockState.ContinueDiscard;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        var table = (OpenTable)block;
        if (processor.IsBlankLine)
            return BlockState.BreakDiscard;
        var line = processor.Line.AsSpan();
        if (!table.HasDelimiter)
        {
            table.HasDelimiter = true;
            foreach (var align in TableLine.Alignments(line))
                table.ColumnDefinitions.Add(new TableColumnDefinition { Alignment = align });
        }
        else if (table.Takes(line))
        {
            AddRow(processor, table, isHeader: false);
        }
        else
        {
            return BlockState.None;
        }

        table.UpdateSpanEnd(processor.Line.End);
        return BlockState.ContinueDiscard;
    }

    /// <summary>Rows are as wide as the widest.</summary>
    public override bool Close(BlockProcessor processor, Block block)
    {
        var table = (OpenTable)block;
        var columns = table.ColumnDefinitions.Count;
        foreach (var row in table)
            columns = Math.Max(columns, ((TableRow)row).Count);
        while (table.ColumnDefinitions.Count < columns)
            table.ColumnDefinitions.Add(new TableColumnDefinition());
        foreach (var row in table)
        {
            while (((TableRow)row).Count < columns)
                ((TableRow)row).Add(
                    new TableCell(this)
                    {
                        IsOpen = false,
                        Line = row.Line,
                        Span = new(row.Span.End + 1, row.Span.End),
                    }
                );
        }

        return true;
    }

    private void AddRow(BlockProcessor processor, OpenTable table, bool isHeader)
    {
        var (line, start) = (processor.Line, processor.Line.Start);
        var row = new TableRow
        {
            IsHeader = isHeader,
            IsOpen = false,
            Line = processor.LineIndex,
            Column = processor.Column,
            Span = new(start, line.End),
        };
        foreach (var (from, to) in table.Cells(line.AsSpan()))
        {
            var cell = new TableCell(this)
            {
                IsOpen = false,
                Line = processor.LineIndex,
                Column = processor.Column + from,
                Span = new(start + from, start + to - 1),
            };
            if (to > from)
                cell.Add(Words(processor, cell, new StringSlice(line.Text, start + from, start + to - 1)));
            row.Add(cell);
        }

        table.Add(row);
    }

    private ParagraphBlock Words(BlockProcessor processor, TableCell cell, StringSlice words)
    {
        var paragraph = new ParagraphBlock(this)
        {
            IsOpen = false,
            Line = cell.Line,
            Column = cell.Column,
            Span = cell.Span,
        };
        paragraph.AppendLine(ref words, cell.Column, cell.Line, processor.CurrentLineStartPosition, trackTrivia: false);
        return paragraph;
    }

    private static ReadOnlySpan<char> NextLine(in StringSlice line)
    {
        var start = line.End + 1 + line.NewLine.Length();
        if (start >= line.Text.Length)
            return [];
        var rest = line.Text.AsSpan(start);
        var end = rest.IndexOfAny('\n', '\r');
        return end < 0 ? rest : rest[..end];
    }

    private sealed class OpenTable(BlockParser parser, int columns, bool isFullWidth) : Table(parser)
    {
        private bool _hasLeadingBar;

        public bool HasDelimiter { get; set; }

        /// <summary>
        /// A caption begins with a colon. Words that only hold a bar are no row where rows begin with one, unless they have as many cells.
        /// </summary>
        public bool Takes(ReadOnlySpan<char> line)
        {
            var words = Blanks.TrimStart(line);
            if (words.IsEmpty || words[0] is ':' or '：' || HeadingParser.Level(words) > 0)
                return false;
            var bar = words.IndexOfAny(TableLine.Bars);
            if (bar < 0 || (!isFullWidth && !words.Contains('|')))
                return false;
            return bar == 0 || !_hasLeadingBar || Cells(line).Count == columns;
        }

        public List<(int From, int To)> Cells(ReadOnlySpan<char> line)
        {
            if (Count == 0)
                _hasLeadingBar = Blanks.TrimStart(line) is ['|' or '｜', ..];
            var cells = TableLine.Cells(line, isFullWidth, code: true);
            if (cells.Count == columns)
                return cells;
            // Bars inside code, or a full-width one among the others, count where that fills the row.
            if (line.Contains('`') && TableLine.Cells(line, isFullWidth, code: false) is var plain && plain.Count == columns)
                return plain;
            return
                !isFullWidth
                && line.Contains('｜')
                && TableLine.Cells(line, fullWidth: true, code: true) is var wide
                && wide.Count == columns
                ? wide
                : cells;
        }
    }
}
