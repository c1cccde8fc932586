using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.History;

/// <summary>What a text was at a version.</summary>
/// <param name="Preview">With the numbers that it would have today; empty when the text is not part of the report.</param>
public sealed record Look(int Version, TrackedText Text, IReadOnlyList<PreviewBlock> Preview)
{
    /// <summary>The text and, marked in it, what was only suggested.</summary>
    public IEnumerable<Piece> Pieces()
    {
        var (text, at) = (Text.Text.ToString(), 0);
        var marked = Text
            .Marks.Insertions.Select(range => (range, Kind: PieceKind.Inserted))
            .Concat(Text.Marks.Deletions.Except(Text.Marks.Insertions).Select(range => (range, Kind: PieceKind.Deleted)));
        foreach (var (range, kind) in marked.OrderBy(mark => mark.range.From))
        {
            if (range.From > at)
                yield return new Piece(PieceKind.Kept, text[at..range.From]);
            yield return new Piece(kind, text[range.From..range.To]);
            at = range.To;
        }
        if (at < text.Length)
            yield return new Piece(PieceKind.Kept, text[at..]);
    }
}

/// <summary>Everything that a history page asks.</summary>
internal sealed record HistoryServices(
    TextHistory History,
    Timelines Timelines,
    Comparing Comparing,
    NamedVersionService Names,
    RestoreService Restoring,
    Review.ReviewService Review,
    Rights Rights
);
