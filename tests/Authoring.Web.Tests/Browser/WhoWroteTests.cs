using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>Two people in real browsers: one looks who wrote what while the other goes on writing.</summary>
public sealed partial class WhoWroteTests(Chromium chromium) : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    [GeneratedRegex(@"^本行最后由撰稿人乙写于 \d+/\d+ \d\d:\d\d$")]
    private static partial Regex LastLine { get; }

    [GeneratedRegex("^所选文字：原有文字 [0-9]+%，撰稿人乙 [0-9]+%（最近 [^）]+），撰稿人甲 [0-9]+%（最近 [^）]+）$")]
    private static partial Regex Everybody { get; }

    private static ILocator Of(Visitor visitor, string words) => visitor.Text.Locator(".written", new() { HasText = words });

    private static ILocator StatusMessage(Visitor visitor) => visitor.Page.GetByTestId("who-wrote-said");

    private static async Task<string?> PersonAsync(Visitor visitor) =>
        await visitor.Page.Locator("#editor-page").GetAttributeAsync("data-person");

    [Fact]
    public async Task Whose_each_part_is_stands_beside_the_text_on_demand_and_goes_along_with_what_both_write()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var bert = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        await Task.WhenAll(anna.OpenAsync(Document), bert.OpenAsync(Document));
        await anna.TypeAtEndAsync("甲写的。");
        await anna.SyncedAsync();
        await bert.ShowsAsync("甲写的。");
        await bert.TypeAtEndAsync("乙续写的话。");
        await bert.SyncedAsync();
        await anna.ShowsAsync("乙续写的话。");
        await Assertions.Expect(anna.Text.Locator(".written")).ToHaveCountAsync(0);

        await anna.Text.PressAsync("Control+Alt+g");
        await Assertions.Expect(Of(anna, "甲写的。")).ToHaveAttributeAsync("data-written", (await PersonAsync(anna))!);
        await Assertions.Expect(Of(anna, "乙续写的话。")).ToHaveAttributeAsync("data-written", (await PersonAsync(bert))!);
        await Assertions.Expect(anna.Text.Locator(".written")).ToHaveCountAsync(2); // what was there from the beginning is nobody's
        await Assertions.Expect(StatusMessage(anna)).ToHaveTextAsync(LastLine);
        await Assertions.Expect(anna.Page.GetByTestId("written-line").Last).ToHaveAttributeAsync("title", LastLine);
        await Assertions.Expect(anna.Page.GetByTestId("written-line").First).ToHaveTextAsync("原有文字");

        // Both go on writing while it is shown, here within the other's words.
        await anna.Text.PressAsync("Control+End");
        for (var i = 0; i < 3; i++)
            await anna.Text.PressAsync("ArrowLeft");
        await anna.TypeAsync("又是甲，");
        await bert.TypeAtEndAsync("再写。");
        await Task.WhenAll(anna.SyncedAsync(), bert.SyncedAsync());
        await anna.ShowsAsync("再写。");
        await Assertions.Expect(Of(anna, "又是甲，")).ToHaveAttributeAsync("data-written", (await PersonAsync(anna))!);
        await Assertions.Expect(anna.Text.Locator(".written")).ToHaveTextAsync(["甲写的。", "乙续写", "又是甲，", "的话。再写。"]);
        await anna.Text.PressAsync("Control+a");
        await Assertions.Expect(StatusMessage(anna)).ToHaveTextAsync(Everybody);
        await Axe.FindsNothingAsync(anna.Page);

        await anna.Page.GetByTestId("who-wrote").GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(anna.Text.Locator(".written")).ToHaveCountAsync(0);
        await Assertions.Expect(anna.Text).ToBeFocusedAsync();
        anna.ComplainsOfNothing();
        bert.ComplainsOfNothing();
    }

    [Fact]
    public async Task What_is_deleted_and_put_back_is_whose_it_was_and_readers_may_see_it()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var bert = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        await anna.OpenAsync(Document);
        await anna.TypeAtEndAsync("甲写的一整句话。");
        await anna.SyncedAsync();
        await bert.OpenAsync(Document);
        await bert.ShowsAsync("甲写的一整句话。");
        await bert.Text.PressAsync("Control+a");
        await bert.Text.PressAsync("Delete");
        await bert.SyncedAsync();
        await bert.Text.PressAsync("Control+z");
        await bert.ShowsAsync("甲写的一整句话。");
        await bert.SyncedAsync();

        await using var reader = await Visitor.SignInAsync(chromium, workspace.Address, "city-reviewer");
        await reader.OpenAsync(Document);
        await reader.Page.Locator("[data-tool='authors']").ClickAsync();
        await Assertions.Expect(reader.Text.Locator(".written")).ToHaveTextAsync(["甲写的一整句话。"]);
        await Assertions.Expect(reader.Text.Locator(".written")).ToHaveAttributeAsync("data-written", (await PersonAsync(anna))!);
        // The one who put it back was taken for its author until the server was asked.
        await bert.Text.PressAsync("Control+Alt+g");
        await Assertions.Expect(bert.Text.Locator(".written")).ToHaveAttributeAsync("data-written", (await PersonAsync(anna))!);
    }
}
