using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Document;

/// <summary>
/// What is suggested is seen in the document as it would be with everything accepted. Texts are written with their suggestions:
/// <c>⟦deleted⟧</c> and <c>⟪inserted⟫</c>.
/// </summary>
public sealed partial class MarkupTests(ITestOutputHelper output)
{
    private const string Definition = """
        title: t
        numbering:
          headings: ["{1}.", "{1}.{2}"]
          figures: { label: 图, format: "{label} {n}" }
        body: [sections/01.md]
        cases: [cases/c01.md]
        """;

    [Theory]
    [InlineData("# 标题\n\n每年⟦培训⟧⟪培养⟫学生。\n", "<p>每年<del>培训</del><ins>培养</ins>学生。</p>")]
    [InlineData("# 标题\n\n末尾⟦删去⟧\n", "<p>末尾<del>删去</del></p>")]
    [InlineData("# 标题\n\n⟦开头⟧文字\n", "<p><del>开头</del>文字</p>")]
    [InlineData("# ⟦旧⟧⟪新⟫标题\n", "<span class=\"number\">1.</span> <del>旧</del><ins>新</ins>标题</h1>")]
    [InlineData(
        "# 标题\n\n一段。\n\n⟦整段\n都删了。\n\n⟧最后。\n",
        "<p>一段。</p>\n<p class=\"deleted\"><del>整段<br>都删了。</del></p>\n<p>最后。</p>"
    )]
    [InlineData("# 标题\n\n⟪新的一段。\n\n⟫旧的一段。\n", "<p><ins>新的一段。</ins></p>\n<p>旧的一段。</p>")]
    [InlineData("# 标题\n\n**粗⟦旧⟧⟪新⟫体**字\n", "<strong>粗<del>旧</del><ins>新</ins>体</strong>字")]
    [InlineData("# 标题\n\n见⟪@sec:x⟫。\n\n## 节 {#sec:x}\n", "见<ins><a class=\"reference\"")]
    [InlineData("# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | ⟦2⟧⟪3⟫ |\n", "<td><del>2</del><ins>3</ins></td>")]
    [InlineData(
        "# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | ⟦12⟧⟪13⟫ |\n\n: 题 {#tbl:a}\n",
        "<td>1</td><td><del>12</del><ins>13</ins></td></tr>\n</tbody>"
    )]
    [InlineData(
        "# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| ⟦没了⟧ | 2 |\n\n: 题⟦旧⟧⟪新⟫ {#tbl:a}\n",
        "题<del>旧</del><ins>新</ins></caption>"
    )]
    [InlineData("# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| ⟦没了⟧ | 2 |\n\n: 题⟦旧⟧⟪新⟫ {#tbl:a}\n", "<td><del>没了</del></td><td>2</td>")]
    [InlineData("# 标题\n\n: 题⟦旧⟧⟪新⟫ {#tbl:a}\n\n| 甲 |\n| --- |\n| ⟦1⟧⟪2⟫ |\n", "题<del>旧</del><ins>新</ins></caption>")]
    [InlineData(
        "# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n⟦| 3 | 4 |\n⟧| 5 | 6 |\n",
        "<tr><td>1</td><td>2</td></tr>\n<tr><td><del>3</del></td><td><del>4</del></td></tr>\n<tr><td>5</td><td>6</td></tr>"
    )]
    [InlineData(
        "# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n⟦| 3 | 4 |\n| 5 | 6 |\n⟧\n后文\n",
        "<tr><td><del>5</del></td><td><del>6</del></td></tr>\n</tbody>"
    )]
    [InlineData(
        "# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |⟦\n| 3 | 4 |⟧\n\n: 题 {#tbl:a}\n",
        "<td>2</td></tr>\n<tr><td><del>3</del></td><td><del>4</del></td></tr>\n</tbody>"
    )]
    [InlineData(
        "# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n⟪| 3 | 4 |\n⟫| 5 | 6 |\n",
        "<tr><td><ins>3</ins></td><td><ins>4</ins></td></tr>"
    )]
    [InlineData("# 标题\n\n- 一\n⟦- 二\n⟧- 三\n", "<li>一</li>\n<li><del>二</del></li>\n<li>三</li>")]
    [InlineData("# 标题\n\n- 一\n⟦- 二\n⟧\n后文\n", "<li>一</li>\n<li><del>二</del></li>\n</ul>")]
    [InlineData("# 标题\n\n1. 一⟦\n2. 二⟧\n\n后文\n", "<li>一</li>\n<li><del>二</del></li>\n</ol>")]
    [InlineData("# 标题\n\n⟦- 零\n⟧- 一\n", "<li><del>零</del></li>\n<li>一</li>")]
    [InlineData("# 标题\n\n- 一\n⟪- 二\n⟫- 三\n", "<li><ins>二</ins></li>")]
    [InlineData("# 标题\n\n- 一\n  - 甲\n⟦  - 乙\n⟧  - 丙\n", "<li>甲</li>\n<li><del>乙</del></li>\n<li>丙</li>")]
    [InlineData(
        "# 标题\n\n![题⟦旧⟧⟪新⟫注](../images/a.png)\n",
        "<span class=\"number\">图 1</span> 题<del>旧</del><ins>新</ins>注</figcaption>"
    )]
    [InlineData("# 标题\n\n文字。\n⟦\n最后一段⟧", "<p>文字。</p>\n<p class=\"deleted\"><del>最后一段</del></p>")]
    [InlineData("# 标题\n\n坏⟦<script>alert(1)</script>⟧字\n", "坏<del>&lt;script&gt;alert(1)&lt;/script&gt;</del>字")]
    public void It_stands_where_it_was_typed(string written, string expected)
    {
        var (source, markup) = Read(written);
        Assert.Contains(expected, Html(source, markup), StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_case_card_positions_count_from_the_beginning_of_the_file()
    {
        var (source, markup) = Read("---\nid: c01\ntitle: ⟦旧⟧⟪新⟫案例\n---\n\n学生⟪自己⟫办展。\n");
        var report = Compiler.Compile(
            ReportDefinition.Parse(Definition, "t"),
            path => SourceFile.Read(path, path == "cases/c01.md" ? source : "# 标题\n\n::case{#case:c01}\n"),
            _ => null
        );
        var html = string.Concat(
            report.Preview("cases/c01.md", null, path => path == "cases/c01.md" ? markup : null).Select(block => block.Html)
        );
        Assert.Contains("学生<ins>自己</ins>办展。", html, StringComparison.Ordinal);
    }

    /// <summary>
    /// Without the deletions and the marks of the insertions it is the document with everything accepted; each deletion is there once.
    /// </summary>
    [Fact]
    public void The_rest_is_the_final_document_whatever_is_suggested()
    {
        var seed = Environment.GetEnvironmentVariable("AUTHORING_SEED") is { } given ? int.Parse(given) : Random.Shared.Next();
        output.WriteLine($"AUTHORING_SEED={seed}");
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "seed/report/sections"), "*.md").Select(File.ReadAllText).ToList();
        for (var i = 0; i < 60; i++)
        {
            var random = new Random(seed + i);
            var source = files[random.Next(files.Count)];
            var markup = Suggest(source, random);
            var plain = Html(source, null);
            var marked = Html(source, markup);
            var rest = Deleted()
                .Replace(DeletedBlock().Replace(marked, ""), "")
                .Replace("<ins>", "", StringComparison.Ordinal)
                .Replace("</ins>", "", StringComparison.Ordinal);
            Assert.True(plain == rest, $"AUTHORING_SEED={seed + i}");
            foreach (var (_, text) in markup.Deleted)
                Assert.True(marked.Split(text).Length == 2, $"AUTHORING_SEED={seed + i}: {text} is there once");
        }
    }

