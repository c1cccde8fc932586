using System.Text.RegularExpressions;
using Authoring.Compile;
using Authoring.Compile.Tests;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Outline;

namespace Authoring.Web.Tests.Publishing;

/// <summary>
/// What is handed in, as other programs read it: the contents and lists name the pages on which things stand, the bookmarks are the
/// headings, the fonts are within, and lines break as Chinese is printed.
/// </summary>
public sealed partial class PublishedPdfTests(LaidOut reports)
{
    private const string NotAtABeginning = "，。、；：？！）》」』】〉”’％",
        NotAtAnEnd = "（《「『【〈“‘";

    public static TheoryData<string> Reports => new("sample", "baicheng-2022", "siping-2025");

    [Theory, MemberData(nameof(Reports))]
    public async Task Contents_and_lists_name_the_pages_on_which_things_stand(string name)
    {
        var made = await reports.ReportAsync(name);
        // What a reader counts by: the number at the foot of a sheet.
        var numbered = made
            .Sheets.Select((text, at) => (At: at, Foot: Foot().Match(text.TrimEnd())))
            .Where(sheet => sheet.Foot.Success)
            .ToDictionary(sheet => int.Parse(sheet.Foot.Groups[1].Value), sheet => sheet.At);
        var expected = Entries(made.Report).Select(Joined).ToList();
        List<string> wrong = [];
        var count = 0;
        foreach (var (text, page) in Printed(made.Sheets[..numbered[1]]))
        {
            count++;
            var entry = expected.Where(entry => text.EndsWith(entry, StringComparison.Ordinal)).MaxBy(entry => entry.Length);
            if (
                entry is null
                || !numbered.TryGetValue(page, out var at)
                || !Joined(made.Sheets[at]).Contains(entry, StringComparison.Ordinal)
            )
                wrong.Add($"{text}: {page}");
        }
        Assert.Equal([], wrong);
        Assert.True(count > 20, $"{count} entries");
        Assert.Equal([], made.Notes);
    }

    /// <summary>Number and title of all that contents and lists can name.</summary>
    private static IEnumerable<string> Entries(CompiledReport report) =>
        report
            .Contents.Select(entry => $"{entry.Number}{entry.Title}")
            .Concat(report.Figures.Concat(report.Tables).Concat(report.Cases).Select(entry => $"{entry.Number}{entry.Title}"));

    /// <summary>The lines of contents and lists, put together where they break, each with the page that it names.</summary>
    private static IEnumerable<(string Text, int Page)> Printed(IEnumerable<string> sheets)
    {
        var text = "";
        foreach (var line in sheets.SelectMany(sheet => sheet.Split('\n')))
        {
            text += Space().Replace(line, "");
            if (Leader().Match(text) is not { Success: true } leader)
                continue;
            yield return (Joined(text[..leader.Index]), int.Parse(leader.Groups[1].Value));
            text = "";
        }
    }

    /// <summary>Without the mark between a number and its title, blanks and line breaks.</summary>
    private static string Joined(string text) =>
        Space().Replace(text, "").Replace("：", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);

    [Theory, MemberData(nameof(Reports))]
    public async Task The_bookmarks_are_the_headings(string name)
    {
        var made = await reports.ReportAsync(name);
        using var pdf = PdfDocument.Open(made.File);
        Assert.True(pdf.TryGetBookmarks(out var bookmarks));
        var texts = made
            .Report.Outline.Where(text => text.Part != ReportPart.Case)
            .Select(text => text.Path)
            .ToHashSet(StringComparer.Ordinal);
        var headings = made.Report.Targets().Where(target => target.Kind == TargetKind.Heading && texts.Contains(target.File));
        Assert.Equal(
            headings.Select(heading => Joined(heading.Title)),
            bookmarks.GetNodes().Select(node => Joined(Number().Replace(node.Title, "")))
        );
        Assert.All(bookmarks.GetNodes(), node => Assert.True(node is DocumentBookmarkNode { PageNumber: > 1 }, node.Title));
    }

    [Theory, MemberData(nameof(Reports))]
    public async Task All_fonts_are_within_and_it_can_be_kept_for_long(string name)
    {
        var made = await reports.ReportAsync(name);
        var fonts = Programs.Run("pdffonts", "poppler-utils", made.File).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font => Assert.Matches(@"\s(yes)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", font));
        using var pdf = PdfDocument.Open(made.File);
        Assert.True(pdf.TryGetXmpMetadata(out var metadata));
        Assert.Contains("pdfaid:part", metadata.GetXDocument().ToString(), StringComparison.Ordinal);
        Assert.Contains("MarkInfo", pdf.Structure.Catalog.CatalogDictionary.Data.Keys);
    }

    [Theory, MemberData(nameof(Reports))]
    public async Task No_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(string name)
    {
        var made = await reports.ReportAsync(name);
        // Not as it stands there: each line of a table's cell by itself.
        var text = Programs.Run("pdftotext", "poppler-utils", made.File, "-");
        var lines = text.Split('\n', '\f').Select(line => line.Trim()).ToList();
        Assert.True(lines.Count > 500, $"{lines.Count} lines");
        Assert.Equal([], lines.Where(line => line.Length > 1 && (NotAtABeginning.Contains(line[0]) || NotAtAnEnd.Contains(line[^1]))));
    }

    [Theory, MemberData(nameof(Reports))]
    public async Task No_number_is_torn_between_two_lines(string name)
    {
        var made = await reports.ReportAsync(name);
        var lines = Programs.Run("pdftotext", "poppler-utils", made.File, "-").Split('\n', '\f').Select(line => line.Trim()).ToList();
        Assert.Equal([], lines.Zip(lines.Skip(1)).Where(pair => IsOpen().IsMatch(pair.First) && GoesOn().IsMatch(pair.Second)));
    }

    /// <summary>A line of a sentence, not of a table or the contents, that ends in a number.</summary>
    [GeneratedRegex(@"^(?!.*\.{3}).*\p{Lo}{2}[^\p{Lo}]*[，。、；].*\d[.-]?$")]
    private static partial Regex IsOpen();

    [GeneratedRegex("^[0-9.%‰]")]
    private static partial Regex GoesOn();

    [GeneratedRegex(@"\n[^\d\n]*(\d+)[^\d\n]*$")]
    private static partial Regex Foot();

    [GeneratedRegex(@"[\s\u00a0\u3000]+")]
    private static partial Regex Space();

    [GeneratedRegex(@"\.{3,}(\d+)$")]
    private static partial Regex Leader();

    /// <summary>As the reports print them before their headings.</summary>
    [GeneratedRegex(@"^(\d+(\.\d+)*\.?|附件\s?\d+|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)\s*")]
    private static partial Regex Number();
}
