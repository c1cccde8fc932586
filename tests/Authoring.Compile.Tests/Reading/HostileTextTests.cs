using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Reading;

/// <summary>
/// Whatever somebody types or sends, compiling ends soon, throws nothing, and passes nothing on that a browser would run.
/// </summary>
public sealed partial class HostileTextTests
{
    private const string Path = "sections/01.md";

    private static readonly ReportDefinition Definition = ReportDefinition.Parse(
        """
        title: 示例
        numbering:
          headings: ["{1}.", "{1}.{2}"]
          figures: { label: 图, format: "{label} {n}" }
        body: [sections/01.md]

        """,
        "x"
    );

    [Theory]
    [InlineData("  ")]
    [InlineData("\t")]
    public void A_thousand_nested_lists_are_shown_as_their_source(string indent)
    {
        var text = new StringBuilder("# 甲\n\n");
        for (var depth = 0; depth < 1000; depth++)
            text.Insert(text.Length, indent, depth).Append("- 项\n");
        text.Append("\n## 乙\n");
        var report = Compile(text.ToString());
        var found = Assert.Single(report.Diagnostics);
        Assert.Equal(("too-deep", 3), (found.Code, found.Line));
        Assert.Equal(["甲", "乙"], report.Contents.Select(entry => entry.Title));
        Assert.StartsWith("<pre class=\"source\">- 项\n" + indent + "- 项\n", report.Preview(Path)[1].Html, StringComparison.Ordinal);
    }

    /// <summary>Loose lists, quotes, quotes and lists by turns, and emphasis nest in other ways.</summary>
    [Fact]
    public void Other_deep_nesting_is_shown_as_its_source()
    {
        var loose = new StringBuilder();
        for (var depth = 0; depth < 200; depth++)
            loose.Append(' ', 2 * depth).Append("- 项\n\n");
        foreach (
            var text in (string[])
                [
                    loose.ToString(),
                    new string('>', 1000) + " 文",
                    Repeat("> - ", 500) + "文",
                    Repeat("1. ", 500) + "文",
                    Repeat("**", 400) + "文" + Repeat("**", 400),
                ]
        )
        {
            var report = Compile("# 甲\n\n" + text);
            Assert.Contains(report.Diagnostics, found => found.Code == "too-deep");
            AssertHarmless(report.ToHtml());
        }
    }

    [Fact]
    public void As_deep_as_people_write_is_no_trouble()
    {
        var text = new StringBuilder("# 甲\n\n");
        for (var depth = 0; depth < 30; depth++)
            text.Append(' ', 2 * depth).Append("- 项\n");
        Assert.Empty(Compile(text.ToString()).Diagnostics);
    }

    public static TheoryData<string> Pieces() => [.. HostilePieces.ThatTakeLong];

