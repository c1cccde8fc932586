using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Document;

/// <summary>
/// The words of one text with what is suggested in them. Each deletion and each
/// comment is told once: among the words, as rows of a table or items of a
/// list, or between two blocks.
/// </summary>
internal sealed class TrackedRuns(Markup markup, int offset)
{
    private readonly CommentEdges _comments = new(markup.Comments);
    private readonly bool[] _told = new bool[markup.Deleted.Count];

    /// <summary>All deletions before this one are told.</summary>
    private int _first;

    /// <summary>What was deleted before here is told elsewhere.</summary>
    private int _floor;

    public void Literal(LiteralInline literal, List<DocumentInline> runs)
    {
        var content = literal.Content.AsSpan();
        if (SourcePlace.Of(literal, markup.Source, offset) is not { } start)
        {
            Whole(literal, new TextRun(literal.Content.ToString()), runs);
            return;
        }

        var (at, end) = (start, start + content.Length);
        while (at < end)
        {
            _comments.BeforeDeletion(at, _floor, runs);
            DeletedUpTo(at, runs);
            _comments.Before(at, at + 1, _floor, runs);
            var (next, inserted) = Stretch(at, end);
            var words = content[(at - start)..(next - start)].ToString();
            var run = inserted is { } i
                ? new TextRun(words, Tracked.Inserted, markup.InsertedBy.ElementAtOrDefault(i))
                : new TextRun(words);
            runs.Add(run with { At = at });
            _comments.After(next, runs);
            at = next;
        }

        // What follows the last word on its line stands behind it; whole lines stand between the blocks.
        for (var i = Next(end); i < _told.Length && markup.Deleted[i].At == end && !markup.Deleted[i].Text.Contains('\n'); i = Next(end))
            runs.Add(Deleted(i));
    }

    /// <summary>What is one thing and has no words of its own: a reference, a picture, code.</summary>
    public void Whole(Inline inline, DocumentInline run, List<DocumentInline> runs)
    {
        var (start, end) = (inline.Span.Start + offset, inline.Span.End + offset + 1);
        _comments.BeforeDeletion(start, _floor, runs);
        DeletedUpTo(start, runs);
        _comments.Before(start, end, _floor, runs);
        runs.Add(Covering(start, end) is { } inserted ? new InsertedRun(run, markup.InsertedBy.ElementAtOrDefault(inserted)) : run);
        _comments.After(end, runs);
    }

    /// <summary>The end of a paragraph, heading or caption.</summary>
    /// <param name="position">Behind its last character.</param>
    public void EndOfBlock(int position, List<DocumentInline> runs) => _comments.After(position + offset, runs);

    /// <summary>The ends of all comments that have begun: what follows is printed elsewhere.</summary>
    public List<DocumentInline> OpenComments()
    {
        var runs = new List<DocumentInline>();
        _comments.After(int.MaxValue, runs);
        return runs;
    }

    /// <summary>Comments that no words followed.</summary>
    public List<DocumentInline> RestOfComments() => _comments.Rest();

    /// <summary>Between two blocks: whatever was deleted before the second and is not told yet.</summary>
    /// <param name="position">Where the parser says that the second begins; null: there is none.</param>
    /// <param name="isPart">Whether what was deleted directly before the second was part of it.</param>
    public IReadOnlyList<TextRun> BetweenBlocks(int? position, Func<string, bool>? isPart = null)
    {
        var runs = new List<TextRun>();
        for (var i = Next(0); i < _told.Length && IsBefore(markup.Deleted[i], position); i = Next(0))
        {
            if (markup.Deleted[i].At == position + offset && isPart?.Invoke(markup.Deleted[i].Text) == true)
                break;
            runs.Add(Deleted(i));
        }

        return runs;
    }

