using Markdig.Extensions.Footnotes;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Authoring.Compile.Reading.Blocks;

/// <summary>
/// What a line begins. There is no code by indentation, so an indent of any width means as much as none, except that it tells what belongs
/// into a list item.
/// </summary>
internal static class BlockParsers
{
    public static IEnumerable<BlockParser> All() =>
        [
            new RuleParser(),
            new HeadingParser(),
            new QuoteParser(),
            new ListParser(),
            new HtmlBlockParser(),
            new FenceParser(),
            new CaseLineParser(),
            new FootnoteLineParser(),
            new TableParser(),
            new ParagraphParser(),
        ];

    /// <summary>Takes an indent of four columns and more for what it is: nothing.</summary>
    public static void ForgetIndent(BlockProcessor processor)
    {
        if (processor.IsCodeIndent)
            processor.RestartIndent();
    }
}

/// <summary>
/// Three or more of one of <c>- _ *</c>, of either width, or of dashes. What stands above it stays what it is: no heading is underlined.
/// </summary>
internal sealed class RuleParser : BlockParser
{
    private const string Marks = "-_*－＿＊—–─";

    public RuleParser() => OpeningCharacters = Marks.ToCharArray();

    /// <param name="line">Without the blanks before it.</param>
    public static bool IsRule(ReadOnlySpan<char> line)
    {
        var mark = line[0];
        if (!Marks.Contains(mark, StringComparison.Ordinal))
            return false;
        var count = 0;
        foreach (var c in line)
        {
            if (c == mark)
                count++;
            else if (!Blanks.Is(c))
                return false;
        }

        return count >= 3;
    }

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (!IsRule(processor.Line.AsSpan()))
            return BlockState.None;
        processor.NewBlocks.Push(
            new ThematicBreakBlock(this) { Column = processor.Column, Span = new(processor.Start, processor.Line.End) }
        );
        return BlockState.BreakDiscard;
    }
}

internal sealed class QuoteParser : QuoteBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor)
    {
        BlockParsers.ForgetIndent(processor);
        return base.TryOpen(processor);
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.CurrentChar == '>')
            BlockParsers.ForgetIndent(processor);
        return base.TryContinue(processor, block);
    }
}

internal sealed class FenceParser : FencedCodeBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor)
    {
        BlockParsers.ForgetIndent(processor);
        return base.TryOpen(processor);
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.CurrentChar == ((FencedCodeBlock)block).FencedChar)
            BlockParsers.ForgetIndent(processor);
        return base.TryContinue(processor, block);
    }
}

internal sealed class FootnoteLineParser : FootnoteParser
{
    public override BlockState TryOpen(BlockProcessor processor)
    {
        BlockParsers.ForgetIndent(processor);
        return base.TryOpen(processor);
    }

    /// <summary>What begins at the margin does not belong to the note above it, unless it goes on with its words.</summary>
    public override BlockState TryContinue(BlockProcessor processor, Block block) =>
        processor.IsBlankLine || processor.Column > 0 || processor.CurrentChar == '['
            ? base.TryContinue(processor, block)
            : BlockState.None;
}

/// <summary>An item is as wide as its indent and its marker, however far it is indented.</summary>
internal sealed class ListParser : ListBlockParser
{
    public override BlockState TryOpen(BlockProcessor processor)
    {
        var indent = TakeIndent(processor, most: int.MaxValue);
        var state = base.TryOpen(processor);
        Widen(processor, indent);
        return state;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        var indent = block is ListItemBlock item && !processor.IsBlankLine ? TakeIndent(processor, Math.Abs(item.ColumnWidth) - 1) : 0;
        var state = base.TryContinue(processor, block);
        Widen(processor, indent);
        return state;
    }

    private static int TakeIndent(BlockProcessor processor, int most)
    {
        var indent = processor.Indent;
        if (!processor.IsCodeIndent || indent > most)
            return 0;
        processor.RestartIndent();
        return indent;
    }

    private static void Widen(BlockProcessor processor, int indent)
    {
        if (indent == 0)
            return;
        foreach (var block in processor.NewBlocks)
        {
            if (block is ListItemBlock item)
                item.ColumnWidth += item.ColumnWidth < 0 ? -indent : indent;
        }
    }
}
