using Authoring.Compile;
using Authoring.Compile.Checks;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Reading;
using Authoring.Text;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.Publishing.Obstacles;

/// <summary>
/// What is missing in the texts themselves, as they were compiled: suggestions, findings, captions, placeholders, numbers.
/// </summary>
internal sealed class ObstaclesInTexts(Compilation compilation, ObstaclePlaces places)
{
    private const int LongestQuote = 40; // UTF-16 code units

    private static readonly HashSet<string> OfPictures = ["missing-image", "unreadable-image", "image-too-large"];
    private static readonly HashSet<string> OfCaptions = ["empty-caption", "not-a-caption", "not-a-figure", "case-without-title"];

    /// <param name="names">Of those who suggest, by their ids.</param>
    public IEnumerable<Obstacle> All(IReadOnlyDictionary<string, string> names) =>
        [.. Suggestions(names), .. Findings(), .. Tables(), .. Placeholders(), .. Doubled(), .. Typed()];

    private IEnumerable<Obstacle> Suggestions(IReadOnlyDictionary<string, string> names) =>
        from path in places.Printed
        where compilation.Texts.ContainsKey(path)
        let tracked = compilation.Texts[path].Tracked
        from mark in tracked.Marks
        select Suggestion(path, tracked, mark, names.GetValueOrDefault(mark.By) ?? mark.By);

    private Obstacle Suggestion(string path, TrackedText tracked, Suggestion mark, string author)
    {
        var (inserted, deleted) = (Words(tracked, mark.Insertions), Words(tracked, mark.Deletions));
        (string, object[]) sentence =
            deleted.Length == 0 ? ("publish.suggests-insertion", [author, Quote(inserted)])
            : inserted.Length == 0 ? ("publish.suggests-deletion", [author, Quote(deleted)])
            : ("publish.suggests-replacement", [author, Quote(deleted), Quote(inserted)]);
        var line = tracked.Text.Slice(0, Math.Min(mark.From, tracked.Text.Length)).Count(c => c == '\n') + 1;
        return places.Make(ObstacleKind.Suggestions, path, 0, sentence, mark.Id, inserted, deleted) with
        {
            Line = line,
            Order = places.OrderOf(path, line),
            Address = places.AddressOf(path, line),
        };
    }

    private static string Words(TrackedText tracked, Ranges ranges) =>
        string.Concat(ranges.Select(range => tracked.Text.Slice(range.From, range.To)));

    private static string Quote(string words)
    {
        var line = string.Join(' ', words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length <= LongestQuote ? line
            : char.IsHighSurrogate(line[LongestQuote - 1]) ? line[..(LongestQuote - 1)] + "…"
            : line[..LongestQuote] + "…";
    }

    private IEnumerable<Obstacle> Findings() =>
        from finding in compilation.Report.Diagnostics
        let kind = KindOf(finding)
        where kind is not null && (finding.File == ReportDefinition.FileName || places.IsPrinted(finding.File))
        select places.Make(
            kind.Value,
            finding.File,
            finding.Line,
            ("", []),
            finding.Code,
            finding.Message,
            places.Words(finding.File, finding.Line)
        ) with
        {
            Finding = finding,
        };

    private static ObstacleKind? KindOf(Diagnostic finding) =>
        OfPictures.Contains(finding.Code) ? ObstacleKind.Pictures
        : OfCaptions.Contains(finding.Code) ? ObstacleKind.Captions
        : finding.Severity == Severity.Error ? ObstacleKind.Errors
        : null;

    private IEnumerable<Obstacle> Tables() =>
        from table in CaptionCheck.TablesWithout(compilation.Report)
        where places.IsPrinted(table.File)
        let head = places.Words(table.File, table.Line).Trim()
        select places.Make(ObstacleKind.Captions, table.File, table.Line, ("publish.table-without-caption", [Quote(head)]), "table", head);

    private IEnumerable<Obstacle> Placeholders()
    {
        if (!places.Printed.Any())
            yield return places.Make(ObstacleKind.Placeholders, "", 0, ("publish.empty-report", []), "empty");
        foreach (var path in places.Printed.Where(compilation.Texts.ContainsKey))
        {
            var text = compilation.Texts[path].Text.ToString();
            var (entry, isCard) = (places.EntryOf(path), places.EntryOf(path).Part == ReportPart.Case);
            if (WordCount.Of(text) <= (isCard ? 0 : WordCount.Of(entry.Title)))
                yield return places.Make(ObstacleKind.Placeholders, path, 0, ("publish.unwritten", []), "unwritten");
            foreach (var (line, words) in PlaceholderCheck.Of(text))
                yield return Placeholder(path, line, words);
        }
    }

    private Obstacle Placeholder(string path, int line, string words) =>
        places.Make(ObstacleKind.Placeholders, path, line, ("publish.placeholder", [words]), words, places.Words(path, line));

    /// <summary>Said where the second one stands: it is the one that people change.</summary>
    private IEnumerable<Obstacle> Doubled() =>
        from problem in NumberCheck.Of(compilation.Report)
        let place = problem.Places[Math.Min(1, problem.Places.Count - 1)]
        select places.Make(
            ObstacleKind.Numbers,
            place.File,
            place.Line,
            problem.Number.Length > 0
                ? ($"publish.doubled-{problem.List}", [problem.Number, problem.Titles.Count, Quote(string.Join('／', problem.Titles))])
                : ($"publish.unnumbered-{problem.List}", [problem.Titles.Count, Quote(string.Join('／', problem.Titles))]),
            [problem.List, problem.Number, .. problem.Titles]
        );

    private IEnumerable<Obstacle> Typed() =>
        from typed in TypedNumberCheck.Of(compilation.Report)
        where places.IsPrinted(typed.Place.File)
        select places.Make(
            ObstacleKind.Numbers,
            typed.Place.File,
            typed.Place.Line,
            ("publish.typed-number", [typed.Number, Quote(typed.Title), typed.Typed]),
            "typed",
            typed.Number,
            typed.Title
        );

    /// <summary>The people who suggest something in what is printed.</summary>
    public IReadOnlySet<string> Suggesting =>
        places
            .Printed.Where(compilation.Texts.ContainsKey)
            .SelectMany(path => compilation.Texts[path].Tracked.Marks)
            .Select(mark => mark.By)
            .ToHashSet(StringComparer.Ordinal);
}
