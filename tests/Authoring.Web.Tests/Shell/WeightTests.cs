using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Authoring.Web.Tests.Shell;

/// <summary>A page is light on the way: what it fetches is sent compressed, and what writing needs stays small.</summary>
public sealed partial class WeightTests : IAsyncLifetime
{
    /// <summary>Scripts of an editor's page together, as sent, and its styles. Whoever needs more says why.</summary>
    private const int MostScript = 250 * 1024; // KB as the build prints them
    private const int MostStyle = 40_000;

    /// <summary>Of a page with a circuit, which fetches them once: MudBlazor's stylesheet alone is 41 KB.</summary>
    private const int MostStyleOfOthers = 75_000;

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static async Task<(string Text, string? Encoding, int Sent, string Cache)> GetAsync(
        HttpClient browser,
        string address,
        bool packed
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (packed)
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await browser.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var content = await answer.Content.ReadAsByteArrayAsync();
        return (
            packed ? "" : System.Text.Encoding.UTF8.GetString(content),
            answer.Content.Headers.ContentEncoding.SingleOrDefault(),
            content.Length,
            answer.Headers.CacheControl?.ToString() ?? ""
        );
    }

    [Theory]
    [InlineData("/reports/small/sections/01-basic", MostScript, MostStyle)]
    [InlineData("/reports/small", MostScript, MostStyleOfOthers)]
    public async Task Everything_a_page_is_made_of_is_sent_compressed(string page, int mostScript, int mostStyle)
    {
        using var browser = await workspace.BrowseAsync("author1");
        var html = (await GetAsync(browser, page, packed: false)).Text;
        var files = Files().Matches(html).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(files.Count > 3, $"{page} names only {string.Join(' ', files)}");
        var (script, style) = (0, 0);
        foreach (var address in files.Append(page))
        {
            var (plain, packed) = (await GetAsync(browser, address, packed: false), await GetAsync(browser, address, packed: true));
            Assert.Equal((null, "gzip"), (plain.Encoding, packed.Encoding));
            if (address != page)
                Assert.Contains("immutable", packed.Cache, StringComparison.Ordinal);
            Assert.True(packed.Sent < plain.Sent * 0.45, $"{address}: {packed.Sent} bytes of {plain.Sent}");
            if (address.Contains(".js?", StringComparison.Ordinal))
                script += packed.Sent;
            else if (address != page)
                style += packed.Sent;
        }
        Assert.True(script <= mostScript, $"{page}: {script} bytes of script");
        Assert.True(style <= mostStyle, $"{page}: {style} bytes of style");
    }

    [Fact]
    public async Task What_an_open_text_fetches_is_compressed_and_a_download_says_how_long_it_is()
    {
        using var browser = await workspace.BrowseAsync("author1");
        var live = await GetAsync(browser, "/reports/small/live/sections/01-basic", packed: true);
        Assert.Equal("gzip", live.Encoding);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/reports/small/export/html")
        {
            Headers = { AcceptEncoding = { new("gzip") } },
        };
        using var download = await browser.SendAsync(request);
        Assert.Empty(download.Content.Headers.ContentEncoding);
        Assert.NotNull(download.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_script_is_the_one_that_the_server_started_with_and_is_not_sent_twice()
    {
        using var browser = await workspace.BrowseAsync();
        using var first = await browser.GetAsync("/assets/editor.js");
        Assert.Equal("no-cache", first.Headers.CacheControl!.ToString()); // without its hash, or with another, it is asked for again
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("text/javascript", first.Content.Headers.ContentType!.MediaType);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/assets/editor.js")
        {
            Headers = { IfNoneMatch = { first.Headers.ETag! } },
        };
        Assert.Equal(System.Net.HttpStatusCode.NotModified, (await browser.SendAsync(again)).StatusCode);
        using var head = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/assets/editor.js"));
        Assert.Equal(first.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task An_editors_page_carries_nothing_for_circuits()
    {
        using var browser = await workspace.BrowseAsync("author1");
        Assert.DoesNotContain(
            "/_framework/",
            (await GetAsync(browser, "/reports/small/sections/01-basic", packed: false)).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "/_framework/blazor.web.js",
            (await GetAsync(browser, "/reports/small", packed: false)).Text,
            StringComparison.Ordinal
        );
    }

    [GeneratedRegex("(?:src|href)=\"(/[^\"]+\\.(?:js|css)\\?v=[0-9a-f]+)\"")]
    private static partial Regex Files();
}
