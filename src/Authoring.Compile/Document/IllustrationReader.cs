using Authoring.Compile.Definition;
using Authoring.Compile.Numbering;
using Authoring.Compile.Reading;
using Markdig.Syntax.Inlines;
using Markdown = Markdig.Syntax;
using Tables = Markdig.Extensions.Tables;

namespace Authoring.Compile.Document;

/// <summary>Finds every figure and table of a report in reading order; those of cards that are placed nowhere are the last.</summary>
internal sealed class IllustrationReader(IReadOnlyList<NumberedText> texts, Resolver resolver)
{
    /// <summary>So much of a table shows what it is like.</summary>
    private const int MostRows = 6,
        MostCells = 5;

    private readonly HashSet<string> _referred =
    [
        .. texts.Where(IsPrinted).SelectMany(text => text.Text.References).Select(reference => reference.Target),
    ];

    public IReadOnlyList<Illustration> Read() =>
        [
            .. texts.Where(text => text.Part != ReportPart.Case).SelectMany(text => Of(text, text.File.Path)),
            .. texts.Where(text => !IsPrinted(text)).SelectMany(text => Of(text, null)),
        ];

    private static bool IsPrinted(NumberedText text) => text.Part != ReportPart.Case || text.PlacedAt is not null;

    private IEnumerable<Illustration> Of(NumberedText text, string? section) =>
        text.Text.Blocks.SelectMany(block =>
            block.Item switch
            {
                CaseItem place => text[place]?.Card is { } card ? Of(card, section) : [],
                CaptionItem item => [Captioned(text, item, block, section)],
                null => Bare(text, block, section),
                _ => [],
            }
        );

    private Illustration Captioned(NumberedText text, CaptionItem item, TextBlock block, string? section)
    {
        var placement = text[item];
        var found = Make(text, item.Line, item.Kind == CaptionKind.Table, section, item.Image, block.Markdown as Tables.Table) with
        {
            Number = placement?.Number ?? "",
            Title = item.Title.Print(resolver.Print),
        };
        var isReferred = placement?.Id is { } id && _referred.Contains(id) && resolver.Target(id) == placement;
        return isReferred || section is null ? found : found with { Lacks = [.. found.Lacks, IllustrationLack.Reference] };
    }

    /// <summary>A table without a caption, or pictures that stand alone in a paragraph.</summary>
    private IEnumerable<Illustration> Bare(NumberedText text, TextBlock block, string? section) =>
        block.Markdown switch
        {
            Tables.Table table => [WithoutCaption(Make(text, block.Line, true, section, null, table))],
            Markdown.ParagraphBlock paragraph => Alone(paragraph)
                .Select(image => WithoutCaption(Make(text, block.Line, false, section, image, null))),
            _ => [],
        };

    private static Illustration WithoutCaption(Illustration found) => found with { Lacks = [IllustrationLack.Caption, .. found.Lacks] };

    private static IReadOnlyList<LinkInline> Alone(Markdown.ParagraphBlock paragraph)
    {
        var pictures = new List<LinkInline>();
        foreach (var inline in paragraph.Inline ?? [])
        {
            if (inline is LinkInline { IsImage: true } picture)
                pictures.Add(picture);
            else if (inline is not LineBreakInline && !(inline is LiteralInline words && Blanks.IsBlank(words.Content.AsSpan())))
                return [];
        }

        return pictures;
    }

    private Illustration Make(NumberedText text, int line, bool isTable, string? section, LinkInline? image, Tables.Table? table)
    {
        var (path, found) = image?.Url is { } url ? resolver.Image(url) : (null, default);
        var alternative = string.IsNullOrWhiteSpace(image?.Title) ? null : image.Title;
        var lacks = new List<IllustrationLack>();
        if (image is not null && found.Facts is null)
            lacks.Add(IllustrationLack.Picture);
        else if (image is not null && alternative is null)
            lacks.Add(IllustrationLack.AlternativeText);
        var picture = image is null ? null : path ?? "";
        return new Illustration(isTable, "", "", text.File.Path, line, section, picture, alternative, Cells(table), lacks);
    }

    private IReadOnlyList<IReadOnlyList<string>> Cells(Tables.Table? table) =>
        [
            .. (table ?? (IEnumerable<Markdown.Block>)[])
                .OfType<Tables.TableRow>()
                .Take(MostRows)
                .Select(row => (IReadOnlyList<string>)[.. row.OfType<Tables.TableCell>().Take(MostCells).Select(Words)]),
        ];

    private string Words(Tables.TableCell cell) =>
        string.Join(
            ' ',
            cell.OfType<Markdown.ParagraphBlock>()
                .Where(words => words.Inline is not null)
                .Select(words => Title.Read(words.Inline!).Print(resolver.Print))
        );
}