    /// <summary>
    /// Twice the text may cost about twice the time. The bound is per size and generous, for a machine that is busy with other things:
    /// what is quadratic takes minutes here.
    /// </summary>
    [Theory]
    [MemberData(nameof(Pieces))]
    public void The_same_piece_many_times_does_not_hang(string piece)
    {
        const int length = 100_000; // UTF-16 code units
        foreach (
            var text in (string[])[Repeat(piece, length / piece.Length), Repeat(Repeat(piece, 1500 / piece.Length) + "\n\n", length / 1500)]
        )
        {
            var watch = Stopwatch.StartNew();
            var html = Compile(text).ToHtml();
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed.TotalSeconds:0.0} s for {text.Length} characters");
            AssertHarmless(html);
        }
    }

    [Fact]
    public void A_table_that_padding_would_blow_up_is_shown_as_its_source()
    {
        const int side = 20_000; // 400 million cells from 160,000 characters
        var report = Compile(Repeat("|a", side) + "|\n" + Repeat("|-", side) + "|\n" + Repeat("|\n", side));
        Assert.Contains(report.Diagnostics, found => found.Code == "too-involved");
    }

    /// <summary>Marks that end lines elsewhere, but not in Markdown, do not lead the guard to the wrong lines.</summary>
    [Theory]
    [InlineData("\f")]
    [InlineData("\u2028")]
    [InlineData("\u0085")]
    [InlineData("\r")]
    public void What_is_withheld_is_shown_at_its_own_line(string mark)
    {
        var report = Compile($"# 甲\n\n一{mark}二{mark}三\n\n{Repeat("[", 5000)}\n\n## 乙\n");
        Assert.Equal(mark == "\r" ? 7 : 5, Assert.Single(report.Diagnostics).Line);
        Assert.Equal("<pre class=\"source\">" + Repeat("[", 5000) + "</pre>\n", report.Preview(Path)[2].Html);
        Assert.Equal(["甲", "乙"], report.Contents.Select(entry => entry.Title));
    }

    [Fact]
    public void Too_many_lines_are_refused_with_the_limit()
    {
        foreach (var end in (string[])["\n", "\r", "\r\n"])
        {
            var found = Assert.Single(Compile(Repeat(end, SourceFile.MaxLines + 1)).Diagnostics);
            Assert.Equal("file-too-large", found.Code);
            Assert.Contains($"{SourceFile.MaxLines:N0}", found.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Half a surrogate pair can be typed into a path, too.</summary>
    [Fact]
    public void A_broken_character_in_a_path_does_no_harm() =>
        AssertHarmless(Compile("![图](../images/\uD800.png)\n\n[文](\uDC00.md)\n", _ => new ImageFacts(1, 1, "image/png")).ToHtml());

    [Fact]
    public void A_large_table_of_numbers_is_no_trouble()
    {
        var text = new StringBuilder("# 甲\n\n|学校|人数|占比|\n|---|--:|--:|\n");
        for (var row = 0; row < 3000; row++)
            text.Append($"|**第 {row} 所**|{row * 37}|{row % 100}%|\n");
        text.Append("\n: 各校人数\n");
        var report = Compile(text.ToString());
        Assert.Empty(report.Diagnostics);
        Assert.Single(report.Tables);
    }

    [Fact]
    public void What_recurs_thousands_of_times_is_said_a_hundred_times()
    {
        var report = Compile("# 甲\n\n" + Repeat("见 @fig:none 。\n\n", 5000));
        var found = report.Diagnostics.Where(found => found.Code == "unresolved-reference").ToList();
        Assert.Equal(DiagnosticList.MostOfAKind + 1, found.Count);
        Assert.Contains("4,900", found[^1].Message.Replace("4900", "4,900", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>Random text from pieces that have been used against browsers; a failure prints its seed and the text.</summary>
    [Fact]
    public void Random_pieces_come_out_harmless()
    {
        const int seed = 7714;
        var pieces = HostilePieces.ThatWouldRun;
        var random = new Random(seed);
        for (var run = 0; run < 3000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                var report = Compile(text, path => path.Length % 2 == 0 ? new ImageFacts(1, 1, "image/png") : null);
                AssertHarmless(report.ToHtml(path => "\"><script>" + path));
                report.ToJson();
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}, run {run}: {System.Text.Json.JsonSerializer.Serialize(text)}\n{exception}");
            }
        }
    }

    [Fact]
    public void Hostile_words_of_the_definition_come_out_harmless()
    {
        const string yaml = """
            title: "<script>alert(1)</script>"
            period: "\"><img src=x>"
            issuer: "</title><script>"
            date: "&lt;"
            numbering:
              headings: ["<b>{1}</b>"]
              figures: { label: "<i>", format: "{label}<u>{n}", separator: "</figcaption>" }
            lists: [figures]
            body: [sections/01.md]
            """;
        var report = Compiler.Compile(
            ReportDefinition.Parse(yaml, "x"),
            _ => SourceFile.Read(Path, "# <b>甲\n\n![<b>图](../images/a.png)\n"),
            _ => new ImageFacts(1, 1, "image/png")
        );
        AssertHarmless(report.ToHtml());
    }

    private static CompiledReport Compile(string text, Func<string, ImageFacts?>? image = null) =>
        Compiler.Compile(Definition, _ => SourceFile.Read(Path, text), image ?? (_ => null));

    private static string Repeat(string piece, int count) => new StringBuilder(piece.Length * count).Insert(0, piece, count).ToString();

    /// <summary>Every tag is one of ours with our attributes, and every address one that we allow.</summary>
    private static void AssertHarmless(string html)
    {
        // Between our style and our script, which is the last thing in the document.
        var body = html[html.IndexOf("</style>", StringComparison.Ordinal)..html.LastIndexOf("<script>", StringComparison.Ordinal)];
        foreach (var tag in Tag().EnumerateMatches(body))
        {
            var text = body.AsSpan(tag.Index, tag.Length);
            Assert.True(OurTag().IsMatch(text), $"not one of our tags: {text}");
        }

        Assert.DoesNotContain('<', Tag().Replace(body, ""));
        Assert.DoesNotContain('\0', html);
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(
        """^</?(?:style|head|body|html|header|nav|main|section|div|h[1-6]|p|ul|ol|li|a|span|strong|em|code|pre|blockquote|hr|br|sup"""
            + """|img|figure|figcaption|table|caption|thead|tbody|tr|th|td)"""
            + """(?: (?:class|id|aria-label|title|role|tabindex|alt|width|height|value|start)="[^"<>]*"|"""
            + """ href="(?:#|https?://|mailto:|images/|sections/|%22)[^"<>]*"| src="[^"<>]*")*>$""",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase
    )]
    private static partial Regex OurTag();
}
