using System.IO.Compression;
using System.Text;
using Authoring.Web.Figures;
using Authoring.Web.Import;
using Authoring.Web.Reports.Making;

namespace Authoring.Web.Tests.Reports;

/// <summary>An uploaded folder is hostile until it is checked; what is refused leaves nothing behind.</summary>
public sealed class UploadTests
{
    private const string Definition = "title: 上传的报告\nbody: [sections/01.md]\n";
    private static readonly UploadLimits Strict = new()
    {
        MaxZipSize = 1_000_000,
        MaxTotalSize = 3_000_000,
        MaxFileSize = 2_000_000,
        MaxFiles = 20,
        MaxPathLength = 100,
    };

    private static MemoryStream Zip(params (string Path, byte[] Content, int UnixMode)[] files)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, content, mode) in files)
            {
                var entry = zip.CreateEntry(path);
                entry.ExternalAttributes = mode << 16;
                using var target = entry.Open();
                target.Write(content);
            }
        stream.Position = 0;
        return stream;
    }

    private static (string, byte[], int) Text(string path, string text = "# 章\n", int mode = 0x81A4) =>
        (path, Encoding.UTF8.GetBytes(text), mode);

    private static async Task<UploadException> RefusedAsync(Stream zip) =>
        await Assert.ThrowsAsync<UploadException>(() =>
            FolderUpload.ReadAsync(zip, "x.zip", Strict, TestContext.Current.CancellationToken)
        );

    [Theory]
    [InlineData("")]
    [InlineData("我的报告/")]
    public async Task A_folder_is_read_from_the_root_or_from_its_only_folder(string top)
    {
        var (report, diagnostics) = await FolderUpload.ReadAsync(
            Zip(Text(top + "report.yml", Definition), Text(top + "sections/01.md"), Text(top + "note.txt")),
            "C:\\云河 2025.zip",
            Strict,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(("上传的报告", "云河-2025", Definition), (report.Title, report.Slug, report.Definition));
        Assert.Equal(["sections/01.md"], report.Texts.Select(t => t.Path));
        Assert.Empty(report.Files);
        Assert.Empty(diagnostics);
    }

    [Theory]
    [InlineData("../outside.md")]
    [InlineData("sections/../../x.md")]
    [InlineData("/etc/passwd")]
    [InlineData("sections\\x.md")]
    [InlineData("C:/x.md")]
    [InlineData("a//b.md")]
    [InlineData("a\u0007.md")]
    public async Task A_path_that_leaves_is_refused(string path) =>
        Assert.Equal(UploadFault.Outside, (await RefusedAsync(Zip(Text("report.yml", Definition), Text(path)))).Fault);

    [Fact]
    public async Task Links_doubles_and_foreign_files_are_refused_by_name()
    {
        Assert.Equal(
            UploadFault.Link,
            (await RefusedAsync(Zip(Text("report.yml", Definition), Text("sections/01.md", "/etc/passwd", 0xA1FF)))).Fault
        );
        Assert.Equal(UploadFault.Twice, (await RefusedAsync(Zip(Text("report.yml", Definition), Text("a.md"), Text("A.md")))).Fault);
        Assert.Equal(UploadFault.NotAZip, (await RefusedAsync(new MemoryStream(Encoding.UTF8.GetBytes("no zip at all")))).Fault);
        Assert.Equal(UploadFault.Outside, (await RefusedAsync(Zip(Text(new string('a', 200))))).Fault);
    }

    [Fact]
    public async Task What_is_no_report_is_said_as_compiling_says_it()
    {
        Assert.Contains("没有 report.yml", (await RefusedAsync(Zip(Text("readme.md")))).Detail, StringComparison.Ordinal);
        var broken = await RefusedAsync(Zip(Text("report.yml", "title: 甲\nbody: [a\nperiod: x")));
        Assert.Equal(UploadFault.NotAReport, broken.Fault);
        Assert.Matches("第 [0-9]+ 行", broken.Detail);
        var (_, diagnostics) = await FolderUpload.ReadAsync(
            Zip(Text("report.yml", Definition)),
            "x.zip",
            Strict,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(("missing-file", 2), diagnostics.Select(d => (d.Code, d.Line)).Single());
    }

    [Fact]
    public async Task A_bomb_is_stopped_while_it_is_unpacked()
    {
        Assert.Equal(UploadFault.FileTooLarge, (await RefusedAsync(Zip(("bomb.md", new byte[40_000_000], 0)))).Fault);
        var many = Enumerable.Range(0, 4).Select(i => ($"b{i}.md", new byte[1_000_000], 0)).ToArray();
        Assert.Equal(UploadFault.TooLarge, (await RefusedAsync(Zip(many))).Fault);
        Assert.Equal(UploadFault.TooManyFiles, (await RefusedAsync(Zip([.. Enumerable.Range(0, 30).Select(i => Text($"{i}.md"))]))).Fault);
        Assert.Equal(UploadFault.ZipTooLarge, (await RefusedAsync(new MemoryStream(new byte[1_000_001]))).Fault);
    }

    [Theory]
    [InlineData("report-2025", true)]
    [InlineData("云河2025", true)]
    [InlineData("new", false)]
    [InlineData("a/b", false)]
    [InlineData("..", false)]
    [InlineData("a b", false)]
    [InlineData("a\u202Eb", false)]
    [InlineData("", false)]
    public void Addresses_are_checked(string slug, bool good) => Assert.Equal(good, SlugRules.IsGood(slug));
}
