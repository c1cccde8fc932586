using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>In the visual mode one sees what is printed and writes the same text as in its source.</summary>
public sealed class VisualTests(Chromium chromium) : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private const string Table = "\n| 学校 | 学生 |\n| --- | ---: |\n| 甲 | 100 |\n|  | 200 |\n\n: 各校学生 {#tbl:students}\n";

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<string> SavedAsync()
    {
        await using var hub = await workspace.ConnectAsync("editor");
        return (await hub.CallAsync("Open", Document)).GetProperty("text").GetString()!;
    }

    private async Task WriteTableAsync()
    {
        await using var hub = await workspace.ConnectAsync("editor");
        var opened = await hub.CallAsync("Open", Document);
        var length = opened.GetProperty("text").GetString()!.Length;
        var changes = new object[]
        {
            length,
            new object[] { 0 }
                .Concat(Table.Split('\n'))
                .ToArray(),
        };
        var update = new
        {
            id = Guid.NewGuid().ToString("N"),
            clientID = Guid.NewGuid().ToString("N"),
            changes,
        };
        await hub.CallAsync("Push", Document, opened.GetProperty("version").GetInt32(), new[] { update });
    }

    private async Task<Visitor> OpenAsync(string name)
    {
        var visitor = await Visitor.SignInAsync(chromium, workspace.Address, name);
        await visitor.Page.EvaluateAsync("localStorage.setItem('authoring-editor-visual', 'on')");
        await visitor.OpenAsync(Document);
        await Assertions.Expect(visitor.Page.GetByTestId("visual-figure")).ToHaveAttributeAsync("data-number", "图 1-1");
        return visitor;
    }

    private static ILocator Cell(Visitor visitor, int row, int column) =>
        visitor.Page.Locator($"[data-testid=cell][data-row='{row}'][data-column='{column}']");

    [Fact]
    public async Task What_is_printed_is_shown_and_switching_to_and_fro_changes_no_byte()
    {
        await WriteTableAsync();
        var before = await SavedAsync();
        await using var anna = await OpenAsync("author1");
        await Assertions.Expect(anna.Page.GetByTestId("visual-heading")).ToHaveAttributeAsync("data-number", "1.");
        await Assertions.Expect(anna.Page.GetByTestId("visual-table")).ToHaveAttributeAsync("data-number", "表 1-1");
        await Assertions.Expect(anna.Text).Not.ToContainTextAsync("{#");
        await Axe.FindsNothingAsync(anna.Page);
        var toggle = anna.Page.GetByTestId("view-toggle");
        for (var turn = 0; turn < 10; turn++)
        {
            await toggle.ClickAsync();
            await Assertions.Expect(toggle).ToHaveAttributeAsync("data-view", "source");
            await toggle.ClickAsync();
            await Assertions.Expect(toggle).ToHaveAttributeAsync("data-view", "visual");
        }
        await anna.SyncedAsync();
        Assert.Equal(before, await SavedAsync());
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task Two_people_in_one_table_change_their_own_cells_and_one_composes_in_his()
    {
        await WriteTableAsync();
        var before = await SavedAsync();
        await using var anna = await OpenAsync("author1");
        await using var ben = await OpenAsync("author2");
        await Cell(anna, 2, 0).ClickAsync(); // empty
        var method = await anna.Page.Context.NewCDPSessionAsync(anna.Page);
        await ComposingTests.ComposeAsync(method, "yi");
        await Cell(ben, 1, 1).ClickAsync();
        await ben.Page.Keyboard.PressAsync("End");
        await ben.TypeAsync("5");
        await ben.Page.Keyboard.PressAsync("Tab");
        await ben.Page.Keyboard.PressAsync("Tab");
        await ben.Page.Keyboard.PressAsync("Tab"); // a new row
        await ben.TypeAsync("丙|丁");
        await ben.SyncedAsync();
        await ComposingTests.ComposeAsync(method, "yi x");
        Assert.Equal("yi x", await Cell(anna, 2, 0).InnerTextAsync());
        await method.SendAsync("Input.insertText", new() { ["text"] = "乙校" });
        await Assertions.Expect(Cell(ben, 2, 0)).ToHaveTextAsync("乙校");
        await Assertions.Expect(Cell(anna, 3, 0)).ToHaveTextAsync("丙|丁");
        await anna.SyncedAsync();
        var after = before
            .Replace("100 |", "1005 |", StringComparison.Ordinal)
            .Replace("|  | 200 |", "| 乙校 | 200 |\n| 丙\\|丁 |  |", StringComparison.Ordinal);
        Assert.Equal(after, await SavedAsync());
        await anna.Page.Keyboard.PressAsync("Control+z"); // takes back what was composed, and nothing of the other's
        await anna.SyncedAsync();
        Assert.Equal(after.Replace("乙校", "", StringComparison.Ordinal), await SavedAsync());
        anna.ComplainsOfNothing();
        ben.ComplainsOfNothing();
    }

    [Fact]
    public async Task What_one_suggests_in_a_cell_is_marked_in_it_and_no_key_tears_a_caption()
    {
        await WriteTableAsync();
        var before = await SavedAsync();
        await using var anna = await OpenAsync("author1");
        await anna.Page.GetByTestId("suggest-toggle").ClickAsync();
        await Cell(anna, 1, 0).ClickAsync();
        await anna.Page.Keyboard.PressAsync("Backspace");
        await anna.TypeAsync("某");
        await anna.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Cell(anna, 1, 0).Locator("del")).ToHaveTextAsync("甲");
        await Assertions.Expect(Cell(anna, 1, 0).Locator("ins")).ToHaveTextAsync("某");
        await anna.Page.GetByTestId("suggest-toggle").ClickAsync();
        await anna.Page.GetByTestId("visual-caption").First.ClickAsync();
        await anna.Page.Keyboard.PressAsync("Home");
        await anna.Page.Keyboard.PressAsync("Backspace");
        await anna.Page.Keyboard.PressAsync("End");
        await anna.Page.Keyboard.PressAsync("Delete");
        await anna.TypeAsync("图");
        await anna.SyncedAsync();
        var saved = await SavedAsync();
        Assert.Contains("![学校分布图](../images/map.png){#fig:map}", saved, StringComparison.Ordinal);
        Assert.Equal(before.Length + 2, saved.Length);
    }

    [Fact]
    public async Task With_the_keyboard_one_goes_through_text_and_table_and_types_markdown_by_hand()
    {
        await WriteTableAsync();
        await using var anna = await OpenAsync("author1");
        await anna.Text.FocusAsync();
        await anna.Page.Keyboard.PressAsync("Control+Home");
        for (var key = 0; key < 4; key++)
            await anna.Page.Keyboard.PressAsync("ArrowDown"); // heading, paragraph, the figure's caption, the table's, the first cell
        await Assertions.Expect(Cell(anna, 0, 0)).ToHaveAttributeAsync("data-editing", "");
        await anna.Page.Keyboard.PressAsync("Escape");
        await anna.Page.Keyboard.PressAsync("Control+End");
        await anna.TypeAsync("\n## 新节\n段落见@fig:map。\n![再一张](../images/map.png){#fig:b}\n- 项\n");
        await anna.SyncedAsync();
        Assert.EndsWith(
            "\n\n## 新节\n\n段落见@fig:map。\n\n![再一张](../images/map.png){#fig:b}\n\n- 项\n- ",
            await SavedAsync(),
            StringComparison.Ordinal
        );
        await anna.ListsAsync("figures", "图 1-2", "再一张");
        await Assertions.Expect(anna.Page.GetByTestId("visual-reference")).ToHaveTextAsync("图 1-1");
    }
}
