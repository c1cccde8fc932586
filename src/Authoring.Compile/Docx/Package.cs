using System.IO.Compression;
using System.Text;

namespace Authoring.Compile.Docx;

/// <summary>
/// The zip around the parts of a Word file: always in one order, always of one time, so that the same document gives the same bytes. A
/// picture is written when
/// it is added: one is in memory at a time.
/// </summary>
internal sealed class Package(Stream output) : IDisposable
{
    private const string Xml = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

    private const string Newer = "http://schemas.microsoft.com/office/2011/relationships";

    /// <summary>The earliest time that a zip can say.</summary>
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<(string Name, byte[] Content)> _files = [];
    private readonly List<(string Part, string Type)> _types = [];
    private readonly List<(string Id, string Type, string Target, bool IsOutside)> _relations = [];
    private int _pictures;
    private readonly SortedSet<string> _extensions = new(StringComparer.Ordinal);

    /// <summary>A part beside the document, <c>word/{name}.xml</c>, which the document knows by the id that comes back.</summary>
    public string Add(string name, string kind, byte[] content)
    {
        _files.Add(($"word/{name}.xml", content));
        _types.Add(($"/word/{name}.xml", $"{Xml}{kind}+xml"));
        return Relate($"{Part.Relations}/{kind}", $"{name}.xml", isOutside: false);
    }

    /// <summary>A part that came with a newer version of Word.</summary>
    public void AddNewer(string name, byte[] content)
    {
        _files.Add(($"word/{name}.xml", content));
        _types.Add(($"/word/{name}.xml", $"{Xml}{name}+xml"));
        Relate($"{Newer}/{name}", $"{name}.xml", isOutside: false);
    }

    /// <summary>The colours and fonts that styles of a template name.</summary>
    public void AddTheme(byte[] content)
    {
        _files.Add(("word/theme/theme1.xml", content));
        _types.Add(("/word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"));
        Relate($"{Part.Relations}/theme", "theme/theme1.xml", isOutside: false);
    }

    /// <summary>A picture; the id that a drawing names it by.</summary>
    /// <param name="extension"><c>png</c> or <c>jpeg</c>.</param>
    public string AddPicture(byte[] content, string extension)
    {
        var name = $"media/image{++_pictures}.{extension}";
        Entry($"word/{name}", content, CompressionLevel.NoCompression);
        _extensions.Add(extension);
        return Relate($"{Part.Relations}/image", name, isOutside: false);
    }

    /// <summary>An address outside of the file.</summary>
    public string AddLink(string address) => Relate($"{Part.Relations}/hyperlink", address, isOutside: true);

    /// <param name="document">The part <c>word/document.xml</c>.</param>
    /// <param name="properties">Title and author.</param>
    public void Finish(byte[] document, byte[] properties)
    {
        Entry("[Content_Types].xml", Bytes(ContentTypes()));
        Entry("_rels/.rels", Bytes(RootRelations()));
        Entry("docProps/core.xml", properties);
        Entry("word/document.xml", document);
        Entry("word/_rels/document.xml.rels", Bytes(DocumentRelations()));
        foreach (var (name, content) in _files)
            Entry(name, content);
    }

    public void Dispose() => _zip.Dispose();

    private void Entry(string name, byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        var entry = _zip.CreateEntry(name, level);
        entry.LastWriteTime = Always;
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private string Relate(string type, string target, bool isOutside)
    {
        var known = _relations.Find(relation => relation.IsOutside && isOutside && relation.Target == target);
        if (known.Id is not null)
            return known.Id;
        var id = $"rId{_relations.Count + 1}";
        _relations.Add((id, type, target, isOutside));
        return id;
    }

    private string ContentTypes()
    {
        var xml = new StringBuilder("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""")
            .Append("""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">""")
            .Append("""<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>""")
            .Append("""<Default Extension="xml" ContentType="application/xml"/>""");
        foreach (var extension in _extensions)
            xml.Append($"""<Default Extension="{extension}" ContentType="image/{extension}"/>""");
        xml.Append($"""<Override PartName="/word/document.xml" ContentType="{Xml}document.main+xml"/>""")
            .Append(
                """<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"""
            );
        foreach (var (part, type) in _types)
            xml.Append($"""<Override PartName="{part}" ContentType="{type}"/>""");
        return xml.Append("</Types>").ToString();
    }

    private static string RootRelations() =>
        """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"""
        + "\n"
        + """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
        + $"""<Relationship Id="rId1" Type="{Part.Relations}/officeDocument" Target="word/document.xml"/>"""
        + """<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" """
        + """Target="docProps/core.xml"/>"""
        + "</Relationships>";

    private string DocumentRelations()
    {
        var xml = new StringBuilder("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""").Append(
            """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
        );
        foreach (var (id, type, target, isOutside) in _relations)
        {
            var address = System.Security.SecurityElement.Escape(Part.Clean(target));
            xml.Append($"""<Relationship Id="{id}" Type="{type}" Target="{address}"{(isOutside ? " TargetMode=\"External\"" : "")}/>""");
        }

        return xml.Append("</Relationships>").ToString();
    }
}
