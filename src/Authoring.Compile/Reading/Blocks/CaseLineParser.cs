using System.Text.RegularExpressions;
using Markdig.Extensions.Footnotes;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Authoring.Compile.Reading.Blocks;

/// <summary>The place of a case card, a line of its own.</summary>
/// <param name="Source">As written.</param>
/// <param name="Attributes">The braces, as they are meant.</param>
internal sealed class CaseBlock(BlockParser parser, string source, string attributes) : LeafBlock(parser)
{
    public string Source { get; } = source;

    public string Attributes { get; } = attributes;
}

/// <summary>
/// <c>::case{#case:c01}</c>, whatever stands in the lines above and below. Colons, braces and number signs may be full-width; how many
/// colons does not matter.
/// </summary>
internal sealed partial class CaseLineParser : BlockParser
{
    public CaseLineParser() => OpeningCharacters = [':', '：'];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (
            processor.GetCurrentContainerOpened() is not (MarkdownDocument or FootnoteGroup)
            || Read(processor.Line.AsSpan()) is not { } attributes
        )
            return BlockState.None;
        processor.NewBlocks.Push(
            new CaseBlock(this, processor.Line.ToString(), attributes)
            {
                Column = processor.Column,
                Span = new(processor.Start, processor.Line.End),
            }
        );
        return BlockState.BreakDiscard;
    }

    /// <summary>The attributes of a case line; null: it is none.</summary>
    public static string? Read(ReadOnlySpan<char> line)
    {
        const int longest = 1000; // UTF-16 code units, as attributes have it
        if (line.Length > longest)
            return null;
        var match = Line().Match(Blanks.Trim(line).ToString());
        if (!match.Success)
            return null;
        var braces = AttributeSyntax.Plain(match.Groups["braces"].Value).ToString();
        if (AttributeSyntax.PairLength(braces) > 0)
            return AttributeSyntax.WithSigns(braces);
        // Without its number sign, or without braces' words at all: the id alone is as plain.
        var inside = braces.AsSpan(1..^1).Trim();
        return inside.StartsWith($"{Identifier.Case}:", StringComparison.OrdinalIgnoreCase) || Identifier.IsValid(inside)
            ? $"{{#{inside}}}"
            : null;
    }

    [GeneratedRegex(
        @"^[:：]{1,4}\s*(?:case|案例)\s*(?<braces>(?:[{｛][^{}｛｝]*[}｝][\s\u200B\uFEFF]*)+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Line();
}
