using System.Globalization;
using Authoring.Compile.Document;

namespace Authoring.Compile.SelfCheck;

/// <summary>Holds a Word file against its report, by its XML alone: what stands in it, and what Word will count.</summary>
internal sealed class WordCheck(DocumentFacts report, WordParts parts, IReadOnlyDictionary<string, string> bookmarks)
{
    private const string Output = "docx";
    private static readonly string[] OfHeadings = ["Heading", "HeadingPlain", "AnnexHeading", "FrontHeading", "CaseHeading"];
    private static readonly string[] OfCaptions = ["FigureCaption", "TableCaption", "PlainCaption", "CaseTitle"];

    private readonly WordReading _file = new(parts);

    /// <param name="bookmarks">By anchor, the bookmark around it.</param>
    /// <param name="pages">By bookmark, the sheet on which it lies; empty: nobody knows.</param>
    public static IReadOnlyList<SelfCheckResult> Run(
        NumberedDocument document,
        Stream file,
        IReadOnlyDictionary<string, string> bookmarks,
        IReadOnlyDictionary<string, int> pages
    )
    {
        try
        {
            return new WordCheck(new DocumentFacts(document), new WordParts(file), bookmarks).All(pages);
        }
        catch (InvalidDataException e)
        {
            return [SelfCheckResult.Of(Output, "readable", 1, [new SelfCheckFault("docx", "docx", e.Message)])];
        }
    }

    private List<SelfCheckResult> All(IReadOnlyDictionary<string, int> pages)
    {
        var headings = Titles(OfHeadings);
        var captions = Titles(OfCaptions);
        return
        [
            SelfCheckResult.Of(Output, "readable", 1, []),
            Result("heading-numbers", headings.Count, Comparison.InOrder([.. report.Headings.Select(title => title.Whole)], headings)),
            Result("caption-numbers", captions.Count, Comparison.InOrder([.. report.Captions.Select(title => title.Whole)], captions)),
            Fields(),
            References(),
            Lists(),
            Pages(pages),
            Result("pictures", report.Pictures, Comparison.Count("word/media", report.Pictures, parts.Pictures)),
            Bookmarks(),
        ];
    }

    private static SelfCheckResult Result(string rule, int count, IEnumerable<SelfCheckFault> faults) =>
        SelfCheckResult.Of(Output, rule, count, faults);

    /// <summary>As Word will show them once it has counted.</summary>
    private List<string> Titles(string[] styles) =>
        [
            .. _file
                .Paragraphs.Where(paragraph => styles.Contains(paragraph.Style.TrimEnd(Digits)))
                .Select(paragraph => paragraph.Number + paragraph.Counted),
        ];

    private static readonly char[] Digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

    private SelfCheckResult Fields()
    {
        var counted = _file.Fields.Where(field => field.Counted is not null).ToList();
        return Result(
            "fields",
            counted.Count,
            counted
                .Where(field => !Comparison.Same(field.Counted!, field.Cached))
                .Select(field => new SelfCheckFault(field.Instruction, field.Counted!, field.Cached))
        );
    }

    private SelfCheckResult References()
    {
        var body = report.References.Where(reference => !reference.InFootnote).Select(reference => reference.Text).ToList();
        var notes = report.References.Where(reference => reference.InFootnote).Select(reference => reference.Text).ToList();
        var known = _file.Bookmarks.GroupBy(bookmark => bookmark.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First());
        return Result(
            "references",
            report.References.Count,
            Comparison
                .Within(body, [.. _file.Links.Take(_file.BodyLinks)])
                .Concat(Comparison.Within(notes, [.. _file.Links.Skip(_file.BodyLinks)]))
                .Concat(_file.Fields.SelectMany(field => Reference(field, known)))
        );
    }

    /// <summary>What a <c>REF</c> holds is what stands at its bookmark, or with <c>\n</c> the number of its paragraph.</summary>
    private static IEnumerable<SelfCheckFault> Reference(WordField field, Dictionary<string, WordBookmark> known)
    {
        var words = field.Instruction.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["REF", var name, ..] || !known.TryGetValue(name, out var bookmark))
            yield break; // one that leads nowhere is told with the bookmarks
        var expected = words.Contains("\\n") ? bookmark.Paragraph.TrimEnd('.', '．', '、') : bookmark.Text;
        if (!Comparison.Same(expected, field.Cached))
            yield return new SelfCheckFault(field.Instruction, expected, field.Cached);
    }

    private SelfCheckResult Lists()
    {
        var faults = new List<SelfCheckFault>();
        for (var i = 0; i < report.Lists.Count; i++)
        {
            var lines = _file.Paragraphs.Where(paragraph => paragraph.List == i).Select(paragraph => paragraph.Text).ToList();
            faults.AddRange(Comparison.InOrder([.. report.Lists[i].Entries.Select(DocumentFacts.Whole)], lines));
        }

        return Result("lists", report.Lists.Sum(list => list.Entries.Count), faults);
    }

    private SelfCheckResult Pages(IReadOnlyDictionary<string, int> pages)
    {
        var first = bookmarks.TryGetValue(report.First, out var name) && pages.TryGetValue(name, out var sheet) ? sheet : 0;
        return Result(
            "pages",
            first == 0 ? 0 : _file.Pages.Count,
            _file
                .Pages.Where(_ => first > 0)
                .Select(line =>
                    (
                        line.Bookmark,
                        line.Page,
                        Expected: pages.TryGetValue(line.Bookmark, out var at)
                            ? (at - first + 1).ToString(CultureInfo.InvariantCulture)
                            : ""
                    )
                )
                .Where(line => line.Page != line.Expected)
                .Select(line => new SelfCheckFault(line.Bookmark, line.Expected, line.Page))
        );
    }

    private SelfCheckResult Bookmarks()
    {
        var names = _file.Bookmarks.Select(bookmark => bookmark.Name).ToHashSet(StringComparer.Ordinal);
        return Result(
            "bookmarks",
            _file.Bookmarks.Count,
            Comparison
                .Doubled(_file.Bookmarks.Select(bookmark => bookmark.Name))
                .Concat(Comparison.Doubled(_file.BookmarkIds).Select(fault => fault with { Place = $"w:id {fault.Place}" }))
                .Concat(_file.Unclosed.Select(name => new SelfCheckFault(name, "bookmarkEnd", "")))
                .Concat(
                    _file
                        .Targets.Where(target => !names.Contains(target))
                        .Distinct(StringComparer.Ordinal)
                        .Select(target => new SelfCheckFault(target, target, ""))
                )
        );
    }
}
