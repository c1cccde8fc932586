using System.Buffers;
using System.Text.RegularExpressions;

namespace Authoring.Compile.Reading;

/// <summary>
/// Full-width forms of our marks, where it is certain that they are meant: they become the marks that they stand for before the parser sees
/// the text. Everything keeps its position, and
/// what stands in code its characters.
/// </summary>
internal static partial class FullWidthMarks
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("＠＊｛［＾＜");

    public static string Even(string text)
    {
        if (!MayHold(text))
            return text;
        char[]? even = null;
        var fence = default(Fence);
        for (var start = 0; start < text.Length; )
        {
            var length = text.AsSpan(start).IndexOfAny('\n', '\r');
            var line = text.AsSpan(start, length < 0 ? text.Length - start : length);
            if (!fence.Continues(line) && MayHold(line))
                EvenLine((even ??= text.ToCharArray()).AsSpan(start, line.Length));
            start += line.Length + 1;
        }

        return even is null ? text : new string(even);
    }

    private static bool MayHold(ReadOnlySpan<char> text) => text.ContainsAny(Signs) || text.IndexOf("！[") >= 0 || text.IndexOf("]：") >= 0;

    private static void EvenLine(Span<char> line)
    {
        Footnotes(line);
        Links(line);
        foreach (var found in Reference().EnumerateMatches(line))
            Set(line, found.Index, '@');
        foreach (var found in Braces().EnumerateMatches(line))
            Set(line, found.Index, '{');
        foreach (var found in LineBreak().EnumerateMatches(line))
        {
            Set(line, found.Index, '<');
            Set(line, found.Index + found.Length - 1, '>');
        }

        var stars = Stars().Count(line);
        if (stars < 2)
            return;
        foreach (var found in Stars().EnumerateMatches(line))
        {
            Set(line, found.Index, '*');
            Set(line, found.Index + 1, '*');
        }
    }

    private static void Footnotes(Span<char> line)
    {
        foreach (var found in Footnote().EnumerateMatches(line))
        {
            var end = found.Index + found.Length - 1;
            Set(line, found.Index, '[');
            Set(line, found.Index + 1, '^');
            // A colon belongs to the mark where it begins a note.
            var hasColon = line[end] is ':' or '：';
            if (hasColon && Blanks.IsBlank(line[..found.Index]))
                Set(line, end, ':');
            Set(line, hasColon ? end - 1 : end, ']');
        }
    }

    /// <summary>Of a picture or a link, where its target follows.</summary>
    private static void Links(Span<char> line)
    {
        foreach (var found in Bracket().EnumerateMatches(line))
        {
            var end = found.Index + found.Length;
            var mark = line[found.Index] is '!' or '！' ? 1 : 0;
            var isPlain = line[found.Index] is '!' or '[' && line[found.Index + mark] == '[' && line[end - 1] == ']';
            if (isPlain || LinkTargetSyntax.Read(LinkTargetSyntax.Line(line[end..]), isImage: mark == 1) is null)
                continue;
            if (mark == 1)
                Set(line, found.Index, '!');
            Set(line, found.Index + mark, '[');
            Set(line, end - 1, ']');
        }
    }

    /// <summary>Unless it stands in code.</summary>
    private static void Set(Span<char> line, int at, char mark)
    {
        if (line[..at].Count('`') % 2 == 0)
            line[at] = mark;
    }

    [GeneratedRegex(@"[\[［][\^＾][^\s\[\]［］]{1,100}[\]］][:：]?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Footnote();

    [GeneratedRegex(@"[!！]?[\[［][^\[\]［］]{0,1000}[\]］]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"(?<![A-Za-z0-9])＠(?=[A-Za-z\u3400-\u9FFF]{1,8}[:：])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(
        @"｛(?=\s*(?:[#＃.．]|(?:sec|fig|tbl|case)[:：])[^{}｛｝]{0,200}[}｝][\s\u00AD\u200B-\u200F\u2060\uFEFF]*$)"
            + @"|(?<=[)）])｛(?=\s*(?:[#＃.．]|(?:sec|fig|tbl)[:：]))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Braces();

    [GeneratedRegex(@"[＜<]br\s*/?[＞>]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LineBreak();

    [GeneratedRegex(@"(?<!＊)＊＊(?!＊)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Stars();
}
