using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using Authoring.Web.People;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Tests.People;

/// <summary>What ends a sign-in ends it at once: for the hub's open connections, for new ones, and for pages.</summary>
public sealed class EndOfSessionTests : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    [Fact]
    public async Task A_disabled_person_is_out_at_once_and_comes_back_when_enabled()
    {
        var cookie = await workspace.SignInAsync("author1");
        await using var hub = await HubClient.ConnectAsync(workspace.Address, cookie);
        await hub.CallAsync("Open", Document);
        using var admin = await FormVisitor.SignInAsync(workspace.Address, "admin");
        var address = await admin.EditAddressAsync("author1");
        await admin.SendAsync(address, "disable");
        Assert.Contains("已停用", admin.Shown("done"), StringComparison.Ordinal);

        await hub.Closed.WaitAsync(TimeSpan.FromSeconds(10)); // nothing more is heard, not even as a listener
        Assert.Equal(HttpStatusCode.Unauthorized, await NegotiateAsync(cookie));
        Assert.Equal(HttpStatusCode.Redirect, await GetAsync("/reports/small", cookie));
        await Assert.ThrowsAsync<HttpRequestException>(() => workspace.SignInAsync("author1"));

        await admin.SendAsync(address, "enable");
        Assert.Equal(HttpStatusCode.Unauthorized, await NegotiateAsync(cookie)); // the old cookie stays worth nothing
        await using var again = await workspace.ConnectAsync("author1");
        await again.CallAsync("Open", Document);
    }

    [Fact]
    public async Task A_reset_password_is_shown_once_ends_the_old_one_and_must_be_changed()
    {
        var cookie = await workspace.SignInAsync("author2");
        await using var hub = await HubClient.ConnectAsync(workspace.Address, cookie);
        using var admin = await FormVisitor.SignInAsync(workspace.Address, "admin");
        await admin.SendAsync(await admin.EditAddressAsync("author2"), "reset");
        var password = admin.Shown("initial-password")!;
        await admin.GoAsync(admin.Address);
        Assert.Null(admin.Shown("initial-password"));

        await hub.Closed.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Unauthorized, await NegotiateAsync(cookie));
        await Assert.ThrowsAsync<HttpRequestException>(() => workspace.SignInAsync("author2"));

        // With the initial password one page is open, and it asks for another password.
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author2", password);
        foreach (var page in new[] { "/", "/reports/small", $"/reports/{Document}", "/people" })
        {
            await author.GoAsync(page);
            Assert.Equal("/account", author.Address);
        }
        Assert.NotNull(author.Shown("must-change"));
        Assert.Equal(HttpStatusCode.Unauthorized, await author.PostJsonAsync("/hubs/editing/negotiate?negotiateVersion=1", new { }));
        Assert.Equal(HttpStatusCode.Forbidden, await author.PostJsonAsync("/api/sign-in", new { name = "author2", password }));

        await author.SendAsync(
            "/account",
            "password",
            ("Form.Old", password),
            ("Form.New", "my-own-words"),
            ("Form.Repeat", "my-own-words")
        );
        Assert.Contains("密码已修改", author.Shown("done"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await author.GoAsync("/reports/small"));
        Assert.Equal("/reports/small", author.Address);
        Assert.Equal(HttpStatusCode.OK, await author.PostJsonAsync("/hubs/editing/negotiate?negotiateVersion=1", new { }));
        await workspace.SignInAsync("author2", "my-own-words");
    }

    [Theory]
    [InlineData("wrong-one", "new-password", "new-password", "password", "原密码不正确")]
    [InlineData("", "new-password", "new-password", "password", "原密码不正确")]
    [InlineData("demo-2025", "short", "short", "new-password", "至少需要 10")]
    [InlineData("demo-2025", "demo-2025", "demo-2025", "new-password", "不能与原密码相同")]
    [InlineData("demo-2025", "new-password", "new-passwort", "repeat", "不一致")]
    public async Task A_password_is_not_changed_by_a_form_that_is_wrong(
        string old,
        string wanted,
        string repeated,
        string field,
        string sentence
    )
    {
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        await author.SendAsync("/account", "password", ("Form.Old", old), ("Form.New", wanted), ("Form.Repeat", repeated));
        Assert.Contains(sentence, author.Error(field), StringComparison.Ordinal);
        // a password is not sent back
        Assert.All(author.Page.QuerySelectorAll("input[type=password]"), field => Assert.Equal("", field.GetAttribute("value") ?? ""));
        await author.SendAsync("/account", "password", ("Form.Old", old), ("Form.New", new string('x', 10_000)), ("Form.Repeat", ""));
        Assert.Contains("太长", author.Error("new-password"), StringComparison.Ordinal);
        await workspace.SignInAsync("author1");
    }

    [Fact]
    public async Task Guessing_the_old_password_locks_as_signing_in_does()
    {
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        for (var i = 0; i < 10; i++)
            await author.SendAsync(
                "/account",
                "password",
                ("Form.Old", "guess"),
                ("Form.New", "new-password"),
                ("Form.Repeat", "new-password")
            );
        Assert.Contains("次数过多", author.Error("password"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changing_ones_password_ends_other_sign_ins_and_keeps_this_one()
    {
        var elsewhere = await workspace.SignInAsync("author1");
        await using var hub = await HubClient.ConnectAsync(workspace.Address, elsewhere);
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        await author.SendAsync(
            "/account",
            "password",
            ("Form.Old", "demo-2025"),
            ("Form.New", "new-password"),
            ("Form.Repeat", "new-password")
        );
        Assert.Equal(HttpStatusCode.OK, await author.GoAsync("/reports/small"));
        await hub.Closed.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Unauthorized, await NegotiateAsync(elsewhere));
    }

    [Fact]
    public async Task After_signing_out_the_hub_is_closed_and_after_signing_in_again_open_to_the_same_person()
    {
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        await using var hub = await HubClient.ConnectAsync(workspace.Address, author.Cookies);
        var update = new
        {
            id = "0123456789abcdef-1",
            clientID = "client-of-author1",
            changes = new object[] { SmallReport.First.Length, new object[] { 0, "甲的话" } },
        };
        await hub.CallAsync("Open", Document);
        await hub.CallAsync("Push", Document, 0, new[] { update });

        await author.SignOutAsync();
        await hub.Closed.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Unauthorized, await author.PostJsonAsync("/hubs/editing/negotiate?negotiateVersion=1", new { }));
        await Assert.ThrowsAsync<WebSocketException>(() => HubClient.ConnectAsync(workspace.Address, author.Cookies));

        Assert.Equal(
            HttpStatusCode.NoContent,
            await author.PostJsonAsync("/api/sign-in", new { name = "author1", password = "demo-2025" })
        );
        await using var again = await HubClient.ConnectAsync(workspace.Address, author.Cookies);
        await again.CallAsync("Open", Document);
        // The same update under the same id, from the same person and client: it was applied before, and is not applied twice.
        Assert.Equal(1, (await again.CallAsync("Push", Document, 0, new[] { update })).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task An_expired_sign_in_is_refused_by_the_hub_and_by_pages()
    {
        var cookie = await workspace.SignInAsync("author1");
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(cookie));
        var format = workspace
            .Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(IdentityConstants.ApplicationScheme)
            .TicketDataFormat;
        const string name = "authoring";
        var ticket = format.Unprotect(
            cookie.Split("; ").Single(c => c.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..]
        )!;
        ticket.Properties.ExpiresUtc = DateTimeOffset.UtcNow.AddMinutes(-1);
        var expired = $"{name}={format.Protect(ticket)}";
        Assert.Equal(HttpStatusCode.Unauthorized, await NegotiateAsync(expired));
        Assert.Equal(HttpStatusCode.Redirect, await GetAsync("/reports/small", expired));
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(await workspace.SignInAsync("author1")));
    }

    [Fact]
    public async Task A_new_name_is_in_the_next_page()
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
    }

    private async Task<HttpStatusCode> NegotiateAsync(string cookie)
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = workspace.Address };
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        return (await client.PostAsJsonAsync("/hubs/editing/negotiate?negotiateVersion=1", new { })).StatusCode;
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
