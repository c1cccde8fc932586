namespace Authoring.Web.Enrolment;

/// <summary>Why a file is not taken: each has a sentence, <c>enrol.fault-…</c>.</summary>
internal enum SheetFault
{
    Empty,
    FileTooLarge,
    UnpackedTooLarge,
    TooManyRows,
    TooManyColumns,
    CellTooLong,

    /// <summary>A workbook as Excel wrote it before 2007, or one with a password: both look alike from outside.</summary>
    OldOrLocked,
    NotASheet,
    Broken,
}

internal sealed class SheetException(SheetFault fault, Exception? inner = null) : Exception(fault.ToString(), inner)
{
    public SheetFault Fault { get; } = fault;
}

/// <summary>A row with something in it.</summary>
/// <param name="Number">As the spreadsheet numbers it, from 1.</param>
/// <param name="Formulas">The columns, from 0, whose cells are computed: what they would say is known to a spreadsheet alone.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells, IReadOnlySet<int> Formulas)
{
    public string this[int? column] => column is { } at && at < Cells.Count ? Cells[at] : "";
}

/// <summary>What a file says: rows of cells, as text. Nothing in it is computed, and nothing outside of it is asked for.</summary>
public sealed record PeopleSheet(string Name, IReadOnlyList<SheetRow> Rows)
{
    public int Columns => Rows.Count == 0 ? 0 : Rows.Max(row => row.Cells.Count);

    /// <summary>A, B … Z, AA, as spreadsheets call their columns.</summary>
    public static string ColumnName(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : $"{ColumnName((column / 26) - 1)}{(char)('A' + (column % 26))}";
}
