using System.Text.RegularExpressions;
using Markdig.Extensions.Footnotes;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Authoring.Compile.Reading.Blocks;

/// <summary>
/// Paragraphs. A line below a list item or a quotation that is not set as part of it begins one of its own, and so does a line that opens
/// with a typed number: such lines stay
/// lines. Nothing is underlined into a heading.
/// </summary>
internal sealed class ParagraphParser : ParagraphBlockParser
{
    public ParagraphParser() => ParseSetextHeadings = false;

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.IsBlankLine)
            return base.TryContinue(processor, block);
        if (Left(block, IsPicture(Blanks.Trim(processor.Line.AsSpan()))) is { } left)
            return Begin(processor, left);
        return EndsAbove(processor, (ParagraphBlock)block) ? Begin(processor, block) : base.TryContinue(processor, block);
    }

    /// <summary>The outermost list or quotation around the paragraph to which the line does not belong.</summary>
    private static ContainerBlock? Left(Block block, bool isPicture)
    {
        ContainerBlock? left = null;
        for (var container = block.Parent; container is not null and not MarkdownDocument; container = container.Parent)
        {
            if (!container.IsOpen && (container is ListItemBlock or QuoteBlock || (container is Footnote && isPicture)))
                left = container;
        }

        return left;
    }

    private static bool IsPicture(ReadOnlySpan<char> line) => line is ['!' or '！', '[' or '［', .., ')' or '）' or '}' or '｝'];

    private BlockState Begin(BlockProcessor processor, Block ended)
    {
        processor.Close(ended);
        if (ended is ListItemBlock && ended.Parent is { IsOpen: false } list)
            processor.Close(list);
        return TryOpen(processor);
    }

    private static bool EndsAbove(BlockProcessor processor, ParagraphBlock paragraph)
    {
        var first = paragraph.Lines.Lines[0].Slice.AsSpan().TrimStart();
        if (first.IsEmpty)
            return false;
        // The caption of a picture, and of a table until its id, goes over lines.
        if (first[0] is ':' or '：' && TableNote.IsMatch(processor.Line.AsSpan()))
            return true;
        if (first[0] is ':' or '：')
            return paragraph.Lines.Lines[paragraph.Lines.Count - 1].Slice.AsSpan().TrimEnd() is [.., '}' or '｝'];
        return first[0] is not ('!' or '！' or '[' or '［') && TypedNumber.Length(processor.Line.AsSpan()) > 0;
    }
}

/// <summary>What stands below a table and its caption, and belongs to neither: <c>注：</c>, <c>数据来源：</c>.</summary>
internal static partial class TableNote
{
    public static bool IsMatch(ReadOnlySpan<char> line) => Line().IsMatch(line);

    [GeneratedRegex(
        @"^\s*[(（【]?(?:[备附表]?注|说明|单位|(?:数据|资料|图表|表格)?来源)[0-9一二三四五六七八九]*\s*[:：]",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Line();
}

/// <summary>Numbers that are typed at the beginning of a line and are no Markdown: <c>（一）</c>, <c>1、</c>, <c>①</c>.</summary>
internal static class TypedNumber
{
    private const int LongestNumber = 4;
    private const string Chinese = "〇零一二三四五六七八九十百";

    /// <summary>Of the number with its marks; 0: the line does not begin with one.</summary>
    public static int Length(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
            return 0;
        if (line[0] is >= '①' and <= '⒛' or >= '㈠' and <= '㈩' or >= '❶' and <= '➓' or '●' or '■' or '◆' or '▪' or '•')
            return 1;
        var bracket = line[0] is '（' or '(' ? 1 : 0;
        var number = NumberLength(line[bracket..]);
        var end = bracket + number;
        if (number is 0 or > LongestNumber || end >= line.Length)
            return 0;
        var closes =
            bracket == 1
                ? line[end] is '）' or ')'
                : line[end] is '、' or '．' or '）'
                    || (line[end] is '.' or ')' && end + 1 < line.Length && (Blanks.Is(line[end + 1]) || line[end + 1] >= '\u2E80'));
        return closes ? end + 1 : 0;
    }

    private static int NumberLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] is >= '０' and <= '９'))
            length++;
        if (length > 0)
            return length;
        while (length < text.Length && Chinese.Contains(text[length], StringComparison.Ordinal))
            length++;
        return length;
    }
}
