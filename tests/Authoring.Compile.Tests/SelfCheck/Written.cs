using System.IO.Compression;
using System.Text;
using Authoring.Compile.Docx;
using Authoring.Compile.SelfCheck;

namespace Authoring.Compile.Tests.SelfCheck;

/// <summary>A report with something of everything that is checked, its files, and what becomes of them when somebody breaks them.</summary>
internal sealed class Written
{
    private const string Definition = """
        title: 质量年报
        numbering:
          headings: ["{1}.", "{1}.{2}"]
          annexes: "附件 {n}"
          case-headings: ["{1:zh}、"]
          figures: { label: 图, scope: chapter, format: "{label} {1}-{n}" }
          tables: { label: 表, scope: chapter, format: "{label} {1}-{n}" }
          cases: { label: 案例, scope: document, format: "{label} {n}", separator: "：" }
        contents: { depth: 2, annexes: true }
        lists: [figures, tables, cases]
        body: [sections/a.md, sections/b.md]
        annexes: [sections/x.md]
        cases: [cases/c.md]

        """;

    private Written(CompiledReport report, Func<string, byte[]?> picture)
    {
        Report = report;
        (Word, Bookmarks) = WriteWord(report, picture, new Dictionary<string, int>());
        // Cover, one sheet of lists, and each file on a sheet of its own.
        Pages = Bookmarks.Values.ToDictionary(name => name, _ => 3, StringComparer.Ordinal);
        (Word, Bookmarks) = WriteWord(report, picture, Pages);
        Html = report.ToHtml(_ => "data:image/png;base64,AA==");
    }

    public CompiledReport Report { get; }
    public byte[] Word { get; }
    public IReadOnlyDictionary<string, string> Bookmarks { get; }
    public IReadOnlyDictionary<string, int> Pages { get; }
    public string Html { get; }

    private static (byte[], IReadOnlyDictionary<string, string>) WriteWord(
        CompiledReport report,
        Func<string, byte[]?> picture,
        IReadOnlyDictionary<string, int> pages
    )
    {
        using var output = new MemoryStream();
        var options = new DocxOptions { Picture = path => DocxPicture.Of(picture(path)), Pages = pages };
        var bookmarks = report.WriteDocx(output, options).Bookmarks;
        return (output.ToArray(), bookmarks);
    }

    public static Written Small()
    {
        using var report = new TemporaryReport(Definition)
            .Write(
                "sections/a.md",
                "# 基本情况\n\n## 学校\n\n![学校分布](../images/a.png){#fig:map}\n\n见@tbl:data、@case:c 和@sec:two[^1]。\n\n[^1]: 据@fig:map。\n"
            )
            .Write(
                "sections/b.md",
                "# 人才培养 {#sec:two}\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | @fig:map |\n\n: 数据 {#tbl:data}\n\n::case{#case:c}\n"
            )
            .Write("sections/x.md", "# 指标表\n\n见@fig:map。\n")
            .Write("cases/c.md", "---\nid: c\ntitle: 工匠\n---\n\n# 做法\n\n![课堂](../images/a.png)\n")
            .Write("images/a.png", TemporaryReport.Png);
        return new Written(report.Compile(), _ => TemporaryReport.Png);
    }

    public static Written Folder(string folder)
    {
        var source = ReportFolder.Open(folder);
        return new Written(Compiler.Compile(source), source.ReadImage);
    }

    public IReadOnlyList<SelfCheckResult> CheckWord(byte[]? file = null) =>
        ReportSelfCheck.Word(Report, new MemoryStream(file ?? Word), Bookmarks, Pages);

    public IReadOnlyList<SelfCheckResult> CheckHtml(string? html = null) => ReportSelfCheck.Html(Report, html ?? Html);

    public IReadOnlyList<SelfCheckResult> CheckPdf(PdfFacts? facts) => ReportSelfCheck.Pdf(Report, facts, Bookmarks);

    /// <summary>What a PDF of it says: a cover, its lists, and all of its text on one sheet.</summary>
    public PdfFacts Pdf()
    {
        var document = Report.ToDocument();
        var lists = string.Concat(
            document
                .Lists.SelectMany(list => list.Entries)
                .Select(entry => $"{entry.Number?.Text}{entry.Number?.Separator}{entry.Title} ...... 1\n")
        );
        var text = string.Join('\n', Report.ToText().SelectMany(part => part.Lines));
        return new PdfFacts([document.Title, lists, text], Pages, [new PdfFont("FangSong", true)], "zh-CN", 2);
    }

    /// <summary>The same Word file with one of its parts changed; with another part gone.</summary>
    public byte[] Broken(string part, Func<string, string?> change)
    {
        using var output = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(Word)))
        using (var target = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in source.Entries)
            {
                using var stream = entry.Open();
                using var copy = new MemoryStream();
                stream.CopyTo(copy);
                var bytes = copy.ToArray();
                if (entry.FullName == part)
                {
                    var before = Encoding.UTF8.GetString(bytes);
                    var after = change(before);
                    Assert.True(after != before, $"Nothing was broken in {part}");
                    if (after is null)
                        continue;
                    bytes = Encoding.UTF8.GetBytes(after);
                }

                using var written = target.CreateEntry(entry.FullName).Open();
                written.Write(bytes);
            }
        return output.ToArray();
    }

    public byte[] Document(string from, string to) => Broken("word/document.xml", xml => Once(xml, from, to));

    /// <summary>Its first occurrence.</summary>
    public static string Once(string text, string from, string to)
    {
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"There is no {from} in {text}");
        return string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
    }
}
