namespace Authoring.Compile.Reading;

/// <summary>
/// Names that references use: a prefix for the kind and <c>[A-Za-z0-9_.-]+</c> without a final dot (<c>fig:f01</c>).
/// </summary>
internal static class Identifier
{
    public const string Section = "sec";
    public const string Figure = "fig";
    public const string Table = "tbl";
    public const string Case = "case";

    public const int LongestPrefix = 4;

    public static bool IsPrefix(ReadOnlySpan<char> text) => text is Section or Figure or Table or Case;

    /// <summary>Longer words before a colon are no prefix, whatever they mean.</summary>
    public const int LongestWord = 8;

    /// <summary>The prefix that is meant by this word, in whatever case, and by words that stand for the same; null: none is.</summary>
    public static string? Canonical(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || word.Length > LongestWord)
            return null;
        switch (word)
        {
            case Section:
                return Section;
            case Figure:
                return Figure;
            case Table:
                return Table;
            case Case:
                return Case;
        }

        Span<char> lower = stackalloc char[word.Length];
        for (var i = 0; i < word.Length; i++)
            lower[i] = char.ToLowerInvariant(word[i] is >= 'Ａ' and <= 'ｚ' ? (char)(word[i] - 'Ａ' + 'A') : word[i]);
        return lower switch
        {
            "sec" or "section" or "节" or "章" or "章节" => Section,
            "fig" or "figure" or "图" or "图片" => Figure,
            "tbl" or "tab" or "table" or "表" or "表格" => Table,
            "case" or "案例" => Case,
            _ => null,
        };
    }

    public static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';

    /// <summary>How many characters of <paramref name="text"/> are an id; final dots belong to the sentence.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsPart(text[length]))
            length++;
        while (length > 0 && text[length - 1] == '.')
            length--;
        return length;
    }

    public static bool IsValid(ReadOnlySpan<char> text) => text.Length > 0 && Length(text) == text.Length;

    /// <summary>Reads what stands behind <c>#</c>; without a prefix it gets the one of its kind. Null: not an id.</summary>
    public static string? Read(string written, string defaultPrefix)
    {
        var colon = written.IndexOf(':');
        if (colon < 0)
            return IsValid(written) ? $"{defaultPrefix}:{written}" : null;
        if (!IsValid(written.AsSpan(colon + 1)) || Canonical(written.AsSpan(0, colon)) is not { } prefix)
            return null;
        return IsPrefix(written.AsSpan(0, colon)) ? written : string.Concat(prefix, written.AsSpan(colon));
    }

    public static ReadOnlySpan<char> Prefix(string id) => id.AsSpan(0, id.IndexOf(':'));
}
