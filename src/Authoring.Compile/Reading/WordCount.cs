using System.Text.RegularExpressions;

namespace Authoring.Compile.Reading;

/// <summary>
/// 字数 as an office's word processor counts it: each Chinese character and mark one, each Latin word or number one. What is not printed does
/// not count:
/// Markdown's signs, ids in braces, addresses, alternative texts, a card's front matter. A writing page counts the same way
/// (<c>wwwroot-assets/editor/words-in-text.ts</c>):
/// nobody is told two lengths of one text.
/// </summary>
public static partial class WordCount
{
    /// <param name="text">Markdown, of a section or of a case card.</param>
    public static int Of(string text)
    {
        var lines = (Reading.FrontMatter.Split(text)?.Markdown ?? text).Split('\n');
        return lines.Sum(OfLine);
    }

    private static int OfLine(string line)
    {
        var (count, inWord) = (0, false);
        foreach (var rune in Silent().Replace(line, " ").EnumerateRunes())
        {
            if (IsWide(rune.Value))
                (count, inWord) = (count + 1, false);
            else if (IsSpace(rune.Value))
                inWord = false;
            else if (!inWord && IsLetter(rune.Value))
                (count, inWord) = (count + 1, true);
        }

        return count;
    }

    private static bool IsWide(int code) =>
        code
            is (>= 0x2E80 and <= 0x9FFF and not 0x3000)
                or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFE30 and <= 0xFE4F)
                or (>= 0xFF01 and <= 0xFF60)
                or (>= 0xFFE0 and <= 0xFFE6)
                or 0x2014
                or 0x2026
                or (>= 0x2018 and <= 0x201D)
                or 0xB7
                or > 0xFFFF;

    private static bool IsLetter(int code) =>
        code is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= 0xC0 and <= 0x24F) or (>= 0x370 and <= 0x52F);

    private static bool IsSpace(int code) => code is <= ' ' or 0xA0 or 0x3000 or '|';

    [GeneratedRegex("""\]\([^()\s]*(?:\s+"(?:[^"\\]|\\.)*")?\)|\{[#.][^{}]*\}|<[Bb][Rr]\s*/?>""")]
    private static partial Regex Silent();
}
