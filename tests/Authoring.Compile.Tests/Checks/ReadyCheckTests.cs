using Authoring.Compile.Checks;

namespace Authoring.Compile.Tests.Checks;

/// <summary>
/// What a report must not go out with is found where it stands, and what only looks like it is not: numbers typed beside computed ones,
/// words that hold a place, tables without captions, numbers given twice.
/// </summary>
public sealed class ReadyCheckTests
{
    private const string Definition = """
        title: 试
        numbering:
          headings: ["{1}.", "{1}.{2}"]
          figures: { label: 图, scope: document, format: "{label} {n}" }
          tables: { label: 表, scope: document, format: "{label} {n}" }
          cases: { label: 案例, scope: document, format: "{label} {n}" }
        body: [sections/a.md]
        cases: [cases/c.md]

        """;

    private static CompiledReport Compile(string text, string card = "---\nid: c\ntitle: 例\n---\n\n文。\n")
    {
        using var report = new TemporaryReport(Definition)
            .Write("sections/a.md", text)
            .Write("cases/c.md", card)
            .Write("images/a.png", TemporaryReport.Png);
        return report.Compile();
    }

    [Theory]
    [InlineData("1. 基本情况", "1.")]
    [InlineData("2.1 学校布局", "2.1")]
    [InlineData("一、总体要求", "一、")]
    [InlineData("（二）组织实施", "（二）")]
    [InlineData("第三章 服务贡献", "第三章")]
    [InlineData("2025年招生情况", null)]
    [InlineData("3.5亿元投入落实情况", null)]
    [InlineData("一体化建设", null)]
    [InlineData("十四五规划", null)]
    [InlineData("第一课堂", null)]
    public void A_number_typed_into_a_numbered_heading_is_found(string heading, string? typed) =>
        Assert.Equal(
            typed is null ? [] : [(typed, 3)],
            TypedNumberCheck.Of(Compile($"# 章\n\n## {heading}\n")).Select(found => (found.Typed, found.Place.Line))
        );

    [Theory]
    [InlineData("图1 学校分布", "图1")]
    [InlineData("图 2-1 学校分布", "图 2-1")]
    [InlineData("图一：学校分布", "图一：")]
    [InlineData("图书馆", null)]
    [InlineData("一图读懂", null)]
    public void A_number_typed_into_a_caption_is_found(string caption, string? typed)
    {
        var found = TypedNumberCheck.Of(Compile($"# 章\n\n![{caption}](../images/a.png)\n"));
        Assert.Equal(typed is null ? [] : [(typed, "图 1", 3)], found.Select(one => (one.Typed, one.Number, one.Place.Line)));
    }

    [Fact]
    public void A_title_that_has_no_number_of_its_own_may_begin_with_one() =>
        Assert.Empty(TypedNumberCheck.Of(Compile("# 章\n\n## 1. 说明 {.unnumbered}\n")));

    [Theory]
    [InlineData("就业率为待补充。", "待补充")]
    [InlineData("就业率为XX%。", "XX")]
    [InlineData("就业率为××%。", "××")]
    [InlineData("学校____所", "____")]
    [InlineData("（此处插入照片）", "（此处插入照片）")]
    [InlineData("【图片：校门】", "【图片：校门】")]
    [InlineData("TODO 数据", "TODO")]
    [InlineData("多少？？？", "？？？")]
    public void Words_that_hold_a_place_are_found(string line, string words) =>
        Assert.Equal([new Placeholder(3, words)], PlaceholderCheck.Of($"# 章\n\n{line}\n"));

    [Theory]
    [InlineData("待遇水平逐年提高，等待确定的除外。")]
    [InlineData("待补贴学生 12 人。")]
    [InlineData("**立德树人**与***育人***。")]
    [InlineData("（请见表 2-1）[请填写问卷](https://a.example/XX)")]
    [InlineData("![图](../images/XX.png){#fig:XX}")]
    [InlineData("XXL 号 3 件，2025×2 倍")]
    [InlineData("| --- | --- |")]
    public void Other_words_are_left_alone(string line) => Assert.Empty(PlaceholderCheck.Of(line));

    [Fact]
    public void A_table_without_a_caption_is_found_in_sections_and_cards()
    {
        const string table = "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n";
        var report = Compile(
            $"# 章\n\n{table}\n: 有题注\n\n文。\n\n{table}\n\n::case{{#case:c}}\n",
            $"---\nid: c\ntitle: 例\n---\n\n{table}"
        );
        Assert.Equal(
            [("sections/a.md", 11), ("cases/c.md", 6)],
            CaptionCheck.TablesWithout(report).Select(place => (place.File, place.Line))
        );
    }

    [Fact]
    public void A_number_given_twice_says_where()
    {
        using var report = new TemporaryReport(
            """
            title: 试
            numbering:
              headings: ["{1}."]
              figures: { label: 图, scope: chapter, format: "{label} {n}" }
            body: [sections/a.md, sections/b.md]

            """
        ).Write("sections/a.md", "# 甲\n\n![一](../images/a.png)\n").Write("sections/b.md", "# 乙\n\n![二](../images/a.png)\n").Write("images/a.png", TemporaryReport.Png);
        var problem = Assert.Single(NumberCheck.Of(report.Compile()));
        Assert.Equal(["一", "二"], problem.Titles);
        Assert.Equal([("sections/a.md", 3), ("sections/b.md", 3)], problem.Places.Select(place => (place.File, place.Line)));
    }

    /// <summary>Reports that went out hold nothing of it, but for what they really print.</summary>
    [Theory]
    [InlineData("siping-2025")]
    [InlineData("baicheng-2022")]
    public void A_real_report_is_hardly_complained_of(string name)
    {
        var report = Compiler.CompileFolder(Repository.RealReport(name));
        var found = TypedNumberCheck.Of(report).Select(one => $"{one.Place}: {one.Title}").ToList();
        found.AddRange(
            report.Outline.SelectMany(file =>
                PlaceholderCheck
                    .Of(File.ReadAllText(Path.Combine(Repository.RealReport(name), file.Path)))
                    .Select(one => $"{file.Path}:{one.Line}: {one.Words}")
            )
        );
        found.AddRange(CaptionCheck.TablesWithout(report).Select(place => $"{place}: table"));
        Assert.True(found.Count < 4, string.Join('\n', found));
    }
}
