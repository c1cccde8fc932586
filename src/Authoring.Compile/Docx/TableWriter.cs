using Authoring.Compile.Diagnostics;
using Authoring.Compile.Document;

namespace Authoring.Compile.Docx;

/// <summary>
/// Writes tables: every column with its width (some programs collapse columns otherwise), the head repeated on each page, no row torn in
/// two.
/// </summary>
internal sealed class TableWriter(WritingContext context, RunWriter runs)
{
    /// <summary>More columns than Word takes in a table are written as text.</summary>
    private const int MostColumns = 63;

    /// <summary>Of a half-width character of the table's text, in twips.</summary>
    private const int CharacterWidth = 105;

    /// <summary>The first character that is as wide as it is high.</summary>
    private const char Wide = '\u1100';

    /// <summary>Both sides of a cell, in twips.</summary>
    private const int Padding = 200;

    /// <summary>Twips: hardly one character.</summary>
    private const int Narrowest = 420;

    /// <summary>What no column falls short of, in half-width characters.</summary>
    private const int LightestColumn = 4;

    /// <summary>Of a row with one line, with the space in its cells, and of a line; twips, as the styles have them.</summary>
    private const int RowHeight = 400,
        LineHeight = 320;

    /// <summary>Of the text's height: a table that is no higher stays on one page.</summary>
    private const double HighestWhole = 0.4;

    private readonly Part _part = context.Part;

    /// <param name="isFramed">It stands in the frame of a case card.</param>
    public void Write(TableBlock table, bool isFramed = false)
    {
        var columns = table.Rows.Count == 0 ? 0 : table.Rows.Max(row => row.Cells.Count);
        if (columns == 0)
            return;
        if (columns > MostColumns)
        {
            context.Notes.PlainBlock(Messages.TableTooWide(columns, MostColumns));
            foreach (var row in table.Rows)
                AsText(row);
            return;
        }

        var room = context.Page.TextWidth - (isFramed ? 2 * Frame.Edge : 0);
        var widths = Widths(table, columns, room);
        _part.Open("tbl");
        Properties(room, isNarrow: IsNarrow(widths), isFramed);
        Grid(widths);
        var isWhole = table.Rows.Sum(row => HeightOf(row, widths)) <= context.Page.TextHeight * HighestWhole;
        for (var i = 0; i < table.Rows.Count; i++)
            Row(table.Rows[i], widths, isKept: KeepsToNext(table, i, isWhole));
        _part.Close();
        After(isFramed);
    }

    private bool IsNarrow(int[] widths)
    {
        if (widths.Min() >= Narrowest)
            return false;
        context.Notes.NarrowTable(Messages.TableColumns(widths.Length));
        return true;
    }

    private void Properties(int width, bool isNarrow, bool isFramed)
    {
        _part.Open("tblPr").Value("tblStyle", "ReportTable").Empty("tblW", "w", width.ToString(), "type", "dxa").Value("jc", "center");
        if (isFramed)
            Frame.Table(_part);
        _part.Empty("tblLayout", "type", "fixed");
        if (isNarrow)
            Tight();
        _part.Close();
    }

    private void Grid(int[] widths)
    {
        _part.Open("tblGrid");
        foreach (var width in widths)
            _part.Empty("gridCol", "w", width.ToString());
        _part.Close();
    }

    /// <summary>Two tables stay two.</summary>
    private void After(bool isFramed)
    {
        _part.Open("p").Open("pPr").Value("pStyle", isFramed ? "CaseText" : "Normal");
        _part.Empty("spacing", "line", isFramed ? "60" : "240", "lineRule", "exact").Close().Close();
    }

    /// <summary>A head, a first and a last row never stand alone on a page.</summary>
    private static bool KeepsToNext(TableBlock table, int row, bool isWhole) =>
        row < table.Rows.Count - 1
        && (isWhole || table.Rows[row].IsHeader || row == table.Rows.Count - 2 || (row > 0 && table.Rows[row - 1].IsHeader));

    private static int HeightOf(TableRow row, int[] widths)
    {
        var lines = row
            .Cells.Take(widths.Length)
            .Select((cell, column) => (cell.Blocks.Sum(Weight) * CharacterWidth / Math.Max(1, widths[column] - Padding)) + 1);
        return RowHeight + ((lines.DefaultIfEmpty(1).Max() - 1) * LineHeight);
    }

    /// <summary>What room there is goes to the words.</summary>
    private void Tight()
    {
        _part.Open("tblCellMar");
        foreach (var side in new[] { "left", "right" })
            _part.Empty(side, "w", "0", "type", "dxa");
        _part.Close();
    }

