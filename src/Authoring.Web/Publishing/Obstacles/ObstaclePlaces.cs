using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.Publishing.Obstacles;

/// <summary>Where things stand in a report that was compiled, and where a page leads to put them right.</summary>
internal sealed class ObstaclePlaces(LiveReport report, Compilation compilation)
{
    private readonly Dictionary<string, (OutlineEntry Entry, int Index)> outline = compilation
        .Report.Outline.Select((entry, index) => (entry, index))
        .GroupBy(found => found.entry.Path, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    private readonly Dictionary<string, CardEntry> cards = compilation
        .Report.Cards()
        .GroupBy(card => card.Path, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    /// <summary>The texts that are printed: a card that stands nowhere is not.</summary>
    public IEnumerable<string> Printed => outline.Keys.Where(IsPrinted);

    public bool IsPrinted(string path) =>
        outline.ContainsKey(path)
        && (!cards.TryGetValue(path, out var card) || card.Places.Count > 0)
        && report.Documents.ContainsKey(path);

    public OutlineEntry EntryOf(string path) => outline[path].Entry;

    public string TitleOf(string path) =>
        !outline.TryGetValue(path, out var found) ? path
        : found.Entry.Number.Length > 0 ? $"{found.Entry.Number} {found.Entry.Title}"
        : found.Entry.Title;

    public ObstacleOrder OrderOf(string path, int line) =>
        cards.GetValueOrDefault(path)?.Places is [var place, ..] && outline.TryGetValue(place.Path, out var chapter)
            ? new ObstacleOrder(chapter.Index, place.Line, line)
        : outline.TryGetValue(path, out var own) ? new ObstacleOrder(own.Index, line, 0)
        : new ObstacleOrder(-1, line, 0);

    public string AddressOf(string path, int line) =>
        !report.Documents.TryGetValue(path, out var name) ? Addresses.OfReport(report.Slug, "?edit=true")
        : line > 0 ? Addresses.OfLine(name, line)
        : Addresses.OfText(name);

    /// <summary>The words of a line of the text that was compiled.</summary>
    public string Words(string path, int line) =>
        compilation.Texts.TryGetValue(path, out var text)
        && text.Text.ToString().Split('\n') is var lines
        && line >= 1
        && line <= lines.Length
            ? lines[line - 1]
            : "";

    /// <param name="line">Of the text that was compiled; 0: the text as a whole.</param>
    /// <param name="about">What a waiver would be for, beside kind and text.</param>
    public Obstacle Make(ObstacleKind kind, string path, int line, (string, object[]) sentence, params IEnumerable<string> about)
    {
        var shown = line > 0 ? compilation.LineInText(path, line) : 0;
        return new Obstacle(
            kind,
            path,
            OrderOf(path, shown),
            TitleOf(path),
            shown,
            AddressOf(path, shown),
            sentence,
            Obstacle.FingerprintOf(kind, path, about)
        );
    }
}
