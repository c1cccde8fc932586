using Authoring.Compile.Plain;
using Authoring.Text;
using Authoring.Web.History;

namespace Authoring.Web.Publishing.Editions;

/// <summary>What differs in one section or case card, as it was printed.</summary>
/// <param name="IsNew">The earlier edition has no such text; <paramref name="IsGone"/>: the later one has none.</param>
public sealed record SectionDifference(string Path, string Title, bool IsNew, bool IsGone, ComparedVersions Versions);

/// <summary>Two editions side by side.</summary>
public sealed record EditionComparison(
    EditionView Before,
    EditionView After,
    IReadOnlyList<NumberChange> Numbers,
    IReadOnlyList<SectionDifference> Sections,
    int UnchangedSections
)
{
    public static EditionComparison Of(EditionView before, FrozenNumbers old, EditionView after, FrozenNumbers now)
    {
        var earlier = old.Texts.GroupBy(text => text.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First());
        var later = now.Texts.Select(text => text.Path).ToHashSet(StringComparer.Ordinal);
        var sections = now
            .Texts.Select(text => Section(before, after, earlier.GetValueOrDefault(text.Path), text))
            .Concat(old.Texts.Where(text => !later.Contains(text.Path)).Select(text => Section(before, after, text, null)))
            .ToList();
        var changed = sections.Where(section => !section.Versions.Change.IsEmpty).ToList();
        return new EditionComparison(before, after, NumberChanges.Between(old, now), changed, sections.Count - changed.Count);
    }

    private static SectionDifference Section(EditionView before, EditionView after, PlainText? old, PlainText? now)
    {
        var (from, to) = (Printed(old), Printed(now));
        var versions = new ComparedVersions(before.Number, after.Number, from, Difference.Between(from, to), HasSuggestions: false);
        var text = now ?? old!;
        return new SectionDifference(text.Path, text.Title, old is null, now is null, versions);
    }

    private static string Printed(PlainText? text) => text is null ? "" : string.Concat(text.Lines.Select(line => line + "\n"));
}