    /// <summary>
    /// By what stands in the columns: twips, <paramref name="room"/> together. Where there is room each column has what it needs and its
    /// share of the rest; else the widest give way, and narrow ones keep their words on one line.
    /// </summary>
    private int[] Widths(TableBlock table, int columns, int room)
    {
        var needs = new long[columns];
        Array.Fill(needs, (LightestColumn * CharacterWidth) + Padding);
        foreach (var row in table.Rows)
            for (var column = 0; column < row.Cells.Count; column++)
                needs[column] = Math.Max(needs[column], (row.Cells[column].Blocks.Sum(Weight) * (long)CharacterWidth) + Padding);
        var widest = Widest(needs, room);
        var given = Array.ConvertAll(needs, need => Math.Min(need, widest));
        var total = given.Sum();
        var widths = Array.ConvertAll(given, need => (int)(room * need / total));
        widths[^1] += room - widths.Sum();
        return widths;
    }

    /// <summary>The width at which the wider columns are cut, so that all have room together.</summary>
    private static long Widest(long[] needs, long room)
    {
        var left = room;
        var ascending = needs.Order().ToArray();
        for (var i = 0; i < ascending.Length; i++)
        {
            var share = left / (ascending.Length - i);
            if (ascending[i] > share)
                return Math.Max(share, 1);
            left -= ascending[i];
        }

        return ascending[^1];
    }

    private static int Weight(DocumentBlock block) => block is ParagraphBlock paragraph ? paragraph.Content.Sum(Weight) : LightestColumn;

    private static int Weight(DocumentInline inline) =>
        inline switch
        {
            TextRun run => Weight(run.Text),
            EmphasisRun emphasis => emphasis.Content.Sum(Weight),
            LinkRun link => link.Content.Sum(Weight),
            ReferenceRun reference => reference.Text.Length * 2,
            _ => LightestColumn,
        };

    /// <summary>Chinese characters are two; for the quarter of one that stands between them and others one is counted.</summary>
    private static int Weight(string text)
    {
        var weight = 0;
        for (var i = 0; i < text.Length; i++)
        {
            weight += text[i] < Wide ? 1 : 2;
            if (i > 0 && text[i] < Wide != text[i - 1] < Wide)
                weight++;
        }
        return weight;
    }

    private void Row(TableRow row, int[] widths, bool isKept)
    {
        _part.Open("tr").Open("trPr").Empty("cantSplit");
        if (row.IsHeader)
            _part.Empty("tblHeader");
        var words = row.Cells.SelectMany(cell => cell.Blocks.OfType<ParagraphBlock>().SelectMany(paragraph => paragraph.Content));
        if (RunWriter.WholeChange([.. words]) is (var tracked and not Tracked.None, var by))
            runs.Open(_part, tracked, by).Close();
        _part.Close();
        for (var column = 0; column < widths.Length; column++)
        {
            var cell = column < row.Cells.Count ? row.Cells[column] : new TableCell(CellAlignment.Start, []);
            _part.Open("tc").Open("tcPr").Empty("tcW", "w", widths[column].ToString(), "type", "dxa").Value("vAlign", "center").Close();
            Cell(cell, row.IsHeader, isKept);
            _part.Close();
        }

        _part.Close();
    }

    private void Cell(TableCell cell, bool isHeader, bool isKept)
    {
        var isEmpty = true;
        foreach (var block in cell.Blocks)
        {
            if (block is ParagraphBlock paragraph)
                Paragraph(paragraph.Content, cell.Alignment, isHeader, isKept);
            else
                new PlainBlocks(context, runs, inCard: false).Write([block], "TableText");
            isEmpty = block is TableBlock; // a cell ends with a paragraph
        }

        if (isEmpty)
            Paragraph([], cell.Alignment, isHeader, isKept);
    }

    private void Paragraph(IReadOnlyList<DocumentInline> content, CellAlignment alignment, bool isHeader, bool isKept)
    {
        _part.Open("p").Open("pPr").Value("pStyle", isHeader ? "TableHead" : "TableText");
        if (isKept)
            _part.Empty("keepNext");
        if (alignment != CellAlignment.Start)
            _part.Value("jc", alignment == CellAlignment.Center ? "center" : "right");
        _part.Close();
        runs.Write(content);
        _part.Close();
    }

    private void AsText(TableRow row)
    {
        _part.Open("p").Open("pPr").Value("pStyle", "SourceText").Close();
        for (var column = 0; column < row.Cells.Count; column++)
        {
            if (column > 0)
                runs.Plain(" | ");
            foreach (var paragraph in row.Cells[column].Blocks.OfType<ParagraphBlock>())
                runs.Write(paragraph.Content);
        }

        _part.Close();
    }
}
