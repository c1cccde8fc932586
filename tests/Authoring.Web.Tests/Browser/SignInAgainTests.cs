using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// A sign-in that expires while somebody types costs nothing: it is asked for over the text, and what was typed meanwhile is sent, once.
/// </summary>
public sealed class SignInAgainTests(Chromium chromium) : OnALine
{
    private const string Document = "small/sections/01-basic";

    [Fact]
    public async Task What_is_typed_while_signed_out_is_there_once_after_signing_in_over_the_text()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        await Task.WhenAll(anna.OpenAsync(Document), ben.OpenAsync(Document));
        await anna.Page.EvaluateAsync("window.stillTheSamePage = true");
        await anna.TypeAtEndAsync("登录还在时写的，");
        await anna.SyncedAsync();

        await ExpireAsync(anna);
        await anna.TypeAsync("过期以后写的，");
        var window = anna.Page.GetByTestId("sign-in-again");
        await Assertions.Expect(window).ToBeVisibleAsync();
        await anna.TypeAsync("窗口出现也不打断。"); // it takes no focus
        await ben.TypeAtStartAsync("另一个人接着写。\n");

        await SignInAsync(window, "author1", "wrong-one");
        await Assertions.Expect(window).ToContainTextAsync("用户名或密码不正确");
        await SignInAsync(window, "author2", "demo-2025");
        await Assertions.Expect(window).ToContainTextAsync("只能用“撰稿人甲”的账号登录");
        Assert.DoesNotContain(await anna.Page.Context.CookiesAsync(), c => c.Name == "authoring");
        await SignInAsync(window, "author1", "demo-2025");

        await Assertions.Expect(window).ToBeHiddenAsync();
        await Task.WhenAll(anna.SyncedAsync(), ben.SyncedAsync());
        await ben.ShowsAsync("窗口出现也不打断。");
        const string text = "另一个人接着写。\n\n" + SmallReport.First + "登录还在时写的，过期以后写的，窗口出现也不打断。";
        await Task.WhenAll(anna.ShowsTextAsync(text), ben.ShowsTextAsync(text));
        await using var hub = await workspace.ConnectAsync("editor");
        Assert.Equal(text, (await hub.CallAsync("Open", Document)).GetProperty("text").GetString());
        Assert.True(await anna.Page.EvaluateAsync<bool>("window.stillTheSamePage === true"));
        await anna.TypeAsync("继续。"); // the focus is in the text again
        await ben.ShowsAsync("窗口出现也不打断。继续。");
    }

    [Fact]
    public async Task Put_off_the_window_makes_room_and_comes_back_from_the_bar()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.OpenAsync(Document);
        await ExpireAsync(anna);
        var window = anna.Page.GetByTestId("sign-in-again");
        await Assertions.Expect(window).ToBeVisibleAsync();
        await window.GetByText("稍后登录").ClickAsync();
        await Assertions.Expect(window).ToBeHiddenAsync();
        await anna.TypeAtEndAsync("先写完。");
        await Assertions.Expect(window).ToBeHiddenAsync();
        await anna.Page.GetByRole(AriaRole.Alert).GetByText("重新登录", new() { Exact = true }).ClickAsync();
        await SignInAsync(window, "author1", "demo-2025");
        await anna.SyncedAsync();
        Assert.Equal(SmallReport.First + "先写完。", await anna.ShownTextAsync());
    }

    /// <summary>The cookie goes, and the line with it, as when a session has come to its end.</summary>
    private async Task ExpireAsync(Visitor visitor)
    {
        await visitor.Page.Context.ClearCookiesAsync(new() { Name = "authoring" });
        line.Cut();
        line.Restore();
    }

    private static async Task SignInAsync(ILocator window, string name, string password)
    {
        await window.GetByLabel("用户名").FillAsync(name);
        await window.GetByLabel("密码").FillAsync(password);
        await window.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
    }
}
