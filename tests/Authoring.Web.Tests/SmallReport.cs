namespace Authoring.Web.Tests;

/// <summary>A report folder with two chapters, a case card and a picture.</summary>
internal static class SmallReport
{
    /// <summary>A picture of one pixel.</summary>
    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    public const string First = "# 基本情况\n\n全市现有学校六所。\n\n![学校分布](../images/map.png){#fig:map}\n";
    public const string Second = "# 人才培养\n\n## 立德树人\n\n见 @fig:map。\n\n::case{#case:c01}\n";

    public static void Write(string folder)
    {
        foreach (var part in new[] { "sections", "cases", "images" })
            Directory.CreateDirectory(Path.Combine(folder, part));
        File.WriteAllText(
            Path.Combine(folder, "report.yml"),
            """
            title: 云河市中等职业教育质量年度报告
            period: "2025"
            numbering:
              headings: ["{1}.", "{1}.{2}"]
              figures: { label: 图, scope: chapter, format: "{label} {1}-{n}" }
              tables:  { label: 表, scope: chapter, format: "{label} {1}-{n}" }
              cases:   { label: 案例, scope: chapter, format: "{label} {1}-{n}", separator: "：" }
            contents: { depth: 2 }
            body:
              - sections/01-basic.md
              - sections/02-training.md
            cases:
              - cases/c01.md

            """
        );
        File.WriteAllText(Path.Combine(folder, "sections", "01-basic.md"), First);
        File.WriteAllText(Path.Combine(folder, "sections", "02-training.md"), Second);
        File.WriteAllText(Path.Combine(folder, "cases", "c01.md"), "---\nid: c01\ntitle: 工匠进校园\n---\n\n学校邀请技师授课。\n");
        File.WriteAllBytes(Path.Combine(folder, "images", "map.png"), Png);
    }
}
