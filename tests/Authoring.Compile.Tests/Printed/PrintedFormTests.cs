using System.Net;
using System.Text.RegularExpressions;
using Authoring.Compile.Definition;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Printed;

/// <summary>
/// What a signature is bound to. The law: the same hash if and only if the same is printed, numbers aside. What is printed is asked of the
/// preview, whose writer is another one.
/// </summary>
public sealed partial class PrintedFormTests(ITestOutputHelper output)
{
    /// <summary>All that was seen in one run, in whatever text: one hash for one print.</summary>
    private sealed class SeenPrints(int seed)
    {
        private readonly Dictionary<string, string> _prints = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);

        public void Hold(string hash, string print, string place)
        {
            Assert.True(
                _prints.TryAdd(hash, print) || _prints[hash] == print,
                $"AUTHORING_SEED={seed}, {place} has a hash of something else\n{_prints[hash]}\n---\n{print}"
            );
            Assert.True(
                _hashes.TryAdd(print, hash) || _hashes[print] == hash,
                $"AUTHORING_SEED={seed}, {place} prints what had another hash\n{print}"
            );
        }
    }

    [Fact]
    public void The_hash_is_the_same_if_and_only_if_the_same_is_printed_but_for_numbers()
    {
        var seed = Environment.GetEnvironmentVariable("AUTHORING_SEED") is { } given ? int.Parse(given) : Random.Shared.Next();
        var (same, other) = (0, 0);
        for (var run = 0; run < 40; run++)
        {
            var report = new RandomReport(new Random(seed + run));
            var before = Seen(report);
            var seen = new SeenPrints(seed + run);
            for (var step = 0; step < 12; step++)
            {
                var change = report.Change();
                var after = Seen(report);
                foreach (var (path, (hash, print)) in after)
                {
                    if (!report.IsCard(path))
                        seen.Hold(hash, print, $"step {step}: {path}");
                    if (!before.TryGetValue(path, out var was))
                        continue;
                    var isSame = was.Print == print;
                    (same, other) = isSame ? (same + 1, other) : (same, other + 1);
                    // A card is signed with all that its labels can come to say, wherever it stands; that has a test of its own.
                    if (report.IsCard(path) && change.StartsWith(RandomReport.Setting, StringComparison.Ordinal))
                        continue;
                    var wrong = isSame ? "the same and has another hash" : "something else and has the same hash";
                    Assert.True(
                        was.Hash == hash == isSame,
                        $"AUTHORING_SEED={seed + run}, step {step}, {change}: {path} prints {wrong}\n{was.Print}\n---\n{print}"
                    );
                }

                before = after;
            }
        }

        output.WriteLine($"AUTHORING_SEED={seed}: {same} times the same, {other} times something else");
        Assert.True(same > 200 && other > 200, $"AUTHORING_SEED={seed}: {same}, {other}");
    }

    private const string Definition = """
        title: t
        numbering:
          headings: ["第{1}章", "{1}.{2}"]
          case-headings: ["{1}、"]
          annexes: 附录{n}
          annex-mark: 附{n}
          figures: { label: 图, scope: chapter, format: "{label} {1}-{n}", separator: "：" }
          tables: { label: 表, format: "{label} {n}" }
          cases: { label: 案例, format: "{label} {n}", separator: "：" }
        body: [a.md, b.md]
        annexes: [x.md]
        cases: [c.md]
        """;

    private static readonly Dictionary<string, string> Texts = new()
    {
        ["a.md"] = "# 甲\n\n见 @sec:b 和 @fig:b，@tbl:b。\n\n![布局](map.png \"看得见山\"){#fig:a}\n\n::case{#case:c}\n",
        ["b.md"] = "# 乙 {#sec:b .unnumbered}\n\n![分布](map.png){#fig:b}\n\n| 列 |\n|---|\n| 值 |\n\n: 表题 {#tbl:b}\n",
        ["x.md"] = "# 丙\n\n## 丁\n\n![附图](map.png)\n",
        ["c.md"] = "---\nid: c\ntitle: 工匠\n---\n\n# 起因\n\n![工坊](map.png){#fig:c}\n\n见 @fig:c。\n",
    };

    /// <summary>
    /// What prints other words somewhere, and where: each line changes the definition (<c>report.yml</c>), a text, or the picture.
    /// </summary>
    [Theory]
    [InlineData("b.md", "# 乙 ", "# 改了题 ", "a.md b.md")] // a reference prints the title of what has no number
    [InlineData("b.md", " .unnumbered", "", "a.md b.md")]
    [InlineData("b.md", "分布", "分布图", "a.md b.md")] // a figure without a chapter number has none: a reference prints its caption
    [InlineData("b.md", "{#fig:b}", "{#fig:z}", "a.md")] // the id alone is not printed; a reference to nothing is
    [InlineData("c.md", "起因", "经过", "a.md c.md")]
    [InlineData("c.md", "title: 工匠", "title: 工匠进校园", "a.md c.md")]
    [InlineData("a.md", "看得见山", "看得见水", "a.md")]
    [InlineData("report.yml", "label: 图", "label: 图片", "a.md c.md x.md")] // the figure in b.md has no number, and so no label
    [InlineData("report.yml", "label: 表", "label: 表格", "a.md b.md")]
    [InlineData("report.yml", "label: 案例", "label: 典型案例", "a.md c.md")]
    [InlineData("report.yml", "第{1}章", "第{1}部分", "a.md")]
    [InlineData("report.yml", "第{1}章", "第{1:zh}章", "")] // numerals of another form are numbers
    [InlineData("report.yml", "annexes: 附录{n}", "annexes: 附件{n}", "x.md")]
    [InlineData("report.yml", "annex-mark: 附{n}", "annex-mark: 件{n}", "x.md")]
    [InlineData("report.yml", "separator: \"：\" }\n  tables", "separator: \" \" }\n  tables", "a.md c.md x.md")]
    [InlineData("report.yml", "case-headings: [\"{1}、\"]", "case-headings: [\"之{1}\"]", "a.md c.md")]
    [InlineData("report.yml", "body: [a.md, b.md]", "body: [b.md, a.md]", "")] // another order, other numbers
    [InlineData("report.yml", "cases: [c.md]", "cases: []", "a.md")] // c.md is not in the report any more
    [InlineData("report.yml", "title: t", "title: u", "")]
    [InlineData("picture", "", "other", "a.md b.md c.md x.md")]
    [InlineData("picture", "", "gone", "a.md b.md c.md x.md")] // its path is printed
    [InlineData("a.md", "# 甲\n", "# 甲  \n\n", "")]
    [InlineData("a.md", "\n\n::case{#case:c}", "", "a.md")] // where a card stands is not the card's
    [InlineData("a.md", "::case{#case:c}", "::case{#case:c .unnumbered}", "a.md")]
    [InlineData("c.md", "id: c\n", "id: c\nschool: 一中\nsummary: 摘要\n", "")] // not printed
    public void Other_words_are_another_hash_wherever_they_come_from(string file, string old, string changed, string expected)
    {
        var before = Hashes(Definition, Texts, "map");
        var texts = file.EndsWith(".md", StringComparison.Ordinal)
            ? new Dictionary<string, string>(Texts) { [file] = Replaced(Texts[file], old, changed) }
            : Texts;
        var after = Hashes(
            file == "report.yml" ? Replaced(Definition, old, changed) : Definition,
            texts,
            file == "picture" ? changed : "map"
        );
        Assert.Equal(expected, string.Join(' ', after.Keys.Where(path => before[path] != after[path]).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void It_names_the_texts_whose_words_are_printed_in_it()
    {
        var report = Compile(Definition, Texts, "map");
        Assert.Equal(["b.md", "c.md"], report.Printed("a.md", _ => null)!.Sources);
        Assert.Empty(report.Printed("c.md", _ => null)!.Sources);
        Assert.Null(report.Printed("none.md", _ => null));
    }

    [Theory]
    [InlineData("[官网](javascript:a)", "[官网](javascript:b)", true)] // it leads nowhere: its words stand bare
    [InlineData("[官网](javascript:a)", "官网", true)]
    [InlineData("[官网](https://example.com/a)", "[官网](https://example.com/b)", false)]
    [InlineData("[乙](b.md)", "[乙](x.md)", false)]
    public void Where_a_link_leads_is_signed_and_what_leads_nowhere_is_bare_words(string link, string other, bool isSame)
    {
        string HashWith(string words) => Hashes(Definition, new(Texts) { ["a.md"] = $"# 甲\n\n见{words}。\n" }, "map")["a.md"];
        Assert.Equal(isSame, HashWith(link) == HashWith(other));
    }

    [Fact]
    public void Nobody_writes_a_number_or_a_picture_with_control_characters()
    {
        foreach (
            var (typed, printed) in new[]
            {
                ("图 \u0001", "@fig:b"),
                ("\u0002picture map\u0003", "![](map.png)"),
                ("\u0002p \u0003", "\n\n"),
            }
        )
            Assert.NotEqual(
                Hashes(Definition, new(Texts) { ["a.md"] = $"# 甲\n\n见{printed}\n" }, "map")["a.md"],
                Hashes(Definition, new(Texts) { ["a.md"] = $"# 甲\n\n见{typed}\n" }, "map")["a.md"]
            );
    }

    private static string Replaced(string text, string old, string changed)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, changed, StringComparison.Ordinal);
    }

    private static CompiledReport Compile(string definition, Dictionary<string, string> texts, string picture) =>
        Compiler.Compile(
            ReportDefinition.Parse(definition, "r"),
            path => texts.TryGetValue(path, out var text) ? SourceFile.Read(path, text) : null,
            _ => picture == "gone" ? null : new ImageFacts(1, 1, "image/png")
        );

    private static Dictionary<string, string> Hashes(string definition, Dictionary<string, string> texts, string picture)
    {
        var report = Compile(definition, texts, picture);
        return report.Outline.ToDictionary(text => text.Path, text => report.Printed(text.Path, _ => picture)!.Hash);
    }

    private static Dictionary<string, (string Hash, string Print)> Seen(RandomReport report)
    {
        var compiled = report.Compile();
        return compiled.Outline.ToDictionary(
            text => text.Path,
            text =>
                (
                    compiled.Printed(text.Path, report.Picture)!.Hash,
                    text.Part == ReportPart.Case
                        ? WithoutOwnLabels(Masked(compiled, text.Path, report), text.Path[..^3])
                        : Masked(compiled, text.Path, report)
                )
        );
    }

    /// <summary>The preview without its numbers and without the names of places, which nobody sees.</summary>
    private static string Masked(CompiledReport report, string path, RandomReport random)
    {
        var numbers = report.Targets().Where(target => target.Id is not null).ToLookup(target => target.Id!, target => target.Number);
        var html = string.Concat(report.Preview(path, image => random.Picture(image)!).Select(block => block.Html));
        html = Inside().Replace(html, "${words}");
        html = WithReferences().Replace(html, found => Mask(found.Value));
        html = Anchor().Replace(html, "");
        // How far the lines of a list stand apart is no word.
        html = ParagraphEnd().Replace(html, "").Replace("<li><p>", "<li>", StringComparison.Ordinal);
        html = Number().Replace(html, found => $"<n>{Mask(found.Groups[1].Value)}</n>");
        return Reference()
            .Replace(
                html,
                found =>
                    numbers[WebUtility.HtmlDecode(found.Groups[1].Value)].Contains(WebUtility.HtmlDecode(found.Groups[2].Value))
                    && found.Groups[2].Value.Length > 0
                        ? $"<ref {found.Groups[1].Value}><n>{Mask(found.Groups[2].Value)}</n>"
                        : $"<ref {found.Groups[1].Value}>{found.Groups[2].Value}"
            );
    }

    /// <summary>Where a card stands, and so which labels it has, is printed in its section.</summary>
    private static string WithoutOwnLabels(string print, string name)
    {
        print = Regex.Replace(
            print,
            $"<ref ((?:fig|case):{name})>(?:<n>[^<]*</n>|[^<，。 ]*)|<span class=\"unresolved\">@((?:fig|case):{name})</span>",
            "<own $1$2>"
        );
        return Label().Replace(print, "$1");
    }

    [GeneratedRegex("(<p class=\"case-title\">|<figcaption>|<caption>)<n>[^<]*</n>[ ：　]?")]
    private static partial Regex Label();

    /// <summary>Where a link inside the report leads, and whether it leads anywhere, nobody sees on paper.</summary>
    [GeneratedRegex("<a href=\"(?:#|picture)[^\"]*\">(?<words>.*?)</a>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Inside();

    /// <summary>In what describes a picture, and in links, references print a number as bare words.</summary>
    [GeneratedRegex("(?<= alt=\")[^\"]*|(?<=<a href=\"https://[^\"]*\">)[^<]*(?=</a>)")]
    private static partial Regex WithReferences();

    private static string Mask(string number) => Counters().Replace(number, "#");

    [GeneratedRegex(" id=\"[^\"]*\"| href=\"#[a-z][0-9]+(-[0-9]+)?\"|<a href=\"#[^\"]*\">")]
    private static partial Regex Anchor();

    [GeneratedRegex("</p>\n?")]
    private static partial Regex ParagraphEnd();

    [GeneratedRegex("<span class=\"number\">([^<]*)</span>")]
    private static partial Regex Number();

    [GeneratedRegex("<a class=\"reference\" href=\"#([^\"]*)\">([^<]*)</a>")]
    private static partial Regex Reference();

    [GeneratedRegex(@"[0-9一二三四五六七八九十]+(?:[^\p{L}\p{N}]+[0-9一二三四五六七八九十]+)*")]
    private static partial Regex Counters();
}
