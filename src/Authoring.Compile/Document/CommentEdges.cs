namespace Authoring.Compile.Document;

/// <summary>
/// Where the comments on one text begin and end among its words. A comment whose words are not printed (a line of YAML, a rule) stands
/// before what is printed next; none is left out.
/// </summary>
internal sealed class CommentEdges(IReadOnlyList<TextComment> comments)
{
    /// <summary>Not begun yet.</summary>
    private readonly List<TextComment> _waiting = [.. comments.OrderBy(comment => comment.From)];
    private readonly List<TextComment> _open = [];

    public bool Any => _waiting.Count > 0 || _open.Count > 0;

    /// <summary>In front of a piece of text, and of what was deleted there, which a comment may have been about.</summary>
    /// <param name="floor">What begins before has its own place.</param>
    public void BeforeDeletion(int at, int floor, List<DocumentInline> runs) => Begin(c => c.From <= at && c.To <= at, floor, runs);

    /// <summary>In front of a piece that nothing divides any more.</summary>
    public void Before(int from, int to, int floor, List<DocumentInline> runs)
    {
        Begin(comment => comment.From < to, floor, runs);
        After(from, runs);
    }

    /// <summary>Behind a piece that ends here.</summary>
    public void After(int to, List<DocumentInline> runs)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (_open[i].To > to)
                continue;
            runs.Add(new CommentEdge(_open[i], IsStart: false));
            _open.RemoveAt(i--);
        }
    }

    /// <summary>The next place in here at which a comment begins or ends; else the end.</summary>
    public int Next(int at, int end, int floor)
    {
        foreach (var comment in _waiting)
        {
            if (comment.From > at && comment.From >= floor)
                end = Math.Min(end, comment.From);
            if (comment.To > at && comment.From <= at)
                end = Math.Min(end, comment.To);
        }

        foreach (var comment in _open)
            if (comment.To > at)
                end = Math.Min(end, comment.To);
        return end;
    }

    /// <summary>What no words followed.</summary>
    public List<DocumentInline> Rest()
    {
        var runs = new List<DocumentInline>();
        Begin(_ => true, 0, runs);
        After(int.MaxValue, runs);
        return runs;
    }

    private void Begin(Predicate<TextComment> begins, int floor, List<DocumentInline> runs)
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            if (_waiting[i].From < floor || !begins(_waiting[i]))
                continue;
            runs.Add(new CommentEdge(_waiting[i], IsStart: true));
            _open.Add(_waiting[i]);
            _waiting.RemoveAt(i--);
        }
    }
}
