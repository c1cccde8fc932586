using System.Globalization;
using Authoring.Compile.Document;

namespace Authoring.Compile.Docx;

/// <summary>
/// Comments: each entry of a thread is a comment of Word's around the same words, and a second part says which answers which and what is
/// settled.
/// </summary>
internal sealed class CommentsPart(Names names)
{
    private const string Word2010 = "http://schemas.microsoft.com/office/word/2010/wordml";
    private const string Word2012 = "http://schemas.microsoft.com/office/word/2012/wordml";
    private const int LongestInitials = 2;

    /// <summary>The ids of the entries of each thread that has begun, in its order.</summary>
    private readonly Dictionary<TextComment, string[]> _ids = new(ReferenceEqualityComparer.Instance);

    /// <summary>Those that are said inside a footnote, where Word takes none: they go behind its mark.</summary>
    private readonly List<TextComment> _held = [];
    private readonly HashSet<TextComment> _placed = new(ReferenceEqualityComparer.Instance);

    public bool Any => _ids.Count > 0;

    public void Begin(Part part, TextComment comment)
    {
        foreach (var id in _ids[comment] = [.. comment.Entries.Select(_ => names.NextId())])
            part.Empty("commentRangeStart", "id", id);
    }

    public void End(Part part, TextComment comment)
    {
        if (!_placed.Add(comment))
            return;
        foreach (var id in _ids[comment])
        {
            part.Empty("commentRangeEnd", "id", id);
            part.Open("r").Open("rPr").Value("rStyle", "CommentReference").Close().Empty("commentReference", "id", id).Close();
        }
    }

    public void Hold(TextComment comment) => _held.Add(comment);

    /// <summary>Behind the mark of the footnote that they were said in.</summary>
    public void Release(Part part)
    {
        foreach (var comment in _held)
        {
            Begin(part, comment);
            End(part, comment);
        }

        _held.Clear();
    }

    /// <summary>The comments' words.</summary>
    public byte[] Words()
    {
        using var part = new Part("comments", ("w14", Word2010));
        var paragraph = 0;
        foreach (var (comment, ids) in _ids)
            for (var i = 0; i < ids.Length; i++)
                Write(part, ids[i], comment.Entries[i], ref paragraph);
        return part.Finish();
    }

    /// <summary>Which comment answers which.</summary>
    public byte[] Threads()
    {
        using var part = new Part("w15", "commentsEx", Word2012);
        var paragraph = 0;
        foreach (var comment in _ids.Keys)
        {
            string? first = null;
            foreach (var entry in comment.Entries)
            {
                paragraph += Lines(entry.Text).Length;
                part.OpenForeign("w15", "commentEx", Word2012).Attribute("paraId", Word2012, Id(paragraph));
                if (first is not null)
                    part.Attribute("paraIdParent", Word2012, first);
                part.Attribute("done", Word2012, comment.IsResolved ? "1" : "0").Close();
                first ??= Id(paragraph);
            }
        }

        return part.Finish();
    }

    private static void Write(Part part, string id, CommentWords entry, ref int paragraph)
    {
        var name = entry.By.Author;
        var initials = name.Length <= LongestInitials ? name : StringInfo.GetNextTextElement(name);
        part.Open("comment", "id", id, "author", name, "date", Part.Date(entry.By.At), "initials", initials);
        var isFirst = true;
        foreach (var line in Lines(entry.Text))
        {
            // Threads are known by the last paragraph of each comment.
            part.Open("p").Attribute("paraId", Word2010, Id(++paragraph)).Open("pPr").Value("pStyle", "CommentText").Close();
            if (isFirst)
                part.Open("r").Open("rPr").Value("rStyle", "CommentReference").Close().Empty("annotationRef").Close();
            part.Open("r").Text("t", line).Close().Close();
            isFirst = false;
        }

        part.Close();
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static string Id(int paragraph) => paragraph.ToString("X8", CultureInfo.InvariantCulture);
}
