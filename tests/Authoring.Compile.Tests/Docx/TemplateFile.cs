using System.IO.Compression;
using System.Text;

namespace Authoring.Compile.Tests.Docx;

/// <summary>A Word file of an office, part by part; what is not given is left out.</summary>
internal static class TemplateFile
{
    private const string W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private const string R = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    public const string Styles =
        $"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"24\"/></w:rPr></w:rPrDefault></w:docDefaults>"
        + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/><w:rPr><w:sz w:val=\"28\"/></w:rPr></w:style>"
        + "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a\"/><w:link w:val=\"10\"/>"
        + "<w:pPr><w:numPr><w:numId w:val=\"77\"/></w:numPr><w:jc w:val=\"right\"/></w:pPr><w:rPr><w:color w:val=\"C00000\"/></w:rPr></w:style>"
        + "<w:style w:type=\"character\" w:styleId=\"10\"><w:name w:val=\"标题 1 字符\"/><w:link w:val=\"1\"/></w:style>"
        + "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"BodyText\"><w:name w:val=\"市局眉头\"/><w:basedOn w:val=\"a\"/></w:style>"
        + "</w:styles>";

    public const string Head =
        $"<w:hdr {W}><w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:t>某市教育局</w:t></w:r></w:p></w:hdr>";

    private const string Relations =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId9\" Type=\"x\" Target=\"header5.xml\"/></Relationships>";

    private const string Document =
        $"<w:document {W} {R}><w:body><w:p/><w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId9\"/><w:pgSz w:w=\"12240\" w:h=\"15840\"/>"
        + "<w:pgMar w:top=\"1440\" w:right=\"1800\" w:bottom=\"1440\" w:left=\"1800\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>";

    public static byte[] Make(string? styles = Styles, string head = Head, params (string Name, byte[] Content)[] more)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("word/document.xml", Encoding.UTF8.GetBytes(Document));
            Add("word/_rels/document.xml.rels", Encoding.UTF8.GetBytes(Relations));
            Add("word/header5.xml", Encoding.UTF8.GetBytes(head));
            if (styles is not null)
                Add("word/styles.xml", Encoding.UTF8.GetBytes(styles));
            foreach (var (name, content) in more)
                Add(name, content);

            void Add(string name, byte[] content)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return output.ToArray();
    }
}
