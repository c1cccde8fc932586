using Authoring.Compile.Document;

namespace Authoring.Compile.Docx;

/// <summary>
/// Footnotes. Word counts them by section, as a file of the report does; where that gives another number than the one that is printed
/// everywhere (in a case
/// card, whose notes count by themselves), the mark is written as text.
/// </summary>
internal sealed class FootnotesPart
{
    private readonly WritingContext _context;
    private readonly Part _part = new("footnotes");

    /// <summary>By anchor.</summary>
    private readonly Dictionary<string, FootnoteText> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _bookmarks = new(StringComparer.Ordinal);
    private int _last,
        _counted;

    public FootnotesPart(WritingContext context) => _context = context;

    /// <summary>A file of the report begins.</summary>
    public void Enter(IReadOnlyList<DocumentBlock> blocks)
    {
        _counted = 0;
        Learn(blocks);
    }

    /// <summary>The mark in the text; the first for a footnote brings its text, others point to it.</summary>
    public void Mark(Part part, FieldWriter fields, FootnoteMark mark)
    {
        if (_bookmarks.TryGetValue(mark.Target, out var bookmark))
        {
            fields.Write($"NOTEREF {bookmark} \\f \\h", mark.Order.ToString(), look => look.Value("vertAlign", "superscript"));
            return;
        }

        if (!_texts.TryGetValue(mark.Target, out var text) || part == _part)
        {
            fields.Run(mark.Order.ToString(), look => look.Value("vertAlign", "superscript"));
            return;
        }

        var id = (++_last).ToString();
        // A mark of one's own is not counted.
        var isCounted = !_context.Options.IsFlat && _counted + 1 == mark.Order;
        if (isCounted)
            _counted++;
        var name = _bookmarks[mark.Target] = _context.Names.Entry(mark.Target);
        var bookmarkId = _context.Names.NextId();
        part.Empty("bookmarkStart", "id", bookmarkId, "name", name);
        part.Open("r").Open("rPr").Value("rStyle", "FootnoteReference").Close();
        part.Empty("footnoteReference", "customMarkFollows", isCounted ? null : "1", "id", id);
        if (!isCounted)
            part.Text("t", mark.Order.ToString());
        part.Close().Empty("bookmarkEnd", "id", bookmarkId);
        Text(id, text, isCounted);
    }

    /// <summary>Null: there are none.</summary>
    public byte[]? Finish() => _last == 0 ? null : _part.Finish();

    private void Learn(IReadOnlyList<DocumentBlock> blocks)
    {
        foreach (var block in blocks)
        {
            if (block is CaseBlock card)
                Learn(card.Blocks);
            else if (block is FootnotesBlock notes)
                foreach (var note in notes.Notes)
                    _texts[note.Anchor] = note;
        }
    }

    private void Text(string id, FootnoteText text, bool isCounted)
    {
        if (_last == 1)
            Separators();
        _part.Open("footnote", "id", id);
        var runs = new RunWriter(_context, _part);
        var isFirst = true;
        foreach (var block in text.Blocks)
        {
            if (isFirst && block is ParagraphBlock paragraph)
            {
                _part.Open("p").Open("pPr").Value("pStyle", "FootnoteText").Close();
                Number(text.Order, isCounted);
                runs.Write([new TextRun(" "), .. paragraph.Content]);
                _part.Close();
            }
            else
            {
                new PlainBlocks(_context, runs, inCard: false, _part).Write([block], "FootnoteText");
            }

            isFirst = false;
        }

        if (isFirst)
            _part.Open("p").Open("pPr").Value("pStyle", "FootnoteText").Close().Close();
        _part.Close();
    }

    private void Number(int order, bool isCounted)
    {
        if (_context.Options.IsFlat)
            return; // LibreOffice repeats a mark of one's own by itself
        _part.Open("r").Open("rPr").Value("rStyle", "FootnoteReference").Close();
        if (isCounted)
            _part.Empty("footnoteRef");
        else
            _part.Text("t", order.ToString());
        _part.Close();
    }

    /// <summary>The lines above footnotes are the first two.</summary>
    private void Separators()
    {
        foreach (var (id, mark) in new[] { ("-1", "separator"), ("0", "continuationSeparator") })
        {
            _part.Open("footnote", "type", mark, "id", id).Open("p").Open("pPr");
            _part.Empty("spacing", "line", "240", "lineRule", "auto").Close().Open("r").Empty(mark).Close().Close().Close();
        }
    }
}
