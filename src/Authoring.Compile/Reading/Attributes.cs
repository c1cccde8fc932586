using System.Buffers;
using System.Text.RegularExpressions;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>
/// Braces in a place where attributes may stand: <c>{#fig:f01 .unnumbered}</c>. Whether something is there to carry them is
/// decided when the whole block is known; if not, they are text.
/// </summary>
/// <param name="source">As written.</param>
/// <param name="attributes">As meant: without full-width forms.</param>
internal sealed class AttributesInline(string source, string attributes) : LeafInline
{
    public string Source { get; } = source;

    public string Attributes { get; } = attributes;
}

/// <summary>
/// Finds braces directly behind an image, or at the end of a heading, a caption or a case line, which here means of any block.
/// </summary>
internal sealed class AttributesParser : InlineParser
{
    /// <summary>Pairs of braces in a row. More would be looked at again and again.</summary>
    private const int MostPairs = 4;

    public AttributesParser() => OpeningCharacters = ['{'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var behindImage = processor.Inline is LinkInline { IsImage: true, IsClosed: true };
        var text = slice.AsSpan();
        var plain = AttributeSyntax.Plain(text);
        var length = 0;
        for (
            int pairs = 0, next = 0;
            pairs < MostPairs && next < plain.Length && AttributeSyntax.PairLength(plain[next..]) is var pair and > 0;
            pairs++
        )
        {
            length = next + pair;
            next = length;
            while (!behindImage && next < plain.Length && Blanks.Is(plain[next]) && plain[next] is not ('\n' or '\r'))
                next++;
        }

        if (length == 0 || !(behindImage || Blanks.IsBlank(text[length..])))
            return false;
        var position = processor.GetSourcePosition(slice.Start, out var line, out var column);
        var attributes = AttributeSyntax.WithSigns(plain[..length].ToString());
        processor.Inline = new AttributesInline(text[..length].ToString(), attributes)
        {
            Line = line,
            Column = column,
            Span = new(position, position + length - 1),
        };
        slice.Start += length;
        return true;
    }
}

/// <summary><c>{#id .class key=value key="a value"}</c></summary>
internal static partial class AttributeSyntax
{
    private const int MaxLength = 1000; // UTF-16 code units

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:"
    );
    private static readonly SearchValues<char> EndCharacters = SearchValues.Create(" \t\r\n{}");

    /// <summary>What <see cref="Plain(ReadOnlySpan{char})"/> changes.</summary>
    private static readonly SearchValues<char> FullWidth = SearchValues.Create([
        .. Enumerable.Range(0xFF01, 0x5E).Select(c => (char)c),
        '。',
        '\u3000',
        '\u00A0',
        '\u200B',
        '\uFEFF',
    ]);

    private static bool IsBareId(ReadOnlySpan<char> text) =>
        text.IndexOf(':') is var colon and > 0
        && Identifier.Canonical(text[..colon]) is not null
        && Identifier.IsValid(text[(colon + 1)..]);

    /// <summary>The length of a pair of braces that holds attributes and nothing else; 0: these braces are text.</summary>
    public static int PairLength(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
            text = text[..MaxLength];
        if (text.Length == 0 || text[0] != '{')
            return 0;
        var isEmpty = true;
        for (var at = 1; at < text.Length; )
        {
            if (text[at] == '}')
                return isEmpty ? 0 : at + 1;
            var length = text[at] is ' ' or '\t' ? 1 : AttributeLength(text[at..]);
            if (length == 0)
                return 0;
            isEmpty &= text[at] is ' ' or '\t';
            at += length;
        }

        return 0;
    }

    /// <summary>The attributes of one or more pairs of braces.</summary>
    public static IEnumerable<string> Attributes(string pairs)
    {
        for (var at = 0; at < pairs.Length; )
        {
            var length = pairs[at] is ' ' or '\t' or '{' or '}' ? 0 : AttributeLength(pairs.AsSpan(at));
            if (length > 0)
                yield return pairs.Substring(at, length);
            at += Math.Max(1, length);
        }
    }

    /// <summary>
    /// The braces that a text begins with, and what stands behind them, with ASCII for full-width forms of the same length.
    /// </summary>
    public static ReadOnlySpan<char> Plain(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
            text = text[..MaxLength];
        var last = text.LastIndexOfAny('}', '｝');
        if (last < 0 || !text[..(last + 1)].ContainsAny(FullWidth))
            return text;
        var plain = text.ToArray();
        for (var at = 0; at <= last; at++)
            plain[at] = Plain(plain[at]);
        return plain;
    }

    private static char Plain(char c) =>
        c switch
        {
            '。' => '.',
            > '\uFF00' and < '\uFF5F' => (char)(c - '\uFF01' + '!'),
            _ => Blanks.Is(c) && c is not ('\n' or '\r') ? ' ' : c,
        };

    /// <summary>An id that is plainly one gets the number sign that it lacks: <c>{fig:f01}</c>.</summary>
    public static string WithSigns(string pairs) =>
        pairs.Contains(':', StringComparison.Ordinal) ? BareId().Replace(pairs, "${before}#${id}") : pairs;

    [GeneratedRegex(@"(?<before>[{\s])(?<id>(?:sec|fig|tbl|case):)", RegexOptions.IgnoreCase)]
    private static partial Regex BareId();

    private static int AttributeLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(EndCharacters);
        if (end < 0)
            return 0;
        if (IsBareId(text[..end]))
            return end;
        if (text[0] is '#' or '.')
            return end > 1 ? end : 0;
        var equals = text[..end].IndexOf('=');
        if (equals <= 0 || text[..equals].ContainsAnyExcept(KeyCharacters))
            return 0;
        if (equals + 1 >= text.Length || text[equals + 1] is not ('"' or '\''))
            return end;
        var closing = text[(equals + 2)..].IndexOfAny(text[equals + 1], '\n');
        return closing < 0 ? 0 : equals + 2 + closing + 1;
    }
}
