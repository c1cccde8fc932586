using System.Text.RegularExpressions;

namespace Authoring.Compile;

/// <summary>
/// 字数 as an office's word processor counts it: each Chinese character and mark one, each Latin word or number one. What is not printed does not count:
/// Markdown's signs, ids in braces, addresses, alternative texts, a card's front matter. A writing page counts the same way (<c>wwwroot-assets/editor/words-in-text.ts</c>):
/// nobody is told two lengths of one text.
/// </summary>
public static partial class WordCount
{
    /// <summary>A front matter that has not ended by then is none.</summary>
    private const int MostLinesInFront = 60;

    /// <param name="text">Markdown, of a section or of a case card.</param>
    public static int Of(string text)
    {
        var lines = text.Split('\n');
        return lines.Skip(LinesInFront(lines)).Sum(OfLine);
    }

    private static int LinesInFront(string[] lines) =>
        lines[0].TrimEnd() == "---" ? Array.FindIndex(lines, 1, Math.Min(lines.Length, MostLinesInFront) - 1, line => line.TrimEnd() == "---") + 1 : 0;

    private static int OfLine(string line)
    {
        var (count, inWord) = (0, false);
        foreach (var rune in Silent().Replace(line, " ").EnumerateRunes())
        {
            if (IsWide(rune.Value)) (count, inWord) = (count + 1, false);
            else if (IsSpace(rune.Value)) inWord = false;
            else if (!inWord && IsLetter(rune.Value)) (count, inWord) = (count + 1, true);
        }

        return count;
    }

    private static bool IsWide(int code) => code is (>= 0x2E80 and <= 0x9FFF and not 0x3000) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF01 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or 0x2014 or 0x2026 or (>= 0x2018 and <= 0x201D) or 0xB7 or > 0xFFFF;

    private static bool IsLetter(int code) => code is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= 0xC0 and <= 0x24F) or (>= 0x370 and <= 0x52F);

    private static bool IsSpace(int code) => code is <= ' ' or 0xA0 or 0x3000 or '|';

    [GeneratedRegex("""\]\([^()\s]*(?:\s+"(?:[^"\\]|\\.)*")?\)|\{[#.][^{}]*\}""")]
    private static partial Regex Silent();
}
