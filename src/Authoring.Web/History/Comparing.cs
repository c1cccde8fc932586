using Authoring.Text;
using Authoring.Web.Editing;

namespace Authoring.Web.History;

/// <summary>What changed from one version of a text to another.</summary>
/// <param name="Old">The text that <paramref name="Change"/> applies to.</param>
/// <param name="HasSuggestions">In one of the two something was suggested and not decided.</param>
public sealed record ComparedVersions(int From, int To, string Old, ChangeSet Change, bool HasSuggestions)
{
    public int Inserted => Change.Spans.Sum(span => span.Inserted.Length);
    public int Deleted => Change.Spans.Sum(span => span.To - span.From);

    public IReadOnlyList<DifferencePart> Parts(bool isSideBySide) =>
        Reading.Fold(isSideBySide ? Reading.SideBySide(Old, Change) : Reading.Inline(Old, Change));
}

/// <summary>Compares versions of a text.</summary>
internal sealed class Comparing(TextHistory history)
{
    /// <param name="to">Null: the last version.</param>
    /// <returns>Null: a version is not there.</returns>
    public async Task<ComparedVersions?> BetweenAsync(
        int documentId,
        int from,
        int? to,
        Projection projection,
        CancellationToken cancellation = default
    )
    {
        var last = to ?? await history.LastVersionAsync(documentId);
        if (from < 0 || last < 0)
            return null;
        if (
            await history.AtAsync(documentId, from, cancellation) is not { } one
            || await history.AtAsync(documentId, last, cancellation) is not { } other
        )
            return null;
        var (old, now) = (one.Project(projection).ToString(), other.Project(projection).ToString());
        return new ComparedVersions(from, last, old, Difference.Between(old, now), !one.Marks.IsEmpty || !other.Marks.IsEmpty);
    }
}
