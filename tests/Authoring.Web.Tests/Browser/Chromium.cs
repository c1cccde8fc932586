using Microsoft.Playwright;

// They wait for browsers more than they compute: five at a time keep two cores busy.
[assembly: Xunit.v3.Parallelization(MaxThreads = 5)]
[assembly: AssemblyFixture(typeof(Authoring.Web.Tests.Browser.Chromium))]

namespace Authoring.Web.Tests.Browser;

/// <summary>One browser for all tests. Where there is none the tests say so; under CI a missing browser is a failure.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // The headless shell is the same engine without windows, and takes three quarters of the time.
    private static readonly string[] Places =
    [
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    // Without these a browser in a closed network spends its time asking for hosts that do not answer.
    private static readonly string[] Quiet =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    private readonly string? path = Environment.GetEnvironmentVariable("CHROMIUM") ?? Array.Find(Places, File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (path is null)
            return;
        // For all of them, whichever comes first: as long as they wait for what a browser does. Where many tests share a machine, a
        // compilation's rest, a board's pause and the
        // machine's own slowness add up to more than the five seconds that are usual.
        Assertions.SetDefaultExpectTimeout(20_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Quiet });
    }

    /// <summary>A browser of somebody's own: nothing is shared with the others.</summary>
    internal async Task<IBrowserContext> NewProfileAsync(int width = 1440, int height = 900, bool runsScripts = true)
    {
        DemandBrowser();
        var context = await browser!.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
                Locale = "zh-CN",
                JavaScriptEnabled = runsScripts,
            }
        );
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync(SourceFirst);
        return context;
    }

    // Most tests read the text as it is written; those of the visual mode choose it.
    private const string SourceFirst = """
        try { localStorage.getItem('authoring-editor-visual') ?? localStorage.setItem('authoring-editor-visual', 'off') } catch {}
        """;

    /// <summary>
    /// A browser of its own on a profile that lies in a folder, as people have it: killed and started again it has what it had.
    /// </summary>
    internal async Task<IBrowserContext> StartOnAsync(string folder)
    {
        DemandBrowser();
        var context = await playwright!.Chromium.LaunchPersistentContextAsync(
            folder,
            new()
            {
                ExecutablePath = path,
                Args = Quiet,
                Locale = "zh-CN",
                ViewportSize = new() { Width = 1440, Height = 900 },
            }
        );
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync(SourceFirst);
        return context;
    }

    private void DemandBrowser()
    {
        if (browser is not null)
            return;
        if (Environment.GetEnvironmentVariable("CI") is "true" or "1")
            Assert.Fail("CI must have Chromium: install the package chromium.");
        Assert.Skip($"No Chromium at {string.Join(", ", Places)}; name one with the environment variable CHROMIUM.");
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
