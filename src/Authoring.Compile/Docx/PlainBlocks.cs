using Authoring.Compile.Diagnostics;
using Authoring.Compile.Document;

namespace Authoring.Compile.Docx;

/// <summary>Writes paragraphs, lists, quotes and what stands in them.</summary>
/// <param name="inCard">They stand in the frame of a case card.</param>
internal sealed class PlainBlocks(WritingContext context, RunWriter runs, bool inCard, Part? target = null)
{
    private const int QuoteIndent = 640; // twips
    private const int DeepestList = 8;

    private readonly Part _part = target ?? context.Part;

    public void Write(DocumentBlock block) => Write(block, Place.Body);

    public void Write(IReadOnlyList<DocumentBlock> blocks, string style)
    {
        foreach (var block in blocks)
            Write(block, Place.Body with { Style = style });
    }

    private void Write(DocumentBlock block, Place place)
    {
        switch (block)
        {
            case ParagraphBlock paragraph:
                Paragraph(paragraph.Content, place);
                break;
            case HeadingBlock heading:
                Paragraph([new EmphasisRun(true, heading.Content)], place);
                break;
            case FigureBlock figure:
                Paragraph([figure.Picture], place);
                break;
            case ListBlock list:
                List(list, place);
                break;
            case QuoteBlock quote:
                Quote(quote, place);
                break;
            case RuleBlock:
                Rule();
                break;
            case TableBlock table when target is null:
                new TableWriter(context, runs).Write(table);
                break;
            case TableBlock table:
                TableAsText(table, place);
                break;
            default:
                WriteLiteral(block, place);
                break;
        }
    }

    /// <summary>What stands there as it was written.</summary>
    private void WriteLiteral(DocumentBlock block, Place place)
    {
        switch (block)
        {
            case CodeBlock code:
                Source(code.Text);
                break;
            case SourceBlock source:
                Source(source.Text);
                break;
            case DeletedBlock deleted:
                Deleted(deleted.Text, place);
                break;
            case MissingCaseBlock missing:
                Source($"::case{{#{missing.Id}}}");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block.GetType().Name, "Word has no form for it yet");
        }
    }

    private void Paragraph(IReadOnlyList<DocumentInline> content, Place place)
    {
        var isPictureAlone = content is [PictureRun] && place.Style is null && place.List == 0;
        _part
            .Open("p")
            .Open("pPr")
            .Value(
                "pStyle",
                place.Style
                    ?? (
                        isPictureAlone ? "FigurePicture"
                        : place.List > 0 ? "ListText"
                        : inCard ? "CaseText"
                        : "BodyText"
                    )
            );
        if (place is { List: > 0, IsFirst: true })
            _part.Open("numPr").Value("ilvl", place.Depth).Value("numId", place.List).Close();
        else if (place.List > 0)
            _part.Empty("ind", "left", ((place.Depth + 2) * 420).ToString());
        runs.ParagraphMark(content);
        _part.Close();
        runs.Write(content);
        _part.Close();
    }

    private void List(ListBlock list, Place place)
    {
        var depth = place.List > 0 ? Math.Min(place.Depth + 1, DeepestList) : 0;
        var id = list.Start is { } start ? context.Numbering.Ordered(start, depth) : NumberingPart.Bullets;
        foreach (var item in list.Items)
        {
            var isFirst = true;
            if (item.Count == 0)
                Paragraph([], place with { List = id, Depth = depth, IsFirst = true });
            foreach (var block in item)
            {
                Write(block, place with { List = id, Depth = depth, IsFirst = isFirst && block is ParagraphBlock });
                isFirst = false;
            }
        }
    }

    private void Quote(QuoteBlock quote, Place place)
    {
        foreach (var block in quote.Blocks)
            Write(block, place.List > 0 || place.Style is not null ? place : place with { Style = "Quote" });
    }

    private void Rule()
    {
        _part
            .Open("p")
            .Open("pPr")
            .Value("pStyle", "Normal")
            .Open("pBdr")
            .Empty("bottom", "val", "single", "sz", "4", "space", "1", "color", "7F7F7F")
            .Close();
        _part.Close().Close();
    }

    private void Source(string source)
    {
        foreach (var line in source.Split('\n'))
        {
            _part.Open("p").Open("pPr").Value("pStyle", "SourceText").Close();
            runs.Plain(line);
            _part.Close();
        }
    }

    /// <summary>A paragraph for each that there was, as what it was meant for.</summary>
    private void Deleted(TextRun deleted, Place place)
    {
        foreach (var block in deleted.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var words = block.Trim('\n').TrimStart('#');
            var level = block.Trim('\n').Length - words.Length;
            var isHeading = level is > 0 and <= Styles.DeepestHeading && words is [' ', ..];
            Paragraph(
                [deleted with { Text = isHeading ? words.Trim() : block.Trim('\n') }],
                isHeading && !inCard ? place with { Style = $"HeadingPlain{level}" } : place
            );
        }
    }

    /// <summary>A footnote holds no table that all programs show.</summary>
    private void TableAsText(TableBlock table, Place place)
    {
        context.Notes.PlainBlock(Messages.TableInFootnote);
        foreach (var row in table.Rows)
        {
            var line = new List<DocumentInline>();
            foreach (var cell in row.Cells)
            {
                if (line.Count > 0)
                    line.Add(new TextRun("　"));
                line.AddRange(cell.Blocks.OfType<ParagraphBlock>().SelectMany(paragraph => paragraph.Content));
            }

            Paragraph(line, place);
        }
    }

    /// <param name="List">The list that the paragraph is in; 0: none.</param>
    /// <param name="IsFirst">It carries the item's mark.</param>
    private readonly record struct Place(string? Style, int List, int Depth, bool IsFirst)
    {
        public static Place Body => new(null, 0, 0, false);
    }
}
