using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Numbering;

namespace Authoring.Compile.Docx;

/// <summary>
/// Writes the blocks of a document as paragraphs and tables of Word. A block that fails is written as its text, and the rest goes on.
/// </summary>
internal sealed class BodyWriter(WritingContext context)
{
    private readonly Part _part = context.Part;
    private readonly RunWriter _runs = new(context);

    public void Write(IReadOnlyList<DocumentBlock> blocks)
    {
        foreach (var block in blocks)
            Write(block, inCard: false);
    }

    private void Write(DocumentBlock block, bool inCard)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Heading(heading, inCard);
                break;
            case FigureBlock figure:
                Figure(figure, inCard);
                break;
            case TableBlock table:
                Table(table, inCard && context.Options.Template is null);
                break;
            case CaseBlock card:
                Case(card);
                break;
            case CaseTitleBlock title:
                CaseTitle(title);
                break;
            case FootnotesBlock:
                break; // they stand at the foot of their pages
            default:
                new PlainBlocks(context, _runs, inCard).Write(block);
                break;
        }
    }

    private void Heading(HeadingBlock heading, bool inCard)
    {
        var level = Math.Min(heading.Level, Styles.DeepestHeading);
        var plan = context.Plan[heading];
        if (heading.Number is not null && !plan.IsCounted)
            context.Notes.PlainHeading(heading.Number.Text);
        var isListed = plan.IsCounted && !context.Options.IsFlat;
        _part.Open("p").Open("pPr").Value("pStyle", StyleOf(heading, level, inCard));
        // The lists of cards are tied to no style; a number that Word would not give stands as text.
        if (isListed && inCard)
            ListOf(plan.List!.IdOf(level), level);
        else if (!isListed && !inCard && plan.List?[level] is not null && (heading.Number is not null || context.Kind == ReportPart.Annex))
            ListOf(0, level);
        _runs.ParagraphMark(heading.Content);
        _part.Close();
        context.FileBookmark();
        if (!inCard && IsCounted(heading) && context.Kind == ReportPart.Body)
            Restart(heading.Level);
        Titled(heading.Anchor, isListed ? null : heading.Number, heading.Content);
        _part.Close();
        if (!inCard)
            Passed(heading, plan);
    }

    private string StyleOf(HeadingBlock heading, int level, bool inCard) =>
        inCard
            ? $"CaseHeading{level}"
            : context.Kind switch
            {
                ReportPart.Front => $"FrontHeading{level}",
                ReportPart.Annex => $"AnnexHeading{level}",
                _ => heading.Number is null ? $"HeadingPlain{level}" : $"Heading{level}",
            };

    private void ListOf(int id, int level) => _part.Open("numPr").Value("ilvl", level - 1).Value("numId", id).Close();

    private bool IsCounted(HeadingBlock heading) => heading.Number is not null && context.Kind != ReportPart.Front;

    /// <summary>Tells other programs than Word which captions begin again below.</summary>
    private void Restart(int level)
    {
        var rules = context.Document.Rules;
        foreach (var rule in new[] { rules.Figures, rules.Tables, rules.Cases }.OfType<KindRule>())
            if (level <= rule.RestartDepth)
                _runs.Fields.Restart(ListsWriter.Identifier(rules, rule));
    }

    /// <summary>Captions below count from here.</summary>
    private void Passed(HeadingBlock heading, HeadingPlan plan)
    {
        if (!IsCounted(heading))
            return;
        var bare = plan.IsCounted ? plan.Bare : null;
        if (context.Kind == ReportPart.Body)
            context.Captions.Heading(heading.Level.ToString(), bare, heading.Level);
        else
            context.Captions.Heading(heading.Level == 1 ? Styles.AnnexTitle : $"\"附件标题 {heading.Level}\"", bare, 0);
    }

    /// <summary>A title in its bookmarks: one around all of it, one around what references print.</summary>
    /// <param name="number">What of the number is text here; null: there is none, or a list gives it.</param>
    private void Titled(string? anchor, PrintedNumber? number, IReadOnlyList<DocumentInline> title)
    {
        var entry = anchor is null ? null : Begin(context.Names.Entry(anchor));
        var reference = anchor is null ? null : Begin(context.Names.Reference(anchor));
        if (number is null)
        {
            _runs.Write(title);
            End(reference);
        }
        else
        {
            // A reference prints a heading's number without its closing mark.
            var bare = Sections.WithoutClosing(number.Text);
            WithTitle(title, () => _runs.Plain(bare));
            End(reference);
            WithTitle(title, () => _runs.Plain(number.Text[bare.Length..] + number.Separator));
            _runs.Write(title);
        }

        End(entry);
    }

    /// <summary>A number that is there because of its title comes and goes with it.</summary>
    private void WithTitle(IReadOnlyList<DocumentInline> title, Action number)
    {
        var (tracked, by) = RunWriter.WholeChange(title);
        // What is deleted has no number any more.
        _runs.Within(tracked == Tracked.Inserted ? tracked : Tracked.None, by, number);
    }

    private string Begin(string name)
    {
        var id = context.Names.NextId();
        _part.Empty("bookmarkStart", "id", id, "name", name);
        return id;
    }

    private void End(string? id)
    {
        if (id is not null)
            _part.Empty("bookmarkEnd", "id", id);
    }

    private void Figure(FigureBlock figure, bool inCard)
    {
        // An office's template has a frame of its own, or none.
        var isFramed = inCard && context.Options.Template is null;
        var isTable = figure.Caption.Kind == CaptionedKind.Table;
        if (isTable)
            Caption(figure.Caption, figure.Anchor, isFramed);
        // A picture that comes with its caption has no words of its own that would say so.
        IReadOnlyList<DocumentInline> picture =
            RunWriter.WholeChange(figure.Caption.Content) is (Tracked.Inserted, var by) && figure.Picture is PictureRun
                ? [new InsertedRun(figure.Picture, by)]
                : [figure.Picture];
        _part.Open("p").Open("pPr").Value("pStyle", "FigurePicture");
        if (isFramed)
            Frame.Write(_part);
        _runs.ParagraphMark(picture);
        _part.Close();
        context.PictureRoom = context.Page.TextWidth - (isFramed ? 2 * Frame.Indent : 0);
        _runs.Write(picture);
        context.PictureRoom = context.Page.TextWidth;
        _part.Close();
        if (!isTable)
            Caption(figure.Caption, figure.Anchor, isFramed);
    }

    private void Caption(Caption caption, string? anchor, bool isFramed, bool isBeforeTable = false)
    {
        var isTable = caption.Kind == CaptionedKind.Table;
        var rule = isTable ? context.Document.Rules.Tables : context.Document.Rules.Figures;
        // Without a number it is in no list, unless its kind is never numbered: then the style makes the list.
        var style =
            caption.Number is null && rule is not null ? "PlainCaption"
            : isTable ? "TableCaption"
            : "FigureCaption";
        _part.Open("p").Open("pPr").Value("pStyle", style);
        if (isTable && style == "PlainCaption")
            _part.Empty("keepNext");
        if (isFramed)
            Frame.Write(_part, isBeforeTable);
        _runs.ParagraphMark(caption.Content);
        _part.Close();
        Numbered(caption.Number, rule, anchor, caption.Content);
        _part.Close();
    }

    private void Numbered(PrintedNumber? number, KindRule? rule, string? anchor, IReadOnlyList<DocumentInline> title)
    {
        if (number is null || rule is null)
        {
            Titled(anchor, number, title);
            return;
        }

        var entry = anchor is null ? null : Begin(context.Names.Entry(anchor));
        var reference = anchor is null ? null : Begin(context.Names.Reference(anchor));
        var chapter = context.Kind == ReportPart.Annex ? Styles.AnnexTitle : "1";
        var pieces = context.Captions.Pieces(number, ListsWriter.Identifier(context.Document.Rules, rule), rule, chapter);
        foreach (var (text, instruction) in pieces)
            WithTitle(
                title,
                () =>
                {
                    if (instruction is null)
                        _runs.Number(text);
                    else
                        _runs.Field(instruction, text);
                }
            );
        End(reference);
        WithTitle(title, () => _runs.Plain(number.Separator));
        _runs.Write(title);
        End(entry);
    }

    private void Table(TableBlock table, bool isFramed)
    {
        if (table.Caption is { } caption)
            Caption(caption, table.Anchor, isFramed, isBeforeTable: true);
        new TableWriter(context, _runs).Write(table, isFramed);
    }

    private void Case(CaseBlock card)
    {
        foreach (var block in card.Blocks)
        {
            if (block is CaseTitleBlock title)
                CaseTitle(title with { Anchor = card.Anchor });
            else
                Write(block, inCard: true);
        }

        _part.Open("p").Open("pPr").Value("pStyle", "Normal").Close().Close(); // two cards one behind the other are two frames
    }

    private void CaseTitle(CaseTitleBlock title)
    {
        _part.Open("p").Open("pPr").Value("pStyle", "CaseTitle").Close();
        Numbered(title.Number, context.Document.Rules.Cases, title.Anchor, [new TextRun(title.Title)]);
        _part.Close();
    }
}
