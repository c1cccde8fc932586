using Authoring.Compile.Words;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>Small changes to a tree while it is being read and nobody else has it yet.</summary>
internal static class Inlines
{
    /// <summary>Containers inside one another, of blocks and of inlines together; what nests deeper is shown as its source.</summary>
    public const int DeepestNesting = 128;

    /// <summary>
    /// Turns brackets and the like that the parser left open into text. False: the block nests too deeply to be walked.
    /// </summary>
    public static bool Settle(Block block, int depth = 0)
    {
        if (depth > DeepestNesting)
            return false;
        if (block is LeafBlock { Inline: { } inlines })
            return Settle(inlines, depth + 1);
        if (block is not ContainerBlock container)
            return true;
        foreach (var child in container)
        {
            if (!Settle(child, depth + 1))
                return false;
        }

        return true;
    }

    /// <summary>Takes the attributes away that end these inlines, and the space before them.</summary>
    public static AttributesInline? TakeAttributes(ContainerInline inlines)
    {
        var last = inlines.LastChild;
        while (last is LiteralInline blank && Blanks.IsBlank(blank.Content.AsSpan()))
            last = blank.PreviousSibling;
        if (last is not AttributesInline attributes)
            return null;
        while (attributes.NextSibling is { } behind)
            behind.Remove();
        attributes.Remove();
        if (inlines.LastChild is not LiteralInline literal)
            return attributes;
        while (!literal.Content.IsEmpty && Blanks.Is(literal.Content[literal.Content.End]))
            literal.Content.End--;
        return attributes;
    }

    /// <summary>Takes the mark of a caption line away, <c>": "</c>. False: these inlines do not begin with it.</summary>
    public static bool TakeCaptionMark(ContainerInline? inlines)
    {
        if (
            inlines?.FirstChild is not LiteralInline { Content.IsEmpty: false } first
            || CaptionMark(first.Content.AsSpan()) is not (var length and > 0)
        )
            return false;
        first.Content.Start += length;
        first.Span.Start += length;
        first.Content.TrimStart();
        if (!first.Content.IsEmpty)
            return true;
        if (first.NextSibling is LiteralInline next)
            next.Content.TrimStart();
        first.Remove();
        return true;
    }

    /// <summary>Of a line directly below or above a table: a colon, or the word for a table and a colon. 0: it is no caption.</summary>
    public static int CaptionMark(ReadOnlySpan<char> text)
    {
        foreach (var word in (ReadOnlySpan<string>)["", "Table", "表题"])
        {
            if (
                !text.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                || text.Length == word.Length
                || text[word.Length] is not (':' or '：')
            )
                continue;
            var isCase = word.Length == 0 && text.Length > 1 && text[1] is ':' or '：';
            return isCase ? 0 : word.Length + 1;
        }

        return 0;
    }

    /// <summary><c>&lt;br&gt;</c> in any of its forms.</summary>
    public static bool IsLineBreak(string tag) =>
        tag.Equals("</br>", StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase) && tag.AsSpan(3).Trim() is ">" or "/>";

    /// <summary>Joins lines as Chinese wants it: no space between two Chinese characters, a space otherwise.</summary>
    /// <param name="all">Hard breaks, too: a title has one line.</param>
    public static void JoinLines(ContainerInline inlines, bool all)
    {
        for (Inline? inline = inlines.FirstChild, next; inline is not null; inline = next)
        {
            next = inline.NextSibling;
            if (inline is ContainerInline container)
            {
                JoinLines(container, all);
            }
            else if (inline is LineBreakInline lineBreak && (all || !lineBreak.IsHard))
            {
                lineBreak.IsHard = false;
                if (ChineseText.Joint(LastCharacter(inline.PreviousSibling), FirstCharacter(next)).Length == 0)
                    inline.Remove();
            }
        }
    }

    public static LiteralInline Literal(string text) => new(text);

    private static bool Settle(ContainerInline inlines, int depth)
    {
        if (depth > DeepestNesting)
            return false;
        for (var inline = inlines.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            if (inline is DelimiterInline open)
            {
                // Its content takes its place behind the text, and is walked next: no depth is gained by brackets left open.
                var text = Literal(open.ToLiteral());
                text.Line = open.Line;
                text.Span = open.Span;
                open.ReplaceBy(text);
                inline = text;
            }
            else if (inline is ContainerInline inner && !Settle(inner, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static char FirstCharacter(Inline? inline) =>
        inline switch
        {
            LiteralInline { Content.IsEmpty: false } literal => literal.Content.CurrentChar,
            LineBreakInline => '\n',
            CodeInline => 'a',
            ContainerInline container => FirstCharacter(container.FirstChild),
            null => '\0',
            _ => 'a',
        };

    private static char LastCharacter(Inline? inline) =>
        inline switch
        {
            LiteralInline { Content.IsEmpty: false } literal => literal.Content[literal.Content.End],
            ContainerInline container => LastCharacter(container.LastChild),
            null => '\0',
            _ => 'a',
        };
}
