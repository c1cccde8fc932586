using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Authoring.Compile;
using Authoring.Web.Reports.Live;
using Authoring.Web.Reports.Outline;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Reports;

/// <summary>What the application exports is what the command line compiles; the same input gives the same bytes.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    [Fact]
    public async Task The_zip_compiles_on_the_command_line_to_the_same_lists()
    {
        await using var author = await workspace.ConnectAsync("author1");
        await author.CallAsync(
            "Push",
            "small/sections/01-basic",
            0,
            new[]
            {
                new
                {
                    id = "u1",
                    clientID = "c1",
                    changes = new object[]
                    {
                        SmallReport.First.Length,
                        new object[] { 0, "", "## 办学规模", "", "![校园](../images/map.png)", "" },
                    },
                },
            }
        );
        using var browser = await workspace.BrowseAsync("author1");
        var json = await browser.GetStringAsync("/reports/small/export/json");
        var folder = Path.Combine(workspace.Folder.Path, "exported");
        ZipFile.ExtractToDirectory(new MemoryStream(await browser.GetByteArrayAsync("/reports/small/export/folder")), folder);

        var (exit, output) = await RunAsync("compile", folder, "--to", "json");

        Assert.Equal(0, exit);
        Assert.Contains("1.1", output, StringComparison.Ordinal);
        Assert.Equal(Lists(json), Lists(output));
        Assert.Equal(
            SmallReport.First + "\n## 办学规模\n\n![校园](../images/map.png)\n",
            await File.ReadAllTextAsync(Path.Combine(folder, "sections", "01-basic.md"))
        );
    }

    [Fact]
    public async Task The_same_report_gives_the_same_bytes()
    {
        using var browser = await workspace.BrowseAsync("author1");
        foreach (var kind in new[] { "folder", "json", "html" })
            Assert.Equal(
                await browser.GetByteArrayAsync($"/reports/small/export/{kind}"),
                await browser.GetByteArrayAsync($"/reports/small/export/{kind}")
            );
    }

    [Fact]
    public async Task The_html_download_stands_alone()
    {
        using var browser = await workspace.BrowseAsync("city-reviewer");
        using var answer = await browser.GetAsync("/reports/small/export/html");
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("lang=\"zh-CN\"", html, StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/png;base64,", html, StringComparison.Ordinal);
        Assert.Contains("图 1-1", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_html_folder_holds_the_document_and_its_pictures()
    {
        using var browser = await workspace.BrowseAsync("city-reviewer");
        var content = await browser.GetByteArrayAsync("/reports/small/export/html?as=folder");
        Assert.Equal(content, await browser.GetByteArrayAsync("/reports/small/export/html?as=folder"));
        using var zip = new ZipArchive(new MemoryStream(content));
        Assert.Equal(["index.html", "images/001.png"], zip.Entries.Select(e => e.FullName));
        using var reader = new StreamReader(await zip.Entries[0].OpenAsync());
        var html = await reader.ReadToEndAsync();
        Assert.Contains("src=\"images/001.png\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("base64,iVBOR", html, StringComparison.Ordinal);
        await using var picture = await zip.Entries[1].OpenAsync();
        Assert.Equal(0x89, picture.ReadByte());
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.GetAsync("/reports/small/export/html?as=book")).StatusCode);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("json")]
    [InlineData("html")]
    [InlineData("html?as=folder")]
    public async Task Nobody_takes_what_he_may_not_read(string kind)
    {
        using var stranger = await workspace.BrowseAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync($"/reports/small/export/{kind}")).StatusCode);
        using var author = await workspace.BrowseAsync("author1");
        Assert.Equal(HttpStatusCode.NotFound, (await author.GetAsync($"/reports/none/export/{kind}")).StatusCode);
    }

    [Fact]
    public async Task What_was_taken_out_of_the_report_is_not_handed_out()
    {
        var editor = await workspace.PersonAsync("editor");
        var report = (await workspace.Services.GetRequiredService<LiveReports>().FindForReadingAsync(editor, "small"))!;
        Assert.Equal(
            OutlineResult.Done,
            await workspace
                .Services.GetRequiredService<OutlineService>()
                .RemoveAsync(editor, report, report.Shape.Yaml, "sections/01-basic.md")
        );
        using var browser = await workspace.BrowseAsync("city-reviewer");
        using var zip = new ZipArchive(new MemoryStream(await browser.GetByteArrayAsync("/reports/small/export/folder")));
        Assert.Equal(["cases/c01.md", "images/map.png", "report.yml", "sections/02-training.md"], zip.Entries.Select(e => e.FullName));
    }

    /// <summary>A line of Markdown is short, and a picture is long: it must not be embedded as often as somebody writes its name.</summary>
    [Fact]
    public async Task A_picture_that_is_shown_very_often_is_not_embedded_without_end()
    {
        await workspace.StopAsync();
        await using var small = await RunningWorkspace.StartAsync(("Upload:Pictures:MaxTotalSize", "1000"));
        await using var author = await small.ConnectAsync("author1");
        await author.CallAsync(
            "Push",
            "small/sections/01-basic",
            0,
            new[]
            {
                new
                {
                    id = "u1",
                    clientID = "c1",
                    changes = new object[]
                    {
                        SmallReport.First.Length,
                        new object[] { 0 }
                            .Concat(Enumerable.Repeat("![](../images/map.png) ", 2_000))
                            .ToArray(),
                    },
                },
            }
        );
        using var browser = await small.BrowseAsync("author1");
        var html = await browser.GetStringAsync("/reports/small/export/html");
        Assert.InRange(html.Split("base64,").Length - 1, 2, 1000 / 67);
        Assert.True(html.Split("<img").Length > 2_000);
        await workspace.StartAgainAsync();
    }

    private static string Lists(string json)
    {
        var report = JsonDocument.Parse(json).RootElement;
        return string.Join(
            '\n',
            new[] { "contents", "figures", "tables", "cases", "annexes" }.Select(list =>
                $"{list}: {string.Join("; ", report.GetProperty(list).EnumerateArray().Select(NumberAndTitle))}"
            )
        );

        static string NumberAndTitle(JsonElement entry) => $"{entry.GetProperty("number")} {entry.GetProperty("title")}";
    }

    private static async Task<(int Exit, string Output)> RunAsync(params string[] words)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Authoring.Web.dll"), .. words])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
