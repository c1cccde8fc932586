using Markdig.Syntax.Inlines;

namespace Authoring.Compile.Document;

/// <summary>The words of one text with what is suggested in them. Each deletion is told once: among the words, or between two blocks.</summary>
internal sealed class TrackedRuns(Markup markup, int offset)
{
    /// <summary>The parser takes characters off the front of a literal and leaves its place: so many, at most.</summary>
    private const int MostTrimmed = 4;

    private int _deleted;

    public void Literal(LiteralInline literal, List<DocumentInline> runs)
    {
        var content = literal.Content.AsSpan();
        if (PlaceOf(literal, content) is not { } start)
        {
            Whole(literal, new TextRun(literal.Content.ToString()), runs);
            return;
        }

        var (at, end) = (start, start + content.Length);
        while (at < end)
        {
            DeletedUpTo(at, runs);
            var (next, isInserted) = Stretch(at, end);
            runs.Add(new TextRun(content[(at - start)..(next - start)].ToString(), isInserted ? Tracked.Inserted : Tracked.None));
            at = next;
        }

        // What follows the last word on its line stands behind it; whole lines stand between the blocks.
        while (_deleted < markup.Deleted.Count && markup.Deleted[_deleted].At == end && !markup.Deleted[_deleted].Text.Contains('\n')) runs.Add(Deleted());
    }

    /// <summary>What is one thing and has no words of its own: a reference, a picture, code.</summary>
    public void Whole(Inline inline, DocumentInline run, List<DocumentInline> runs)
    {
        DeletedUpTo(inline.Span.Start + offset, runs);
        var isInserted = markup.Inserted.Any(range => range.From <= inline.Span.Start + offset && range.To > inline.Span.End + offset);
        runs.Add(isInserted ? new InsertedRun(run) : run);
    }

    /// <summary>Between two blocks: whatever was deleted before the second and is not told yet.</summary>
    /// <param name="position">Where the parser says that the second begins; null: there is none.</param>
    public IReadOnlyList<TextRun> BetweenBlocks(int? position)
    {
        var runs = new List<TextRun>();
        while (_deleted < markup.Deleted.Count && IsBefore(markup.Deleted[_deleted], position)) runs.Add(Deleted());
        return runs;
    }

    /// <summary>What ends a line was a line of its own; other words at the beginning of a block are its own.</summary>
    private bool IsBefore((int At, string Text) deleted, int? position) =>
        position is null || deleted.At < position + offset || (deleted.At == position + offset && deleted.Text.Contains('\n'));

    private int? PlaceOf(LiteralInline literal, ReadOnlySpan<char> content)
    {
        for (var trimmed = 0; trimmed <= MostTrimmed; trimmed++)
        {
            var start = literal.Span.Start + offset + trimmed;
            if (start >= 0 && start + content.Length <= markup.Source.Length
                && markup.Source.AsSpan(start).StartsWith(content, StringComparison.Ordinal)) return start;
        }

        return null;
    }

    /// <summary>How far from here on everything is inserted, or nothing is.</summary>
    private (int End, bool IsInserted) Stretch(int at, int end)
    {
        var isInserted = false;
        foreach (var (from, to) in markup.Inserted)
        {
            if (from <= at && to > at)
            {
                isInserted = true;
                end = Math.Min(end, to);
            }
            else if (from > at)
            {
                end = Math.Min(end, from);
                break;
            }
        }

        if (_deleted < markup.Deleted.Count && markup.Deleted[_deleted].At > at) end = Math.Min(end, markup.Deleted[_deleted].At);
        return (end, isInserted);
    }

    private void DeletedUpTo(int position, List<DocumentInline> runs)
    {
        while (_deleted < markup.Deleted.Count && markup.Deleted[_deleted].At <= position) runs.Add(Deleted());
    }

    private TextRun Deleted() => new(markup.Deleted[_deleted++].Text.Trim('\n'), Tracked.Deleted);
}
