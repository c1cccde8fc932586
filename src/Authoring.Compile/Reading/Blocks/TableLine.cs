using System.Buffers;
using Authoring.Compile.Diagnostics;
using Markdig.Extensions.Tables;

namespace Authoring.Compile.Reading.Blocks;

/// <summary>One line of a pipe table, whose bars, dashes and colons may be full-width.</summary>
internal static class TableLine
{
    public static readonly SearchValues<char> Bars = SearchValues.Create("|｜");

    private static readonly SearchValues<char> Dashes = SearchValues.Create("-－—–─");
    private static readonly SearchValues<char> Delimiter = SearchValues.Create("|｜-－—–─:： \t\r\u3000\u00A0");

    /// <summary>The line below a table's head: <c>| --- | :-: |</c>. A bar and a dash at least, and nothing else.</summary>
    public static bool IsDelimiter(ReadOnlySpan<char> line)
    {
        line = line.TrimStart("> \t");
        return line.ContainsAny(Bars) && line.ContainsAny(Dashes) && !line.ContainsAnyExcept(Delimiter);
    }

    /// <summary>
    /// A line of dashes that lacks its bars, between two rows that have them (<c>甲 | 乙</c> over <c>-----</c>): itself, or below this line.
    /// </summary>
    public static (int Line, Correction Fix)? WithoutBars(SourceLines lines, int line)
    {
        for (var at = line; at <= line + 1; at++)
        {
            var row = Blanks.Trim(lines[at]);
            var above = lines[at - 1];
            if (row.Length < 3 || row.ContainsAnyExcept("|｜-—–─+=: \t") || !row.ContainsAny(Dashes) || IsDelimiter(row))
                continue;
            if (
                IsDelimiter(above)
                || Cells(above, fullWidth: true, code: true).Count is not (var cells and > 1)
                || !lines[at + 1].ContainsAny(Bars)
            )
                continue;
            return (at, new Correction(0, lines[at].Length, $"|{string.Concat(Enumerable.Repeat(" --- |", cells))}"));
        }

        return null;
    }

    public static int Columns(ReadOnlySpan<char> delimiter) => Cells(delimiter, fullWidth: true, code: false).Count;

    public static IEnumerable<TableColumnAlign?> Alignments(ReadOnlySpan<char> delimiter)
    {
        var alignments = new List<TableColumnAlign?>();
        foreach (var (from, to) in Cells(delimiter, fullWidth: true, code: false))
        {
            var cell = delimiter[from..to];
            var left = cell is [':' or '：', ..];
            var right = cell is [.., ':' or '：'] && cell.Length > 1;
            alignments.Add(
                (left, right) switch
                {
                    (true, true) => TableColumnAlign.Center,
                    (false, true) => TableColumnAlign.Right,
                    (true, false) => TableColumnAlign.Left,
                    _ => null,
                }
            );
        }

        return alignments;
    }

    /// <summary>Where the words of each cell stand in the line, without the blanks around them.</summary>
    /// <param name="fullWidth">Full-width bars divide cells, too.</param>
    /// <param name="code">Bars inside code are its own.</param>
    public static List<(int From, int To)> Cells(ReadOnlySpan<char> line, bool fullWidth, bool code)
    {
        var cells = new List<(int, int)>();
        var end = line.Length;
        while (end > 0 && Blanks.Is(line[end - 1]))
            end--;
        var at = 0;
        while (at < end && Blanks.Is(line[at]))
            at++;
        if (at < end && IsBar(line[at], fullWidth))
            at++;
        for (var from = at; ; from = at + 1)
        {
            at = EndOfCell(line[..end], from, fullWidth, code);
            if (at >= end && cells.Count > 0 && from >= end)
                break; // the last bar closes the row
            cells.Add(Trimmed(line, from, Math.Min(at, end)));
            if (at >= end)
                break;
        }

        return cells;
    }

    private static (int From, int To) Trimmed(ReadOnlySpan<char> line, int from, int to)
    {
        while (from < to && Blanks.Is(line[from]))
            from++;
        while (to > from && Blanks.Is(line[to - 1]))
            to--;
        return (from, to);
    }

    private static int EndOfCell(ReadOnlySpan<char> line, int at, bool fullWidth, bool code)
    {
        for (; at < line.Length; at++)
        {
            if (line[at] == '\\')
                at++;
            else if (line[at] == '`' && code)
                at = EndOfCode(line, at) - 1;
            else if (IsBar(line[at], fullWidth))
                return at;
        }

        return line.Length;
    }

    /// <summary>Behind the code that begins here, or behind the backticks alone where nothing closes it.</summary>
    private static int EndOfCode(ReadOnlySpan<char> line, int at)
    {
        var opening = Run(line, at);
        for (var next = at + opening; next < line.Length; )
        {
            var found = line[next..].IndexOf('`');
            if (found < 0)
                break;
            var closing = Run(line, next + found);
            next += found + closing;
            if (closing == opening)
                return next;
        }

        return at + opening;
    }

    private static int Run(ReadOnlySpan<char> line, int at) =>
        line[at..].IndexOfAnyExcept('`') is var run and >= 0 ? run : line.Length - at;

    private static bool IsBar(char c, bool fullWidth) => c == '|' || (fullWidth && c == '｜');
}
