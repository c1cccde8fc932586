namespace Authoring.Web.Tests;

/// <summary>A report folder of a city: as many sections as case cards, each card in a section, and figures in all sections.</summary>
internal static class LargeReport
{
    public static void Write(string folder, int texts, int figures = 0)
    {
        foreach (var part in new[] { "sections", "cases", "images" })
            Directory.CreateDirectory(Path.Combine(folder, part));
        File.WriteAllBytes(Path.Combine(folder, "images", "p.png"), SmallReport.Png);
        var (sections, cards) = (
            Enumerable.Range(1, texts / 2).Select(i => $"sections/s{i:000}.md").ToList(),
            Enumerable.Range(1, texts / 2).Select(i => $"cases/c{i:000}.md").ToList()
        );
        foreach (var (path, i) in sections.Select((path, i) => (path, i)))
        {
            var pictures = Enumerable.Range(1, figures / sections.Count).Select(n => $"![第{i}部分的图{n}](../images/p.png)\n\n");
            var content = $"# 第{i}部分\n\n{new string('文', 800)}\n\n{string.Concat(pictures)}::case{{#case:c{i + 1:000}}}\n";
            File.WriteAllText(Path.Combine(folder, path), content);
        }
        foreach (var (path, i) in cards.Select((path, i) => (path, i)))
            File.WriteAllText(Path.Combine(folder, path), $"---\nid: c{i + 1:000}\ntitle: 案例{i}\n---\n\n{new string('例', 300)}\n");
        var numbering = figures == 0 ? "" : "numbering: { figures: { label: 图, format: \"{label} {n}\" } }\n";
        File.WriteAllText(
            Path.Combine(folder, "report.yml"),
            $"title: 大报告\nslug: large\n{numbering}body: [{string.Join(", ", sections)}]\ncases: [{string.Join(", ", cards)}]\n"
        );
    }
}
