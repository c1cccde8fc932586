using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>A cross-reference: <c>@fig:f01</c>.</summary>
/// <param name="id">With its prefix: <c>fig:f01</c>.</param>
internal sealed class ReferenceInline(string id) : LeafInline
{
    public string Id { get; } = id;
}

internal sealed class ReferenceParser : InlineParser
{
    public ReferenceParser() => OpeningCharacters = ['@'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        // somebody@fig:… is an address; behind a Chinese character a reference needs no space.
        if (char.IsAsciiLetterOrDigit(slice.PeekCharExtra(-1)))
            return false;
        var text = slice.AsSpan()[1..];
        var colon = text[..Math.Min(text.Length, Identifier.LongestWord + 1)].IndexOfAny(':', '：');
        if (colon < 0 || Identifier.Canonical(text[..colon]) is not { } prefix)
            return false;
        var length = Identifier.Length(text[(colon + 1)..]);
        if (length == 0)
            return false;
        var position = processor.GetSourcePosition(slice.Start, out var line, out var column);
        var isPlain = text[colon] == ':' && Identifier.IsPrefix(text[..colon]);
        processor.Inline = new ReferenceInline(
            isPlain ? text[..(colon + 1 + length)].ToString() : $"{prefix}:{text.Slice(colon + 1, length)}"
        )
        {
            Line = line,
            Column = column,
            Span = new(position, position + colon + 1 + length),
        };
        slice.Start += colon + length + 2;
        return true;
    }
}
