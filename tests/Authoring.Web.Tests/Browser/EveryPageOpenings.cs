using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// What opens on the pages: menus, drop-downs, forms, ways back, words about wrong input. Each is judged while it is open.
/// </summary>
internal static class EveryPageOpenings
{
    public static async Task AllAsync(Look look)
    {
        await MembersAsync(look);
        await OutlineAsync(look);
        await WrongInputAsync(look);
        await EditorAsync(look);
    }

    /// <summary>A stage that is being changed, a signer whom nobody has chosen, and the way back after a stage was deleted.</summary>
    public static async Task ChainAsync(Look look)
    {
        var page = look.Page;
        await look.SeeAsync("/chains/1");
        await page.GetByTestId("stage-edit").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("stage-edit-name")).ToBeFocusedAsync();
        await page.GetByTestId("signer-add").ClickAsync();
        await Assertions.Expect(page.GetByTestId("error-person")).ToBeVisibleAsync();
        await look.JudgeAsync("a stage that is being changed");
        await page.GetByTestId("stage-remove").Last.ClickAsync();
        await Assertions.Expect(page.GetByTestId("stage-restore")).ToBeFocusedAsync();
        await look.JudgeAsync("a stage that was deleted");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("stage-restore")).ToHaveCountAsync(0);
    }

    private static async Task MembersAsync(Look look)
    {
        var page = look.Page;
        await look.SeeAsync("/reports/small/members");
        await look.NarrowAsync();
        await page.GetByTestId("menu").ClickAsync();
        await look.JudgeAsync("the menu");
        await page.Keyboard.PressAsync("Escape");
        await look.WidenAsync();

        await page.Locator("tr:has([data-person='撰稿人甲'])").GetByTestId("member-remove").ClickAsync();
        await Assertions.Expect(page.GetByTestId("member-restore")).ToBeFocusedAsync();
        await look.JudgeAsync("a member who was removed");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("member-restore")).ToHaveCountAsync(0);

        await page.GetByTestId("field-add-person").ClickAsync();
        await Assertions.Expect(page.Locator(".choice-list.mud-popover-open [role=option]").First).ToBeVisibleAsync();
        await look.JudgeAsync("a drop-down", isListOpen: true);
    }

    private static async Task OutlineAsync(Look look)
    {
        var page = look.Page;
        await look.SeeAsync("/reports/small?edit=true");
        await page.GetByTestId("board-remove").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("outline-restore")).ToBeFocusedAsync();
        await look.JudgeAsync("a text that was taken out");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("board-restore")).ToHaveCountAsync(0);
    }

    private static async Task WrongInputAsync(Look look)
    {
        var page = look.Page;
        await look.SeeAsync("/reports/small/settings?tab=flow");
        await look.SeeAsync("/reports/small/settings?tab=numbering");
        await page.GetByTestId("advanced").ClickAsync();
        await page.GetByTestId("field-headings.1").FillAsync("{x}");
        await page.GetByTestId("settings-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("error-headings.1")).ToBeVisibleAsync();
        await look.JudgeAsync("a wrong setting");

        await look.SeeAsync("/reports/new");
        await page.GetByTestId("new-from-folder").CheckAsync();
        await page.GetByTestId("new-next").ClickAsync();
        await Assertions.Expect(page.GetByTestId("error-folder")).ToBeVisibleAsync();
        await look.JudgeAsync("a report without a folder");
        await page.GetByTestId("new-from-template").CheckAsync();
        await page.GetByTestId("field-title").FillAsync("新的报告");
        foreach (var (step, mark) in new[] { ("numbering", "profile-chapter"), ("people", "new-role"), ("days", "field-deadline") })
        {
            await page.GetByTestId("new-next").ClickAsync();
            await Assertions.Expect(page.GetByTestId(mark).First).ToBeVisibleAsync();
            await look.JudgeAsync($"the step for {step}");
        }
    }

    /// <summary>What opens over the text and beside it.</summary>
    private static async Task EditorAsync(Look look)
    {
        await look.Page.GotoAsync(new Uri(look.Server, "/reports/small/sections/01-basic").ToString());
        await Assertions.Expect(look.Page.GetByTestId("sync-state")).ToHaveAttributeAsync("data-state", "synced");
        await ToolsAsync(look);
        await FindAsync(look);
        await ReferenceAsync(look);
        await WhoWroteAsync(look);
    }

    /// <summary>In the row, or in the menu at its end where there is no room.</summary>
    private static async Task PressToolAsync(IPage page, string name)
    {
        var tool = page.Locator($"[data-tool={name}]");
        if (!await tool.IsVisibleAsync())
            await page.GetByTestId("toolbar-more").ClickAsync();
        await tool.ClickAsync();
    }

    private static async Task ToolsAsync(Look look)
    {
        var page = look.Page;
        await PressToolAsync(page, "table");
        await look.JudgeAsync("the form for a table");
        await page.Keyboard.PressAsync("Escape");

        await PressToolAsync(page, "figure");
        await Assertions.Expect(page.GetByTestId("figure-form").Locator("summary")).ToBeVisibleAsync();
        await look.JudgeAsync("the form for a picture");
        await page.Keyboard.PressAsync("Escape");

        await PressToolAsync(page, "case");
        await Assertions.Expect(page.GetByTestId("case-picker").Locator("[data-id=c01]")).ToBeVisibleAsync();
        await look.JudgeAsync("the choice of cards");
        await page.GetByTestId("case-new").ClickAsync();
        await page.GetByTestId("case-make").ClickAsync();
        await look.JudgeAsync("a card without a title");
        await page.Keyboard.PressAsync("Escape");
    }

    private static async Task FindAsync(Look look)
    {
        var page = look.Page;
        await page.Keyboard.PressAsync("Control+f");
        await page.Keyboard.TypeAsync("学校");
        await Assertions.Expect(page.Locator(".cm-searchMatch").First).ToBeVisibleAsync();
        await look.JudgeAsync("find and replace");
        await page.Keyboard.PressAsync("Escape");
    }

    private static async Task ReferenceAsync(Look look)
    {
        var page = look.Page;
        await page.GetByTestId("editor").Locator(".cm-content").FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("见@");
        await Assertions.Expect(page.Locator(".cm-tooltip-autocomplete")).ToBeVisibleAsync();
        await look.JudgeAsync("what can be referred to");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.TypeAsync("fig:nowhere。");
        await Assertions.Expect(page.Locator(".finding-mark.finding-error")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("F8");
        await Assertions.Expect(page.Locator(".finding-window")).ToBeVisibleAsync();
        await look.JudgeAsync("a finding");
        await page.Keyboard.PressAsync("Control+End");
        for (var i = 0; i < "见@fig:nowhere。".Length; i++)
            await page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(page.Locator(".finding-mark.finding-error")).ToHaveCountAsync(0);
    }

    private static async Task WhoWroteAsync(Look look)
    {
        var page = look.Page;
        var written = page.GetByTestId("editor").Locator(".cm-content .written");
        await page.Keyboard.PressAsync("Control+Alt+g");
        await Assertions.Expect(written.First).ToBeVisibleAsync();
        await look.JudgeAsync("who wrote what");
        await page.Keyboard.PressAsync("Control+Alt+g");
        await Assertions.Expect(written).ToHaveCountAsync(0);
    }
}
