using System.Globalization;
using System.Text;
using System.Xml;

namespace Authoring.Compile.Docx;

/// <summary>One XML part of a Word file, being written. Whatever comes from people goes through <see cref="Text"/>.</summary>
internal sealed class Part : IDisposable
{
    public const string Main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public const string Drawing = "http://schemas.openxmlformats.org/drawingml/2006/main";
    public const string WordDrawing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    public const string Picture = "http://schemas.openxmlformats.org/drawingml/2006/picture";

    public const string Compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    private const string NewDrawing = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing";

    private readonly MemoryStream _bytes = new();
    private readonly XmlWriter _xml;

    /// <param name="root">The root element's name in the namespace of Word.</param>
    /// <param name="newer">A vocabulary of newer versions that older ones may pass over.</param>
    public Part(string root, params ReadOnlySpan<(string Prefix, string Space)> newer)
        : this("w", root, Main)
    {
        _xml.WriteAttributeString("xmlns", "r", null, Relations);
        _xml.WriteAttributeString("xmlns", "wp", null, WordDrawing);
        _xml.WriteAttributeString("xmlns", "mc", null, Compatibility);
        _xml.WriteAttributeString("xmlns", "wp14", null, NewDrawing);
        foreach (var (prefix, space) in newer)
        {
            _xml.WriteAttributeString("xmlns", prefix, null, space);
            _xml.WriteAttributeString("Ignorable", Compatibility, prefix);
        }
    }

    /// <summary>A part of another vocabulary.</summary>
    public Part(string prefix, string root, string space)
    {
        _xml = XmlWriter.Create(
            _bytes,
            new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.None }
        );
        _xml.WriteStartDocument(standalone: true);
        _xml.WriteStartElement(prefix, root, space);
    }

    /// <summary>A time as Word has it: what the clock showed, marked as if it were that of Greenwich.</summary>
    public static string Date(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public byte[] Finish()
    {
        _xml.WriteEndElement();
        _xml.WriteEndDocument();
        _xml.Flush();
        return _bytes.ToArray();
    }

    /// <summary>An element of Word's; <paramref name="attributes"/> are names and values in turn, null leaves one out.</summary>
    public Part Open(string name, params ReadOnlySpan<string?> attributes)
    {
        _xml.WriteStartElement(name, Main);
        for (var i = 0; i < attributes.Length; i += 2)
            if (attributes[i + 1] is { } value)
                _xml.WriteAttributeString(attributes[i]!, Main, Clean(value));
        return this;
    }

    public Part Close()
    {
        _xml.WriteEndElement();
        return this;
    }

    public Part Empty(string name, params ReadOnlySpan<string?> attributes) => Open(name, attributes).Close();

    /// <summary>An element with the one attribute <c>w:val</c>.</summary>
    public Part Value(string name, string value) => Empty(name, "val", value);

    public Part Value(string name, int value) => Value(name, value.ToString());

    /// <summary>An element of another vocabulary.</summary>
    public Part OpenForeign(string prefix, string name, string space)
    {
        _xml.WriteStartElement(prefix, name, space);
        return this;
    }

    public Part Attribute(string name, string value)
    {
        _xml.WriteAttributeString(name, Clean(value));
        return this;
    }

    public Part Attribute(string name, string space, string value)
    {
        _xml.WriteAttributeString(name, space, Clean(value));
        return this;
    }

    /// <summary>An element that holds text, blanks kept.</summary>
    public Part Text(string name, string text)
    {
        _xml.WriteStartElement(name, Main);
        _xml.WriteAttributeString("xml", "space", null, "preserve");
        _xml.WriteString(Clean(text));
        _xml.WriteEndElement();
        return this;
    }

    public Part Raw(string xml)
    {
        _xml.WriteRaw(xml);
        return this;
    }

    public void Dispose()
    {
        _xml.Dispose();
        _bytes.Dispose();
    }

    /// <summary>What XML cannot hold (controls, half characters) becomes U+FFFD.</summary>
    public static string Clean(string text)
    {
        var at = 0;
        while (at < text.Length && IsFine(text, at))
            at++;
        if (at == text.Length)
            return text;
        var clean = new StringBuilder(text);
        for (; at < text.Length; at++)
            if (!IsFine(text, at))
                clean[at] = '\uFFFD';
        return clean.ToString();
    }

    private static bool IsFine(string text, int at)
    {
        var c = text[at];
        if (char.IsHighSurrogate(c))
            return at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
        if (char.IsLowSurrogate(c))
            return at > 0 && char.IsHighSurrogate(text[at - 1]);
        return XmlConvert.IsXmlChar(c);
    }
}
