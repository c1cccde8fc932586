using System.Text;

namespace Authoring.Web.Tests;

/// <summary>A report with all that tears pages: captions without end, words without breaks, tables without measure, no pictures.</summary>
internal static class OddReport
{
    public const int LongCaption = 10_000; // characters
    public const int ManyColumns = 40;

    /// <returns>The report's folder.</returns>
    public static string WriteTo(string folder)
    {
        var report = Path.Combine(folder, "odd");
        Directory.CreateDirectory(Path.Combine(report, "images"));
        File.WriteAllText(Path.Combine(report, "report.yml"), Definition);
        File.WriteAllText(Path.Combine(report, "01.md"), Text());
        File.WriteAllText(Path.Combine(report, "c01.md"), "---\nid: c01\ntitle: " + new string('案', 400) + "\n---\n\n文字。\n");
        File.WriteAllBytes(Path.Combine(report, "images", "a.png"), TestPicture.Png(800, 500));
        return report;
    }

    private const string Definition = """
        title: 示例
        slug: odd
        numbering:
          headings: ["{1}.", "{1}.{2}"]
          figures: { label: 图, format: "{label} {n}" }
          tables: { label: 表, format: "{label} {n}" }
          cases: { label: 案例, format: "{label} {n}" }
        lists: [figures, tables, cases]
        body: [01.md]
        cases: [c01.md]
        """;

    public static string Text()
    {
        var text = new StringBuilder("# 基本情况\n\n");
        text.Append($"![{new string('题', LongCaption)}](images/a.png)\n\n");
        text.Append($"![{new string('w', 3_000)}](images/none.png)\n\n");
        text.Append("## ").Append('标', 500).Append("\n\n").Append('x', 5_000).Append("\n\n");
        Row(text, column => $"第{column}项");
        Row(text, _ => "---");
        for (var row = 0; row < 30; row++)
            Row(text, column => $"{row * column}");
        text.Append($"\n: {new string('表', LongCaption)}\n\n");
        text.Append($"|甲|乙|\n|---|---|\n|{new string('长', 4_000)}|{new string('w', 2_000)}|\n\n: 一格比一页长\n\n");
        text.Append("```\n").Append('c', 1_000).Append("\n```\n\n");
        text.Append("::case{#case:c01}\n\n> ").Append('引', 3_000).Append("\n\n注[^1]。\n\n[^1]: ").Append('注', 3_000).Append('\n');
        return text.ToString();
    }

    private static void Row(StringBuilder text, Func<int, string> cell) =>
        text.Append('|').AppendJoin('|', Enumerable.Range(1, ManyColumns).Select(cell)).Append("|\n");
}
