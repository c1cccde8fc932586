using Authoring.Compile.Numbering;
using Authoring.Compile.Reading;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Html;

/// <summary>Writes what stands inside a block.</summary>
internal sealed class InlineWriter(HtmlBuilder html, NumberedText text, HtmlContext context, MarkupWriter? markup)
{
    private readonly Resolver resolver = context.Resolver;

    /// <summary>A link inside a link is none.</summary>
    private bool _insideLink;

    public void Write(ContainerInline? inlines)
    {
        for (var inline = inlines?.FirstChild; inline is not null; inline = inline.NextSibling) Write(inline);
    }

    /// <summary>A picture; in its place its path, where there is none.</summary>
    public void Image(LinkInline image)
    {
        var caption = Title.Read(image).Print(resolver.Print);
        if (image.Url is not { } path || resolver.Image(path).Facts is not { } facts)
        {
            html.Raw("<span class=\"missing\">").Text(image.Url ?? caption).Raw("</span>");
            return;
        }

        // The title behind the address says what is to be seen, for those who do not see it; the caption says it where there is none.
        html.Raw("<img src=\"").Address(context.ImageUrl(path)).Raw("\" alt=\"").Text(string.IsNullOrWhiteSpace(image.Title) ? caption : image.Title);
        html.Raw("\" width=\"").Raw(facts.Width).Raw("\" height=\"").Raw(facts.Height).Raw("\">");
    }

    private void Write(Inline inline)
    {
        if (markup is null || inline is ContainerInline and not LinkInline { IsImage: true }) WritePlain(inline);
        else if (inline is LiteralInline literal) markup.Literal(literal);
        else markup.Whole(inline, () => WritePlain(inline));
    }

    private void WritePlain(Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal: html.Text(literal.Content.AsSpan()); break;
            case LineBreakInline lineBreak: html.Raw(lineBreak.IsHard ? "<br>\n" : "\n"); break;
            case EmphasisInline emphasis: Enclose(emphasis.DelimiterCount == 2 ? "strong" : "em", emphasis); break;
            case CodeInline code: html.Raw("<code>").Text(code.Content).Raw("</code>"); break;
            case HtmlEntityInline entity: html.Text(entity.Transcoded.AsSpan()); break;
            case HtmlInline tag: html.Text(tag.Tag); break;
            case ReferenceInline reference: Reference(reference); break;
            case FootnoteLink footnote: Footnote(footnote); break;
            case AutolinkInline link: Autolink(link); break;
            case LinkInline { IsImage: true } image: Image(image); break;
            case LinkInline link: Link(link); break;
            case ContainerInline container: Write(container); break;
        }
    }

    private void Enclose(string tag, ContainerInline inlines)
    {
        html.Raw("<").Raw(tag).Raw(">");
        Write(inlines);
        html.Raw("</").Raw(tag).Raw(">");
    }

    private void Reference(ReferenceInline reference)
    {
        if (resolver.Target(reference.Id) is not { } target)
        {
            html.Raw("<span class=\"unresolved\">@").Text(reference.Id).Raw("</span>");
        }
        else if (_insideLink)
        {
            html.Text(resolver.Print(reference));
        }
        else
        {
            html.Raw("<a class=\"reference\" href=\"#").Address(target.Anchor).Raw("\">").Text(resolver.Print(reference)).Raw("</a>");
        }
    }

    private void Footnote(FootnoteLink link)
    {
        var order = link.Footnote.Order;
        if (link.IsBackLink)
        {
            html.Raw(" <a class=\"footnote-back\" href=\"#").Raw(text.FootnoteAnchor("r", link.Index)).Raw("\">↩</a>");
            return;
        }

        html.Raw("<sup class=\"footnote\"><a id=\"").Raw(text.FootnoteAnchor("r", link.Index));
        html.Raw("\" href=\"#").Raw(text.FootnoteAnchor("n", order)).Raw("\">").Raw(order).Raw("</a></sup>");
    }

    private void Autolink(AutolinkInline link)
    {
        var address = link.IsEmail ? $"mailto:{link.Url}" : link.Url;
        if (_insideLink || LinkTarget.Read(text.File.Path, address).Kind != LinkKind.Web)
        {
            html.Text(link.Url);
        }
        else
        {
            html.Raw("<a href=\"").Address(address).Raw("\">").Text(link.Url).Raw("</a>");
        }
    }

    private void Link(LinkInline link)
    {
        if (_insideLink || Follow(link.Url ?? "") is not { } address)
        {
            Write((ContainerInline)link);
            return;
        }

        html.Raw("<a href=\"").Address(address).Raw("\">");
        _insideLink = true;
        Write((ContainerInline)link);
        _insideLink = false;
        html.Raw("</a>");
    }

    private string? Follow(string url)
    {
        var link = LinkTarget.Read(text.File.Path, url);
        if (link.Kind == LinkKind.Web) return link.Address;
        if (link.Kind == LinkKind.Refused) return null;
        var (anchor, picture) = resolver.Follow(text, link);
        return anchor is not null ? $"#{anchor}" : picture is null ? null : context.ImageUrl(picture);
    }
}
