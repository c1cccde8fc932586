using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;

namespace Authoring.Web.Tests.People;

/// <summary>
/// Signing out ends a session on the server: a copy of its cookie opens nothing any more. Other sessions of the same person go on.
/// </summary>
public sealed class SignInSessionTests : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    [Fact]
    public async Task A_copied_cookie_opens_nothing_after_signing_out()
    {
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        var copied = author.Cookies;
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/reports/small", copied));
        await author.SignOutAsync();
        foreach (
            var address in new[]
            {
                "/",
                "/account",
                "/reports/small",
                "/reports/small/export/json",
                "/reports/small/live/sections/01-basic",
            }
        )
            Assert.True(await GetAsync(address, copied) is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, address);
        await Assert.ThrowsAsync<WebSocketException>(() => HubClient.ConnectAsync(workspace.Address, copied));
        await Assert.ThrowsAsync<WebSocketException>(() => CircuitAsync(copied));
    }

    [Fact]
    public async Task It_opens_nothing_after_a_restart_either()
    {
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        var (copied, other) = (author.Cookies, await workspace.SignInAsync("author1"));
        await author.SignOutAsync();
        await workspace.StopAsync();
        await workspace.StartAgainAsync();
        Assert.Equal(HttpStatusCode.Redirect, await GetAsync("/reports/small", copied));
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/reports/small", other));
    }

    [Fact]
    public async Task Other_sessions_of_the_same_person_go_on_with_their_open_connections()
    {
        var elsewhere = await workspace.SignInAsync("author1");
        await using var stays = await HubClient.ConnectAsync(workspace.Address, elsewhere);
        using var staysOpen = await CircuitAsync(elsewhere);
        await stays.CallAsync("Open", Document);
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        await using var ends = await HubClient.ConnectAsync(workspace.Address, author.Cookies);
        using var endsToo = await CircuitAsync(author.Cookies);

        await author.SignOutAsync();
        await ends.Closed.WaitAsync(TimeSpan.FromSeconds(10));
        await EndsAsync(endsToo);
        Assert.Equal(HttpStatusCode.OK, await GetAsync("/reports/small", elsewhere));
        await stays.CallAsync("Pull", Document, 0);
        Assert.False(stays.Closed.IsCompleted);
        Assert.Equal(WebSocketState.Open, staysOpen.State);
        await using var another = await HubClient.ConnectAsync(workspace.Address, elsewhere);
    }

    [Fact]
    public async Task A_changed_password_ends_all_other_sessions_with_their_circuits()
    {
        var elsewhere = await workspace.SignInAsync("author1");
        using var circuit = await CircuitAsync(elsewhere);
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        var before = author.Cookies;
        await author.SendAsync(
            "/account",
            "password",
            ("Form.Old", "demo-2025"),
            ("Form.New", "new-password"),
            ("Form.Repeat", "new-password")
        );
        await EndsAsync(circuit);
        Assert.Equal(HttpStatusCode.Redirect, await GetAsync("/", elsewhere));
        Assert.Equal(HttpStatusCode.Redirect, await GetAsync("/", before));
        Assert.Equal(HttpStatusCode.OK, await author.GoAsync("/account"));
    }

    [Fact]
    public async Task A_disabled_persons_circuits_are_cut()
    {
        using var circuit = await CircuitAsync(await workspace.SignInAsync("author2"));
        using var admin = await FormVisitor.SignInAsync(workspace.Address, "admin");
        await admin.SendAsync(await admin.EditAddressAsync("author2"), "disable");
        await EndsAsync(circuit);
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_that_the_browser_had()
    {
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        var copied = author.Cookies;
        Assert.Equal(
            HttpStatusCode.NoContent,
            await author.PostJsonAsync("/api/sign-in", new { name = "author1", password = "demo-2025" })
        );
        Assert.Equal(HttpStatusCode.OK, await author.GoAsync("/account"));
        Assert.Equal("/account", author.Address);
        Assert.Equal(HttpStatusCode.Redirect, await GetAsync("/account", copied));
    }

    [Fact]
    public async Task A_new_name_ends_no_session()
    {
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        using var admin = await FormVisitor.SignInAsync(workspace.Address, "admin");
        await admin.SendAsync(
            await admin.EditAddressAsync("author1"),
            "person",
            ("Form.Name", "新名字"),
            ("Form.UserName", "author1"),
            ("Form.Organisation", "")
        );
        await author.GoAsync("/");
        Assert.Equal("新名字", author.Shown("account"));
        await author.SignOutAsync(); // with the cookie that was made anew, too
        await author.GoAsync("/account");
        Assert.StartsWith("/sign-in", author.Address, StringComparison.Ordinal);
    }

    private async Task<ClientWebSocket> CircuitAsync(string cookie)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(
            new UriBuilder(new Uri(workspace.Address, "/_blazor")) { Scheme = "ws" }.Uri,
            TestContext.Current.CancellationToken
        );
        var handshake = "{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray();
        await socket.SendAsync(handshake, WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        await socket.ReceiveAsync(new byte[100], TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>Reads until the server has closed or cut the line.</summary>
    private static async Task EndsAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            while ((await socket.ReceiveAsync(new byte[1000], patience.Token)).MessageType != WebSocketMessageType.Close) { }
        }
        catch (WebSocketException)
        {
            // Cut without a farewell.
        }
    }

    private async Task<HttpStatusCode> GetAsync(string address, string cookie)
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = workspace.Address,
        };
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return (await client.GetAsync(address)).StatusCode;
    }
}
