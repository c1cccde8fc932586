using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Patterns;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Checks;

/// <summary>
/// What a draft's settings print, computed by compiling a short report with them: two chapters with headings of every level,
/// pictures, tables and case cards, and an annex.
/// </summary>
/// <param name="Headings">The numbers of one heading of each level, from level 1 on, in the second chapter; empty: not numbered.</param>
/// <param name="Figures">Number, separator and caption as printed: two in one section, one in the next. Tables and cases likewise.</param>
/// <param name="AnnexHeadings">From level 2 on.</param>
/// <param name="AnnexFigure">A figure of the annex.</param>
/// <param name="Page">The number of a page; empty: none is printed.</param>
public sealed record DefinitionExamples(
    IReadOnlyList<string> Headings,
    string Annex,
    IReadOnlyList<string> AnnexHeadings,
    IReadOnlyList<string> CaseHeadings,
    IReadOnlyList<string> Figures,
    IReadOnlyList<string> Tables,
    IReadOnlyList<string> Cases,
    string AnnexFigure,
    string Page
)
{
    private const int SamplePage = 8;
    private const string AllLevels = "## 节\n\n### 目\n\n#### 四级\n\n##### 五级\n\n###### 六级\n\n";
    private const string Figure = "![示例图](p.png)\n\n";
    private const string CaseLines = "::case{#case:one}\n\n::case{#case:two}\n\n";
    private const string Table = "| 项 |\n| --- |\n| 值 |\n\n: 示例表\n\n";

    private static readonly Dictionary<string, SourceFile> Sample = new[]
    {
        SourceFile.Read("1.md", "# 第一章\n\n## 节\n\n### 目\n"),
        SourceFile.Read(
            "2.md",
            $"# 第二章\n\n## 节\n\n### 目\n\n{Figure}{Figure}{Table}{Table}{CaseLines}### 目\n\n{Figure}{Table}{AllLevels}"
        ),
        SourceFile.Read("annex.md", $"# 附件标题\n\n{Figure}{AllLevels}"),
        SourceFile.Read("one.md", $"---\ntitle: 示例案例\n---\n\n# 案例一级\n\n{AllLevels}"),
        SourceFile.Read("two.md", "---\ntitle: 示例案例\n---\n\n正文\n"),
    }.ToDictionary(source => source.Path);

    public static DefinitionExamples Of(DefinitionDraft draft)
    {
        var sample = draft with
        {
            Title = "示例",
            Front = [],
            Body = ["1.md", "2.md"],
            Annexes = ["annex.md"],
            Cases = ["one.md", "two.md"],
            Slug = "",
        };
        var definition = ReportDefinition.Parse(sample.ToYaml(), "");
        var report = Compiler.Compile(definition, Sample.GetValueOrDefault, _ => new ImageFacts(1, 1, "image/png"));
        var figures = Printed(report.Figures, draft.Figures);
        return new DefinitionExamples(
            ByLevel(report, "2.md", 1),
            report.Annexes.FirstOrDefault()?.Number ?? "",
            ByLevel(report, "annex.md", 2),
            ByLevel(report, "one.md", 1),
            [.. figures.Take(3)],
            Printed(report.Tables, draft.Tables),
            Printed(report.Cases, draft.CaseCards),
            figures.ElementAtOrDefault(3) ?? "",
            Pattern
                .Parse(draft.PageNumber ?? "", PatternNames.Page, _ => { })
                .Print(new PatternValues([], null, SamplePage, default, ""))
                .Text
        );
    }

    private static List<string> ByLevel(CompiledReport report, string path, int first) =>
        [.. Enumerable.Range(first, DefinitionReader.DeepestLevel - first + 1).Select(level => report.HeadingNumber(path, level))];

    private static List<string> Printed(IReadOnlyList<ListEntry> entries, KindDraft? kind) =>
        [.. entries.Select(entry => entry.Number.Length == 0 ? entry.Title : $"{entry.Number}{kind?.Separator}{entry.Title}")];
}
