using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using Authoring.Web.Tests.People;

namespace Authoring.Web.Tests.Shell;

/// <summary>What the server shows to browsers that come from elsewhere, through a proxy, or not at all signed in.</summary>
public sealed class SurfaceTests
{
    /// <summary>For tests that leave it as it was.</summary>
    private static readonly Lazy<Task<RunningWorkspace>> Shared = new(() => RunningWorkspace.StartAsync());

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient browser,
        HttpMethod method,
        string address,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await browser.SendAsync(request);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("file://")]
    [InlineData("")]
    public async Task A_page_of_another_site_opens_no_circuit_and_no_hub(string origin)
    {
        var workspace = await Shared.Value;
        using var browser = await workspace.BrowseAsync("author1");
        foreach (var address in new[] { "/_blazor", "/hubs/editing" })
        {
            using var negotiated = await SendAsync(browser, HttpMethod.Post, $"{address}/negotiate?negotiateVersion=1", ("Origin", origin));
            Assert.True(negotiated.StatusCode == HttpStatusCode.Forbidden, $"{address}: {negotiated.StatusCode}");
            using var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("Cookie", browser.DefaultRequestHeaders.GetValues("Cookie").Single());
            socket.Options.SetRequestHeader("Origin", origin);
            await Assert.ThrowsAsync<WebSocketException>(() =>
                socket.ConnectAsync(
                    new UriBuilder(new Uri(workspace.Address, address)) { Scheme = "ws" }.Uri,
                    TestContext.Current.CancellationToken
                )
            );
        }
        using var two = await SendAsync(
            browser,
            HttpMethod.Post,
            "/_blazor/negotiate?negotiateVersion=1",
            ("Origin", workspace.Address.GetLeftPart(UriPartial.Authority)),
            ("Origin", "http://evil.example")
        );
        Assert.Equal(HttpStatusCode.Forbidden, two.StatusCode);
    }

    [Fact]
    public async Task A_page_of_ours_does_and_who_is_not_signed_in_does_not()
    {
        var workspace = await Shared.Value;
        var own = workspace.Address.GetLeftPart(UriPartial.Authority);
        using var author = await workspace.BrowseAsync("author1");
        using var allowed = await SendAsync(author, HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", ("Origin", own));
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        using var stranger = await workspace.BrowseAsync();
        using var refused = await SendAsync(stranger, HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", ("Origin", own));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var socket = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(
                new UriBuilder(new Uri(workspace.Address, "/_blazor")) { Scheme = "ws" }.Uri,
                TestContext.Current.CancellationToken
            )
        );
        foreach (var page in new[] { "/sign-in", "/welcome", "/not-found" })
        {
            using var answer = await stranger.GetAsync(page); // no page for strangers needs a circuit
            Assert.DoesNotContain("\"type\":\"server\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Circuits:MostOfPerson", "author1", "author2", HttpStatusCode.OK)]
    [InlineData("Circuits:MostOfAddress", "author1", "author2", HttpStatusCode.TooManyRequests)]
    public async Task There_are_only_so_many_circuits(string setting, string person, string other, HttpStatusCode forTheOther)
    {
        await using var workspace = await RunningWorkspace.StartAsync((setting, "3"));
        using var browser = await workspace.BrowseAsync(person);
        var cookie = browser.DefaultRequestHeaders.GetValues("Cookie").Single();
        var open = new List<ClientWebSocket>();
        for (var i = 0; i < 3; i++)
            open.Add(await CircuitAsync(workspace, cookie));
        // The third is counted just after it was greeted.
        await Review.Office.UntilAsync(
            async () =>
                (await SendAsync(browser, HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1")).StatusCode
                == HttpStatusCode.TooManyRequests,
            "the third circuit to be counted"
        );
        await Assert.ThrowsAsync<WebSocketException>(() => CircuitAsync(workspace, cookie));
        using var another = await workspace.BrowseAsync(other);
        using var answer = await SendAsync(another, HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        Assert.Equal(forTheOther, answer.StatusCode);
        open[0].Abort();
        await Review.Office.UntilAsync(
            async () =>
                (await SendAsync(browser, HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1")).StatusCode == HttpStatusCode.OK,
            "room for another circuit"
        );
        open.ForEach(socket => socket.Dispose());
    }

    private static async Task<ClientWebSocket> CircuitAsync(RunningWorkspace workspace, string cookie)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(
            new UriBuilder(new Uri(workspace.Address, "/_blazor")) { Scheme = "ws" }.Uri,
            TestContext.Current.CancellationToken
        );
        await socket.SendAsync(
            "{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray(),
            WebSocketMessageType.Text,
            true,
            TestContext.Current.CancellationToken
        );
        await socket.ReceiveAsync(new byte[100], TestContext.Current.CancellationToken);
        return socket;
    }

    [Fact]
    public async Task Behind_a_known_proxy_with_https_every_cookie_is_secure_and_browsers_are_told_to_stay()
    {
        await using var workspace = await RunningWorkspace.StartAsync(("Proxy:Known", "127.0.0.0/8"));
        using var browser = await workspace.BrowseAsync();
        (string, string)[] proxied =
        [
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "report.example.cn"),
            ("X-Forwarded-For", "203.0.113.9"),
        ];
        using var page = await SendAsync(browser, HttpMethod.Get, "/sign-in", proxied);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sign-in")
        {
            Content = JsonContent.Create(new { name = "admin", password = "demo-2025" }),
        };
        foreach (var (name, value) in proxied)
            request.Headers.Add(name, value);
        using var signedIn = await browser.SendAsync(request);
        using var preferences = new HttpRequestMessage(HttpMethod.Post, "/preferences")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark"), KeyValuePair.Create("language", "en")]),
        };
        foreach (var (name, value) in proxied)
            preferences.Headers.Add(name, value);
        using var chosen = await browser.SendAsync(preferences);
        foreach (var answer in new[] { page, signedIn, chosen })
        {
            Assert.All(
                answer.Headers.GetValues("Set-Cookie"),
                cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase)
            );
            Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Matches("(?i)samesite=(lax|strict)", cookie));
            Assert.All(
                answer.Headers.GetValues("Set-Cookie"),
                cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase)
            );
            Assert.StartsWith("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        }
        // And the links that are handed over lead to where people come in.
        var cookies = string.Join("; ", signedIn.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
        using var redirected = await SendAsync(browser, HttpMethod.Get, "/account", proxied);
        Assert.StartsWith("https://report.example.cn/sign-in", redirected.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var own = await SendAsync(
            browser,
            HttpMethod.Post,
            "/_blazor/negotiate?negotiateVersion=1",
            [.. proxied, ("Cookie", cookies), ("Origin", "https://report.example.cn")]
        );
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        using var plain = await SendAsync(
            browser,
            HttpMethod.Post,
            "/_blazor/negotiate?negotiateVersion=1",
            [.. proxied, ("Cookie", cookies), ("Origin", "http://report.example.cn")]
        );
        Assert.Equal(HttpStatusCode.Forbidden, plain.StatusCode);
    }

    [Fact]
    public async Task What_a_stranger_says_about_https_and_hosts_is_not_believed_and_plain_http_goes_on_working()
    {
        var workspace = await Shared.Value;
        using var browser = await workspace.BrowseAsync();
        using var page = await SendAsync(
            browser,
            HttpMethod.Get,
            "/account",
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "evil.example")
        );
        Assert.StartsWith(workspace.Address.ToString(), page.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("Strict-Transport-Security"));
        using var signedIn = await browser.PostAsJsonAsync("/api/sign-in", new { name = "author1", password = "demo-2025" });
        Assert.All(
            signedIn.Headers.GetValues("Set-Cookie"),
            cookie => Assert.DoesNotContain("; secure", cookie, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_chooses_nobodys_language_and_colours(string header, string value)
    {
        var workspace = await Shared.Value;
        using var browser = await workspace.BrowseAsync("author2");
        using var foreign = await ChooseAsync(browser, "en", (header, value));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        Assert.False(foreign.Headers.Contains("Set-Cookie"));
        var own = workspace.Address.GetLeftPart(UriPartial.Authority);
        using var ours = await ChooseAsync(browser, "zh-CN", ("Origin", own), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.Redirect, ours.StatusCode);
        Assert.True(ours.Headers.Contains("Set-Cookie"));
    }

    private static async Task<HttpResponseMessage> ChooseAsync(
        HttpClient browser,
        string language,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/preferences")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark"), KeyValuePair.Create("language", language)]),
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await browser.SendAsync(request);
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("10.0.0.0/99")]
    [InlineData("10.0.0.1; proxy.example.cn")]
    public void A_proxy_that_is_no_address_is_said_at_the_start(string known)
    {
        var said = Assert.ThrowsAny<Exception>(() =>
            Workspace.Build(Web.Shell.StartMode.Demo, builder => builder.Configuration["Proxy:Known"] = known)
        );
        Assert.Contains("Proxy:Known", said.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/..//evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\tevil")]
    [InlineData("/\r\nSet-Cookie: a=b")]
    [InlineData("http:evil.example")]
    [InlineData("@evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("/reports/small/../..//evil.example")]
    public async Task After_signing_in_nobody_is_sent_to_another_site(string to)
    {
        var workspace = await Shared.Value;
        var visitor = new FormVisitor(workspace.Address);
        await visitor.SendAsync(
            $"/sign-in?to={Uri.EscapeDataString(to)}",
            "sign-in",
            ("Form.Name", "author1"),
            ("Form.Password", "demo-2025")
        );
        Assert.Equal("撰稿人甲", visitor.Shown("account"));
        Assert.DoesNotContain("evil", visitor.Address, StringComparison.Ordinal);
        visitor.Dispose();
    }

    [Theory]
    [InlineData("/sign-in", null)]
    [InlineData("/", "author1")]
    [InlineData("/reports/small", "author1")]
    [InlineData("/reports/nothing", "author1")]
    [InlineData("/nowhere", null)]
    [InlineData("/reports/small/export/json", "author1")]
    [InlineData("/reports/small/comments/export", "editor")]
    [InlineData("/health/live", null)]
    [InlineData("/assets/shell.js", null)]
    public async Task Every_answer_keeps_foreign_scripts_and_frames_and_guesses_of_type_out(string address, string? person)
    {
        var workspace = await Shared.Value;
        using var browser = await workspace.BrowseAsync(person);
        using var answer = await browser.GetAsync(address);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        foreach (
            var part in new[]
            {
                "default-src 'self'",
                "script-src 'self'",
                "object-src 'none'",
                "base-uri 'self'",
                "form-action 'self'",
                "frame-ancestors 'none'",
            }
        )
            Assert.Contains(part, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_that_another_site_sends_is_refused()
    {
        var workspace = await Shared.Value;
        using var browser = await workspace.BrowseAsync();
        foreach (
            var (name, value) in new[]
            {
                ("Origin", "http://evil.example"),
                ("Sec-Fetch-Site", "cross-site"),
                ("Sec-Fetch-Site", "same-site"),
            }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sign-in")
            {
                Content = JsonContent.Create(new { name = "author1", password = "demo-2025" }),
            };
            request.Headers.Add(name, value);
            using var answer = await browser.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
    }
}
