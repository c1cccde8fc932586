using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>The keys and the tools of the writing page, as a hand meets them.</summary>
public sealed class TypingTests(Chromium chromium) : OnALine
{
    private const string First = "small/sections/01-basic";

    private async Task<Visitor> OpenAsync(string name, int width = 1440, int height = 900)
    {
        var visitor = await Visitor.SignInAsync(chromium, workspace.Address, name, width, height);
        await visitor.OpenAsync(First);
        return visitor;
    }

    private async Task<string> SavedAsync(Visitor visitor)
    {
        await visitor.SyncedAsync();
        await using var hub = await workspace.ConnectAsync("editor");
        return (await hub.CallAsync("Open", First)).GetProperty("text").GetString()!;
    }

    [Fact]
    public async Task Enter_makes_paragraphs_and_copies_no_blanks_whatever_composes()
    {
        await using var anna = await OpenAsync("author1");
        await anna.TypeAtEndAsync("\n　　第一段。\n\n　　第二段。\n\n　　第三段。");
        await anna.Page.Keyboard.PressAsync("Shift+Enter");
        await anna.TypeAsync("同一段的一行。\n");
        var method = await anna.Page.Context.NewCDPSessionAsync(anna.Page);
        await method.SendAsync(
            "Input.imeSetComposition",
            new()
            {
                ["text"] = "ni hao",
                ["selectionStart"] = 6,
                ["selectionEnd"] = 6,
            }
        );
        await method.SendAsync(
            "Input.dispatchKeyEvent",
            new()
            {
                ["type"] = "rawKeyDown",
                ["windowsVirtualKeyCode"] = 229,
                ["key"] = "Process",
                ["code"] = "Enter",
            }
        ); // takes the word
        await method.SendAsync("Input.insertText", new() { ["text"] = "你好" });
        await anna.ShowsAsync("你好");
        await anna.TypeAsync("\n\n- 一\n二\n\n以上。");
        var expected = "\n　　第一段。\n\n　　第二段。\n\n　　第三段。\n同一段的一行。\n\n你好\n\n- 一\n- 二\n\n以上。";
        Assert.Equal(SmallReport.First + expected, await SavedAsync(anna));
        anna.ComplainsOfNothing();
    }

