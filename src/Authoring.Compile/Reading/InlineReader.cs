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
internal sealed class InlineReader(string path, int firstLine, DiagnosticList diagnostics)
{
    public const string CaseMark = "::case";

    public List<Pointer<string>> References { get; } = [];

    public List<Pointer<string>> Images { get; } = [];

    public List<Pointer<LinkTarget>> Links { get; } = [];

    /// <summary>Takes the attributes that end these inlines. The first allowed prefix is the one that an id without prefix gets.</summary>
    public ItemAttributes TakeAttributes(ContainerInline inlines, int line, ReadOnlySpan<string> prefixes) =>
        Inlines.TakeAttributes(inlines) is { } attributes ? Judge(attributes, line, prefixes) : default;

    public void Read(Block block)
    {
        switch (block)
        {
            case ContainerBlock container:
                foreach (var child in container) Read(child);
                break;
            case Markdig.Syntax.HtmlBlock:
                diagnostics.Add(Messages.RawHtml(block.Line + firstLine));
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
                case LiteralInline literal when IsFootnoteMark(literal):
                    diagnostics.Add(Messages.UndefinedFootnote(literal.NextSibling!.Line + firstLine)); // the bracket has lost its own line
                    break;
                case AttributesInline attributes:
                    ReadAttributes(attributes, line);
                    break;
                case HtmlInline:
                    diagnostics.Add(Messages.RawHtml(line));
                    break;
                case LinkInline link:
                    ReadLink(link, line);
                    Read(link);
                    break;
                case ContainerInline container:
                    Read(container);
                    break;
            }
        }
    }

    /// <summary>The parser leaves <c>[^1]</c> in pieces where there is no such footnote.</summary>
    private static bool IsFootnoteMark(LiteralInline literal) =>
        literal.Content is { IsEmpty: false, Length: 1, CurrentChar: '[' } && literal.NextSibling is LiteralInline { Content: { IsEmpty: false, CurrentChar: '^' } };

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

        Read(inlines);
        Inlines.JoinLines(inlines, all: false);
    }

    /// <summary>Text that looks like a case line or a caption and is none.</summary>
    private void ReadFirst(ReadOnlySpan<char> text, Block block, int line)
    {
        if (block.Parent is TableCell) return;
        if (text.StartsWith(CaseMark, StringComparison.Ordinal) || text.StartsWith("：：case", StringComparison.Ordinal))
        {
            diagnostics.Add(Messages.NotACase(line));
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
            var (id, _) = Judge(attributes, line, [Identifier.Figure, Identifier.Table]);
            if (id is not null) diagnostics.Add(Messages.NotAFigure(line, id));
            attributes.Remove();
        }
        else
        {
            diagnostics.Add(Messages.StrayAttributes(line, attributes.Source));
            attributes.ReplaceBy(Inlines.Literal(attributes.Source));
        }
    }

    private void ReadLink(LinkInline link, int line)
    {
        var url = link.GetDynamicUrl?.Invoke() ?? link.Url ?? "";
        link.GetDynamicUrl = null;
        if (!link.IsImage)
        {
            link.Url = url;
            Links.Add(new Pointer<LinkTarget>(LinkTarget.Read(path, url), line));
        }
        else if (ReportPath.Resolve(path, url.Contains('%') ? Uri.UnescapeDataString(url) : url, out var image) is var fault and not PathFault.None)
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

    private ItemAttributes Judge(AttributesInline attributes, int line, ReadOnlySpan<string> prefixes)
    {
        string? written = null;
        var unnumbered = false;
        foreach (var attribute in AttributeSyntax.Attributes(attributes.Source))
        {
            if (attribute == ".unnumbered") unnumbered = true;
            else if (attribute[0] != '#') diagnostics.Add(Messages.UnknownAttribute(line, attribute));
            else if (written is null) written = attribute[1..];
            else diagnostics.Add(Messages.TwoIds(line));
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
            if (Identifier.Prefix(id).SequenceEqual(prefix)) return id;
        }

        diagnostics.Add(Messages.WrongPrefix(line, written, string.Join(" / ", prefixes!)));
        return null;
    }
}
