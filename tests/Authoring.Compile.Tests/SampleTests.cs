using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Authoring.Compile.Tests;

/// <summary>
/// The sample report is one that a bureau would publish: whole, without a finding, every picture told in words, and its numbers agree:
/// those of a table with its
/// total, those of a chart (<c>seed/figures/data.json</c>) with the table or the sentence that says the same.
/// </summary>
public sealed partial class SampleTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "seed", "report");
    private static readonly CompiledReport Report = Compiler.CompileFolder(Folder);

    /// <summary>By path, in the order of their names.</summary>
    private static IEnumerable<(string Path, string Text)> Texts =>
        new[] { "sections", "cases" }
            .SelectMany(part => Directory.GetFiles(Path.Combine(Folder, part), "*.md"))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(path)));

    [Fact]
    public void It_is_whole_and_nothing_is_wrong_with_it()
    {
        Assert.Empty(Report.Diagnostics);
        string[] chapters = ["基本情况", "人才培养", "服务贡献", "文化传承", "产教融合", "发展保障", "面临挑战"];
        Assert.Equal(chapters, Report.Contents.Where(c => c.Level == 1 && c.Number.EndsWith('.')).Select(c => c.Title));
        Assert.Equal(12, Report.Cases.Count);
        Assert.InRange(Report.Figures.Count, 20, 25);
        Assert.True(Report.Tables.Count > 20);
    }

    [Fact]
    public void Every_picture_is_used_and_told_in_words()
    {
        var pictures = Directory
            .GetFiles(Path.Combine(Folder, "images"))
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);
        var told = Texts
            .SelectMany(text => Picture().Matches(text.Text))
            .ToDictionary(m => m.Groups["name"].Value, m => m.Groups["told"].Value, StringComparer.Ordinal);
        Assert.Equal(pictures, told.Keys.Order(StringComparer.Ordinal));
        Assert.All(told, picture => Assert.InRange(picture.Value.Length, 15, 120));
    }

    /// <summary>Shares and rates are no sums; a cell that says nothing leaves its column out.</summary>
    [Fact]
    public void Every_total_is_the_sum_of_its_column()
    {
        var checkedColumns = 0;
        foreach (var (path, rows) in Texts.SelectMany(text => Table().Matches(text.Text).Select(m => (text.Path, Rows(m.Value)))))
        {
            var total = rows.FindLast(row => row.Contains("合计") || row.Contains("全市"));
            if (total is null)
                continue;
            for (var column = 0; column < total.Length; column++)
            {
                if (
                    rows[0][column] is var head
                    && (
                        head.Contains('率')
                        || head.Contains('%')
                        || head.Contains("场均", StringComparison.Ordinal)
                        || head.Contains("比例", StringComparison.Ordinal)
                        || head.Contains("标准", StringComparison.Ordinal)
                    )
                )
                    continue;
                var cells = rows.Skip(2).Where(row => row != total).Select(row => Number(row[column])).ToList();
                if (Number(total[column]) is not { } sum || cells.Contains(null))
                    continue;
                Assert.True(cells.Sum() == sum, $"{Path.GetFileName(path)}, {head}: {cells.Sum()} and not {sum}");
                checkedColumns++;
            }
        }
        Assert.True(checkedColumns > 25, $"only {checkedColumns} columns were found");
    }

    [Fact]
    public void Charts_show_what_the_report_says()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "seed", "figures", "data.json")));
        var (data, all) = (file.RootElement, string.Concat(Texts.Select(text => text.Text)));
        foreach (
            var name in new[]
            {
                "provincialContest",
                "destinations",
                "furtherStudy",
                "training",
                "funding",
                "juniorGraduates",
                "satisfaction",
            }
        )
        foreach (var value in Numbers(data.GetProperty(name)))
            Says(value, name);
        var schools = data.GetProperty("enrolmentBySchool");
        foreach (var value in Numbers(schools.GetProperty("2025")))
            Says(value, "enrolmentBySchool");
        foreach (var sum in new[] { Numbers(schools.GetProperty("2024")).Sum(), Numbers(data.GetProperty("fields")).Sum() })
            Says(sum, "all students");
        foreach (var theme in data.GetProperty("culture").GetProperty("themes").EnumerateArray())
            Says(Numbers(theme).Sum(), theme.GetProperty("name").GetString()!);
        Says(Numbers(data.GetProperty("intake").GetProperty("city")).Last(), "intake");
        Says(Numbers(data.GetProperty("intake").GetProperty("county")).Last(), "intake");

        void Says(decimal value, string what)
        {
            string[] written = [value.ToString("0.##", CultureInfo.InvariantCulture), value.ToString("0.00", CultureInfo.InvariantCulture)];
            Assert.True(
                Array.Exists(written, w => Regex.IsMatch(all, $"(?<![\\d.]){Regex.Escape(w)}(?![\\d]|\\.\\d)")),
                $"{what}: {written[0]} is nowhere in the texts"
            );
        }
    }

    private static IEnumerable<decimal> Numbers(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Number => [element.GetDecimal()],
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Numbers),
            JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Numbers(p.Value)),
            _ => [],
        };

    private static List<string[]> Rows(string table) =>
        [.. table.Trim().Split('\n').Select(line => line.Trim('|', ' ', '\r').Split('|').Select(cell => cell.Trim()).ToArray())];

    private static decimal? Number(string cell) =>
        decimal.TryParse(cell.Replace('－', '-'), NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : null;

    [GeneratedRegex(@"(?:^\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex("""!\[[^\]]+\]\(\.\./images/(?<name>[^ )]+) "(?<told>[^"]+)"\)\{#""")]
    private static partial Regex Picture();
}
