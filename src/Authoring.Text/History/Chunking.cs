using System.Globalization;

namespace Authoring.Text;

/// <summary>
/// Cuts a text into what is compared as one: lines with their end; sentences, and the cells of tables; at last characters where people
/// write Chinese, words and
/// numbers elsewhere. Nothing is dropped: the pieces one after the other are the text.
/// </summary>
internal sealed class Chunking
{
    private readonly Func<string, int, int> endOf;

    private Chunking(Func<string, int, int> endOf) => this.endOf = endOf;

    public static Chunking Lines { get; } = new(EndOfLine);
    public static Chunking Sentences { get; } = new(EndOfSentence);
    public static Chunking Words { get; } = new(EndOfWord);

    public IReadOnlyList<string> Chunk(string text)
    {
        var pieces = new List<string>();
        for (var at = 0; at < text.Length; )
        {
            var end = endOf(text, at);
            pieces.Add(text[at..end]);
            at = end;
        }
        return pieces;
    }

    private static int EndOfLine(string text, int from)
    {
        var end = text.IndexOf('\n', from);
        return end < 0 ? text.Length : end + 1;
    }

    /// <summary>
    /// A line end is a piece of its own, so that joining two paragraphs deletes nothing else. Reads no further than the piece: a text may
    /// be one line.
    /// </summary>
    private static int EndOfSentence(string text, int from)
    {
        if (text[from] == '\n')
            return from + 1;
        if (text[from] == '|')
            return EndOfCell(text, from);
        for (var i = from; i < text.Length && text[i] != '\n'; i++)
        {
            if (!EndsSentence(text, i))
                continue;
            do i++;
            while (i < text.Length && (EndsSentence(text, i) || "”’」』）】》\"')".Contains(text[i])));
            return i;
        }
        return EndOfText(text, from);
    }

    private static bool EndsSentence(string text, int at) =>
        "。！？；…!?;".Contains(text[at]) || (text[at] == '.' && at + 1 < text.Length && text[at + 1] == ' ');

    /// <summary>From one bar to before the next; a bar behind a backslash is text.</summary>
    private static int EndOfCell(string text, int from)
    {
        for (var i = from + 1; i < text.Length && text[i] != '\n'; i++)
            if (text[i] == '|' && text[i - 1] != '\\')
                return i;
        return EndOfText(text, from);
    }

    private static int EndOfText(string text, int from)
    {
        var end = text.IndexOf('\n', from);
        return end < 0 ? text.Length : end;
    }

    private static int EndOfWord(string text, int from)
    {
        var c = text[from];
        if (!IsAlphanumeric(c))
            return c is ' ' ? EndOfSpaces(text, from) : from + StringInfo.GetNextTextElementLength(text.AsSpan(from));
        var at = from + 1;
        while (at < text.Length && (IsAlphanumeric(text[at]) || IsMark(text[at]) || JoinsDigits(text, at)))
            at++;
        return at;
    }

    private static int EndOfSpaces(string text, int from)
    {
        var at = from + 1;
        while (at < text.Length && text[at] == ' ')
            at++;
        if (at == text.Length || !IsMark(text[at]))
            return at;
        // What combines with the last space belongs to it.
        return at - 1 > from ? at - 1 : from + StringInfo.GetNextTextElementLength(text.AsSpan(from));
    }

    /// <summary>Letters of alphabets, and digits; a Chinese character is a word by itself.</summary>
    private static bool IsAlphanumeric(char c) => c < 0x2E80 && (char.IsLetterOrDigit(c) || c == '_');

    private static bool IsMark(char c) =>
        c >= 0x300
        && CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    /// <summary>The point of 98.5 and the comma of 1,204.</summary>
    private static bool JoinsDigits(string text, int at) =>
        text[at] is '.' or ',' && char.IsAsciiDigit(text[at - 1]) && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);
}
