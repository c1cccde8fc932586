using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.Reports;

/// <summary>A figure or a table as the gallery shows it.</summary>
/// <param name="Address">Of its place in the text; null: nobody can be led there.</param>
/// <param name="Card">The case card that it stands in, as people call it; null: it stands in a section.</param>
/// <param name="Picture">What a page shows of it; null: it is a table of words, or there is no picture to be shown.</param>
public sealed record FigureView(Illustration Illustration, string? Address, string? Card, PictureInfo? Picture)
{
    public bool IsTable => Illustration.IsTable;
    public bool HasWarnings => Illustration.Lacks.Count > 0;

    /// <summary>Tells it from all others of its report while they are shown.</summary>
    public (string, int) Key => (Illustration.File, Illustration.Line);
}

/// <summary>Those of one chapter, or of the cards that stand nowhere.</summary>
/// <param name="Path">Of the chapter's file; empty: of those cards.</param>
/// <param name="Title">With its number.</param>
public sealed record FigureChapter(string Path, string Title, IReadOnlyList<FigureView> Figures);

internal static class FigureViews
{
    /// <param name="nowhere">What those are called that stand in no chapter.</param>
    public static IReadOnlyList<FigureChapter> Of(LiveReport report, Compilation compilation, string nowhere)
    {
        var titles = compilation.Report.Outline.ToDictionary(entry => entry.Path, TitleOf, StringComparer.Ordinal);
        return
        [
            .. compilation
                .Report.Illustrations()
                .GroupBy(found => found.Section ?? "", StringComparer.Ordinal)
                .Select(chapter => new FigureChapter(
                    chapter.Key,
                    titles.GetValueOrDefault(chapter.Key) ?? nowhere,
                    [.. chapter.Select(found => Of(found, report, compilation, titles))]
                )),
        ];
    }

    private static FigureView Of(Illustration found, LiveReport report, Compilation compilation, Dictionary<string, string> titles)
    {
        var line = compilation.LineInText(found.File, found.Line);
        var address = report.Documents.TryGetValue(found.File, out var text) ? Addresses.OfLine(text, line) : null;
        var card = found.File == found.Section ? null : titles.GetValueOrDefault(found.File);
        var isShown = found.Picture is not null && !found.Lacks.Contains(IllustrationLack.Picture);
        return new FigureView(found, address, card, isShown ? report.Pictures.GetValueOrDefault(found.Picture!) : null);
    }

    private static string TitleOf(OutlineEntry entry) => entry.Number.Length > 0 ? $"{entry.Number} {entry.Title}" : entry.Title;
}
