using System.IO.Compression;
using System.Xml;

namespace Authoring.Web.Enrolment;

/// <summary>
/// The parts of an .xlsx file, opened one by one as XML that names nothing outside of itself. No more of it is unpacked than there is room
/// for.
/// </summary>
internal sealed class Workbook : IDisposable
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private readonly ZipArchive zip;
    private readonly UnpackingRoom room;

    /// <exception cref="SheetException">It is no workbook.</exception>
    public Workbook(Stream file, EnrolmentLimits limits)
    {
        zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        room = new UnpackingRoom(limits.MaxUnpackedSize);
        if (zip.GetEntry("xl/workbook.xml") is null)
            throw new SheetException(SheetFault.NotASheet);
    }

    public XmlReader? Open(string part) =>
        zip.GetEntry(part) is { } entry
            ? XmlReader.Create(
                new CountedStream(entry.Open(), room),
                new XmlReaderSettings
                {
                    DtdProcessing = DtdProcessing.Prohibit,
                    XmlResolver = null,
                    CloseInput = true,
                    IgnoreWhitespace = false,
                }
            )
            : null;

    /// <summary>Name and part of the first sheet that is not hidden.</summary>
    public (string Name, string Part) FirstSheet()
    {
        using var book = Open("xl/workbook.xml")!;
        while (book.Read())
            if (book is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && book.GetAttribute("state") is null or "visible")
                return (book.GetAttribute("name") ?? "", PartOf(book.GetAttribute("id", Relations)));
        throw new SheetException(SheetFault.Empty);
    }

    private string PartOf(string? id)
    {
        using var relations = Open("xl/_rels/workbook.xml.rels") ?? throw new SheetException(SheetFault.Broken);
        while (relations.Read())
            if (relations.LocalName == "Relationship" && relations.GetAttribute("Id") == id && id is not null)
            {
                var target = relations.GetAttribute("Target") ?? "";
                return target.StartsWith('/') ? target[1..] : "xl/" + target;
            }
        throw new SheetException(SheetFault.Broken);
    }

    public void Dispose() => zip.Dispose();
}
