using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Authoring.Compile.Docx;

/// <summary>The styles: a fixed sheet, in which heading styles are tied to the lists of this report.</summary>
internal static partial class StylePart
{
    private static readonly string Sheet = Read("styles.xml");

    public static string Read(string name)
    {
        using var stream = typeof(StylePart).Assembly.GetManifestResourceStream($"Authoring.Compile.Docx.{name}")!;
        return new StreamReader(stream).ReadToEnd();
    }

    /// <param name="merging">Learns which ids the template's styles have in the sheet.</param>
    /// <param name="isFlat">For LibreOffice, which breaks words in a language of China anywhere, and numbers, too: none is in one.</param>
    public static byte[] Write(HeadingList body, HeadingList annexes, DocxTemplate? template, TemplateStyles merging, bool isFlat)
    {
        var sheet = ListPlace()
            .Replace(
                Sheet,
                match =>
                {
                    var list = match.Groups["list"].Value == "annex" ? annexes : body;
                    var level = int.Parse(match.Groups["level"].Value);
                    return list[level] is null
                        ? ""
                        : $"<w:numPr><w:ilvl w:val=\"{level - 1}\"/><w:numId w:val=\"{list.IdOf(level)}\"/></w:numPr>";
                }
            );
        if (template is null)
            return Encoding.UTF8.GetBytes(sheet);
        // Page numbers stand at the right edge of the text.
        if (template.Page.Page is { } page)
            sheet = sheet.Replace($"w:pos=\"{Page.Official.TextWidth}\"", $"w:pos=\"{page.TextWidth}\"", StringComparison.Ordinal);
        var merged = merging.Merge(template.Styles, XElement.Parse(sheet));
        return Bytes(isFlat ? WithLatinLanguage(merged) : merged);
    }

    private static XElement WithLatinLanguage(XElement styles)
    {
        foreach (var language in styles.Descendants(TemplateStyles.W + "lang").Attributes(TemplateStyles.W + "val"))
            if (language.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                language.Value = "en-US";
        return styles;
    }

    public static byte[] Bytes(XElement root)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
            root.Save(xml);
        return bytes.ToArray();
    }

    /// <summary>Fonts by their real names, with the names under which other systems have them.</summary>
    public static byte[] Fonts() => Encoding.UTF8.GetBytes(Read("fonts.xml"));

    [GeneratedRegex("<!--(?<list>list|annex) (?<level>[1-6])-->", RegexOptions.None, 1000)]
    private static partial Regex ListPlace();
}
