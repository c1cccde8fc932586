using System.Globalization;
using System.Text;
using System.Xml;

namespace Authoring.Web.Enrolment;

/// <summary>Reads the first sheet of an .xlsx file.</summary>
internal static class XlsxSheet
{
    /// <exception cref="SheetException">It is not taken.</exception>
    public static PeopleSheet Read(Stream file, EnrolmentLimits limits)
    {
        using var book = new Workbook(file, limits);
        var (name, part) = book.FirstSheet();
        var rows = new SheetRows(limits);
        var shared = new Lazy<List<string>>(() => SharedTexts(book));
        using var sheet = book.Open(part) ?? throw new SheetException(SheetFault.Broken);
        var row = 0;
        while (sheet.Read())
            if (sheet is { NodeType: XmlNodeType.Element, LocalName: "row" })
                ReadRow(sheet, rows, row = NumberOf(sheet, row), shared);
            else if (sheet is { NodeType: XmlNodeType.Element, LocalName: "mergeCell" })
                Merge(sheet.GetAttribute("ref"), rows);
        return rows.Finish(name);
    }

    private static int NumberOf(XmlReader row, int last) =>
        int.TryParse(row.GetAttribute("r"), CultureInfo.InvariantCulture, out var number) ? number : last + 1;

    private static void ReadRow(XmlReader sheet, SheetRows rows, int number, Lazy<List<string>> shared)
    {
        var column = -1;
        if (!sheet.IsEmptyElement)
            while (sheet.Read() && sheet is not { NodeType: XmlNodeType.EndElement, LocalName: "row" })
                if (sheet is { NodeType: XmlNodeType.Element, LocalName: "c" })
                    ReadCell(sheet, rows, column = ColumnOf(sheet.GetAttribute("r")) ?? column + 1, shared);
        rows.EndRow(number);
    }

    private static void ReadCell(XmlReader sheet, SheetRows rows, int column, Lazy<List<string>> shared)
    {
        var (type, text, isFormula) = (sheet.GetAttribute("t"), "", false);
        if (sheet.IsEmptyElement)
            return;
        while (sheet.Read() && sheet is not { NodeType: XmlNodeType.EndElement, LocalName: "c" })
            if (sheet is { NodeType: XmlNodeType.Element, LocalName: "f" })
                isFormula = true;
            else if (sheet is { NodeType: XmlNodeType.Element, LocalName: "is", IsEmptyElement: false })
                text = TextsIn(sheet);
            else if (
                sheet is { NodeType: XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA }
                && type != "inlineStr"
            )
                text = sheet.Value;
        // What an error stands for is not known either.
        rows.Cell(column, isFormula ? "" : Said(type, text, shared), isFormula || type == "e");
    }

    private static string Said(string? type, string text, Lazy<List<string>> shared) =>
        type switch
        {
            "s" => int.TryParse(text, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < shared.Value.Count
                ? shared.Value[at]
                : throw new SheetException(SheetFault.Broken),
            "inlineStr" or "str" or "d" => text,
            "b" or "e" => "",
            _ => Number(text),
        };

    /// <summary>A number of an account as it is read: without what a computer adds to long ones.</summary>
    private static string Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.##########", CultureInfo.InvariantCulture)
            : text;

    private static List<string> SharedTexts(Workbook book)
    {
        var texts = new List<string>();
        using var part = book.Open("xl/sharedStrings.xml");
        while (part?.Read() == true)
            if (part is { NodeType: XmlNodeType.Element, LocalName: "si" })
                texts.Add(part.IsEmptyElement ? "" : TextsIn(part));
        return texts;
    }

    /// <summary>The runs of a text, without how it is pronounced.</summary>
    private static string TextsIn(XmlReader part)
    {
        var (text, depth, isSpoken) = (new StringBuilder(), part.Depth, false);
        while (part.Read() && part.Depth > depth)
            if (part.LocalName == "rPh")
                isSpoken = part.NodeType == XmlNodeType.Element && !part.IsEmptyElement;
            else if (part.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA && !isSpoken)
                text.Append(part.Value);
        return text.ToString();
    }

    private static void Merge(string? range, SheetRows rows)
    {
        if (range?.Split(':') is not [var from, var to] || ColumnOf(from) is not { } column)
            return;
        rows.Merge(column, RowOf(from), RowOf(to));
    }

    private static int RowOf(string cell) =>
        int.TryParse(cell.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), CultureInfo.InvariantCulture, out var row) ? row : 0;

    /// <summary>From 0, of a place as <c>AB12</c>; null: it names none.</summary>
    private static int? ColumnOf(string? cell)
    {
        var column = 0;
        foreach (var letter in (cell ?? "").TakeWhile(char.IsAsciiLetterUpper).Take(4))
            column = (column * 26) + (letter - 'A' + 1);
        return column == 0 ? null : column - 1;
    }
}
