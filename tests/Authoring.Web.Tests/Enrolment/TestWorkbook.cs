using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Authoring.Web.Tests.Enrolment;

/// <summary>
/// A workbook as spreadsheets write it. A cell that begins with <c>=</c> is a formula, one that begins with <c>#</c> a number, one with
/// <c>!</c> an error; null: there is none.
/// </summary>
internal static class TestWorkbook
{
    public static byte[] Of(params string?[][] rows) => Of(rows, []);

    public static byte[] Of(string?[][] rows, string[] merged, bool hasHiddenSheet = false)
    {
        using var file = new MemoryStream();
        using (var book = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var main = book.AddWorkbookPart();
            main.Workbook = new Workbook(new Sheets());
            var texts = main.AddNewPart<SharedStringTablePart>();
            texts.SharedStringTable = new SharedStringTable();
            if (hasHiddenSheet)
                Add(
                    main,
                    texts,
                    [
                        ["隐藏的"],
                    ],
                    [],
                    "隐藏",
                    SheetStateValues.Hidden
                );
            Add(main, texts, rows, merged, "名单", SheetStateValues.Visible);
        }
        return file.ToArray();
    }

    private static void Add(
        WorkbookPart main,
        SharedStringTablePart texts,
        string?[][] rows,
        string[] merged,
        string name,
        SheetStateValues state
    )
    {
        var part = main.AddNewPart<WorksheetPart>();
        var data = new SheetData();
        part.Worksheet = new Worksheet(data);
        for (var row = 0; row < rows.Length; row++)
            data.Append(
                new Row(rows[row].Select((text, column) => CellOf(text, $"{(char)('A' + column)}{row + 1}", texts)).OfType<Cell>())
                {
                    RowIndex = (uint)row + 1,
                }
            );
        if (merged.Length > 0)
            part.Worksheet.Append(new MergeCells(merged.Select(range => new MergeCell { Reference = range })));
        var sheets = main.Workbook!.Sheets!;
        sheets.Append(
            new Sheet
            {
                Id = main.GetIdOfPart(part),
                SheetId = (uint)sheets.Count() + 1,
                Name = name,
                State = state,
            }
        );
    }

    private static Cell? CellOf(string? text, string place, SharedStringTablePart texts) =>
        text switch
        {
            null => null,
            ['=', .. var formula] => new Cell
            {
                CellReference = place,
                CellFormula = new CellFormula(formula),
                CellValue = new CellValue("算出来的"),
                DataType = CellValues.String,
            },
            ['#', .. var number] => new Cell { CellReference = place, CellValue = new CellValue(number) },
            ['!', .. var error] => new Cell
            {
                CellReference = place,
                CellValue = new CellValue(error),
                DataType = CellValues.Error,
            },
            _ => new Cell
            {
                CellReference = place,
                CellValue = new CellValue(Shared(text, texts)),
                DataType = CellValues.SharedString,
            },
        };

    /// <summary>In two runs and with its reading, as a text is that somebody has coloured.</summary>
    private static int Shared(string text, SharedStringTablePart part)
    {
        var texts = part.SharedStringTable!;
        texts.Append(
            new SharedStringItem(
                new Run(new DocumentFormat.OpenXml.Spreadsheet.Text(text[..1]) { Space = SpaceProcessingModeValues.Preserve }),
                new Run(new DocumentFormat.OpenXml.Spreadsheet.Text(text[1..]) { Space = SpaceProcessingModeValues.Preserve }),
                new PhoneticRun(new DocumentFormat.OpenXml.Spreadsheet.Text("读音")) { BaseTextStartIndex = 0, EndingBaseIndex = 1 }
            )
        );
        return texts.Count() - 1;
    }
}