    /// <summary>A caption, which may be told before what stands above it: what was deleted there has its own place.</summary>
    /// <param name="position">Where the parser says that it begins.</param>
    public T Apart<T>(int position, Func<T> build)
    {
        _floor = position + offset;
        var built = build();
        _floor = 0;
        return built;
    }

    /// <summary>The end of a cell: whatever was deleted in it and is not told yet.</summary>
    /// <param name="position">Behind its last word.</param>
    public List<DocumentInline> EndOfCell(int position)
    {
        var runs = new List<DocumentInline>();
        DeletedUpTo(position + offset, runs, lines: false);
        _comments.After(position + offset + 1, runs); // with the line behind it
        return runs;
    }

    /// <summary>Whole lines that were deleted up to a position, each one of these.</summary>
    /// <param name="fits">Whether a line, blank ones aside, is one of them.</param>
    public IReadOnlyList<TextRun> TakeLines(int position, Func<string, bool> fits)
    {
        var taken = new List<TextRun>();
        for (var i = Next(0); i < _told.Length && markup.Deleted[i].At <= position + offset; i = Next(0, i + 1))
        {
            var text = markup.Deleted[i].Text;
            if (!text.EndsWith('\n') && !text.StartsWith('\n'))
                continue;
            var lines = text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
            if (lines.Count == 0 || !lines.TrueForAll(line => fits(line)))
                continue;
            Mark(i);
            taken.AddRange(lines.Select(line => new TextRun(line, Tracked.Deleted, markup.DeletedBy.ElementAtOrDefault(i))));
        }

        return taken;
    }

    /// <summary>What ends a line was a line of its own; other words at the beginning of a block are its own.</summary>
    private bool IsBefore((int At, string Text) deleted, int? position) =>
        position is null || deleted.At < position + offset || (deleted.At == position + offset && deleted.Text.Contains('\n'));

    /// <summary>How far from here on everything is inserted by one person, or nothing is; which insertion it is, by its index.</summary>
    private (int End, int? Inserted) Stretch(int at, int end)
    {
        int? inserted = null;
        for (var i = 0; i < markup.Inserted.Count; i++)
        {
            var (from, to) = markup.Inserted[i];
            if (from <= at && to > at)
            {
                inserted = i;
                end = Math.Min(end, to);
            }
            else if (from > at)
            {
                end = Math.Min(end, from);
                break;
            }
        }

        if (Next(at + 1) is var next && next < _told.Length)
            end = Math.Min(end, markup.Deleted[next].At);
        return (_comments.Next(at, end, _floor), inserted);
    }

    /// <summary>The insertion with which something whole begins, if all of it is inserted, by however many people.</summary>
    private int? Covering(int start, int end)
    {
        int? first = null;
        for (var i = 0; i < markup.Inserted.Count && start < end; i++)
        {
            var (from, to) = markup.Inserted[i];
            if (from > start || to <= start)
                continue;
            first ??= i;
            start = to;
        }

        return start >= end ? first : null;
    }

    private void DeletedUpTo(int position, List<DocumentInline> runs, bool lines = true)
    {
        for (var i = Next(0); i < _told.Length && markup.Deleted[i].At <= position; i = Next(0, i + 1))
            if (lines || !markup.Deleted[i].Text.Contains('\n'))
                runs.Add(Deleted(i));
    }

    /// <summary>The first deletion from a position on that is not told yet, and may be told here.</summary>
    private int Next(int from, int first = 0)
    {
        var i = Math.Max(_first, first);
        while (i < _told.Length && (_told[i] || markup.Deleted[i].At < from || markup.Deleted[i].At < _floor))
            i++;
        return i;
    }

    private TextRun Deleted(int i)
    {
        Mark(i);
        return new TextRun(markup.Deleted[i].Text.Trim('\n'), Tracked.Deleted, markup.DeletedBy.ElementAtOrDefault(i));
    }

    private void Mark(int i)
    {
        _told[i] = true;
        while (_first < _told.Length && _told[_first])
            _first++;
    }
}
