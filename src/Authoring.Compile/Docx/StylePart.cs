using System.Text;
using System.Text.RegularExpressions;

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

    public static byte[] Write(HeadingList body, HeadingList annexes) =>
        Encoding.UTF8.GetBytes(
            ListPlace()
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
                )
        );

    /// <summary>Fonts by their real names, with the names under which other systems have them.</summary>
    public static byte[] Fonts() => Encoding.UTF8.GetBytes(Read("fonts.xml"));

    [GeneratedRegex("<!--(?<list>list|annex) (?<level>[1-6])-->", RegexOptions.None, 1000)]
    private static partial Regex ListPlace();
}
