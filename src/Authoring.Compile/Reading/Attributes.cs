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

    /// <summary>What stands behind each <c>#</c>, in order.</summary>
    public List<string> Ids { get; } = [];

    public bool Unnumbered { get; set; }

    /// <summary>Attributes that we do not have.</summary>
    public List<string> Others { get; } = [];
}

/// <summary>
/// Finds braces directly behind an image, or at the end of a heading, a caption or a case line, which here means of any block.
/// </summary>
internal sealed class AttributesParser : InlineParser
{
    private const int MaxLength = 1000; // UTF-16 code units

    public AttributesParser() => OpeningCharacters = ['{'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var behindImage = processor.Inline is LinkInline { IsImage: true, IsClosed: true };
        var text = slice.AsSpan();
        var attributes = new List<string>();
        var length = 0;
        for (var next = 0; ReadBraces(text[next..], attributes) is var group and > 0;)
        {
            length = next + group;
            next = length;
            while (!behindImage && next < text.Length && text[next] is ' ' or '\t') next++;
        }

        if (length == 0 || !(behindImage || text[length..].IsWhiteSpace())) return false;
        var position = processor.GetSourcePosition(slice.Start, out var line, out var column);
        processor.Inline = Sort(new AttributesInline(text[..length].ToString()) { Line = line, Column = column }, attributes);
        processor.Inline.Span = new(position, position + length - 1);
        slice.Start += length;
        return true;
    }

    private static AttributesInline Sort(AttributesInline inline, List<string> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (attribute[0] == '#')
            {
                inline.Ids.Add(attribute[1..]);
            }
            else if (attribute == ".unnumbered")
            {
                inline.Unnumbered = true;
            }
            else
            {
                inline.Others.Add(attribute);
            }
        }

        return inline;
    }

    /// <summary>The length of one pair of braces that holds attributes and nothing else; 0: these braces are text.</summary>
    private static int ReadBraces(ReadOnlySpan<char> text, List<string> attributes)
    {
        if (text.Length > MaxLength) text = text[..MaxLength];
        if (text.Length == 0 || text[0] != '{') return 0;
        var found = new List<string>();
        var at = 1;
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t')
            {
                at++;
            }
            else if (text[at] == '}')
            {
                attributes.AddRange(found);
                return found.Count == 0 ? 0 : at + 1;
            }
            else if (ReadAttribute(text[at..]) is var length and > 0)
            {
                found.Add(text.Slice(at, length).ToString());
                at += length;
            }
            else
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary><c>#id</c>, <c>.class</c>, <c>key=value</c> or <c>key="a value"</c>.</summary>
    private static int ReadAttribute(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(" \t\r\n{}");
        if (end < 0) return 0;
        if (text[0] is '#' or '.') return end > 1 ? end : 0;
        var equals = text[..end].IndexOf('=');
        if (equals <= 0 || text[..equals].ContainsAnyExcept(KeyCharacters)) return 0;
        if (equals + 1 >= text.Length || text[equals + 1] is not ('"' or '\'')) return end;
        var closing = text[(equals + 2)..].IndexOfAny(text[equals + 1], '\n');
        return closing < 0 ? 0 : equals + 2 + closing + 1;
    }

    private static readonly System.Buffers.SearchValues<char> KeyCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:");
}
