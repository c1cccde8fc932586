using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Authoring.Web.Tests.Browser;

namespace Authoring.Web.Tests.People;

/// <summary>Who comes in, and how; and that what must last is in the database.</summary>
public sealed partial class SignInTests
{
    [Fact]
    public async Task Ten_wrong_passwords_lock_the_account_at_both_doors()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        using var browser = await workspace.BrowseAsync();
        for (var i = 0; i < 10; i++)
            Assert.Equal(
                HttpStatusCode.Unauthorized,
                (await browser.PostAsJsonAsync("/api/sign-in", new { name = "author1", password = "wrong" })).StatusCode
            );
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await browser.PostAsJsonAsync("/api/sign-in", new { name = "author1", password = "demo-2025" })).StatusCode
        );
        Assert.Contains("锁定", await SubmitAsync(workspace, "author1", "demo-2025"), StringComparison.Ordinal);
        await workspace.SignInAsync("author2");
    }

    [Theory]
    [InlineData("author1")]
    [InlineData(" AUTHOR1")]
    public async Task Ten_wrong_passwords_at_once_are_ten(string name)
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        using var browser = await workspace.BrowseAsync();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(i => browser.PostAsJsonAsync("/api/sign-in", new { name = i % 2 == 0 ? name : "author1", password = $"wrong {i}" }))
        );
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await browser.PostAsJsonAsync("/api/sign-in", new { name = "author1", password = "demo-2025" })).StatusCode
        );
        Assert.Contains("锁定", await SubmitAsync(workspace, "author1", "demo-2025"), StringComparison.Ordinal);
        await workspace.SignInAsync("author2");
    }

    /// <summary>A page that asks for one person has the same lock-out: it is no second door for guesses.</summary>
    [Fact]
    public async Task Ten_wrong_passwords_at_once_on_somebody_elses_page_are_ten()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        using var browser = await workspace.BrowseAsync();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(i =>
                    browser.PostAsJsonAsync(
                        "/api/sign-in",
                        new
                        {
                            name = "author1",
                            password = $"wrong {i}",
                            person = "somebody else",
                        }
                    )
                )
        );
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (
                await browser.PostAsJsonAsync(
                    "/api/sign-in",
                    new
                    {
                        name = "author1",
                        password = "demo-2025",
                        person = "somebody else",
                    }
                )
            ).StatusCode
        );
        Assert.Contains("锁定", await SubmitAsync(workspace, "author1", "demo-2025"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_nobody_can_have_costs_nothing()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        using var browser = await workspace.BrowseAsync();
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await browser.PostAsJsonAsync("/api/sign-in", new { name = "author1", password = new string('x', 1_000_000) })).StatusCode
        );
    }

    [Fact]
    public async Task A_wrong_password_is_answered_in_words()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        Assert.Contains("用户名或密码不正确", await SubmitAsync(workspace, "author1", "wrong"), StringComparison.Ordinal);
        Assert.Contains("用户名或密码不正确", await SubmitAsync(workspace, "nobody", "wrong"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        using var browser = await workspace.BrowseAsync();
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["_handler"] = "sign-in",
                ["Form.Name"] = "author1",
                ["Form.Password"] = "demo-2025",
            }
        );
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/sign-in", form)).StatusCode);
    }

    [Fact]
    public async Task A_restart_signs_nobody_out()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        using var browser = await workspace.BrowseAsync("author1");
        await workspace.StopAsync();
        await workspace.StartAgainAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/reports/small")).StatusCode);
    }

    [Fact]
    public async Task Serving_for_real_knows_no_demo_account_and_offers_one_link()
    {
        await using var server = await ServerProcess.StartAsync("serve");
        using var browser = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await browser.PostAsJsonAsync("/api/sign-in", new { name = "admin", password = "demo-2025" })).StatusCode
        );
        Assert.DoesNotContain("demo-2025", await browser.GetStringAsync("/sign-in"), StringComparison.Ordinal);

        var link = await server.SaysAsync(Welcome());
        Assert.Contains("此链接已失效", await browser.GetStringAsync("/welcome?token=guess"), StringComparison.Ordinal);
        var page = await browser.GetStringAsync(link);
        var answer = await PostAsync(
            browser,
            link,
            page,
            "welcome",
            ("Form.Name", "principal"),
            ("Form.DisplayName", "管理员"),
            ("Form.Password", "a-long-password")
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("管理员", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("此链接已失效", await browser.GetStringAsync(link), StringComparison.Ordinal);

        await server.KillAsync();
        await server.StartAgainAsync();
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await browser.PostAsJsonAsync("/api/sign-in", new { name = "principal", password = "a-long-password" })).StatusCode
        );
        Assert.Single(Welcome().Matches(server.Output)); // offered once, by the first start
    }

    private static async Task<string> SubmitAsync(RunningWorkspace workspace, string name, string password)
    {
        using var browser = new HttpClient { BaseAddress = workspace.Address };
        var page = await browser.GetStringAsync("/sign-in");
        using var answer = await PostAsync(browser, "/sign-in", page, "sign-in", ("Form.Name", name), ("Form.Password", password));
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient browser,
        string address,
        string page,
        string handler,
        params (string Name, string Value)[] fields
    )
    {
        using var form = new FormUrlEncodedContent(
            fields
                .Append((Name: "_handler", Value: handler))
                .Append((Name: "__RequestVerificationToken", Value: Token().Match(page).Groups[1].Value))
                .Select(f => KeyValuePair.Create(f.Name, f.Value))
        );
        return await browser.PostAsync(address, form);
    }

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("http://[^ ]+/welcome\\?token=[0-9a-f]+")]
    private static partial Regex Welcome();
}
