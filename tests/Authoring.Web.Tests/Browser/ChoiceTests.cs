using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>Light or dark and the language hold at once, on every page, from its first byte, and cost nobody a keystroke.</summary>
public sealed class ChoiceTests(Chromium chromium) : IAsyncLifetime
{
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static Task<string> GroundAsync(IPage page, string selector = "body") =>
        page.EvaluateAsync<string>($"() => getComputedStyle(document.querySelector('{selector}')).backgroundColor");

    [Fact]
    public async Task Dark_is_dark_from_the_first_byte_of_every_page_until_it_is_changed()
    {
        await using var profile = await chromium.NewProfileAsync();
        var page = await profile.NewPageAsync();
        var answer = await page.GotoAsync(new Uri(workspace.Address, "/sign-in").ToString());
        Assert.DoesNotContain("data-theme", await answer!.TextAsync(), StringComparison.Ordinal);
        var light = await GroundAsync(page);
        var kept = page.WaitForResponseAsync(r => r.Url.EndsWith("/preferences", StringComparison.Ordinal));
        await page.ChooseThemeAsync("dark");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.NotEqual(light, await GroundAsync(page));
        await kept;
        await page.GetByTestId("sign-in-name").FillAsync("author1");
        await page.GetByTestId("sign-in-password").FillAsync("demo-2025");
        await page.GetByTestId("sign-in-submit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("report").First).ToBeVisibleAsync();
        foreach (
            var address in new[] { "/", "/reports/small", "/reports/small/sections/01-basic", "/account", "/no/such/page", "/sign-in" }
        )
        {
            answer = await page.GotoAsync(new Uri(workspace.Address, address).ToString());
            Assert.Contains("data-theme=\"dark\"", await answer!.TextAsync(), StringComparison.Ordinal);
            Assert.NotEqual(light, await GroundAsync(page));
        }

        await page.GotoAsync(new Uri(workspace.Address, "/reports/small/sections/01-basic").ToString());
        await Assertions.Expect(page.Locator(".cm-editor")).ToBeVisibleAsync();
        var dark = await GroundAsync(page, ".cm-editor");
        kept = page.WaitForResponseAsync(r => r.Url.EndsWith("/preferences", StringComparison.Ordinal));
        await page.ChooseThemeAsync("system");
        Assert.NotEqual(dark, await GroundAsync(page, ".cm-editor"));
        await kept;
        await page.ReloadAsync();
        Assert.Equal(light, await GroundAsync(page));
    }

    [Fact]
    public async Task The_language_changes_at_the_same_address_and_the_editor_loses_no_keystroke()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.GoToAsync("/reports/small?edit=false");
        await anna.Page.ChooseLanguageAsync("en");
        await Assertions.Expect(anna.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.EndsWith("/reports/small?edit=false", anna.Page.Url, StringComparison.Ordinal);

        await anna.OpenAsync("small/sections/01-basic");
        await Assertions.Expect(anna.SyncState).ToHaveTextAsync("Saved");
        var written = "";
        foreach (var (language, said) in new[] { ("zh-CN", "已保存"), ("en", "Saved"), ("zh-CN", "已保存") })
        {
            // No pause: what was typed last is on no server yet.
            var words = $"切到{language}之前写的话，一个字也不少。";
            await anna.TypeAtEndAsync(words);
            written += words;
            await anna.Page.ChooseLanguageAsync(language);
            await Assertions.Expect(anna.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
            Assert.EndsWith("/reports/small/sections/01-basic", anna.Page.Url, StringComparison.Ordinal);
            await anna.SyncedAsync();
            await Assertions.Expect(anna.SyncState).ToHaveTextAsync(said);
            await anna.ShowsAsync(words);
        }
        Assert.Equal(SmallReport.First + written, await anna.ShownTextAsync());
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_half_filled_form_is_not_thrown_away_without_a_question()
    {
        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await chief.GoToAsync("/reports/new");
        await chief.Page.GetByTestId("field-title").FillAsync("写了一半");
        var asked = 0;
        chief.Page.Dialog += (_, dialog) => _ = ++asked == 1 ? dialog.DismissAsync() : dialog.AcceptAsync();
        await chief.Page.ChooseLanguageAsync("en");
        await Assertions.Expect(chief.Page.GetByTestId("field-title")).ToHaveValueAsync("写了一半");
        Assert.Equal(1, asked);
        await chief.Page.ChooseLanguageAsync("en");
        await Assertions.Expect(chief.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.EndsWith("/reports/new", chief.Page.Url, StringComparison.Ordinal);
    }

    /// <summary>What the server has filled in is not what somebody typed, and what was saved is not lost.</summary>
    [Fact]
    public async Task Nothing_is_asked_where_nothing_would_be_lost()
    {
        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        var (page, asked) = (chief.Page, 0);
        page.Dialog += (_, dialog) =>
        {
            asked++;
            _ = dialog.AcceptAsync();
        };
        foreach (var address in new[] { "/reports/new", "/reports/small/settings", "/reports/small/members" })
        {
            await chief.GoToAsync(address);
            await Assertions.Expect(page.Locator("fieldset.until-live[disabled]")).ToHaveCountAsync(0);
            await page.ChooseLanguageAsync("en");
            await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
            await page.ChooseLanguageAsync("zh-CN");
            await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        }
        await chief.GoToAsync("/reports/small/settings");
        await Assertions.Expect(page.Locator("fieldset.until-live:not([disabled])")).ToHaveCountAsync(1);
        await page.GetByTestId("field-issuer").FillAsync("云河市教育局");
        await page.GetByTestId("settings-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("settings-said")).ToContainTextAsync("设置已保存");
        await page.ChooseLanguageAsync("en");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.Equal(0, asked);
        await Assertions.Expect(page.Locator("fieldset.until-live:not([disabled])")).ToHaveCountAsync(1);
        await page.GetByTestId("tab-Numbering").ClickAsync();
        await page.GetByTestId("profile-official").ClickAsync();
        await Assertions.Expect(page.GetByTestId("settings-said")).ToBeVisibleAsync();
        await page.ChooseLanguageAsync("zh-CN");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
        Assert.Equal(1, asked); // filled in by a button, and not saved
    }
}
