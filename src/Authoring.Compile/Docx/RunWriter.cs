using Authoring.Compile.Diagnostics;
using Authoring.Compile.Document;

namespace Authoring.Compile.Docx;

/// <summary>Writes what stands inside a paragraph.</summary>
internal sealed class RunWriter
{
    private readonly WritingContext _context;
    private readonly Part _part;
    private (Tracked Tracked, Signed? By) _change;

    /// <param name="part">The part that is written into: the document, or its footnotes.</param>
    public RunWriter(WritingContext context, Part? part = null)
    {
        _context = context;
        _part = part ?? context.Part;
        Fields = new FieldWriter(_part, context.Options.IsFlat);
    }

    public FieldWriter Fields { get; }

    private bool IsFootnote => _part != _context.Part;

    public void Plain(string text) => Run(new Look(), text);

    /// <summary>Part of a caption's number: it stays on one line, and so do the references that Word copies from it.</summary>
    public void Number(string text) => Run(new Look { IsNumber = !_context.Options.IsFlat }, text);

    /// <summary>A field whose result is a number in whatever numerals.</summary>
    public void Field(string instruction, string result) =>
        Changed(() =>
            Fields.Write(instruction, result, look => look.Empty("rFonts", "hint", "eastAsia").Empty("lang", "eastAsia", "zh-CN"))
        );

    public void Write(IReadOnlyList<DocumentInline> content) => Write(content, new Look());

    private void Write(IReadOnlyList<DocumentInline> content, Look look)
    {
        foreach (var inline in content)
            Write(inline, look);
    }

    private void Write(DocumentInline inline, Look look)
    {
        switch (inline)
        {
            case TextRun { Tracked: Tracked.None } run:
                Run(look, run.Text);
                break;
            case TextRun run:
                Within(run.Tracked, run.By, () => Run(look, run.Text));
                break;
            case LineBreakRun { IsHard: true }:
                Changed(() => _part.Open("r").Empty("br").Close());
                break;
            case LineBreakRun:
                Run(look, " ");
                break;
            case CodeRun code:
                Run(look with { IsCode = true }, code.Text);
                break;
            case UnresolvedRun unresolved:
                Run(look with { IsWrong = true }, $"@{unresolved.Id}");
                break;
            case EmphasisRun emphasis:
                Write(emphasis.Content, emphasis.IsStrong ? look with { IsBold = true } : look with { IsItalic = true });
                break;
            case InsertedRun inserted:
                Within(Tracked.Inserted, inserted.By, () => Write(inserted.Content, look));
                break;
            default:
                WriteOther(inline, look);
                break;
        }
    }

