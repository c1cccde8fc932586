using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Authoring.Compile.SelfCheck;

/// <summary>The parts of a Word file, as any program finds them; nothing of the writer's is used.</summary>
internal sealed class WordParts
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly Dictionary<string, long> _sizes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _relations = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">It is no Word file.</exception>
    public WordParts(Stream file)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in zip.Entries)
                _sizes[entry.FullName] = entry.Length;
            Document = Load(zip, "word/document.xml") ?? throw new InvalidDataException("word/document.xml");
            Styles = Load(zip, "word/styles.xml") ?? throw new InvalidDataException("word/styles.xml");
            Numbering = Load(zip, "word/numbering.xml") ?? throw new InvalidDataException("word/numbering.xml");
            Footnotes = Load(zip, "word/footnotes.xml");
            foreach (var relation in Load(zip, "word/_rels/document.xml.rels")?.Elements() ?? [])
                if (relation.Attribute("Id") is { } id && relation.Attribute("Target") is { } target)
                    _relations[id.Value] = target.Value;
        }
        catch (XmlException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    public XElement Document { get; }
    public XElement Styles { get; }
    public XElement Numbering { get; }
    public XElement? Footnotes { get; }

    /// <summary>How many pictures there are to be seen.</summary>
    public int Pictures =>
        Document
            .Descendants(A + "blip")
            .Concat(Footnotes?.Descendants(A + "blip") ?? [])
            .Count(blip =>
                blip.Attribute(R + "embed") is { } id
                && _relations.TryGetValue(id.Value, out var target)
                && _sizes.GetValueOrDefault($"word/{target}") > 0
            );

    public static string Attribute(XElement? element, string name = "val") => element?.Attribute(W + name)?.Value ?? "";

    /// <summary>The words of a run, or of all runs within.</summary>
    public static string TextOf(XElement element) =>
        string.Concat(
            element
                .Descendants()
                .Select(node =>
                    node.Name == W + "t" ? node.Value
                    : node.Name == W + "noBreakHyphen" ? "-"
                    : node.Name == W + "tab" && node.Parent?.Name == W + "r" ? "\t"
                    : node.Name == W + "br" ? " "
                    : ""
                )
        );

    private static XElement? Load(ZipArchive zip, string name)
    {
        if (zip.GetEntry(name) is not { } entry)
            return null;
        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return XElement.Load(xml);
    }
}
