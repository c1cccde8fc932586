using System.Text;
using System.Xml.Linq;

namespace Authoring.Compile.SelfCheck;

/// <param name="Style">Its id.</param>
/// <param name="Number">Of its list, as Word will count it.</param>
/// <param name="Text">What stands in the file, fields with the results that they hold.</param>
/// <param name="Counted">The same with fields as Word will count them.</param>
/// <param name="List">Which of the printed lists it is a line of, from 0; below 0: none.</param>
internal sealed record WordParagraph(string Style, string Number, string Text, string Counted, int List);

/// <param name="Paragraph">The number of its list.</param>
internal sealed record WordBookmark(string Name, string Text, string Paragraph);

/// <param name="Cached">The result that stands in the file.</param>
/// <param name="Counted">What Word will count; null: nobody counts it.</param>
internal sealed record WordField(string Instruction, string Cached, string? Counted);

/// <summary>A Word file as it will be seen: paragraphs with numbers, fields with results, and where things lead.</summary>
internal sealed class WordReading
{
    private static readonly XNamespace W = WordParts.W;

    private sealed class OpenField
    {
        public StringBuilder Instruction { get; } = new();
        public StringBuilder Result { get; } = new();
        public bool InResult { get; set; }

        /// <summary>A printed list: its lines are paragraphs like others.</summary>
        public bool IsList => InResult && Instruction.ToString().TrimStart().StartsWith("TOC", StringComparison.Ordinal);
    }

    private readonly WordCounting _counting;
    private readonly Stack<OpenField> _open = new();
    private readonly Dictionary<string, (string Name, StringBuilder Text, string Paragraph)> _within = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new(),
        _counted = new();
    private string _number = "";
    private int _list = -1;
    private XElement? _link;

    public WordReading(WordParts parts)
    {
        _counting = new WordCounting(parts);
        foreach (var paragraph in parts.Document.Element(W + "body")?.Descendants(W + "p") ?? [])
            Read(paragraph);
        BodyLinks = Links.Count;
        foreach (var paragraph in parts.Footnotes?.Descendants(W + "p") ?? [])
            Read(paragraph);
        Unclosed = [.. _within.Values.Select(bookmark => bookmark.Name)];
    }

    public List<WordParagraph> Paragraphs { get; } = [];
    public List<WordField> Fields { get; } = [];
    public List<WordBookmark> Bookmarks { get; } = [];
    public List<string> BookmarkIds { get; } = [];

    /// <summary>What leads to a place in the file, outside of the printed lists: its text.</summary>
    public List<string> Links { get; } = [];

    /// <summary>How many of them stand in the body; the others in footnotes.</summary>
    public int BodyLinks { get; }

    /// <summary>The bookmarks that anything leads to.</summary>
    public List<string> Targets { get; } = [];

    public IReadOnlyList<string> Unclosed { get; }

    /// <summary>What each line of a list leads to, with the page that it names.</summary>
    public List<(string Bookmark, string Page)> Pages { get; } = [];

    private void Read(XElement paragraph)
    {
        _number = _counting.Enter(paragraph);
        _text.Clear();
        _counted.Clear();
        var (before, wasInList) = (_list, _open.Any(field => field.IsList));
        foreach (var node in paragraph.Descendants())
        {
            if (node.Name == W + "bookmarkStart")
                Begin(node);
            else if (node.Name == W + "bookmarkEnd")
                End(WordParts.Attribute(node, "id"));
            else if (node.Name == W + "r")
                ReadRun(node);
        }

        var style = WordParts.Attribute(paragraph.Element(W + "pPr")?.Element(W + "pStyle"));
        var isInList = wasInList || _list > before;
        Paragraphs.Add(new WordParagraph(style, _number, _text.ToString(), _counted.ToString(), isInList ? _list : -1));
    }

    private void Begin(XElement start)
    {
        var id = WordParts.Attribute(start, "id");
        BookmarkIds.Add(id);
        _within[id] = (WordParts.Attribute(start, "name"), new StringBuilder(), _number);
    }

    private void End(string id)
    {
        if (_within.Remove(id, out var bookmark))
            Bookmarks.Add(new WordBookmark(bookmark.Name, bookmark.Text.ToString(), bookmark.Paragraph));
    }

    private void ReadRun(XElement run)
    {
        FollowLink(run);
        switch (WordParts.Attribute(run.Element(W + "fldChar"), "fldCharType"))
        {
            case "begin":
                _open.Push(new OpenField());
                break;
            case "separate" when _open.TryPeek(out var field):
                field.InResult = true;
                if (field.IsList)
                    _list++;
                break;
            case "end" when _open.TryPop(out var field):
                if (!field.IsList)
                    Close(field);
                break;
            default:
                Words(run);
                break;
        }
    }

    private void Words(XElement run)
    {
        if (_open.TryPeek(out var field) && !field.InResult)
            field.Instruction.Append(string.Concat(run.Elements(W + "instrText").Select(text => text.Value)));
        else if (run.Element(W + "footnoteReference") is null) // each format writes these marks in its own way
            Emit(WordParts.TextOf(run), null);
    }

    /// <param name="counted">Null: it is no field that counts.</param>
    private void Emit(string text, string? counted)
    {
        if (_open.TryPeek(out var field) && !field.IsList)
        {
            field.Result.Append(text);
            return;
        }

        _text.Append(text);
        _counted.Append(counted ?? text);
        foreach (var (_, content, _) in _within.Values)
            content.Append(counted ?? text);
    }

    private void Close(OpenField field)
    {
        var (instruction, result) = (field.Instruction.ToString().Trim(), field.Result.ToString());
        var counted = _counting.Evaluate(instruction);
        Fields.Add(new WordField(instruction, result, counted));
        var words = instruction.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["REF", var named, ..])
        {
            Links.Add(result);
            Targets.Add(named);
        }
        else if (words is ["PAGEREF", var place, ..])
        {
            Targets.Add(place);
            Pages.Add((place, result));
            result = ""; // a line of a list is compared without its page
        }
        else if (words is ["NOTEREF", var note, ..])
        {
            Targets.Add(note);
            result = "";
        }

        Emit(result, counted);
    }

    private void FollowLink(XElement run)
    {
        var link = run.Ancestors(W + "hyperlink").FirstOrDefault();
        if (link is null || link == _link || link.Attribute(W + "anchor") is not { } anchor)
        {
            _link = link;
            return;
        }

        _link = link;
        Targets.Add(anchor.Value);
        if (!_open.Any(field => field.IsList))
            Links.Add(WordParts.TextOf(link));
    }
}
