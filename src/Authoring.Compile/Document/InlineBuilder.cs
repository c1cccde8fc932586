using Authoring.Compile.Numbering;
using Authoring.Compile.Reading;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Document;

/// <summary>Builds what stands inside a block of one text.</summary>
internal sealed class InlineBuilder(NumberedText text, Resolver resolver, TrackedRuns? tracked)
{
    /// <summary>A link inside a link is none.</summary>
    private bool _insideLink;

    public IReadOnlyList<DocumentInline> Build(ContainerInline? inlines)
    {
        var runs = new List<DocumentInline>();
        Build(inlines, runs);
        if (tracked is not null && inlines is not null && BlockOf(inlines) is { } block)
            tracked.EndOfBlock(block.Span.End + 1, runs);
        return runs;
    }

    /// <summary>Null inside an emphasis or a link, which end with the block that they are in.</summary>
    private static Block? BlockOf(ContainerInline inlines) =>
        inlines.ParentBlock ?? (inlines is LinkInline { IsImage: true, Parent: { } around } ? around.ParentBlock : null);

    /// <summary>
    /// A picture; in its place its path, where there is none. The title behind the address says what is to be seen, for those who do not
    /// see it; the caption says it where there is none.
    /// </summary>
    public DocumentInline Picture(LinkInline image)
    {
        var caption = Title.Read(image).Print(resolver.Print);
        if (image.Url is null || resolver.Image(image.Url) is not (var path, { Facts: { } facts }))
            return new MissingPictureRun(image.Url ?? caption);
        return new PictureRun(path, facts, string.IsNullOrWhiteSpace(image.Title) ? caption : image.Title);
    }

    private void Build(ContainerInline? inlines, List<DocumentInline> runs)
    {
        for (var inline = inlines?.FirstChild; inline is not null; inline = inline.NextSibling)
            Build(inline, runs);
    }

    private void Build(Inline inline, List<DocumentInline> runs)
    {
        if (inline is ContainerInline container and not (EmphasisInline or LinkInline))
            Build(container, runs);
        else if (Run(inline) is not { } run)
            return;
        else if (tracked is null || inline is ContainerInline and not LinkInline { IsImage: true })
            runs.Add(run);
        else if (inline is LiteralInline literal)
            tracked.Literal(literal, runs);
        else
            tracked.Whole(inline, run, runs);
    }

    private DocumentInline? Run(Inline inline) =>
        inline switch
        {
            LiteralInline literal => Words(literal),
            LineBreakInline lineBreak => new LineBreakRun(lineBreak.IsHard),
            EmphasisInline emphasis => new EmphasisRun(emphasis.DelimiterCount == 2, Build(emphasis)),
            CodeInline code => new CodeRun(code.Content),
            HtmlEntityInline entity => new TextRun(entity.Transcoded.ToString()),
            HtmlInline tag => new TextRun(tag.Tag),
            ReferenceInline reference => Reference(reference),
            FootnoteLink { IsBackLink: true } link => new FootnoteReturn(text.FootnoteAnchor("r", link.Index)),
            FootnoteLink link => new FootnoteMark(
                link.Footnote.Order,
                text.FootnoteAnchor("r", link.Index),
                text.FootnoteAnchor("n", link.Footnote.Order)
            ),
            AutolinkInline link => Autolink(link),
            LinkInline { IsImage: true } image => Picture(image),
            LinkInline link => Link(link),
            _ => null,
        };

    private TextRun Words(LiteralInline literal) =>
        new(literal.Content.ToString()) { At = SourcePlace.Of(literal, text.File.Content, text.Text.Offset) };

    private DocumentInline Reference(ReferenceInline reference) =>
        resolver.Target(reference.Id) is not { } target ? new UnresolvedRun(reference.Id)
        : _insideLink ? new TextRun(resolver.Print(reference))
        : new ReferenceRun(target.Anchor, resolver.Print(reference));

    private DocumentInline Autolink(AutolinkInline link)
    {
        var address = link.IsEmail ? $"mailto:{link.Url}" : link.Url;
        var words = new TextRun(link.Url);
        var isWeb = LinkTarget.Read(text.File.Path, address).Kind == LinkKind.Web;
        return isWeb && !_insideLink ? new LinkRun(LinkAim.Web, address, [words]) : words;
    }

    private LinkRun Link(LinkInline link)
    {
        if (_insideLink || Follow(link.Url ?? "") is not var (aim, address))
            return new LinkRun(LinkAim.None, "", Build(link));
        _insideLink = true;
        var content = Build((ContainerInline)link);
        _insideLink = false;
        return new LinkRun(aim, address, content);
    }

    private (LinkAim Aim, string Address)? Follow(string url)
    {
        var link = LinkTarget.Read(text.File.Path, url);
        if (link.Kind == LinkKind.Web)
            return (LinkAim.Web, link.Address);
        if (link.Kind == LinkKind.Refused)
            return null;
        var (anchor, picture) = resolver.Follow(text, link);
        return anchor is not null ? (LinkAim.Anchor, anchor)
            : picture is null ? null
            : (LinkAim.Picture, picture);
    }
}
