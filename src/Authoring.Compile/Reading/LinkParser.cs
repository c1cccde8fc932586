using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>
/// Links and pictures. Beyond Markdown: a picture's path is the file's name as it is, with blanks and brackets in it; brackets may be
/// full-width, and a blank may stand before them, where
/// what stands between them is plainly a path, or an address of the web.
/// </summary>
internal sealed class LinkParser : LinkInlineParser
{
    public override bool Match(InlineProcessor processor, ref StringSlice slice) =>
        (slice.CurrentChar == ']' && TryClose(processor, ref slice)) || base.Match(processor, ref slice);

    private static bool TryClose(InlineProcessor processor, ref StringSlice slice)
    {
        if (processor.Inline?.FirstParentOfType<LinkDelimiterInline>() is not { IsActive: true } open)
            return false;
        if (ReadStandard(slice, open.IsImage) is not { } target)
        {
            var text = LinkTargetSyntax.Line(slice.AsSpan()[1..]);
            if (
                text.IsEmpty
                || text[0] is not ('(' or '（' or ' ' or '\t' or '\u3000' or '\u00A0')
                || LinkTargetSyntax.Read(text, open.IsImage) is not { } lenient
            )
                return false;
            target = lenient;
        }

        slice.Start += 1 + target.Length;
        var link = new LinkInline
        {
            Url = HtmlHelper.Unescape(target.Url, removeBackSlash: false),
            Title = target.Title is null ? null : HtmlHelper.Unescape(target.Title, removeBackSlash: false),
            IsImage = open.IsImage,
            LabelSpan = open.LabelSpan,
            Span = new(open.Span.Start, processor.GetSourcePosition(slice.Start - 1)),
            Line = open.Line,
            Column = open.Column,
        };
        var outer = open.Parent;
        open.ReplaceBy(link);
        processor.Inline = link;
        processor.PostProcessInlines(0, link, null, isFinalProcessing: false);
        for (; !open.IsImage && outer is not null; outer = outer.Parent)
        {
            if (outer is LinkDelimiterInline { IsImage: false } delimiter)
                delimiter.IsActive = false;
        }

        link.IsClosed = true;
        return true;
    }

    /// <summary>
    /// As Markdown itself reads it. Null where it does not, or not all of it: the first half of a picture's name with a bracket in it.
    /// </summary>
    private static LinkTargetSyntax.Target? ReadStandard(StringSlice slice, bool isImage)
    {
        if (slice.PeekChar() != '(')
            return null;
        var start = slice.Start + 1;
        slice.SkipChar();
        var rest = slice;
        if (!LinkHelper.TryParseInlineLink(ref slice, out var url, out var title) || url is null)
            return null;
        if (isImage && !LinkTargetSyntax.IsPicture(url) && LinkTargetSyntax.Read(LinkTargetSyntax.Line(rest.AsSpan()), isImage) is not null)
            return null;
        return new LinkTargetSyntax.Target(url, title, slice.Start - start);
    }
}

/// <summary>What stands in the round brackets behind a link or a picture, where Markdown itself would not take it.</summary>
internal static class LinkTargetSyntax
{
    private const int Longest = 1000; // UTF-16 code units

    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".svg", ".tif", ".tiff", ".heic"];
    private static readonly string[] Addresses = ["http://", "https://", "mailto:"];

    /// <param name="Length">From behind the square bracket on.</param>
    public readonly record struct Target(string Url, string? Title, int Length);

    /// <summary>So far as a target is looked for: the line, and not too long.</summary>
    public static ReadOnlySpan<char> Line(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest)
            text = text[..Longest];
        var end = text.IndexOfAny('\n', '\r');
        return end < 0 ? text : text[..end];
    }

    public static Target? Read(ReadOnlySpan<char> text, bool isImage)
    {
        var start = text.IndexOfAnyExcept(" \t\u3000\u00A0");
        if (start < 0 || text[start] is not ('(' or '（') || (start > 0 && !isImage))
            return null;
        start++;
        for (var end = start; end < text.Length; end++)
        {
            if (text[end] is not (')' or '）'))
                continue;
            var (url, title) = Split(Blanks.Trim(text[start..end]));
            var isTarget = isImage ? IsPicture(url) || IsPath(url, text[(end + 1)..]) : IsAddress(url);
            if (isTarget)
                return new Target(url.ToString(), title, end + 1);
        }

        return null;
    }

    /// <summary>A title stands behind the path, in quotation marks.</summary>
    private static (string Url, string? Title) Split(ReadOnlySpan<char> inside)
    {
        if (inside is not [.., '"' or '\'' or '”' or '＂'])
            return (inside.ToString(), null);
        var opening = inside[^1] switch
        {
            '”' => '“',
            var c => c,
        };
        var at = inside[..^1].IndexOf(opening);
        if (at < 1 || !Blanks.Is(inside[at - 1]))
            return (inside.ToString(), null);
        return (Blanks.Trim(inside[..at]).ToString(), inside[(at + 1)..^1].ToString());
    }

    public static bool IsPicture(string url) => Array.Exists(Pictures, ending => url.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Without a picture's ending, but with folders, and no other bracket closes behind it.</summary>
    private static bool IsPath(string url, ReadOnlySpan<char> behind) =>
        url.Contains('/', StringComparison.Ordinal)
        && !behind.ContainsAny(')', '）')
        && (url.StartsWith("../", StringComparison.Ordinal) || url.StartsWith("images/", StringComparison.Ordinal));

    private static bool IsAddress(string url) =>
        !url.AsSpan().ContainsAny(' ', '\u3000')
        && Array.Exists(Addresses, start => url.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
