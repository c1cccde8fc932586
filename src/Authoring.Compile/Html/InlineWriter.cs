using Authoring.Compile.Diagnostics;
using Authoring.Compile.Document;

namespace Authoring.Compile.Html;

/// <summary>Writes what stands inside a block.</summary>
internal sealed class InlineWriter(HtmlBuilder html, HtmlForm form)
{
    public void Write(IReadOnlyList<DocumentInline> content)
    {
        foreach (var inline in content)
            Write(inline);
    }

    public void Write(DocumentInline inline)
    {
        switch (inline)
        {
            case TextRun run:
                Text(run);
                break;
            case LineBreakRun lineBreak:
                html.Raw(lineBreak.IsHard ? "<br>\n" : "\n");
                break;
            case EmphasisRun emphasis:
                Enclose(emphasis.IsStrong ? "strong" : "em", () => Write(emphasis.Content));
                break;
            case CodeRun code:
                html.Raw("<code>").Text(code.Text).Raw("</code>");
                break;
            case ReferenceRun reference:
                Reference(reference);
                break;
            case UnresolvedRun unresolved:
                html.Raw("<span class=\"unresolved\">@").Text(unresolved.Id).Raw("</span>");
                break;
            case LinkRun { Aim: LinkAim.None } words:
                Write(words.Content);
                break;
            case LinkRun link:
                Link(link);
                break;
            case PictureRun picture:
                Picture(picture);
                break;
            default:
                WriteOther(inline);
                break;
        }
    }

    private void WriteOther(DocumentInline inline)
    {
        switch (inline)
        {
            case FootnoteMark mark:
                Footnote(mark);
                break;
            case FootnoteReturn back:
                html.Raw(" <a class=\"footnote-back\" href=\"")
                    .Address(form.Page)
                    .Raw("#")
                    .Raw(back.Target)
                    .Raw("\" aria-label=\"")
                    .Raw(Messages.BackToText)
                    .Raw("\">↩</a>");
                break;
            case MissingPictureRun missing:
                html.Raw("<span class=\"missing\">").Text(missing.Path).Raw("</span>");
                break;
            case InsertedRun inserted:
                Enclose("ins", () => Write(inserted.Content));
                break;
            case CommentEdge:
                break; // comments stand beside the page
            default:
                throw new ArgumentOutOfRangeException(nameof(inline), inline.GetType().Name, "no HTML is known for it");
        }
    }

    /// <summary>A number stays on one line.</summary>
    private void Reference(ReferenceRun reference)
    {
        var isNumber = form.IsForReading && reference.Text.Length <= HtmlForm.LongestNumber;
        html.Raw(isNumber ? "<a class=\"reference whole\" href=\"" : "<a class=\"reference\" href=\"");
        html.Address(form.Page).Raw("#").Address(reference.Anchor).Raw("\">").Text(reference.Text).Raw("</a>");
    }

    private void Text(TextRun run)
    {
        switch (run.Tracked)
        {
            case Tracked.Inserted:
                Placed(run, () => Enclose("ins", () => html.Text(run.Text)));
                break;
            case Tracked.Deleted:
                Enclose("del", () => Lines(run.Text));
                break;
            default:
                Placed(run, () => html.Text(run.Text));
                break;
        }
    }

    private void Placed(TextRun run, Action words)
    {
        var isPlaced = form.Versions is not null && run.At is not null;
        if (isPlaced)
            html.Raw("<span data-at=\"").Raw(run.At!.Value).Raw("\">");
        words();
        html.Raw(isPlaced ? "</span>" : "");
    }

    private void Lines(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
            html.Raw(i > 0 ? "<br>" : "").Text(lines[i]);
    }

    private void Enclose(string tag, Action content)
    {
        html.Raw("<").Raw(tag).Raw(">");
        content();
        html.Raw("</").Raw(tag).Raw(">");
    }

    private void Footnote(FootnoteMark mark)
    {
        html.Raw("<sup class=\"footnote\"><a id=\"").Raw(mark.Anchor);
        html.Raw("\" href=\"").Address(form.Page).Raw("#").Raw(mark.Target).Raw("\">").Raw(mark.Order).Raw("</a></sup>");
    }

    private void Link(LinkRun link)
    {
        var address = link.Aim switch
        {
            LinkAim.Anchor => $"{form.Page}#{link.Address}",
            LinkAim.Picture => form.ImageUrl(link.Address),
            _ => link.Address,
        };
        html.Raw("<a href=\"").Address(address).Raw("\">");
        Write(link.Content);
        html.Raw("</a>");
    }

    private void Picture(PictureRun picture)
    {
        html.Raw("<img src=\"").Address(form.ImageUrl(picture.Path)).Raw("\" alt=\"").Text(picture.AlternativeText);
        html.Raw("\" width=\"").Raw(picture.Facts.Width).Raw("\" height=\"").Raw(picture.Facts.Height);
        html.Raw(form.IsLazy ? "\" loading=\"lazy\">" : "\">");
    }
}
