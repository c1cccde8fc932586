using System.IO.Compression;
using System.Security;
using System.Text;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Enrolment;

/// <summary>Writes the list that is to be filled in: five parts, which every spreadsheet opens.</summary>
internal static class XlsxTemplate
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    // The same bytes, whenever it is fetched.
    private static readonly DateTimeOffset Then = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(IStringLocalizer<Words> words)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(zip, "[Content_Types].xml", Types);
            Part(zip, "_rels/.rels", Relation("officeDocument", "xl/workbook.xml"));
            Part(zip, "xl/_rels/workbook.xml.rels", Relation("worksheet", "worksheets/sheet1.xml"));
            Part(zip, "xl/workbook.xml", Book(words["enrol.template-sheet"]));
            Part(zip, "xl/worksheets/sheet1.xml", Sheet(words));
        }
        return file.ToArray();
    }

    private static void Part(ZipArchive zip, string name, string content)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = Then;
        using var stream = entry.Open();
        stream.Write(Encoding.UTF8.GetBytes(Head + content));
    }

    private const string Types =
        $"<Types xmlns=\"{Package}/content-types\">"
        + $"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Kind}.sheet.main+xml\"/>"
        + $"<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{Kind}.worksheet+xml\"/></Types>";

    private static string Relation(string kind, string target) =>
        $"<Relationships xmlns=\"{Package}/relationships\">"
        + $"<Relationship Id=\"rId1\" Type=\"{Office}/{kind}\" Target=\"{target}\"/></Relationships>";

    private static string Book(string sheet) =>
        $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>"
        + $"<sheet name=\"{sheet}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

    private static string Sheet(IStringLocalizer<Words> words) =>
        $"<worksheet xmlns=\"{Main}\"><cols><col min=\"1\" max=\"4\" width=\"22\" customWidth=\"1\"/></cols><sheetData>"
        + Row(1, Kinds.Select(kind => words[$"enrol.column-{kind}"].Value))
        + Row(2, Kinds.Select(kind => words[$"enrol.example-{kind}"].Value))
        + "</sheetData></worksheet>";

    private static readonly ColumnKind[] Kinds = Enum.GetValues<ColumnKind>();

    private static string Row(int number, IEnumerable<string> cells) =>
        $"<row r=\"{number}\">"
        + string.Concat(
            cells.Select(
                (text, at) =>
                    $"<c r=\"{PeopleSheet.ColumnName(at)}{number}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>"
            )
        )
        + "</row>";
}
