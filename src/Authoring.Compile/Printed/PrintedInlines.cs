using Authoring.Compile.Definition;
using Authoring.Compile.Numbering;
using Authoring.Compile.Reading;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Printed;

/// <summary>Writes what stands inside a block.</summary>
internal sealed class PrintedInlines(PrintedBuilder form, NumberedText text, PrintedContext context, NumberedText? ownCard)
{
    private readonly Resolver _resolver = context.Resolver;

    public void Write(ContainerInline? inlines)
    {
        for (var inline = inlines?.FirstChild; inline is not null; inline = inline.NextSibling)
            Write(inline);
    }

    /// <summary>A picture is what it shows, whatever its file is called; where there is none, its path is printed.</summary>
    public void Image(LinkInline image)
    {
        var caption = Title.Read(image).Print(Words);
        if (image.Url is null || _resolver.Image(image.Url) is not (var path, { Facts: not null }))
        {
            form.Mark("missing", image.Url ?? caption);
            return;
        }

        form.Mark("picture", context.Picture(path) ?? path);
        form.Mark("alternative", string.IsNullOrWhiteSpace(image.Title) ? caption : image.Title);
    }

    /// <summary>What the number of a figure or table says beside its counters; empty: it has none.</summary>
    public string WordsOf(CaptionItem item, Placement? placement)
    {
        if (text == ownCard)
            return item.Unnumbered ? "" : NumberWords.Anywhere(RuleOf(item), context.Numbering);
        return placement?.Printed is { Text.Length: > 0 } number ? NumberWords.Of(number) : "";
    }

    private KindRule? RuleOf(CaptionItem item) => item.Kind == CaptionKind.Figure ? context.Numbering.Figures : context.Numbering.Tables;

    private void Write(Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                form.Text(literal.Content.AsSpan());
                break;
            case LineBreakInline { IsHard: true }:
                form.Mark("break");
                break;
            case LineBreakInline:
                form.Text("\n");
                break;
            case EmphasisInline emphasis:
                Enclose(emphasis.DelimiterCount == 2 ? "strong" : "em", emphasis);
                break;
            case AutolinkInline link:
                form.Text(link.Url);
                break;
            case LinkInline { IsImage: true } image:
                Image(image);
                break;
            case LinkInline link when LinkTarget.Read(text.File.Path, link.Url ?? "").Kind == LinkKind.Refused:
                Write((ContainerInline)link);
                break;
            // Where it leads is read by whoever follows it.
            case LinkInline link:
                Enclose("link", link, link.Url);
                break;
            case ContainerInline container:
                Write(container);
                break;
            default:
                WriteLeaf(inline);
                break;
        }
    }

    private void WriteLeaf(Inline inline)
    {
        switch (inline)
        {
            case CodeInline code:
                form.Mark("code", code.Content);
                break;
            case HtmlEntityInline entity:
                form.Text(entity.Transcoded.AsSpan());
                break;
            case HtmlInline tag:
                form.Text(tag.Tag);
                break;
            case ReferenceInline reference:
                form.Mark("reference", reference.Id).Number(Words(reference), "");
                break;
            case FootnoteLink { IsBackLink: false } footnote:
                form.Mark("footnote", footnote.Footnote.Order.ToString());
                break;
            case FootnoteLink:
                break;
        }
    }

    private void Enclose(string mark, ContainerInline inlines, string? about = null)
    {
        form.Mark(mark, about);
        Write(inlines);
        form.Mark("end");
    }

    /// <summary>What a reference prints beside counters; what it prints of another text is that text's.</summary>
    private string Words(ReferenceInline reference)
    {
        if (OwnWords(reference.Id) is { } own)
            return own;
        if (_resolver.Target(reference.Id) is not { } target)
            return NoNumber($"@{reference.Id}");
        if (target.ReferenceNumber is { Length: > 0 })
            return NumberWords.InSentence(target);
        context.Sources.Add((target.Card ?? target.Text).File.Path);
        return NoNumber(Resolver.TitleAlone(target));
    }

    /// <summary>No title can be taken for a number.</summary>
    private static string NoNumber(string title) => $"\n{title.Replace(NumberWords.Counter, '\uFFFD')}";

    /// <summary>What a reference in a card that is signed prints of that card itself, placed or not. Null: it leads elsewhere.</summary>
    private string? OwnWords(string id)
    {
        if (ownCard is null)
            return null;
        if (id == $"{Identifier.Case}:{ownCard.CaseId}")
            return NumberWords.Anywhere(context.Numbering.Cases, context.Numbering) is { Length: > 0 } words
                ? words
                : NoNumber(ownCard.CaseTitle);
        if (_resolver.Target(id) is { } target && target.Text != ownCard)
            return null;
        var item = ownCard.Text.Items.FirstOrDefault(item => item.Id == id);
        var number = item switch
        {
            CaptionItem caption => WordsOf(caption, ownCard[caption]),
            HeadingItem when ownCard[item] is { ReferenceNumber.Length: > 0 } heading => NumberWords.InSentence(heading),
            _ => "",
        };
        return number.Length > 0 ? number
            : item is null || ownCard[item] is not { } own ? null
            : NoNumber(Resolver.TitleAlone(own));
    }
}
