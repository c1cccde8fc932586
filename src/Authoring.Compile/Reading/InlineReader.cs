using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Reading;

/// <summary>What was read from a pair of braces.</summary>
internal readonly record struct ItemAttributes(string? Id, bool Unnumbered);

/// <summary>
/// Goes through blocks for what points elsewhere, and puts right what stands in a place where it means nothing:
/// such braces, headings and captions are printed as they are, and said.
/// </summary>
internal sealed class InlineReader(string path, int firstLine, DiagnosticList diagnostics, SourceLines lines)
{
    private readonly Lookalikes _lookalikes = new(lines, firstLine, diagnostics);

    /// <summary>Being read; null: a caption or a title.</summary>
    private Block? _block;

    public List<Pointer<string>> References { get; } = [];

    public List<Pointer<string>> Images { get; } = [];

    public List<Pointer<LinkTarget>> Links { get; } = [];

    /// <summary>Takes the attributes that end these inlines. The first allowed prefix is the one that an id without prefix gets.</summary>
    public ItemAttributes TakeAttributes(ContainerInline inlines, int line, ReadOnlySpan<string> prefixes) =>
        Inlines.TakeAttributes(inlines) is { } attributes ? Judge(attributes.Attributes, line, prefixes) : default;

    public void Read(Block block)
    {
        switch (block)
        {
            case ContainerBlock container:
                foreach (var child in container)
                    Read(child);
                break;
            case Markdig.Syntax.HtmlBlock:
                diagnostics.Add(Messages.RawHtml(block.Line + firstLine));
                break;
            case FencedCodeBlock { ClosingFencedCharCount: 0 }:
                diagnostics.Add(Messages.UnclosedFence(block.Line + firstLine));
                break;
            case LeafBlock { Inline: { } inlines }:
                ReadLeaf(block, inlines);
                break;
        }
    }

    public void Read(ContainerInline inlines)
    {
        for (Inline? inline = inlines.FirstChild, next; inline is not null; inline = next)
        {
            next = inline.NextSibling;
            var line = inline.Line + firstLine;
            switch (inline)
            {
                case ReferenceInline reference:
                    References.Add(new Pointer<string>(reference.Id, line));
                    break;
                case LiteralInline literal:
                    ReadWords(literal);
                    break;
                case AttributesInline attributes:
                    ReadAttributes(attributes, line);
                    break;
                case HtmlInline html:
                    ReadTag(html, line);
                    break;
                case CodeInline code when _block?.Parent is TableCell && code.Content.Contains("\\|", StringComparison.Ordinal):
                    code.Content = code.Content.Replace("\\|", "|", StringComparison.Ordinal);
                    break;
                case LinkInline { IsImage: true } image:
                    ReadPicture(image, line);
                    break;
                case LinkInline link:
                    ReadAddress(link, line);
                    _lookalikes.Check(link, _block, line);
                    Read(link);
                    break;
                case ContainerInline container:
                    Read(container);
                    break;
            }
        }
    }

    private void ReadWords(LiteralInline literal)
    {
        if (IsFootnoteMark(literal))
            diagnostics.Add(Messages.UndefinedFootnote(literal.NextSibling!.Line + firstLine)); // the bracket has lost its own line
        else
            _lookalikes.Check(literal, _block);
    }

    private void ReadTag(HtmlInline html, int line)
    {
        if (!Inlines.IsLineBreak(html.Tag) || _block is { Parent: not TableCell })
        {
            diagnostics.Add(Messages.RawHtml(line));
            return;
        }

        html.ReplaceBy(
            new LineBreakInline
            {
                IsHard = true,
                Line = html.Line,
                Column = html.Column,
                Span = html.Span,
            }
        );
    }

    /// <summary>The parser leaves <c>[^1]</c> in pieces where there is no such footnote.</summary>
    private static bool IsFootnoteMark(LiteralInline literal) =>
        literal.Content is { IsEmpty: false, Length: 1, CurrentChar: '[' }
        && literal.NextSibling is LiteralInline { Content: { IsEmpty: false, CurrentChar: '^' } };

    private void ReadLeaf(Block block, ContainerInline inlines)
    {
        var line = block.Line + firstLine;
        if (block is HeadingBlock)
        {
            diagnostics.Add(Messages.NestedHeading(line));
        }
        else if (inlines.FirstChild is LiteralInline { Content.IsEmpty: false } first)
        {
            ReadFirst(first.Content.AsSpan(), block, line);
        }

        _block = block;
        Read(inlines);
        _block = null;
        Inlines.JoinLines(inlines, all: false);
    }

    /// <summary>A picture that is a figure: it may have what others may not.</summary>
    public void ReadFigure(LinkInline image)
    {
        ReadAddress(image, image.Line + firstLine);
        Read(image);
    }

