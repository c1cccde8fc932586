using System.IO.Compression;
using System.Xml.Linq;
using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Docx;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Docx;

/// <summary>A Word file as its XML says, read by nothing of the writer's.</summary>
internal sealed class WordFile
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private readonly Dictionary<string, byte[]> _parts = new(StringComparer.Ordinal);

    public WordFile(byte[] content)
    {
        Content = content;
        using var zip = new ZipArchive(new MemoryStream(content));
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            _parts[entry.FullName] = copy.ToArray();
        }
    }

    /// <summary>The same file with its document changed.</summary>
    public WordFile With(XDocument document)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in _parts)
            {
                using var stream = zip.CreateEntry(name).Open();
                if (name == "word/document.xml")
                    document.Save(stream);
                else
                    stream.Write(content);
            }
        return new WordFile(output.ToArray());
    }

    public byte[] Content { get; }

    public DocxResult? Result { get; init; }

    public XDocument Document => Part("word/document.xml");

    public IEnumerable<string> Names => _parts.Keys;

    public IEnumerable<XDocument> AllParts =>
        _parts.Where(part => part.Key.EndsWith(".xml", StringComparison.Ordinal)).Select(part => Load(part.Value));

    public XDocument Part(string name) => Load(_parts[name]);

    public static WordFile Of(string folder, bool isFlat = false)
    {
        var source = ReportFolder.Open(folder);
        return Of(Compiler.Compile(source), source.ReadImage, isFlat);
    }

    public static WordFile Of(
        CompiledReport report,
        Func<string, byte[]?>? image = null,
        bool isFlat = false,
        IReadOnlyDictionary<string, int>? pages = null,
        Func<string, Markup?>? markup = null,
        DocxTemplate? template = null
    )
    {
        using var output = new MemoryStream();
        var options = new DocxOptions
        {
            Picture = path => DocxPicture.Of(image?.Invoke(path) ?? TemporaryReport.Png),
            IsFlat = isFlat,
            Template = template,
            Pages = pages ?? new Dictionary<string, int>(),
        };
        var result = report.WriteDocx(output, options, markup);
        return new WordFile(output.ToArray()) { Result = result };
    }

    public static string TextOf(XElement element) =>
        string.Concat(
            element
                .Descendants()
                .Select(node =>
                    node.Name == W + "t" ? node.Value
                    : node.Name == W + "noBreakHyphen" ? "-"
                    : ""
                )
        );

    private static XDocument Load(byte[] part) => XDocument.Load(new MemoryStream(part));
}
