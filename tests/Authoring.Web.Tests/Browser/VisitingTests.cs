using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>From text to text of one report: at once, with nothing lost; and how few presses lead to a text.</summary>
public sealed class VisitingTests(Chromium chromium) : OnALine
{
    private const string First = "small/sections/01-basic",
        Second = "small/sections/02-training";

    /// <summary>Half of what was needed before; by the link that skips to the text it is one, and a press.</summary>
    private const int MostTabs = 17;

    private async Task<string> SavedAsync(string document)
    {
        await using var hub = await workspace.ConnectAsync("editor");
        return (await hub.CallAsync("Open", document)).GetProperty("text").GetString()!;
    }

    private static ILocator Row(Visitor visitor, string document) => visitor.Page.Locator($"#tree [data-document='{document}'] > a");

    private static Task StaysAsync(Visitor visitor) => visitor.Page.EvaluateAsync("() => { window.stays = true }");

    private static Task<bool> HasStayedAsync(Visitor visitor) => visitor.Page.EvaluateAsync<bool>("() => window.stays === true");

    [Fact]
    public async Task The_next_text_comes_without_a_new_page_what_was_typed_last_is_saved_and_the_way_back_leads_back()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.OpenAsync(First);
        await StaysAsync(anna);
        await anna.TypeAtEndAsync("第一篇的话。");
        await Row(anna, Second).ClickAsync();
        await anna.Page.ArriveAtAsync("sections/02-training$");
        await anna.SyncedAsync();
        await Assertions.Expect(anna.Text).ToBeFocusedAsync();
        await Assertions.Expect(anna.Page).ToHaveTitleAsync("人才培养");
        await anna.TypeAtEndAsync("第二篇的话。");
        await anna.SyncedAsync();
        await Assertions.Expect(Row(anna, Second)).ToHaveAttributeAsync("aria-current", "page");
        await Assertions.Expect(anna.Page.Locator(".text-outline")).ToHaveCountAsync(1);
        await anna.Page.GoBackAsync();
        await anna.ShowsAsync("第一篇的话。");
        await anna.SyncedAsync();
        Assert.True(await HasStayedAsync(anna));
        Assert.Equal(SmallReport.First + "第一篇的话。", await SavedAsync(First));
        Assert.Equal(SmallReport.Second + "第二篇的话。", await SavedAsync(Second));
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task Others_see_where_one_is_and_that_one_has_gone_on()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, line.Address, "author2");
        await ben.OpenAsync(First);
        await anna.OpenAsync(First);
        await Assertions.Expect(ben.Page.GetByTestId("presence-person")).ToHaveCountAsync(1);
        var height = await Row(ben, First).EvaluateAsync<double>("row => row.getBoundingClientRect().height");
        await Assertions.Expect(Row(ben, First).Locator(".tree-person")).ToHaveCountAsync(1);
        Assert.Equal(height, await Row(ben, First).EvaluateAsync<double>("row => row.getBoundingClientRect().height"));
        await anna.Page.GetByTestId("text-next").ClickAsync();
        await Assertions.Expect(Row(ben, Second).Locator(".tree-person")).ToHaveCountAsync(1);
        await Assertions.Expect(Row(ben, First).Locator(".tree-person")).ToHaveCountAsync(0);
        await Assertions.Expect(ben.Page.GetByTestId("presence-person")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_cannot_be_saved_is_not_left_behind_the_page_is_left_as_any_other_and_it_comes_back()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.OpenAsync(First);
        line.Cut();
        await anna.TypeAtEndAsync("没有网络时写的。");
        await anna.KeptAsync("没有网络时写的。");
        await Row(anna, Second).ClickAsync();
        await Assertions.Expect(anna.Page.Locator("#editor-page")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        line.Restore();
        await anna.OpenAsync(First);
        await anna.ShowsAsync("没有网络时写的。");
        await anna.SyncedAsync();
        Assert.Equal(SmallReport.First + "没有网络时写的。", await SavedAsync(First));
    }

    [Fact]
    public async Task From_signing_in_to_the_first_saved_sentence_it_takes_three_presses()
    {
        await using var anna = await Visitor.ArriveAsync(chromium, line.Address);
        await anna.GoToAsync("/sign-in");
        await anna.EnterAsync("author1", "demo-2025"); // the first press
        await anna.Page.GetByTestId("first-go").ClickAsync();
        await anna.Text.ClickAsync();
        await anna.TypeAsync("第一句话。");
        await anna.SyncedAsync();
        Assert.Contains("第一句话。", await SavedAsync(Document(anna.Page.Url)), StringComparison.Ordinal);
    }

    private static string Document(string address) => Regex.Match(address, "/reports/(.+)$").Groups[1].Value;

    [Fact]
    public async Task A_text_is_reached_with_few_keys_and_F6_goes_round_its_parts()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1", 1366, 768);
        await anna.OpenAsync(First);
        await Assertions.Expect(anna.Page.GetByTestId("review-submit")).ToBeVisibleAsync();
        var tabs = 0;
        for (; tabs <= MostTabs && !await IsInTextAsync(anna); tabs++)
            await anna.Page.Keyboard.PressAsync("Tab");
        Assert.True(tabs <= MostTabs, $"{tabs} presses of Tab lead to the text");

        await anna.OpenAsync(First);
        await anna.Page.Keyboard.PressAsync("Tab");
        await anna.Page.Keyboard.PressAsync("Enter"); // to the content
        await Assertions.Expect(anna.Text).ToBeFocusedAsync();
        await anna.Page.Keyboard.PressAsync("F6");
        await Assertions.Expect(anna.Page.Locator("#tree a:focus, .panel-tabs button:focus")).ToHaveCountAsync(1);
        await anna.Page.Keyboard.PressAsync("F6");
        await anna.Page.Keyboard.PressAsync("F6");
        await Assertions.Expect(anna.Text).ToBeFocusedAsync();
    }

    private static Task<bool> IsInTextAsync(Visitor visitor) => visitor.Text.EvaluateAsync<bool>("text => text === document.activeElement");

    [Fact]
    public async Task The_text_has_room_for_25_lines_on_a_small_screen()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1", 1366, 768);
        await anna.OpenAsync(First);
        var lines = await anna.Page.EvaluateAsync<double>(
            "() => (text => text.clientHeight / parseFloat(getComputedStyle(text).lineHeight))(document.querySelector('.cm-scroller'))"
        );
        Assert.True(lines >= 25, $"{lines:0.0} lines");
    }
}
