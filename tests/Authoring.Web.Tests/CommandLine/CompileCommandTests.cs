using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Authoring.Web.CommandLine;

namespace Authoring.Web.Tests.CommandLine;

/// <summary>
/// The command line's promises: exit status 0, 1 or 2; on 2 one line on standard error; nothing but what was asked for on standard output.
/// </summary>
public sealed class CompileCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("report-").FullName;

    public CompileCommandTests()
    {
        Write("report.yml", "title: 示例\nnumbering:\n  headings: [\"{1}.\"]\nbody: [01.md]\n");
        Write("01.md", "# 基本情况\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_report_without_errors_is_0_and_nothing_but_json()
    {
        var (status, output, error) = Invoke(_folder, "--to", "json");
        Assert.Equal((0, ""), (status, error));
        using var json = JsonDocument.Parse(output);
        Assert.Equal("基本情况", json.RootElement.GetProperty("contents")[0].GetProperty("title").GetString());
        Assert.Contains("基本情况", output, StringComparison.Ordinal); // Chinese as Chinese
    }

    [Fact]
    public void Warnings_are_0()
    {
        Write("01.md", "# 基本情况\n\n<b>粗</b>\n");
        var (status, output, _) = Invoke(_folder, "--to", "json");
        Assert.Equal(0, status);
        Assert.Contains("\"raw-html\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_are_1_and_the_output_is_there_all_the_same()
    {
        Write("01.md", "# 基本情况\n\n见 @fig:none。\n");
        var (status, output, error) = Invoke(_folder, "--to", "json");
        Assert.Equal((1, ""), (status, error));
        using var json = JsonDocument.Parse(output);
        var found = json.RootElement.GetProperty("diagnostics")[0];
        Assert.Equal("error", found.GetProperty("severity").GetString());
        Assert.Equal("unresolved-reference", found.GetProperty("code").GetString());
        Assert.Equal("01.md", found.GetProperty("file").GetString());
        Assert.Equal(3, found.GetProperty("line").GetInt32());
        Assert.NotEqual("", found.GetProperty("message").GetString());
        Assert.NotEqual("", found.GetProperty("hint").GetString());
    }

    [Fact]
    public void Html_says_its_diagnostics_on_standard_error()
    {
        Write("01.md", "# 基本情况\n\n见 @fig:none。\n");
        var (status, output, error) = Invoke(_folder, "--to", "html");
        Assert.Equal(1, status);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"zh-CN\">", output, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", output, StringComparison.Ordinal);
        Assert.StartsWith("01.md:3: error unresolved-reference: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_carries_its_pictures()
    {
        Write("01.md", "# 基本情况\n\n![图](a.png)\n");
        File.WriteAllBytes(
            Path.Combine(_folder, "a.png"),
            Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
        );
        Assert.Contains("src=\"data:image/png;base64,iVBOR", Invoke(_folder, "--to", "html").Output, StringComparison.Ordinal);
    }

    /// <summary>A name that ends as a folder's, or one that is a folder: the pictures lie beside the document.</summary>
    [Fact]
    public void Html_goes_into_a_folder_with_its_pictures()
    {
        Write("01.md", "# 基本情况\n\n![图](校园.png)\n");
        var png = Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        );
        File.WriteAllBytes(Path.Combine(_folder, "校园.png"), png);
        var site = Path.Combine(_folder, "site");
        Assert.Equal((0, "", ""), Invoke(_folder, "--to", "html", "-o", site + "/"));
        var html = File.ReadAllText(Path.Combine(site, "index.html"));
        Assert.Contains("src=\"images/001.png\"", html, StringComparison.Ordinal);
        Assert.Equal(png, File.ReadAllBytes(Path.Combine(site, "images", "001.png")));
        File.Delete(Path.Combine(site, "index.html"));
        Assert.Equal((0, "", ""), Invoke(_folder, "--to", "html", "-o", site));
        Assert.Equal(html, File.ReadAllText(Path.Combine(site, "index.html")));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("html")]
    public void O_writes_the_same_to_a_file_and_nothing_to_standard_output(string format)
    {
        var file = Path.Combine(_folder, "out");
        Assert.Equal((0, "", ""), Invoke(_folder, "--to", format, "-o", file));
        Assert.Equal(Invoke(_folder, "--to", format).Output, File.ReadAllText(file));
        Assert.NotEqual(0xEF, File.ReadAllBytes(file)[0]); // no byte-order mark
    }

    /// <summary>As on a command line; FOLDER is the report's, and '' an empty word.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("--to json")]
    [InlineData("FOLDER")]
    [InlineData("FOLDER --to")]
    [InlineData("FOLDER --to xml")]
    [InlineData("FOLDER --to JSON")]
    [InlineData("FOLDER --to json --to html")]
    [InlineData("FOLDER more --to json")]
    [InlineData("FOLDER --to json more")]
    [InlineData("FOLDER --to json --what")]
    [InlineData("FOLDER --to json -o")]
    [InlineData("FOLDER --to json -o a -o b")]
    [InlineData("FOLDER --to json -o FOLDER/none/out")]
    [InlineData("FOLDER --to json -o FOLDER/none/")]
    [InlineData("FOLDER --to html -o FOLDER/01.md/")]
    [InlineData("FOLDER/none --to json")]
    [InlineData("FOLDER/01.md --to json")]
    [InlineData("'' --to json")]
    public void Words_that_are_off_are_2(string words) =>
        AssertRefused([
            .. words
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word == "''" ? "" : word.Replace("FOLDER", _folder, StringComparison.Ordinal)),
        ]);

    [Theory]
    [InlineData("title: 示例\nbody: [a\n", "第 2 行")]
    [InlineData("- 一\n", "report.yml")]
    [InlineData("body: []\n", "title")]
    public void A_definition_that_cannot_be_read_is_2_with_its_place(string yaml, string place)
    {
        Write("report.yml", yaml);
        Assert.Contains(place, AssertRefused(_folder, "--to", "json"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_definition_is_2()
    {
        File.Delete(Path.Combine(_folder, "report.yml"));
        AssertRefused(_folder, "--to", "json");
    }

    [Fact]
    public void A_refusal_is_one_line_whatever_the_words_hold() => AssertRefused("no\nsuch\nfolder", "--to", "json");

    /// <summary>The program itself, with its own encoding and exit status.</summary>
    [Theory]
    [InlineData(0, "# 基本情况\n")]
    [InlineData(1, "# 基本情况\n\n见 @fig:none。\n")]
    public async Task The_program_prints_utf_8_without_a_byte_order_mark(int status, string section)
    {
        Write("01.md", section);
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Authoring.Web.dll"), "compile", _folder, "--to", "json"]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LANG"] = "C", ["LC_ALL"] = "C" },
        };
        using var program = Process.Start(start)!;
        using var bytes = new MemoryStream();
        var error = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.StandardOutput.BaseStream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((status, ""), (program.ExitCode, await error));
        Assert.Equal(Invoke(_folder, "--to", "json").Output, new UTF8Encoding(false, true).GetString(bytes.ToArray()));
    }

    private static (int Status, string Output, string Error) Invoke(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = CompileCommand.Create().Parse(words).Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (status, output.ToString(), error.ToString());
    }

    private static string AssertRefused(params string[] words)
    {
        var (status, output, error) = Invoke(words);
        Assert.Equal((2, ""), (status, output));
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.EndsWith("\n", error, StringComparison.Ordinal);
        Assert.True(error.Trim().Length > 0);
        return error;
    }

    private void Write(string path, string text) => File.WriteAllText(Path.Combine(_folder, path), text);
}