    /// <summary>What leads elsewhere, and what is no text.</summary>
    private void WriteOther(DocumentInline inline, Look look)
    {
        switch (inline)
        {
            case ReferenceRun reference:
                Reference(reference, look);
                break;
            case LinkRun link:
                Link(link, look);
                break;
            case FootnoteMark mark:
                Footnote(mark);
                break;
            case FootnoteReturn:
                break; // Word leads back by itself
            case PictureRun picture when _context.Pictures.IsThere(picture):
                Changed(() => _context.Pictures.Write(_part, picture));
                break;
            case PictureRun picture:
                Missing(picture.Path, look);
                break;
            case MissingPictureRun missing:
                Missing(missing.Path, look);
                break;
            case CommentEdge edge:
                Comment(edge);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(inline), inline.GetType().Name, "Word has no form for it yet");
        }
    }

    private void Footnote(FootnoteMark mark)
    {
        Changed(() => _context.Footnotes.Mark(_part, Fields, mark));
        if (!IsFootnote)
            _context.Comments.Release(_part);
    }

    private void Missing(string path, Look look)
    {
        _context.Notes.MissingPicture(path);
        Run(look with { IsWrong = true }, path);
    }

    private void Reference(ReferenceRun reference, Look look)
    {
        look = look with { IsNumber = true };
        if (_context.Plan.Switches(reference) is { } switches)
        {
            Changed(() => Fields.Write($"REF {_context.Names.Reference(reference.Anchor)} {switches}\\h", () => Raw(look, reference.Text)));
            return;
        }

        _part.Open("hyperlink", "anchor", _context.Names.Entry(reference.Anchor));
        Run(look, reference.Text);
        _part.Close();
    }

    private void Link(LinkRun link, Look look)
    {
        var address = link.Aim == LinkAim.Web && Uri.TryCreate(link.Address, UriKind.Absolute, out var uri) ? uri.AbsoluteUri : null;
        var anchor = link.Aim == LinkAim.Anchor && _context.Plan.Has(link.Address) ? _context.Names.Entry(link.Address) : null;
        // Relations belong to the part that they stand in: of a footnote the words are kept, and the address is not.
        if ((address is null && anchor is null) || (address is not null && IsFootnote))
        {
            Write(link.Content, look);
            return;
        }

        _part.Open("hyperlink", "anchor", anchor);
        if (address is not null)
            _part.Attribute("id", Part.Relations, _context.Package.AddLink(address));
        Write(link.Content, look with { IsLink = true });
        _part.Close();
    }

    /// <summary>What is written is part of a suggestion.</summary>
    public void Within(Tracked tracked, Signed? by, Action content)
    {
        var before = _change;
        _change = (tracked, by);
        content();
        _change = before;
    }

    /// <summary>Marks what is written as it is suggested: inside a link, never around it.</summary>
    private void Changed(Action runs)
    {
        if (_change.Tracked != Tracked.None)
            Open(_part, _change.Tracked, _change.By);
        runs();
        if (_change.Tracked != Tracked.None)
            _part.Close();
    }

    /// <summary>Opens the mark of an insertion or a deletion.</summary>
    public Part Open(Part part, Tracked tracked, Signed? by) =>
        part.Open(
            tracked == Tracked.Inserted ? "ins" : "del",
            "id",
            _context.Names.NextId(),
            "author",
            by?.Author ?? Messages.SuggestionAuthor,
            "date",
            by is null ? null : Part.Date(by.At)
        );

    /// <summary>The end of a paragraph comes and goes with its words, where all of them do.</summary>
    public void ParagraphMark(IReadOnlyList<DocumentInline> content)
    {
        if (WholeChange(content) is (var tracked and not Tracked.None, var by))
            Open(_part.Open("rPr"), tracked, by).Close().Close();
    }

    /// <summary>What is suggested about all of it.</summary>
    public static (Tracked Tracked, Signed? By) WholeChange(IReadOnlyList<DocumentInline> content)
    {
        (Tracked Tracked, Signed? By)? whole = null;
        foreach (var inline in content.Where(inline => inline is not (CommentEdge or LineBreakRun)))
        {
            var (tracked, by) = inline switch
            {
                TextRun run => (run.Tracked, run.By),
                InsertedRun run => (Tracked.Inserted, run.By),
                EmphasisRun run => WholeChange(run.Content),
                LinkRun run => WholeChange(run.Content),
                _ => (Tracked.None, null),
            };
            if (tracked == Tracked.None || (whole is { } before && before.Tracked != tracked))
                return default;
            whole ??= (tracked, by);
        }

        return whole ?? default;
    }

    private void Comment(CommentEdge edge)
    {
        if (!IsFootnote)
            (edge.IsStart ? (Action<Part, TextComment>)_context.Comments.Begin : _context.Comments.End)(_part, edge.Comment);
        else if (edge.IsStart)
            _context.Comments.Hold(edge.Comment);
    }

    private void Run(Look look, string text)
    {
        if (text.Length > 0)
            Changed(() => Raw(look, text));
    }

    private void Raw(Look look, string text)
    {
        _part.Open("r");
        look.Write(_part, text);
        FieldWriter.Words(_part, _change.Tracked == Tracked.Deleted ? "delText" : "t", text, look.IsNumber);
        _part.Close();
    }
}

/// <summary>How words look beside what their paragraph's style says.</summary>
/// <param name="IsNumber">Hyphens in it do not end a line.</param>
internal readonly record struct Look(bool IsBold, bool IsItalic, bool IsCode, bool IsLink, bool IsWrong, bool IsNumber)
{
    /// <summary>Marks that are full width beside Chinese and narrow beside Latin: their font is not told by themselves.</summary>
    private static readonly System.Buffers.SearchValues<char> Ambiguous = System.Buffers.SearchValues.Create("“”‘’…—·×÷±°§①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤ");

    public void Write(Part part, string text)
    {
        var isHinted = text.AsSpan().ContainsAny(Ambiguous);
        if (!(IsBold || IsItalic || IsCode || IsLink || IsWrong || isHinted))
            return;
        part.Open("rPr");
        if (IsLink)
            part.Value("rStyle", "Hyperlink");
        if (IsCode)
            part.Empty("rFonts", "hint", isHinted ? "eastAsia" : null, "ascii", "Courier New", "hAnsi", "Courier New");
        else if (isHinted)
            part.Empty("rFonts", "hint", "eastAsia");
        if (IsBold)
            part.Empty("b").Empty("bCs");
        if (IsItalic)
            part.Empty("i").Empty("iCs");
        if (IsWrong)
            part.Value("color", "C00000");
        part.Close();
    }
}
