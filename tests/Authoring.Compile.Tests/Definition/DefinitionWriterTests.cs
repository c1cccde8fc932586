using System.Text;
using Authoring.Compile.Checks;
using Authoring.Compile.Definition;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Definition;

/// <summary>The same input gives the same bytes, and what a form saves is what it showed.</summary>
public sealed class DefinitionWriterTests
{
    private static readonly string[] Pieces =
    [
        "图",
        "{n}",
        "{{",
        "\"",
        "\\",
        ": ",
        " #",
        "'",
        "\u202E",
        "\t",
        "-",
        "null",
        "1",
        "年",
        "𠮷",
        "[",
        "&",
        "*",
        "\u2028",
        "\u0085",
        " ",
    ];

    private static readonly string[] PiecesOfTitles =
    [
        "<script>",
        "*a*",
        "_b_",
        "[x](y)",
        "{#id}",
        "@fig:a",
        "# ",
        "&amp;",
        "`c`",
        "![i](j)",
        "\\",
        "|",
        "[^1]",
        "..",
        "/",
        "中文",
        "--",
        "~~",
        " ",
        "<b>",
        "{",
        "}",
        "𠮷",
        ": ",
        "\"",
    ];

    [Fact]
    public void What_is_written_reads_as_the_same_draft()
    {
        foreach (var yaml in Definitions())
        {
            var draft = DefinitionDraft.Read(yaml);
            var again = DefinitionDraft.Read(draft.ToYaml());
            Assert.Equivalent(draft, again, strict: true);
            Assert.Equal(draft.ToYaml(), again.ToYaml());
        }
    }

    [Theory]
    [InlineData("siping-2025")]
    [InlineData("baicheng-2022")]
    public void A_real_report_compiles_to_the_same_bytes_from_what_was_written(string name)
    {
        var folder = Repository.RealReport(name);
        var open = ReportFolder.Open(folder);
        var draft = DefinitionDraft.Read(open.ReadText(ReportDefinition.FileName)!);
        var written = ReportDefinition.Parse(draft.ToYaml(), name);
        Assert.Empty(written.Diagnostics);
        Assert.Equal(Compiler.Compile(open).ToJson(), Compiler.Compile(written, open.ReadSource, open.LookUpImage).ToJson());
        Assert.Equivalent(draft, DefinitionDraft.Read(draft.ToYaml()), strict: true);
    }

