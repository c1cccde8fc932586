using Authoring.Compile;
using Authoring.Web.CommandLine;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// The HTML document as a reader opens it from his disk: it asks nobody for anything, shuts nobody out, and whatever stands in a report
/// stays on the page.
/// </summary>
public sealed class HtmlDocumentTests(Chromium chromium) : IDisposable
{
    private const string Figure = "#fig\\:enrolment-by-school";

    private static readonly string Sample = Path.Combine(Checkout.Root, "seed", "report");

    private readonly string folder = Directory.CreateTempSubdirectory("document-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Nobody_is_shut_out_and_nobody_is_asked(int width, ColorScheme colours)
    {
        await using var profile = await chromium.NewProfileAsync(width);
        var page = await profile.NewPageAsync();
        await page.EmulateMediaAsync(new() { ColorScheme = colours });
        List<string> trouble = [];
        page.Console += (_, said) => trouble.Add(said.Text);
        page.Request += (_, request) => trouble.AddRange(request.Url.StartsWith("http", StringComparison.Ordinal) ? [request.Url] : []);
        await page.GotoAsync(Write(Sample));
        await Axe.FindsNothingAsync(page);
        Assert.Empty(trouble);
    }

    [Fact]
    public async Task The_contents_follow_the_reading()
    {
        await using var profile = await chromium.NewProfileAsync();
        var page = await profile.NewPageAsync();
        await page.GotoAsync(Write(Sample));
        await page.Locator("h2:has-text('2.2 专业建设')").EvaluateAsync("heading => heading.scrollIntoView()");
        await Assertions.Expect(page.Locator(".contents [aria-current]")).ToHaveTextAsync("2.2 专业建设");
        await page.Locator("h2:has-text('6.1')").EvaluateAsync("heading => heading.scrollIntoView()");
        await Assertions.Expect(page.Locator(".contents [aria-current] .number")).ToHaveTextAsync("6.1");
        await Assertions.Expect(page.Locator(".contents [aria-current]")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_figure_opens_and_closes_where_the_reader_was()
    {
        await using var profile = await chromium.NewProfileAsync();
        var page = await profile.NewPageAsync();
        await page.GotoAsync(Write(Sample));
        await page.Locator($"{Figure} img").ScrollIntoViewIfNeededAsync();
        var above = await page.EvaluateAsync<double>("scrollY");
        await page.Locator($"{Figure} .opens").ClickAsync();
        await Assertions.Expect(page.Locator($"{Figure} .closes")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator($"{Figure} .closes")).ToBeHiddenAsync();
        await page.WaitForFunctionAsync("above => scrollY === above", above);
    }

    [Fact]
    public async Task Without_scripts_figures_and_contents_open_and_close_too()
    {
        await using var profile = await chromium.NewProfileAsync(390, 844, runsScripts: false);
        var page = await profile.NewPageAsync();
        await page.GotoAsync(Write(Sample));
        await page.Locator($"{Figure} .opens").ClickAsync();
        await page.Locator($"{Figure} .closes").ClickAsync();
        await Assertions.Expect(page.Locator($"{Figure} .closes")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".contents")).ToBeHiddenAsync();
        await page.Locator(".opener").ClickAsync();
        await page.Locator(".contents a:has-text('2.2')").ClickAsync();
        await Assertions.Expect(page.Locator(".contents")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("h2:has-text('2.2')")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Whatever_stands_in_a_report_stays_on_the_page()
    {
        await using var profile = await chromium.NewProfileAsync(390, 844);
        var page = await profile.NewPageAsync();
        await page.GotoAsync(Write(OddReport.WriteTo(folder)));
        await Axe.FindsNothingAsync(page);
        await page.SetViewportSizeAsync(1440, 900);
        await Axe.FindsNothingAsync(page);
    }

    /// <summary>As the command line writes it into a folder: the pictures are found beside it.</summary>
    private string Write(string report)
    {
        var opened = ReportFolder.Open(report);
        var site = Path.Combine(folder, "site");
        SiteFolder.Write(Compiler.Compile(opened), opened, site);
        return new Uri(Path.Combine(site, "index.html")).ToString();
    }
}
