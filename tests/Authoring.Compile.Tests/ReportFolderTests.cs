using System.Text;
using Authoring.Compile.Definition;
using Authoring.Compile.Diagnostics;
using Authoring.Compile.Reading;

namespace Authoring.Compile.Tests;

/// <summary>Nothing outside the folder is ever read, and whatever lies in it gets a clear answer.</summary>
public sealed class ReportFolderTests
{
    private const string OneSection = "title: 示例\nbody: [sections/01.md]\n";

    [Fact]
    public void A_missing_folder_is_refused() => Assert.Throws<ReportFormatException>(() => Compiler.CompileFolder("/no/such/folder"));

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_name_that_is_none_is_refused(string folder) => Assert.Throws<ReportFormatException>(() => Compiler.CompileFolder(folder));

    [Fact]
    public void A_file_is_no_folder()
    {
        using var report = new TemporaryReport(OneSection);
        Assert.Throws<ReportFormatException>(() => Compiler.CompileFolder(Path.Combine(report.Folder, "report.yml")));
    }

    [Fact]
    public void A_folder_without_a_definition_is_refused()
    {
        using var report = new TemporaryReport();
        Assert.Throws<ReportFormatException>(report.Compile);
    }

    [Fact]
    public void A_definition_that_links_out_is_refused()
    {
        using var report = new TemporaryReport().Link("report.yml", "../outside/report.yml");
        var exception = Assert.Throws<ReportFormatException>(report.Compile);
        Assert.DoesNotContain(TemporaryReport.Secret, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../outside/secret.md")]
    [InlineData("sections/../../outside/secret.md")]
    [InlineData("/etc/passwd")]
    public void A_listed_path_that_leaves_is_an_error(string path)
    {
        using var report = new TemporaryReport($"title: 示例\nbody: [{path}]\n");
        AssertKeepsOut(report, "path-outside", ReportDefinition.FileName, 2);
    }

    [Fact]
    public void A_section_that_links_out_is_an_error()
    {
        using var report = new TemporaryReport(OneSection).Link("sections/01.md", "../../outside/secret.md");
        AssertKeepsOut(report, "path-outside", "sections/01.md", 1);
    }

    [Fact]
    public void A_folder_that_links_out_is_an_error()
    {
        using var report = new TemporaryReport("title: 示例\nbody: [sections/secret.md]\n").Link("sections", "../outside");
        AssertKeepsOut(report, "path-outside", "sections/secret.md", 1);
    }

    [Fact]
    public void Links_that_lead_out_by_way_of_a_link_inside_are_found()
    {
        using var report = new TemporaryReport(OneSection).Link("hop", "../outside").Link("sections/01.md", "../hop/secret.md");
        AssertKeepsOut(report, "path-outside", "sections/01.md", 1);
    }

    [Theory]
    [InlineData("../../outside/secret.png", false)]
    [InlineData("../images/out.png", true)]
    public void An_image_that_leaves_is_an_error(string path, bool linked)
    {
        using var report = new TemporaryReport(OneSection).Write("sections/01.md", $"# 甲\n\n![图]({path})\n");
        if (linked)
            report.Link("images/out.png", "../../outside/secret.png");
        AssertKeepsOut(report, "path-outside", "sections/01.md", 3);
        Assert.Null(ReportFolder.Open(report.Folder).ReadImage("images/out.png"));
        Assert.Null(ReportFolder.Open(report.Folder).ReadImage("../outside/secret.png"));
    }

    [Fact]
    public void Links_that_stay_inside_are_followed()
    {
        using var report = new TemporaryReport(OneSection)
            .Write("sections/real.md", "# 甲\n\n![图](../images/a.png)\n")
            .Link("sections/01.md", "real.md");
        report.Write("images/real.png", TemporaryReport.Png).Link("images/a.png", "../images/./real.png");
        Assert.Empty(report.Compile().Diagnostics);
    }

    [Fact]
    public void Links_in_a_circle_end()
    {
        using var report = new TemporaryReport(OneSection).Link("sections/01.md", "02.md").Link("sections/02.md", "01.md");
        Assert.Equal("missing-file", Assert.Single(report.Compile().Diagnostics).Code);
    }

    [Fact]
    public void The_folder_itself_may_be_reached_by_a_link()
    {
        using var report = new TemporaryReport(OneSection).Write("sections/01.md", "# 甲\n");
        var link = Path.Combine(report.Outside, "link");
        Directory.CreateSymbolicLink(link, report.Folder);
        Assert.Empty(Compiler.CompileFolder(link).Diagnostics);
        Assert.Equal("link", ReportFolder.Open(link).ReadDefinition().Slug);
    }

    [Fact]
    public void An_image_that_is_none_is_an_error()
    {
        using var report = new TemporaryReport(OneSection).Write(
            "sections/01.md",
            "# 甲\n\n![图](../images/a.png)\n\n![空](../images/b.png)\n"
        );
        report.Write("images/a.png", "这不是图片").Write("images/b.png", "");
        Assert.Equal(["unreadable-image", "unreadable-image"], report.Compile().Diagnostics.Select(found => found.Code));
    }

    [Fact]
    public void A_folder_in_place_of_a_file_is_missing()
    {
        using var report = new TemporaryReport(OneSection);
        Directory.CreateDirectory(Path.Combine(report.Folder, "sections", "01.md"));
        Assert.Equal("missing-file", Assert.Single(report.Compile().Diagnostics).Code);
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_do_no_harm()
    {
        const string section =
            "# 甲\n\n![图\n题](../images/a.png){#fig:a}\n\n| 项 |\n|---|\n| 一 |\n\n: 表 {#tbl:a}\n\n"
            + "::case{#case:c01}\n\n见 @fig:a、@tbl:a 和 @case:c01。\n";
        const string card = "---\nid: c01\ntitle: 匠心\n---\n\n正文。\n";
        const string yaml = "title: 示例\nnumbering:\n  headings: [\"{1}.\"]\nbody: [sections/01.md]\ncases: [cases/c01.md]\n";
        using var unix = new TemporaryReport(yaml)
            .Write("sections/01.md", section)
            .Write("cases/c01.md", card)
            .Write("images/a.png", TemporaryReport.Png);
        using var windows = new TemporaryReport().Write("report.yml", Windows(yaml)).Write("sections/01.md", Windows(section));
        windows.Write("cases/c01.md", Windows(card)).Write("images/a.png", TemporaryReport.Png);
        Assert.Equal(unix.Compile().ToJson(), windows.Compile().ToJson());
        Assert.Equal(unix.Compile().ToHtml(), windows.Compile().ToHtml());

        static byte[] Windows(string text) =>
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal))];
    }

