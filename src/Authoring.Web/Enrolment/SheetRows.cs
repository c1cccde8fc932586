using Authoring.Web.People;

namespace Authoring.Web.Enrolment;

/// <summary>Gathers the rows of a sheet, and stops as soon as there is more than may be: a file is not read further than that.</summary>
internal sealed class SheetRows(EnrolmentLimits limits)
{
    private readonly List<SheetRow> rows = [];
    private readonly List<string> cells = [];
    private readonly HashSet<int> formulas = [];
    private int merged;

    /// <exception cref="SheetException">There is more than may be.</exception>
    public void Cell(int column, string text, bool isFormula)
    {
        if (text.Length == 0 && !isFormula)
            return;
        if (column >= limits.MaxColumns)
            throw new SheetException(SheetFault.TooManyColumns);
        if (text.Length > limits.MaxCellLength)
            throw new SheetException(SheetFault.CellTooLong);
        while (cells.Count <= column)
            cells.Add("");
        cells[column] = NameRules.Tidy(text.ReplaceLineEndings(" "));
        if (isFormula)
            formulas.Add(column);
    }

    /// <exception cref="SheetException">There is more than may be.</exception>
    public void EndRow(int number)
    {
        if (cells.Exists(cell => cell.Length > 0) || formulas.Count > 0)
            rows.Add(new SheetRow(number, [.. cells], formulas.ToHashSet()));
        cells.Clear();
        formulas.Clear();
        // Two more than people: a title and the headings.
        if (rows.Count > limits.MaxRows + 2)
            throw new SheetException(SheetFault.TooManyRows);
    }

    /// <summary>Cells that were merged say in each row what they say in the first: a school beside all its people.</summary>
    public void Merge(int column, int firstRow, int lastRow)
    {
        // No sheet of so few rows has more merged cells than cells.
        var text = merged++ < limits.MaxRows * limits.MaxColumns ? rows.Find(row => row.Number == firstRow)?[column] ?? "" : "";
        if (text.Length == 0)
            return;
        for (var i = 0; i < rows.Count; i++)
            if (rows[i].Number > firstRow && rows[i].Number <= lastRow && rows[i][column].Length == 0)
                rows[i] = rows[i] with { Cells = With(rows[i].Cells, column, text) };
    }

    private static List<string> With(IReadOnlyList<string> cells, int column, string text)
    {
        List<string> changed = [.. cells, .. Enumerable.Repeat("", Math.Max(0, column + 1 - cells.Count))];
        changed[column] = text;
        return changed;
    }

    public PeopleSheet Finish(string name) => rows.Count > 0 ? new PeopleSheet(name, rows) : throw new SheetException(SheetFault.Empty);
}
