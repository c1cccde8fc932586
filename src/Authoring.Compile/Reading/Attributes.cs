using System.Buffers;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>
/// Braces in a place where attributes may stand: <c>{#fig:f01 .unnumbered}</c>. Whether something is there to carry them is
/// decided when the whole block is known; if not, they are text.
/// </summary>
internal sealed class AttributesInline(string source) : LeafInline
{
    public string Source { get; } = source;
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
        var length = 0;
        for (int pairs = 0, next = 0; pairs < MostPairs && AttributeSyntax.PairLength(text[next..]) is var pair and > 0; pairs++)
        {
            length = next + pair;
            next = length;
            while (!behindImage && next < text.Length && text[next] is ' ' or '\t') next++;
        }

        if (length == 0 || !(behindImage || text[length..].IsWhiteSpace())) return false;
        var position = processor.GetSourcePosition(slice.Start, out var line, out var column);
        processor.Inline = new AttributesInline(text[..length].ToString()) { Line = line, Column = column, Span = new(position, position + length - 1) };
        slice.Start += length;
        return true;
    }
}

/// <summary><c>{#id .class key=value key="a value"}</c></summary>
internal static class AttributeSyntax
{
    private const int MaxLength = 1000; // UTF-16 code units

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:");
    private static readonly SearchValues<char> EndCharacters = SearchValues.Create(" \t\r\n{}");

    /// <summary>The length of a pair of braces that holds attributes and nothing else; 0: these braces are text.</summary>
    public static int PairLength(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength) text = text[..MaxLength];
        if (text.Length == 0 || text[0] != '{') return 0;
        var isEmpty = true;
        for (var at = 1; at < text.Length;)
        {
            if (text[at] == '}') return isEmpty ? 0 : at + 1;
            var length = text[at] is ' ' or '\t' ? 1 : AttributeLength(text[at..]);
            if (length == 0) return 0;
            isEmpty &= text[at] is ' ' or '\t';
            at += length;
        }

        return 0;
    }

    /// <summary>The attributes of one or more pairs of braces.</summary>
    public static IEnumerable<string> Attributes(string pairs)
    {
        for (var at = 0; at < pairs.Length;)
        {
            var length = pairs[at] is ' ' or '\t' or '{' or '}' ? 0 : AttributeLength(pairs.AsSpan(at));
            if (length > 0) yield return pairs.Substring(at, length);
            at += Math.Max(1, length);
        }
    }

    private static int AttributeLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(EndCharacters);
        if (end < 0) return 0;
        if (text[0] is '#' or '.') return end > 1 ? end : 0;
        var equals = text[..end].IndexOf('=');
        if (equals <= 0 || text[..equals].ContainsAnyExcept(KeyCharacters)) return 0;
        if (equals + 1 >= text.Length || text[equals + 1] is not ('"' or '\'')) return end;
        var closing = text[(equals + 2)..].IndexOfAny(text[equals + 1], '\n');
        return closing < 0 ? 0 : equals + 2 + closing + 1;
    }
}
