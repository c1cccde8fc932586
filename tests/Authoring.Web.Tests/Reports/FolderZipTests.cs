using System.IO.Compression;
using System.Text;
using Authoring.Tests;
using Authoring.Web.Figures;
using Authoring.Web.Import;

namespace Authoring.Web.Tests.Reports;

/// <summary>
/// A folder that people zip on whatever system, with whatever photographs, comes in whole, or is answered with all that is wrong.
/// </summary>
public sealed class FolderZipTests
{
    private const string Definition = "title: 某市年报\nbody: [sections/01-基本情况.md]\n";
    private const string Section = "# 章\n\n![校门](../images/校门.png \"校门\")\n";
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
    internal static readonly byte[] Picture = TestPhoto.Png(30, 20);

    /// <summary>A zip whose names are these bytes, and which does not say how they are meant.</summary>
    private static MemoryStream Unmarked(Encoding names, params (string Path, byte[] Content)[] files) =>
        Zip(Encoding.Latin1, [.. files.Select(f => (Encoding.Latin1.GetString(names.GetBytes(f.Path)), f.Content))]);

    internal static MemoryStream Zip(Encoding? names, params (string Path, byte[] Content)[] files)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, names))
            foreach (var (path, content) in files)
            {
                using var target = zip.CreateEntry(path).Open();
                target.Write(content);
            }
        stream.Position = 0;
        return stream;
    }

    internal static (string, byte[]) Text(string path, string text) => (path, Encoding.UTF8.GetBytes(text));

    internal static Task<UploadedFolder> ReadAsync(MemoryStream zip) =>
        FolderUpload.ReadAsync(zip, "x.zip", new UploadLimits(), TestContext.Current.CancellationToken);

    private static async Task AssertWholeAsync(
        MemoryStream zip,
        string text = "sections/01-基本情况.md",
        string picture = "images/校门.png"
    )
    {
        var (report, diagnostics, _) = await ReadAsync(zip);
        Assert.Equal([text], report.Texts.Select(t => t.Path));
        Assert.Equal([picture], report.Files.Select(f => f.Path));
        Assert.Empty(diagnostics);
    }

    [Fact]
    public async Task Finder_zips_a_folder_with_names_in_pieces_and_files_of_its_own()
    {
        string Apart(string name) => name.Normalize(NormalizationForm.FormD);
        await AssertWholeAsync(
            Unmarked(
                Encoding.UTF8,
                ("某市年报/", []),
                Text("某市年报/report.yml", Definition),
                Text("某市年报/sections/01-基本情况.md", Section),
                ("某市年报/images/校门.png", Picture),
                Text("某市年报/.DS_Store", "x"),
                Text("__MACOSX/._某市年报", "x"),
                Text("__MACOSX/某市年报/._report.yml", "x"),
                Text("__MACOSX/某市年报/images/._校门.png", "x"),
                Text("某市年报/Icon\r", "")
            )
        );
        await AssertWholeAsync(
            Unmarked(
                Encoding.UTF8,
                Text("report/report.yml", "title: 甲\nbody: [sections/café.md]\n"),
                Text(Apart("report/sections/café.md"), "# 章\n\n![图](../images/Zürich-é.png)\n"),
                (Apart("report/images/Zürich-é.png"), Picture)
            ),
            "sections/café.md",
            "images/Zürich-é.png"
        );
        // The texts themselves may have been written on such a system.
        await AssertWholeAsync(
            Unmarked(
                Encoding.UTF8,
                Text("report.yml", "title: 甲\nbody: [s.md]\n"),
                Text("s.md", Apart("# 章\n\n![图](images/é.png)\n")),
                ("images/é.png", Picture)
            ),
            "s.md",
            Apart("images/é.png")
        );
    }

    [Fact]
    public async Task Chinese_windows_zips_a_folder()
    {
        await AssertWholeAsync(
            Unmarked(
                Gb18030,
                Text("某市年报/report.yml", Definition),
                Text("某市年报/sections/01-基本情况.md", Section),
                ("某市年报/images/校门.png", Picture),
                Text("某市年报/Thumbs.db", "x")
            )
        );
        // 图 in GB18030 is a letter in UTF-8 as well, and so are 停 and 小.
        foreach (var name in new[] { "图", "停", "小", "每" })
        {
            Assert.NotEqual(name, new UTF8Encoding(false, true).GetString(Gb18030.GetBytes(name)));
            await AssertWholeAsync(
                Unmarked(
                    Gb18030,
                    Text($"{name}/report.yml", $"title: 甲\nbody: [{name}.md]\n"),
                    Text($"{name}/{name}.md", $"# 章\n\n![图](images/{name}.png)\n"),
                    ($"{name}/images/{name}.png", Picture)
                ),
                $"{name}.md",
                $"images/{name}.png"
            );
        }
    }

    [Theory]
    [InlineData("Report.YML")]
    [InlineData("REPORT.yml")]
    [InlineData("report.yaml")]
    [InlineData("2025/正式稿/report.yml")]
    [InlineData("备份/2025/正式稿/Report.Yml")]
    public async Task A_report_is_found_wherever_it_lies(string definition)
    {
        var top = definition[..(definition.LastIndexOf('/') + 1)];
        await AssertWholeAsync(
            Zip(
                null,
                Text("说明.txt", "x"),
                Text(definition, Definition),
                Text($"{top}sections/01-基本情况.md", Section),
                ($"{top}images/校门.png", Picture),
                Text($"{top}旧稿/report.yml", "title: 旧稿\n"),
                Text($"{top}旧稿/二/report.yml", "title: 更旧\n")
            )
        );
    }

    [Fact]
    public async Task Of_two_reports_beside_each_other_none_is_guessed()
    {
        var refused = await Assert.ThrowsAsync<UploadException>(() =>
            ReadAsync(Zip(null, Text("甲/report.yml", Definition), Text("乙/深/Report.yml", Definition)))
        );
        Assert.Equal((UploadFault.SeveralReports, "甲/report.yml、乙/深/Report.yml"), (refused.Fault, refused.Detail));
        refused = await Assert.ThrowsAsync<UploadException>(() =>
            ReadAsync(Zip(null, Text("REPORT.yml", Definition), Text("Report.yml", Definition)))
        );
        Assert.Equal(UploadFault.SeveralReports, refused.Fault);
    }

    [Fact]
    public async Task A_file_is_found_by_its_name_in_other_capitals_where_one_alone_fits()
    {
        await AssertWholeAsync(
            Zip(
                null,
                Text("report.yml", "title: 甲\nbody: [sections/a.md]\n"),
                Text("Sections/A.MD", "# 章\n\n![图](../images/gate.png)\n"),
                ("Images/Gate.PNG", Picture)
            ),
            "sections/a.md",
            "images/gate.png"
        );
        // Shown under two spellings, it is there under both.
        var (report, diagnostics) = await ReadAsync(
            Zip(
                null,
                Text("report.yml", "title: 甲\nbody: [a.md]\n"),
                Text("a.md", "# 章\n\n![图](x.png)\n\n![图](X.png)\n"),
                ("x.png", Picture)
            )
        );
        Assert.Equal(["X.png", "x.png"], report.Files.Select(f => f.Path));
        Assert.Empty(diagnostics);
    }

    [Fact]
    public async Task All_paths_that_are_not_allowed_are_named_at_once()
    {
        var refused = await Assert.ThrowsAsync<UploadException>(() =>
            ReadAsync(Zip(null, Text("report.yml", Definition), Text("../a.md", "x"), Text("/etc/b.md", "x"), Text("c\\d.md", "x")))
        );
        Assert.Equal(
            [(UploadFault.Outside, "../a.md"), (UploadFault.Outside, "/etc/b.md"), (UploadFault.Outside, "c\\d.md")],
            refused.Problems.Select(p => (p.Fault, p.Detail))
        );
        Assert.Equal(
            UploadFault.TooManyFiles,
            (
                await Assert.ThrowsAsync<UploadException>(() =>
                    ReadAsync(Zip(null, [.. Enumerable.Range(0, 100_000).Select(n => ($"{n}", Array.Empty<byte>()))]))
                )
            ).Fault
        );
        // A reading that leads out in the other way of writing names leads nowhere.
        Assert.Equal(
            UploadFault.Outside,
            (await Assert.ThrowsAsync<UploadException>(() => ReadAsync(Unmarked(Gb18030, Text("图/../../x.md", "x"))))).Fault
        );
    }
}