    private void ReadPicture(LinkInline image, int line)
    {
        ReadFigure(image);
        var hasCaption = !Title.Read(image).IsEmpty;
        var id = image.NextSibling is AttributesInline attributes
            ? Judge(attributes.Attributes, line, [Identifier.Figure, Identifier.Table]).Id
            : null;
        if (hasCaption || id is not null)
            diagnostics.Add(Messages.NotAFigure(line, id) with { Fix = Apart(image) });
    }

    /// <summary>The empty lines that would make a figure of a picture that has its line to itself, or stands beside another one.</summary>
    private Correction? Apart(LinkInline image)
    {
        if (_block is not ParagraphBlock { Parent: MarkdownDocument })
            return null;
        var row = lines[image.Line];
        var before = image.PreviousSibling;
        var beside = before is LiteralInline blank && Blanks.IsBlank(blank.Content.AsSpan()) ? blank.PreviousSibling : before;
        if (beside is LinkInline { IsImage: true } or AttributesInline)
        {
            // The braces behind the other one are taken away already.
            var blanks = before is LiteralInline between && between != beside ? between.Content.Length : 0;
            return lines.Correct(image.Line, image.Span.Start - blanks, image.Span.Start - 1, "\n\n");
        }

        var isAlone =
            before is null or LineBreakInline && Blanks.Trim(row) is var words && words.StartsWith('!') && words is [.., ')' or '}'];
        if (!isAlone)
            return null;
        var (above, below) = (lines.IsBlank(image.Line - 1) ? "" : "\n", lines.IsBlank(image.Line + 1) ? "" : "\n");
        return above.Length + below.Length == 0 ? null : new Correction(0, row.Length, above + row.ToString() + below);
    }

    /// <summary>Text that looks like a case line or a caption and is none.</summary>
    private void ReadFirst(ReadOnlySpan<char> text, Block block, int line)
    {
        if (block.Parent is TableCell)
            return;
        if (Lookalikes.IsCase(text))
        {
            _lookalikes.AddCase(block, block.Line);
        }
        else if (text[0] is ':' or '：')
        {
            diagnostics.Add(Messages.NotACaption(line));
        }
    }

    /// <summary>Behind an image that is no figure they are dropped; elsewhere they are text.</summary>
    private void ReadAttributes(AttributesInline attributes, int line)
    {
        if (attributes.PreviousSibling is LinkInline { IsImage: true })
        {
            attributes.Remove(); // said with the picture
        }
        else
        {
            var fix =
                attributes.PreviousSibling is LiteralInline { PreviousSibling: LinkInline { IsImage: true } } blank
                && Blanks.IsBlank(blank.Content.AsSpan())
                    ? lines.Correct(attributes.Line, blank.Span.Start, attributes.Span.Start - 1, "")
                    : null;
            diagnostics.Add(Messages.StrayAttributes(line, attributes.Source) with { Fix = fix });
            attributes.ReplaceBy(Inlines.Literal(attributes.Source));
        }
    }

    private void ReadAddress(LinkInline link, int line)
    {
        var url = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
        link.GetDynamicUrl = null;
        if (!link.IsImage)
        {
            link.Url = url;
            Links.Add(new Pointer<LinkTarget>(LinkTarget.Read(path, url), line));
        }
        else if (ReportPath.Resolve(path, url, out var image) is var fault and not PathFault.None)
        {
            diagnostics.Add(Messages.BadImagePath(line, url, fault));
            link.Url = null;
        }
        else
        {
            link.Url = image;
            Images.Add(new Pointer<string>(image, line));
        }
    }

    public ItemAttributes Judge(string attributes, int line, ReadOnlySpan<string> prefixes)
    {
        string? written = null;
        var unnumbered = false;
        foreach (var attribute in AttributeSyntax.Attributes(attributes))
        {
            if (attribute == ".unnumbered")
                unnumbered = true;
            else if (attribute[0] != '#')
                diagnostics.Add(Messages.UnknownAttribute(line, attribute));
            else if (written is null)
                written = attribute[1..];
            else
                diagnostics.Add(Messages.TwoIds(line));
        }

        return new ItemAttributes(written is null ? null : ReadId(written, line, prefixes), unnumbered);
    }

    private string? ReadId(string written, int line, ReadOnlySpan<string> prefixes)
    {
        var id = Identifier.Read(written, prefixes[0]);
        if (id is null)
        {
            diagnostics.Add(Messages.BadId(line, written));
            return null;
        }

        foreach (var prefix in prefixes)
        {
            if (Identifier.Prefix(id).SequenceEqual(prefix))
                return id;
        }

        diagnostics.Add(Messages.WrongPrefix(line, written, string.Join(" / ", prefixes!)));
        return null;
    }
}