    [Theory]
    [InlineData(1366, 768)]
    [InlineData(1024, 768)]
    [InlineData(390, 844)]
    public async Task Every_tool_is_in_reach_at_every_width_in_a_table_too(int width, int height)
    {
        await using var anna = await OpenAsync("author1", width, height);
        await anna.Text.ClickAsync(); // on a telephone the tools come when somebody writes
        string[] tools =
        [
            "bold",
            "italic",
            "bullets",
            "numbers",
            "table",
            "figure",
            "case",
            "footnote",
            "reference",
            "comment",
            "find",
            "undo",
            "redo",
        ];
        await AllAreThereAsync(anna, tools);
        var tall = await HeightAsync(anna);
        await anna.TypeAtEndAsync("\n| 校 | 人 |");
        await anna.Page.Keyboard.PressAsync("Shift+Enter");
        await anna.TypeAsync("| --- | --- |\n| 甲 |  |");
        await AllAreThereAsync(anna, [.. tools, "row-add", "row-remove", "column-add", "column-remove"]);
        Assert.Equal(tall, await HeightAsync(anna));
        Assert.True(await anna.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    private static Task<double> HeightAsync(Visitor visitor) =>
        visitor.Page.Locator(".toolbar").EvaluateAsync<double>("row => row.getBoundingClientRect().height");

    private static async Task AllAreThereAsync(Visitor visitor, string[] tools)
    {
        var page = visitor.Page;
        var more = page.GetByTestId("toolbar-more");
        var inRow = await ToolsInAsync(page, ".toolbar-row");
        string[] inMenu = [];
        if (await more.IsVisibleAsync())
        {
            await more.ClickAsync();
            inMenu = await ToolsInAsync(page, ".toolbar-menu");
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.Locator(".toolbar-menu")).ToBeHiddenAsync();
            await visitor.Text.FocusAsync();
        }
        Assert.Empty(tools.Except([.. inRow, .. inMenu]));
        Assert.Empty(inRow.Intersect(inMenu));
    }

    /// <summary>Those that can be seen whole and pressed.</summary>
    private static Task<string[]> ToolsInAsync(IPage page, string place) =>
        page.Locator(place)
            .EvaluateAsync<string[]>(
                """
                place => {
                  const all = place.getBoundingClientRect()
                  const isInside = r => r.width > 0 && r.left >= all.left - 1 && r.right <= all.right + 1
                    && r.bottom <= all.bottom + 1 && r.left >= 0 && r.right <= innerWidth
                  return [...place.querySelectorAll('[data-tool]')]
                    .filter(tool => isInside(tool.getBoundingClientRect()))
                    .map(tool => tool.dataset.tool)
                }
                """
            );

    [Fact]
    public async Task What_cannot_stand_in_a_table_goes_below_it_and_what_would_break_it_says_so()
    {
        await using var anna = await OpenAsync("author1", 390, 844);
        await anna.TypeAtEndAsync("\n| 校 | 人 |");
        await anna.Page.Keyboard.PressAsync("Shift+Enter");
        await anna.TypeAsync("| --- | --- |\n| 甲 |  |");
        await Assertions.Expect(anna.Tool("bullets")).ToHaveAttributeAsync("aria-disabled", "true");
        await Assertions.Expect(anna.Tool("bullets")).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("表格外"));
        await anna.Page.Keyboard.PressAsync("Control+Alt+2");
        await anna.PressToolAsync("table");
        await anna.Page.Locator(".popover").GetByLabel("行数").FillAsync("2");
        await anna.Page.Keyboard.PressAsync("Enter");
        await anna.ShowsAsync("| 甲 |  |");
        Assert.Contains("| 甲 |  |\n\n|  |  |  |\n| --- | --- | --- |", await SavedAsync(anna), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replacing_leaves_what_another_wants_deleted_and_finds_nothing_twice()
    {
        await using var anna = await OpenAsync("author1");
        await using var ben = await OpenAsync("author2");
        await ben.Page.GetByTestId("suggest-toggle").ClickAsync();
        await ben.Text.Locator(".cm-line").Filter(new() { HasText = "全市现有学校" }).ClickAsync();
        await ben.Page.Keyboard.PressAsync("Home");
        for (var i = 0; i < 6; i++)
            await ben.Page.Keyboard.PressAsync("Delete");
        await ben.SyncedAsync();
        await Assertions.Expect(anna.Page.Locator("del.suggested-deletion")).ToHaveTextAsync("全市现有学校");

        await anna.Text.FocusAsync();
        await anna.Page.Keyboard.PressAsync("Control+f");
        var panel = anna.Page.GetByRole(AriaRole.Search);
        var said = panel.GetByRole(AriaRole.Status);
        await panel.GetByLabel("查找", new() { Exact = true }).FillAsync("学校");
        await Assertions.Expect(said).ToContainTextAsync("共 1 处");
        await panel.GetByLabel("替换为").FillAsync("院校");
        await panel.GetByRole(AriaRole.Button, new() { Name = "全部替换" }).ClickAsync();
        await Assertions.Expect(said).ToContainTextAsync("已替换 1 处");
        await panel.GetByRole(AriaRole.Button, new() { Name = "全部替换" }).ClickAsync();
        await Assertions.Expect(said).ToContainTextAsync("没有找到");
        Assert.Equal(SmallReport.First.Replace("学校分布", "院校分布", StringComparison.Ordinal), await SavedAsync(anna));
        await Assertions.Expect(ben.Page.Locator("del.suggested-deletion")).ToHaveTextAsync("全市现有学校");
    }

    [Fact]
    public async Task People_come_and_go_and_nothing_moves()
    {
        await using var anna = await OpenAsync("author1", 1366, 768);
        await Assertions.Expect(anna.Page.GetByTestId("review-submit")).ToBeVisibleAsync();
        var before = await PlaceAsync(anna);
        var others = new List<Visitor>();
        foreach (var name in new[] { "author2", "author3", "editor", "city-reviewer", "county-reviewer" })
            others.Add(await OpenAsync(name));
        await Assertions.Expect(anna.Page.GetByTestId("presence-person")).ToHaveCountAsync(5);
        await Assertions.Expect(anna.Page.Locator(".person-more")).ToHaveTextAsync("+2");
        Assert.Equal(before, await PlaceAsync(anna));
        foreach (var other in others)
            await other.DisposeAsync();
        await Assertions.Expect(anna.Page.GetByTestId("presence-person")).ToHaveCountAsync(0);
        Assert.Equal(before, await PlaceAsync(anna));
    }

    private static Task<string> PlaceAsync(Visitor visitor) =>
        visitor.Page.EvaluateAsync<string>(
            """
            JSON.stringify(['.toolbar', '[data-testid=sync-state]', '.suggest-switch', '#preview', '.editor-bar'].map(part => {
              const { left, top, height } = document.querySelector(part).getBoundingClientRect()
              return [part, ...[left, top, height].map(Math.round)]
            }))
            """
        );

    [Fact]
    public async Task A_preview_that_stands_still_says_since_when()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.OpenAsync(First);
        var note = anna.Page.Locator(".preview-still");
        await Assertions.Expect(note).ToBeEmptyAsync();
        line.Cut();
        await Assertions.Expect(note).ToContainTextAsync("预览停在");
        line.Restore();
        await Assertions.Expect(note).ToBeEmptyAsync(new() { Timeout = 30_000 });
    }
}
