using Authoring.Compile.Numbering;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Document;

/// <summary>Whatever of a report stands in a list, in reading order, whether that list is printed or not.</summary>
/// <param name="Contents">The headings down to the depth of the contents.</param>
internal sealed record ReportEntries(
    IReadOnlyList<ContentsEntry> Contents,
    IReadOnlyList<ListEntry> Figures,
    IReadOnlyList<ListEntry> Tables,
    IReadOnlyList<ListEntry> Cases,
    IReadOnlyList<ListEntry> Annexes
)
{
    public static ReportEntries Of(Numberer numbers, Resolver resolver)
    {
        return new ReportEntries(
            [.. numbers.Contents.Select(placement => ContentsEntry(placement, resolver))],
            List(numbers.Figures),
            List(numbers.Tables),
            List(numbers.Cases),
            List(numbers.Annexes)
        );

        List<ListEntry> List(IEnumerable<Placement> placements) => [.. placements.Select(placement => ListEntry(placement, resolver))];
    }

    private static ContentsEntry ContentsEntry(Placement placement, Resolver resolver)
    {
        var level = placement.Item is HeadingItem heading ? heading.Level : 1;
        return new ContentsEntry(
            level,
            placement.Number!,
            resolver.Title(placement),
            placement.Text.File.Path,
            placement.Line,
            placement.Id,
            placement.Anchor
        );
    }

    private static ListEntry ListEntry(Placement placement, Resolver resolver)
    {
        var (file, line) = placement.Card is { } card ? (card.File.Path, 1) : (placement.Text.File.Path, placement.Line);
        return new ListEntry(placement.Number!, resolver.Title(placement), file, line, placement.Id, placement.Anchor);
    }
}
