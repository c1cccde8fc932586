using System.Text;
using System.Xml.Linq;
using Authoring.Compile.Definition;
using Authoring.Compile.Document;
using Authoring.Compile.Docx;
using Authoring.Compile.Pictures;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests.Docx;

/// <summary>Whatever stands in a report, its Word file opens, and what could not be done is said.</summary>
public sealed class OddContentTests
{
    private static readonly XNamespace W = WordFile.W;

    private const string Definition =
        "title: \"\\u202E题\\u0007目😀\"\nnumbering:\n  headings: [\"{1}.\", \"{1}.{2}\"]\n  figures: { label: 图, format: \"{label} {n}\" }\n"
        + "  tables: { label: 表, format: \"{label} {n}\" }\nlists: [figures, tables]\nbody: [sections/01.md]\n";

    public static TheoryData<string, string> Odd =>
        new()
        {
            { "caption of 10,000 characters", $"# 标题\n\n![{Long("题", 10_000)}](a.png){{#fig:a}}\n\n见 @fig:a。\n" },
            { "heading of 10,000 characters", $"# {Long("标", 10_000)}\n\n文。\n" },
            { "40 columns", "# 标题\n\n" + Table(40) },
            { "70 columns", "# 标题\n\n" + Table(70) },
            { "emoji and rare characters", "# 𠀀𪚥😀👨‍👩‍👧\n\n![𠮷野家🈶](a.png)\n\n**𠀀**`𪜀`与[链😀](https://example.cn/😀)。\n" },
            { "right-to-left marks", "# 甲\u202E乙\u202C丙\n\nשלום\u200F عربي\u2066甲\u2069\n" },
            {
                "control characters",
                "# 甲\u0001乙\u001F\n\n丙\u0008\u000B\u000C丁\uFFFE\uFFFF与\u0085。\n\n![图\u0002题](a.png \"说\u0003明\")\n"
            },
            { "a heading that is a picture", "# ![校徽](a.png)\n\n## ![](a.png)\n\n文。\n" },
            { "an empty heading", "#\n\n## \n\n文。\n\n|  |\n|--|\n|  |\n\n: {#tbl:e}\n" },
            {
                "missing and refused pictures",
                "# 标题\n\n![缺](none.png)\n\n![坏](bad.png)\n\n![外](../../etc/passwd)\n\n文中![缺](none.png)图。\n"
            },
            { "lone halves", "# 甲\uD800乙\n\n丙\uDC00丁\n" },
            {
                "deep lists and quotes",
                "# 标题\n\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{new string(' ', i * 2)}- 层{i}\n"))
            },
            {
                "markup of XML",
                "# <w:p> & ]]> \"'\n\n<!-- x --> &lt; &#0; {PAGE} \\ { INCLUDETEXT c:\\\\x }\n\n[x](https://example.cn/?a=\"&b='<)\n"
            },
            {
                "tables in notes, lists and quotes",
                "# 标题\n\n文[^1]。\n\n> | 甲 |\n> |---|\n> | 乙 |\n\n- | 甲 |\n  |---|\n  | 乙 |\n\n[^1]: 注\n\n    | 甲 |\n    |---|\n    | 乙 |\n"
            },
        };

    [Theory]
    [MemberData(nameof(Odd))]
    public void It_is_valid_and_pandoc_reads_it(string what, string source)
    {
        var file = Write(source);
        Valid.Check(file);
        Assert.True(Pandoc.Plain(file).Length > 0, what);
    }

    [Fact]
    public void LibreOffice_opens_all_of_them_and_prints_their_words()
    {
        var files = Odd.Select(row => Write(row.Data.Item2)).ToList();
        foreach (var (shown, row) in LibreOffice.Show(files).Zip(Odd))
            Assert.True(LibreOffice.Words(shown).Length > 10, row.Data.Item1);
    }

    [Fact]
    public void What_could_not_be_done_is_said()
    {
        Assert.Contains("70 列", Notes("70 columns"), StringComparison.Ordinal);
        Assert.Contains("none.png", Notes("missing and refused pictures"), StringComparison.Ordinal);
        Assert.Contains("bad.png", Notes("missing and refused pictures"), StringComparison.Ordinal);
        Assert.Contains("脚注中的表格", Notes("tables in notes, lists and quotes"), StringComparison.Ordinal);
        Assert.Contains("40 列", Notes("40 columns"), StringComparison.Ordinal);
        Assert.Empty(Notes("emoji and rare characters"));
    }

    [Fact]
    public void A_report_of_hundreds_of_pages_is_valid()
    {
        var source = new StringBuilder("# 章\n\n");
        for (var i = 0; i < 600; i++)
            source.Append(
                $"## 节 {i}\n\n{Long("正文", 400)}\n\n![图 {i}](a.png){{#fig:f{i}}}\n\n{Table(3)}\n\n: 表 {i} {{#tbl:t{i}}}\n\n见 @fig:f{i}。\n\n"
            );
        var file = Write(source.ToString());
        Valid.Check(file);
        Assert.Equal(
            600,
            file.Document.Descendants(W + "p")
                .Count(p => p.Descendants(W + "pStyle").Any(s => s.Attribute(W + "val")!.Value == "FigureCaption"))
        );
    }

    private static string Notes(string what) =>
        string.Concat(Write(Odd.Single(row => row.Data.Item1 == what).Data.Item2).Result!.Notes.Select(note => note.Sentence));

    private static string Long(string word, int length) => string.Concat(Enumerable.Repeat(word, length / word.Length));

    private static string Table(int columns) =>
        $"|{string.Concat(Enumerable.Range(1, columns).Select(i => $"列{i}|"))}\n|{string.Concat(Enumerable.Repeat("---|", columns))}\n|{string.Concat(Enumerable.Repeat("1|", columns))}\n";

    private static WordFile Write(string source)
    {
        var report = Compiler.Compile(
            ReportDefinition.Parse(Definition, "t"),
            path => SourceFile.Read(path, source),
            path =>
                path.EndsWith("a.png", StringComparison.Ordinal) || path.EndsWith("bad.png", StringComparison.Ordinal)
                    ? new ImageFacts(1, 1, "image/png")
                    : null
        );
        using var output = new MemoryStream();
        // A picture that was there when the report was compiled, and cannot be read any more.
        var options = new DocxOptions
        {
            Picture = path => path.EndsWith("bad.png", StringComparison.Ordinal) ? null : DocxPicture.Of(TemporaryReport.Png),
        };
        var result = report.WriteDocx(output, options);
        return new WordFile(output.ToArray()) { Result = result };
    }
}
