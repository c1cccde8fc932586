namespace Authoring.Compile.Words;

/// <summary>Where a line break means a space and where it means nothing.</summary>
internal static class ChineseText
{
    /// <summary>What a broken line is joined with.</summary>
    /// <param name="before">The last character of the line; half of a surrogate pair is judged as an ideograph.</param>
    /// <param name="after">The first character of the next.</param>
    public static string Joint(char before, char after) =>
        (IsChinese(before) && IsChinese(after)) || IsPunctuation(before) || IsPunctuation(after) ? "" : " ";

    /// <summary>Joins the lines of a text that is not Markdown.</summary>
    public static string JoinLines(string text)
    {
        if (!text.AsSpan().ContainsAny('\n', '\r'))
            return text.Trim();
        var lines = text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var joined = "";
        foreach (var line in lines)
            joined = joined.Length == 0 ? line : joined + Joint(joined[^1], line[0]) + line;
        return joined;
    }

    /// <summary>Counted one by one where words are counted.</summary>
    public static bool IsIdeograph(System.Text.Rune rune) =>
        rune.Value
            is >= 0x2E80
                and <= 0x2FDF
                or >= 0x3005
                and <= 0x3007
                or >= 0x3040
                and <= 0x30FF
                or >= 0x3400
                and <= 0x9FFF
                or >= 0xF900
                and <= 0xFAFF
                or >= 0x20000
                and <= 0x3FFFF;

    private static bool IsChinese(char c) =>
        c
            is >= '\u2E80'
                and <= '\u9FFF'
                or >= '\uF900'
                and <= '\uFAFF'
                or >= '\uFE30'
                and <= '\uFE4F'
                or >= '\uFF00'
                and <= '\uFFEF'
                // Quotation marks, dashes, ellipsis and the middle dot are shared with Latin; between Chinese they are Chinese.
                or '“'
                or '”'
                or '‘'
                or '’'
                or '—'
                or '…'
                or '·'
        // Surrogates: planes 2 and 3 hold ideographs (𠮷), plane 1 rarely stands in a report.
        || char.IsSurrogate(c);

    /// <summary>Marks of full width carry their own space.</summary>
    private static bool IsPunctuation(char c) =>
        c is >= '\u3001' and <= '\u301F' and not ('〇' or '〆' or '々') or '，' or '；' or '：' or '？' or '！' or '（' or '）' or '．';
}
