using Markdig.Parsers;
using Markdig.Syntax;

namespace Authoring.Compile.Reading.Blocks;

/// <summary>
/// A heading: up to six number signs, of either width, and its words. A blank between them may be of any kind, and may be missing where it
/// is plain that a heading
/// is meant: behind two signs or more, and between one and a Chinese character.
/// </summary>
internal sealed class HeadingParser : HeadingBlockParser
{
    private const int Deepest = 6;

    public HeadingParser() => OpeningCharacters = ['#', '＃'];

    public static bool IsSign(char c) => c is '#' or '＃';

    /// <summary>How many signs make a heading of this line; 0: it is none.</summary>
    public static int Level(ReadOnlySpan<char> line)
    {
        var level = 0;
        while (level < line.Length && IsSign(line[level]))
            level++;
        if (level is 0 or > Deepest)
            return 0;
        var rest = line[level..];
        if (rest.IsEmpty || Blanks.Is(rest[0]) || level > 1)
            return level;
        // #1 is a number, #abc a tag, #话题# a topic.
        return (rest[0] >= '\u2E80' || rest[0] is '“' or '‘') && !HasSign(rest) ? level : 0;
    }

    /// <summary>Besides that of an id.</summary>
    private static bool HasSign(ReadOnlySpan<char> words)
    {
        for (var at = 1; at < words.Length; at++)
        {
            if (IsSign(words[at]) && words[at - 1] is not ('{' or '｛'))
                return true;
        }

        return false;
    }

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line.AsSpan();
        var level = Level(line);
        if (level == 0)
            return BlockState.None;
        var words = WithoutClosing(Blanks.Trim(line[level..]), level);
        var from = words.IsEmpty ? line.Length : level + line[level..].IndexOf(words);
        processor.NewBlocks.Push(
            new HeadingBlock(this)
            {
                HeaderChar = '#',
                Level = level,
                Column = processor.Column,
                Span = new(processor.Start, processor.Line.End),
            }
        );
        processor.Column += from;
        processor.Line.Start += from;
        processor.Line.End = processor.Line.Start + words.Length - 1;
        return BlockState.Break;
    }

    /// <summary>
    /// Number signs at the end close the heading: behind a blank, as many as opened it, or behind a Chinese character, unless they belong
    /// to a topic (<c>#话题#</c>).
    /// </summary>
    public static ReadOnlySpan<char> WithoutClosing(ReadOnlySpan<char> words, int level)
    {
        var open = words.TrimEnd("#＃");
        var signs = words.Length - open.Length;
        var closes =
            signs > 0
            && (
                open.IsEmpty
                || Blanks.Is(open[^1])
                || (level > 1 && signs == level)
                || (open[^1] >= '\u2E80' && !open.ContainsAny('#', '＃'))
            );
        return closes ? Blanks.Trim(open) : words;
    }
}
