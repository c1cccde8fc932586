using System.Text.RegularExpressions;

namespace Authoring.Compile.Checks;

/// <summary>Words that stand where others are still to come.</summary>
/// <param name="Line">1-based.</param>
public sealed record Placeholder(int Line, string Words);

/// <summary>Finds what writers put into a text for the time being: 待补充, XXX, ____, （此处插入…）, TODO.</summary>
public static partial class PlaceholderCheck
{
    private const int LongestWords = 40; // UTF-16 code units

    /// <param name="text">Markdown, of a section or of a case card.</param>
    public static IReadOnlyList<Placeholder> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (found, line) = (new List<Placeholder>(), 0);
        foreach (var content in text.Split('\n'))
        {
            line++;
            // What is no word of the text: ids, addresses of pictures and links.
            foreach (Match match in Words().Matches(Silent().Replace(content, " ")))
                found.Add(new Placeholder(line, Short(match.Value.Trim())));
        }

        return found;
    }

    private static string Short(string words) =>
        words.Length <= LongestWords ? words
        : char.IsHighSurrogate(words[LongestWords - 2]) ? words[..(LongestWords - 2)] + "…"
        : words[..(LongestWords - 1)] + "…";

    [GeneratedRegex("""\]\([^()\s]*(?:\s+"(?:[^"\\]|\\.)*")?\)|\{[#.][^{}]*\}|<[a-z]+://[^<>]*>""")]
    private static partial Regex Silent();

    [GeneratedRegex(
        """
            待(?:补充|补(?!贴|助|偿|录|选|考)|填写?|完善|核实|确认|更新|插入|定稿后)
            |[【\[（(〔](?:此处|这里|请(?:填|补|插|在此|输入|写|核|提供|替换|删)|在此[填插补写])[^】\]）)〕\n]{0,60}[】\]）)〕](?!\()
            |[【〔\[](?:图片|插图|数据|表格|照片|文字|内容|略|空)[^】〕\]\n]{0,20}[】〕\]](?!\()
            |(?<![A-Za-z0-9])(?:TODO|TBD|FIXME)(?![A-Za-z0-9])
            |(?<![A-Za-z0-9])[Xx]{2,}(?![A-Za-z0-9])|[×✕╳Ｘ]{2,}|[○〇●]{3,}
            |(?<![_\\])_{3,}(?!_)|＿{2,}|[?？]{3,}|(?<![*\\])\*{4,}(?!\*)
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Words();
}