    [Fact]
    public void Any_words_come_back_as_they_were()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var run = 0; run < 500; run++)
        {
            string Any(int least = 0) =>
                string.Concat(Enumerable.Range(0, random.Next(least, 8)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var draft = new DefinitionDraft
            {
                Title = "题" + TextTitle.Clean(Any()),
                Period = Any(1),
                Issuer = Any(1),
                AnnexFormat = Any(1),
                Headings = [new HeadingDraft("x" + Any()), new HeadingDraft(""), new HeadingDraft("y" + Any(), random.Next(2) == 0)],
                Figures = new KindDraft(
                    Any(),
                    (CountingScope)random.Next(3),
                    "f" + Any(),
                    random.Next(2) == 0 ? Any() : null,
                    Any(),
                    random.Next(2) == 0 ? 5 : null
                ),
                Lists = ["cases", "figures"],
                Body = ["sections/" + random.Next(100) + ".md", "sections/第 章.md"],
            };
            try
            {
                Assert.Equivalent(draft, DefinitionDraft.Read(draft.ToYaml()), strict: true);
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, run {run}:\n{draft.ToYaml()}\n{e.Message}");
            }
        }
    }

    [Fact]
    public void A_wrong_pattern_is_said_by_its_field()
    {
        var draft = new DefinitionDraft
        {
            Title = " ",
            Headings = [new HeadingDraft("{1}."), new HeadingDraft("{x}")],
            CaseHeadings = [new HeadingDraft("{label}")],
            AnnexHeadings = [new HeadingDraft("{9}")],
            AnnexMark = "附{1}",
            Figures = new KindDraft("", CountingScope.Chapter, "{label} {n"),
            Tables = new KindDraft("表", CountingScope.Chapter, ""),
            PageNumber = "{n}",
        };
        Assert.Equal(
            [
                "title",
                "headings.2",
                "annex-headings.2",
                "case-headings.1",
                "annex-mark",
                "figures.format",
                "figures.label",
                "tables.format",
                "pages.number",
            ],
            DefinitionCheck.Of(draft).Select(p => p.Field)
        );
        Assert.Empty(DefinitionCheck.Of(DefinitionDraft.Read(Definitions().First())));
    }

    [Fact]
    public void Examples_are_what_compiling_prints()
    {
        var draft = DefinitionDraft.Read(
            """
            title: 示例
            numbering:
              headings: ["{1:zh}、", "（{2:zh}）", { format: "{3}.", restart: never }]
              annexes: "附件 {n}"
              annex-headings: ["{2:zh}、"]
              case-headings: ["{1:zh}、"]
              figures: { label: 图, scope: section, format: "{label} {1}.{2}.{3}", repeated: "{label} {1}.{2}.{3}-{n}", depth: 3 }
              tables: { label: 表, format: "{label} {n}", separator: "：" }
              cases: { label: 案例, format: "{label}{n:zh}" }
            """
        );
        var examples = DefinitionExamples.Of(draft);
        Assert.Equal(["二、", "（二）", "4.", "", "", ""], examples.Headings);
        Assert.Equal("附件 1", examples.Annex);
        Assert.Equal(["一、", "", "", "", ""], examples.AnnexHeadings);
        Assert.Equal("一、", examples.CaseHeadings[0]);
        Assert.Equal(["图 2.1.2-1 示例图", "图 2.1.2-2 示例图", "图 2.1.3 示例图"], examples.Figures);
        Assert.Equal("表 1：示例表", examples.Tables[0]);
        Assert.Equal(["案例一 示例案例", "案例二 示例案例"], examples.Cases);
    }

    [Theory]
    [InlineData("# 旧名 {#sec:a .unnumbered}\n\n正文\n", "# 新名 {#sec:a .unnumbered}\n\n正文\n")]
    [InlineData("# 旧名 ##\n正文", "# 新名 ##\n正文")]
    [InlineData("正文\n\n#旧\n", "正文\n\n# 新名\n")]
    [InlineData("　＃　旧｛#sec：a｝\n", "　＃　新名｛#sec：a｝\n")]
    [InlineData("旧名\n===\n\n正文", "# 新名\n\n旧名\n===\n\n正文")]
    [InlineData("", "# 新名\n")]
    [InlineData("```\n# 代码\n```\n\n# 旧名", "```\n# 代码\n```\n\n# 新名")]
    public void A_renamed_section_has_a_new_heading_and_nothing_else(string before, string after) =>
        Assert.Equal(after, Apply(before, TextTitle.Rename(before, ReportPart.Body, "新名")));

    [Theory]
    [InlineData("---\nid: c01\ntitle: 旧名\nschool: 甲\n---\n\n文", "---\nid: c01\ntitle: 新名\nschool: 甲\n---\n\n文")]
    [InlineData("---\nid: c01\ntitle: >\n  旧\n  名\nschool: 甲\n---\n", "---\nid: c01\ntitle: 新名\nschool: 甲\n---\n")]
    [InlineData("---\nid: c01\n---\n", "---\ntitle: 新名\nid: c01\n---\n")]
    [InlineData("文\n", "---\ntitle: 新名\n---\n\n文\n")]
    public void A_renamed_card_has_a_new_title_and_nothing_else(string before, string after) =>
        Assert.Equal(after, Apply(before, TextTitle.Rename(before, ReportPart.Case, "新名")));

    /// <summary>Whatever is typed as a title is printed as it was typed, and does nothing else.</summary>
    [Fact]
    public void A_title_is_printed_as_it_was_typed()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var run = 0; run < 1000; run++)
        {
            var title = TextTitle.Clean(
                "题" + string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => PiecesOfTitles[random.Next(PiecesOfTitles.Length)]))
            );
            var source = new Dictionary<string, SourceFile>(StringComparer.Ordinal)
            {
                ["s.md"] = SourceFile.Read("s.md", TextTitle.NewSection(title)),
                ["c.md"] = SourceFile.Read("c.md", TextTitle.NewCard("c1", title) + "文\n"),
            };
            var report = Compiler.Compile(
                ReportDefinition.Parse(
                    new DefinitionDraft
                    {
                        Title = title,
                        Body = ["s.md"],
                        Cases = ["c.md"],
                    }.ToYaml(),
                    "x"
                ),
                source.GetValueOrDefault,
                _ => null
            );
            Assert.True(
                report.Outline.All(entry => entry.Title == title) && report.Title == title,
                $"seed {seed}, run {run}: {title} → {string.Join(" | ", report.Outline.Select(o => o.Title))} | {report.Title}"
            );
            Assert.DoesNotContain(report.Diagnostics, d => d.Code != "case-not-placed");
        }
    }

    [Fact]
    public void A_clean_title_has_no_marks_that_turn_it_around() =>
        Assert.Equal("甲 乙丙丁", TextTitle.Clean("\u202E甲\r\n\t乙\u2066丙\u200F\uD800丁 "));

    private static string Apply(string text, TitleEdit edit) =>
        new StringBuilder(text).Remove(edit.From, edit.To - edit.From).Insert(edit.From, edit.Insert).ToString();

    private static IEnumerable<string> Definitions()
    {
        yield return File.ReadAllText(Path.Combine(Repository.Root, "seed", "report", "report.yml"));
        foreach (var page in Directory.GetFiles(Repository.Specs, "*.md"))
        foreach (var example in new SpecFile(page).Examples)
        foreach (var file in example.Files.Where(f => f.Label == ReportDefinition.FileName))
            yield return file.Content;
    }
}
