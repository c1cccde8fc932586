using System.Globalization;
using Authoring.Compile.Document;

namespace Authoring.Compile.SelfCheck;

/// <summary>
/// Holds a PDF against its report: what its sheets say, where its bookmarks lead, and what it needs of a reader's machine.
/// </summary>
internal sealed class PdfCheck
{
    private const string Output = "pdf";
    private const string Chinese = "zh-CN";

    private readonly DocumentFacts _report;
    private readonly PdfFacts _file;
    private readonly IReadOnlyDictionary<string, string> _bookmarks;
    private readonly List<string> _sheets;

    private PdfCheck(DocumentFacts report, PdfFacts file, IReadOnlyDictionary<string, string> bookmarks)
    {
        (_report, _file, _bookmarks) = (report, file, bookmarks);
        _sheets = [.. file.Sheets.Select(DocumentFacts.Squash)];
    }

    /// <param name="bookmarks">By anchor, the bookmark around it.</param>
    public static IReadOnlyList<SelfCheckResult> Run(
        NumberedDocument document,
        PdfFacts? file,
        IReadOnlyDictionary<string, string> bookmarks
    ) =>
        file is null
            ? [SelfCheckResult.Of(Output, "readable", 1, [new SelfCheckFault("pdf", "pdf", "")])]
            : new PdfCheck(new DocumentFacts(document), file, bookmarks).All();

    private List<SelfCheckResult> All()
    {
        return
        [
            SelfCheckResult.Of(Output, "readable", 1, []),
            Result("destinations", _report.Titles.Count(title => title.Anchor.Length > 0), Destinations()),
            Result("pages", _report.Lists.Sum(list => list.Entries.Count), Pages()),
            Result("titles", _report.Titles.Count, _report.Titles.SelectMany(Title)),
            Result("pictures", _report.Pictures, Pictures()),
            Result("fonts", _file.Fonts.Count, _file.Fonts.Where(font => !font.IsEmbedded).Select(Missing)),
            Result("language", 1, _file.Language == Chinese ? [] : [new SelfCheckFault("/Lang", Chinese, _file.Language)]),
        ];

        static SelfCheckFault Missing(PdfFont font) => new(font.Name, font.Name, "");
    }

    private static SelfCheckResult Result(string rule, int count, IEnumerable<SelfCheckFault> faults) =>
        SelfCheckResult.Of(Output, rule, count, faults);

    private int SheetOf(string anchor) =>
        _bookmarks.TryGetValue(anchor, out var name) && _file.Destinations.TryGetValue(name, out var sheet) ? sheet : 0;

    private IEnumerable<SelfCheckFault> Destinations() =>
        from title in _report.Titles
        where title.Anchor.Length > 0 && SheetOf(title.Anchor) is var sheet && (sheet < 1 || sheet > _sheets.Count)
        select new SelfCheckFault(title.Whole, title.Whole, "");

    /// <summary>Contents and lists stand before the first file, and name the page on which each thing lies.</summary>
    private IEnumerable<SelfCheckFault> Pages()
    {
        var first = SheetOf(_report.First);
        var lists = string.Concat(_sheets.Take(Math.Max(0, first - 1)));
        foreach (var list in _report.Lists)
            for (var i = 0; i < list.Entries.Count; i++)
                if (SheetOf(list.Entries[i].Anchor) is > 0 and var sheet)
                    foreach (var fault in Page(lists, list.Entries, i, (sheet - first + 1).ToString(CultureInfo.InvariantCulture)))
                        yield return fault;
    }

    /// <summary>Behind one of the lines that read so: two things may have one title.</summary>
    private static IEnumerable<SelfCheckFault> Page(string lists, IReadOnlyList<PrintedEntry> entries, int at, string page)
    {
        var (whole, found) = (DocumentFacts.Whole(entries[at]), "");
        var (words, next) = (
            DocumentFacts.Squash(whole),
            at + 1 < entries.Count ? DocumentFacts.Squash(DocumentFacts.Whole(entries[at + 1])) : ""
        );
        for (
            var from = lists.IndexOf(words, StringComparison.Ordinal);
            from >= 0;
            from = lists.IndexOf(words, from + 1, StringComparison.Ordinal)
        )
        {
            var rest = lists[(from + words.Length)..].TrimStart(Leaders);
            if (IsPage(rest, page, next))
                yield break;
            found = found.Length > 0 ? found : string.Concat(rest.TakeWhile(c => char.IsAsciiDigit(c) || c == '–'));
        }

        yield return new SelfCheckFault(whole, page, found);
    }

    /// <summary>What follows may begin with a digit itself: the number of the next line.</summary>
    private static bool IsPage(string rest, string page, string next) =>
        rest.StartsWith(page, StringComparison.Ordinal)
        && (
            rest.Length == page.Length
            || !char.IsAsciiDigit(rest[page.Length])
            || (next.Length > 0 && rest.AsSpan(page.Length).StartsWith(next, StringComparison.Ordinal))
        );

    private static readonly char[] Leaders = ['.', '．', '…', '·'];

    /// <summary>On the sheet that its bookmark names; the end of a long one may stand on the next.</summary>
    private IEnumerable<SelfCheckFault> Title(PrintedTitle title)
    {
        var words = DocumentFacts.Squash(title.Whole);
        if (words.Length == 0)
            yield break;
        if (!string.Concat(_sheets).Contains(words, StringComparison.Ordinal))
            yield return new SelfCheckFault(title.Whole, title.Whole, "");
        else if (SheetOf(title.Anchor) is > 0 and var sheet && sheet <= _sheets.Count && !IsOn(sheet, words))
            yield return new SelfCheckFault(title.Whole, sheet.ToString(CultureInfo.InvariantCulture), Where(words));
    }

    private bool IsOn(int sheet, string words) =>
        string.Concat(_sheets.Skip(sheet - 1).Take(2)).IndexOf(words, StringComparison.Ordinal) is var at
        && at >= 0
        && at < _sheets[sheet - 1].Length;

    private string Where(string words) =>
        (_sheets.FindIndex(sheet => sheet.Contains(words, StringComparison.Ordinal)) + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>A picture that is shown twice is drawn twice.</summary>
    private IEnumerable<SelfCheckFault> Pictures() =>
        _file.Pictures >= _report.Pictures ? [] : Comparison.Count("/Image", _report.Pictures, _file.Pictures);
}
