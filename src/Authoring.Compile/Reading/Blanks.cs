using System.Buffers;
using System.Text.RegularExpressions;
using Authoring.Compile.Reading.Blocks;

namespace Authoring.Compile.Reading;

/// <summary>
/// White space of every kind. The parser knows the space and the tab; word processors and web pages leave others, which nobody sees:
/// full-width, no-break and
/// zero-width ones, byte-order marks, marks of direction.
/// </summary>
internal static partial class Blanks
{
    private const string Other =
        "\u000B\u000C\u0085\u00A0\u00AD\u1680\u180E"
        + "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u200C\u200D\u200E\u200F"
        + "\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u202F\u205F\u2060\u2066\u2067\u2068\u2069\u3000\uFEFF";

    private static readonly SearchValues<char> OtherValues = SearchValues.Create(Other);
    private static readonly SearchValues<char> AllValues = SearchValues.Create(Other + " \t\r\n");

    /// <summary>Those that have no width at all, but for the joiner, which makes one sign of several.</summary>
    private static readonly SearchValues<char> Invisible = SearchValues.Create(
        "\u00AD\u180E\u200B\u200C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2066\u2067\u2068\u2069\uFEFF"
    );

    /// <summary>What may begin something else than a paragraph, where blanks stand before it.</summary>
    private static readonly SearchValues<char> Marks = SearchValues.Create("#＃-*+_>|｜!！:：`~[［0123456789");

    public static bool Is(char c) =>
        c <= ' ' ? c is ' ' or '\t' or '\r' or '\n' or '\u000B' or '\u000C' : c >= '\u0085' && OtherValues.Contains(c);

    public static bool IsInvisible(char c) => c >= '\u00AD' && Invisible.Contains(c);

    public static bool IsBlank(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(AllValues);

    /// <summary>A line that shows nothing, blanks by their names in HTML included: <c>&amp;nbsp;</c>.</summary>
    public static bool IsBlankLine(ReadOnlySpan<char> line) => IsBlank(line) || (line.Contains('&') && NamedBlanks().IsMatch(line));

    public static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExcept(AllValues) is var at and >= 0 ? text[at..] : [];

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        text = TrimStart(text);
        return text[..(text.LastIndexOfAnyExcept(AllValues) + 1)];
    }

    /// <summary>Without characters that have no width.</summary>
    public static string Visible(string text) =>
        text.AsSpan().ContainsAny(Invisible) ? string.Concat(text.Where(c => !Invisible.Contains(c))) : text;

    /// <summary>
    /// The text with spaces for other blanks wherever they decide what a line is: in a line that holds nothing else, before a mark, and
    /// between a list's marker and its
    /// words. Everything keeps its position, and what stands between fences its characters.
    /// </summary>
    public static string Even(string text)
    {
        if (!MayHold(text))
            return text;
        char[]? even = null;
        var fence = default(Fence);
        for (var start = 0; start < text.Length; )
        {
            var length = text.AsSpan(start).IndexOfAny('\n', '\r');
            var end = length < 0 ? text.Length : start + length;
            var line = text.AsSpan(start, end - start);
            if (fence.Continues(line))
            {
                start = end + 1;
                continue;
            }

            if (MayHold(line))
                EvenLine(text, start, end, ref even);
            start = end + 1;
        }

        return even is null ? text : new string(even);
    }

    /// <summary>
    /// Several quick looks: nearly all texts are Chinese, and a set of characters like this one is slow to look for among them.
    /// </summary>
    private static bool MayHold(ReadOnlySpan<char> text) =>
        text.ContainsAny('\u3000', '\u00A0', '\uFEFF')
        || text.ContainsAnyInRange('\u2000', '\u200F')
        || text.ContainsAnyInRange('\u2028', '\u202F')
        || text.ContainsAnyInRange('\u205F', '\u2069')
        || text.ContainsAny('\u180E', '\u00AD')
        || text.ContainsAny('\u1680', '\u0085')
        || text.ContainsAnyInRange('\u000B', '\u000C')
        || text.Contains('&');

    private static void EvenLine(string text, int start, int end, ref char[]? even)
    {
        if (IsBlankLine(text.AsSpan(start, end - start)))
        {
            even ??= text.ToCharArray();
            even.AsSpan(start, end - start).Fill(' ');
            return;
        }

        while (true)
        {
            var run = start;
            while (run < end && Is(text[run]))
                run++;
            if (run < end && !Marks.Contains(text[run]) && !RuleParser.IsRule(text.AsSpan(run, end - run)))
                return;
            for (var at = start; at < run; at++)
            {
                if (text[at] is ' ' or '\t')
                    continue;
                even ??= text.ToCharArray();
                even[at] = ' ';
            }

            if (run == end)
                return;
            var marker = MarkerLength(text.AsSpan(run, end - run));
            if (marker == 0)
                return;
            start = run + marker;
            // The blank behind a list's marker makes it one, whatever stands next.
            if (start >= end || text[start] is ' ' or '\t' || !Is(text[start]))
                continue;
            even ??= text.ToCharArray();
            even[start] = ' ';
        }
    }

    [GeneratedRegex(
        @"^(?:\s|&(?:nbsp|ensp|emsp|thinsp|#(?:160|8194|8195|8201|8203|12288)|#x(?:a0|2002|2003|2009|200b|3000));)*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex NamedBlanks();

    /// <summary>Of a quotation or a list item; 0: none begins here.</summary>
    private static int MarkerLength(ReadOnlySpan<char> line)
    {
        if (line[0] == '>')
            return 1;
        var digits = 0;
        while (digits < line.Length && char.IsAsciiDigit(line[digits]))
            digits++;
        var length = digits == 0 ? 1 : digits + 1;
        if (line.Length <= length || !Is(line[length]))
            return 0;
        return digits == 0
            ? line[0] is '-' or '*' or '+'
                ? 1
                : 0
            : line[digits] is '.' or ')'
                ? length
                : 0;
    }
}

/// <summary>Follows fenced code line by line.</summary>
internal struct Fence
{
    private char _mark;
    private int _count;

    /// <summary>The line stands between two fences, or is one of them.</summary>
    public bool Continues(ReadOnlySpan<char> line)
    {
        line = line.TrimStart("> \t\u3000\u00A0");
        var mark = line.IsEmpty ? '\0' : line[0];
        if (mark is not ('`' or '~'))
            return _count > 0;
        var count = line.IndexOfAnyExcept(mark) is var end and >= 0 ? end : line.Length;
        if (_count == 0)
        {
            if (count < 3 || (mark == '`' && line[count..].Contains('`')))
                return false;
            (_mark, _count) = (mark, count);
        }
        else if (mark == _mark && count >= _count && Blanks.IsBlank(line[count..]))
        {
            _count = 0;
        }

        return true;
    }
}
