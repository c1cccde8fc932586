using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using Authoring.Compile.Diagnostics;

namespace Authoring.Compile.Docx;

/// <summary>
/// An office's own Word file, whose styles, page and page heads a report takes. Only these are read, as XML that is written anew: no
/// macro, no link, no other part of the file gets into a report.
/// </summary>
public sealed class DocxTemplate
{
    /// <summary>Bytes: of a file, and of what comes out of it.</summary>
    private const long LargestFile = 32 * 1024 * 1024,
        LargestPart = 8 * 1024 * 1024;
    private const int MostParts = 4000;

    private const string StylesPart = "word/styles.xml";

    private readonly ZipArchive _zip;
    private readonly List<string> _leftOut = [];

    private DocxTemplate(ZipArchive zip)
    {
        _zip = zip;
        if (zip.Entries.Count > MostParts)
            throw new InvalidDataException(Messages.TemplateTooLarge);
        Styles = Part(StylesPart)?.Root ?? throw new InvalidDataException(Messages.TemplateWithoutStyles);
        if (!Styles.Elements(TemplateStyles.W + "style").Any())
            throw new InvalidDataException(Messages.TemplateWithoutStyles);
        var theme = Part("word/theme/theme1.xml");
        // A picture in it would lead nowhere.
        var isWhole = theme?.Descendants().Attributes().All(attribute => attribute.Name.NamespaceName != Docx.Part.Relations) == true;
        Theme = isWhole ? theme : null;
        Page = TemplatePage.Read(this);
        if (zip.Entries.Any(entry => Path.GetFileName(entry.FullName) is "vbaProject.bin" or "vbaData.xml"))
            _leftOut.Add(Messages.TemplateMacros);
    }

    internal XElement Styles { get; }

    internal XDocument? Theme { get; }

    internal TemplatePage Page { get; }

    /// <summary>What of the template is not in the report.</summary>
    internal IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Null: it is none that can be taken, and the sentence says why.</summary>
    public static DocxTemplate? Read(byte[] content, out string refusal)
    {
        refusal = "";
        try
        {
            if (content.LongLength > LargestFile)
                throw new InvalidDataException(Messages.TemplateTooLarge);
            using var zip = new ZipArchive(new MemoryStream(content, writable: false));
            return new DocxTemplate(zip);
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            var isOurs = exception is InvalidDataException && Messages.TemplateRefusals.Contains(exception.Message);
            refusal = isOurs ? exception.Message : Messages.TemplateUnreadable;
            return null;
        }
    }

    internal void LeaveOut(string what)
    {
        if (!_leftOut.Contains(what))
            _leftOut.Add(what);
    }

    /// <summary>Null: there is no such part. Nothing is believed that the file says about its own sizes.</summary>
    internal XDocument? Part(string name)
    {
        if (_zip.GetEntry(name) is not { } entry)
            return null;
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            if (copy.Length + read > LargestPart)
                throw new InvalidDataException(Messages.TemplateTooLarge);
            copy.Write(buffer, 0, read);
        }

        copy.Position = 0;
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(copy, settings);
        return XDocument.Load(reader);
    }
}
