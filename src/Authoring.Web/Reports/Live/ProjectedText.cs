using Authoring.Compile;
using Authoring.Text;

namespace Authoring.Web.Reports.Live;

/// <summary>
/// A text as it is read: with its suggestions accepted, or rejected. Its lines are other ones than those that people write in, where
/// suggestions pend.
/// </summary>
/// <param name="source">The text, read already; null: it is read when it is asked for.</param>
public sealed class ProjectedText(string path, int version, TrackedText tracked, Projection projection, SourceFile? source = null)
{
    private readonly Lazy<(int[] Tracked, int[] Read)> starts = new(() => Lines(tracked, projection));

    /// <summary>Of the tracked text.</summary>
    public int Version { get; } = version;
    public TrackedText Tracked { get; } = tracked;
    public Rope Text { get; } = tracked.Project(projection);

    private SourceFile? read = source;

    /// <summary>The text, read.</summary>
    public SourceFile Source => read ??= SourceFile.Read(path, Text.ToString());

    /// <summary>What is suggested in it, to be seen in the document; null: nothing.</summary>
    public Markup? Markup()
    {
        if (Tracked.Marks.IsEmpty)
            return null;
        var final = Tracked.Projecting(Projection.Final);
        return new Markup(
            final.Apply(Tracked.Text).ToString(),
            [.. Tracked.Marks.Insertions.Map(final).Select(range => (range.From, range.To))],
            [.. Tracked.Marks.Deletions.Select(range => (final.MapPosition(range.From), Tracked.Text.Slice(range.From, range.To)))]
        );
    }

    /// <summary>The same, and whose it is. What would be deleted again before it was ever accepted is left out.</summary>
    public Markup Markup(Func<Suggestion, Signed> sign)
    {
        var final = Tracked.Projecting(Projection.Final);
        var inserted = Owned(mark => mark.Insertions.Except(Tracked.Marks.Deletions))
            .Select(piece => (Range: Ranges.Of(piece.Range.From, piece.Range.To).Map(final), piece.By))
            .SelectMany(piece => piece.Range, (piece, range) => (range.From, range.To, piece.By))
            .ToList();
        var deleted = Owned(mark => mark.Deletions.Except(Tracked.Marks.Insertions));
        return new Markup(
            final.Apply(Tracked.Text).ToString(),
            inserted.ConvertAll(piece => (piece.From, piece.To)),
            deleted.ConvertAll(piece => (final.MapPosition(piece.Range.From), Tracked.Text.Slice(piece.Range.From, piece.Range.To)))
        )
        {
            InsertedBy = inserted.ConvertAll(piece => sign(piece.By)),
            DeletedBy = deleted.ConvertAll(piece => sign(piece.By)),
        };
    }

    /// <summary>What several suggestions want is the first one's.</summary>
    private List<(TextRange Range, Suggestion By)> Owned(Func<Suggestion, Ranges> ranges)
    {
        var (pieces, taken) = (new List<(TextRange Range, Suggestion By)>(), Ranges.Empty);
        foreach (var suggestion in Tracked.Marks)
        {
            pieces.AddRange(ranges(suggestion).Except(taken).Select(range => (range, suggestion)));
            taken = taken.Union(ranges(suggestion));
        }

        return [.. pieces.OrderBy(piece => piece.Range.From)];
    }

    /// <summary>The line (from 1) of the text that people write in, in which a line of this one begins.</summary>
    public int LineInText(int line)
    {
        if (Tracked.Marks.IsEmpty)
            return line;
        var (texts, reads) = starts.Value;
        var position = reads[Math.Clamp(line - 1, 0, reads.Length - 1)];
        var found = Array.BinarySearch(texts, position);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>Where in the text that people write in some words of this one stand, from their first character up to behind their
    /// last.</summary>
    public TextRange InText(int from, int to)
    {
        var start = PositionInText(from);
        return to > from ? new TextRange(start, PositionInText(to - 1) + 1) : new TextRange(start, start);
    }

    private int PositionInText(int position)
    {
        if (Tracked.Marks.IsEmpty)
            return position;
        foreach (var kept in Kept(Tracked, projection))
        {
            if (position < kept.To - kept.From)
                return kept.From + position;
            position -= kept.To - kept.From;
        }
        return Tracked.Text.Length;
    }

    /// <summary>Where the lines begin in the text that people write in: its own, and those of what is read.</summary>
    private static (int[] Tracked, int[] Read) Lines(TrackedText tracked, Projection projection)
    {
        var (own, read) = (new List<int> { 0 }, new List<int>());
        var text = tracked.Text.ToString();
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
            own.Add(at + 1);
        var begins = true;
        foreach (var kept in Kept(tracked, projection))
        {
            for (var i = kept.From; i < kept.To; i++)
            {
                if (begins)
                    read.Add(i);
                begins = text[i] == '\n';
            }
        }
        if (begins)
            read.Add(text.Length);
        return ([.. own], [.. read]);
    }

    private static Ranges Kept(TrackedText tracked, Projection projection) =>
        Ranges
            .Of(0, tracked.Text.Length)
            .Except(Ranges.Of(tracked.Projecting(projection).Spans.Select(span => new TextRange(span.From, span.To))));
}