    [Fact]
    public void Another_encoding_is_an_error_that_names_the_right_one()
    {
        using var report = new TemporaryReport(OneSection).Write("sections/01.md", [.. "# "u8, 0xBC, 0xD7, (byte)'\n']);
        var found = Assert.Single(report.Compile().Diagnostics);
        Assert.Equal(("not-utf8", Severity.Error), (found.Code, found.Severity));
        report.Write("report.yml", [.. "title: "u8, 0xBC, 0xD7, (byte)'\n']);
        Assert.Contains("UTF-8", Assert.Throws<ReportFormatException>(report.Compile).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_of_50_MB_is_refused_with_the_limit()
    {
        using var report = new TemporaryReport("title: 示例\nnumbering:\n  headings: [\"{1}.\"]\nbody: [sections/01.md, sections/02.md]\n");
        var line = Encoding.UTF8.GetBytes("正文，很长很长的正文，说明各校的情况。\n\n");
        using (var file = File.Create(Path.Combine(Directory.CreateDirectory(Path.Combine(report.Folder, "sections")).FullName, "01.md")))
        {
            while (file.Length < 50_000_000)
                file.Write(line);
        }

        report.Write("sections/02.md", "# 其余照常\n");
        var compiled = report.Compile();
        var found = Assert.Single(compiled.Diagnostics);
        Assert.Equal(("file-too-large", Severity.Error, "sections/01.md"), (found.Code, found.Severity, found.File));
        Assert.Contains($"{SourceFile.MaxLength:N0}", found.Message, StringComparison.Ordinal);
        Assert.Equal("其余照常", Assert.Single(compiled.Contents).Title);
    }

    [Fact]
    public void A_pipe_is_not_waited_for()
    {
        using var report = new TemporaryReport(OneSection);
        Directory.CreateDirectory(Path.Combine(report.Folder, "sections"));
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", Path.Combine(report.Folder, "sections", "01.md"));
        mkfifo.WaitForExit();
        Assert.Equal("empty-file", Assert.Single(report.Compile().Diagnostics).Code);
    }

    private static void AssertKeepsOut(TemporaryReport report, string code, string file, int line)
    {
        var compiled = report.Compile();
        var found = Assert.Single(compiled.Diagnostics);
        Assert.Equal((Severity.Error, code, file, line), (found.Severity, found.Code, found.File, found.Line));
        var folder = ReportFolder.Open(report.Folder);
        var html = compiled.ToHtml(path => folder.DataUrl(path) ?? path);
        Assert.DoesNotContain(TemporaryReport.Secret, html + compiled.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(TemporaryReport.Png), html, StringComparison.Ordinal);
    }
}
