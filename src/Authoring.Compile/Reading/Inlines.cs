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
        if (depth > DeepestNesting) return false;
        if (block is LeafBlock { Inline: { } inlines }) return Settle(inlines, depth + 1);
        if (block is not ContainerBlock container) return true;
        foreach (var child in container)
        {
            if (!Settle(child, depth + 1)) return false;
        }

        return true;
    }

    /// <summary>Takes the attributes away that end these inlines, and the space before them.</summary>
    public static AttributesInline? TakeAttributes(ContainerInline inlines)
    {
        if (inlines.LastChild is not AttributesInline attributes) return null;
        attributes.Remove();
        if (inlines.LastChild is LiteralInline literal) literal.Content.TrimEnd();
        return attributes;
    }

    /// <summary>Takes the mark of a caption line away, <c>": "</c>. False: these inlines do not begin with it.</summary>
    public static bool TakeCaptionMark(ContainerInline? inlines)
    {
        if (inlines?.FirstChild is not LiteralInline { Content: { IsEmpty: false, CurrentChar: ':' } } first) return false;
        var after = first.Content.Length > 1 ? first.Content.PeekChar() : FirstCharacter(first.NextSibling);
        if (after is not (' ' or '\t' or '\n' or '\0')) return false;
        first.Content.SkipChar();
        first.Content.TrimStart();
        if (!first.Content.IsEmpty) return true;
        if (first.NextSibling is LiteralInline next) next.Content.TrimStart();
        first.Remove();
        return true;
    }

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
                if (ChineseText.Joint(LastCharacter(inline.PreviousSibling), FirstCharacter(next)).Length == 0) inline.Remove();
            }
        }
    }

    public static LiteralInline Literal(string text) => new(text);

    private static bool Settle(ContainerInline inlines, int depth)
    {
        if (depth > DeepestNesting) return false;
        for (var inline = inlines.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            if (inline is DelimiterInline open)
            {
                // Its content takes its place behind the text, and is walked next: no depth is gained by brackets left open.
                var text = Literal(open.ToLiteral());
                text.Line = open.Line;
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

    private static char FirstCharacter(Inline? inline) => inline switch
    {
        LiteralInline { Content.IsEmpty: false } literal => literal.Content.CurrentChar,
        LineBreakInline => '\n',
        CodeInline => 'a',
        ContainerInline container => FirstCharacter(container.FirstChild),
        null => '\0',
        _ => 'a',
    };

    private static char LastCharacter(Inline? inline) => inline switch
    {
        LiteralInline { Content.IsEmpty: false } literal => literal.Content[literal.Content.End],
        ContainerInline container => LastCharacter(container.LastChild),
        null => '\0',
        _ => 'a',
    };
}