    private static Markup Suggest(string source, Random random)
    {
        var (inserted, deleted) = (new List<(int, int)>(), new List<(int, string)>());
        for (var at = random.Next(200); at < source.Length; at += 1 + random.Next(400))
        {
            if (random.Next(2) == 0)
                deleted.Add((at, $"〈删{deleted.Count}〉"));
            var to = Math.Min(source.Length, at + 1 + random.Next(60));
            if (random.Next(2) == 0)
                inserted.Add((at, to));
            at = to;
        }
        return new Markup(source, inserted, deleted);
    }

    private static string Html(string source, Markup? markup)
    {
        var report = Compiler.Compile(
            ReportDefinition.Parse(Definition, "t"),
            path => path == "sections/01.md" ? SourceFile.Read(path, source) : null,
            _ => new ImageFacts(1, 1, "image/png")
        );
        return string.Concat(report.Preview("sections/01.md", null, _ => markup).Select(block => block.Html));
    }

    private static (string Source, Markup Markup) Read(string written)
    {
        var source = new StringBuilder();
        var (inserted, deleted) = (new List<(int, int)>(), new List<(int, string)>());
        var from = 0;
        foreach (var part in Parts().Split(written))
        {
            if (part is "⟪")
                from = source.Length;
            else if (part is "⟫")
                inserted.Add((from, source.Length));
            else if (part.StartsWith('⟦'))
                deleted.Add((source.Length, part[1..^1]));
            else
                source.Append(part);
        }
        return (source.ToString(), new Markup(source.ToString(), inserted, deleted));
    }

    [GeneratedRegex("(⟦[^⟧]*⟧|⟪|⟫)")]
    private static partial Regex Parts();

    [GeneratedRegex("<p class=\"deleted\"><del>.*?</del></p>\n", RegexOptions.Singleline)]
    private static partial Regex DeletedBlock();

    [GeneratedRegex("<del>.*?</del>", RegexOptions.Singleline)]
    private static partial Regex Deleted();
}
