using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// On the page of a text's history: in which version a phrase came or went, and how much is whose; by keyboard, and while others write.
/// </summary>
public sealed class PhraseSearchTests(Chromium chromium) : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private const string History = "/reports/small/history?text=sections/01-basic";

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static async Task<ILocator> SearchAsync(Visitor visitor, string phrase)
    {
        var input = visitor.Page.GetByTestId("phrase");
        await Assertions.Expect(input).ToBeEnabledAsync();
        await input.FillAsync(phrase);
        await input.PressAsync("Enter");
        return visitor.Page.GetByTestId("phrase-said");
    }

    [Fact]
    public async Task The_version_in_which_a_phrase_came_or_went_is_found_with_its_person_and_leads_to_it()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var bert = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        await anna.OpenAsync(Document);
        await anna.TypeAtEndAsync("就业率稳步提高。");
        await anna.SyncedAsync();
        await bert.OpenAsync(Document);
        await bert.ShowsAsync("就业率稳步提高。");
        await bert.Text.PressAsync("Control+End");
        for (var i = 0; i < "稳步提高。".Length; i++)
            await bert.Text.PressAsync("Backspace");
        await bert.SyncedAsync();

        await using var reader = await Visitor.SignInAsync(chromium, workspace.Address, "city-reviewer");
        await reader.GoToAsync(History);
        await Assertions.Expect(await SearchAsync(reader, "稳步提高")).ToHaveTextAsync("“稳步提高”有 2 次增减，现有 0 处。");
        var steps = reader.Page.GetByTestId("phrase-steps").Locator("li");
        await Assertions.Expect(steps).ToHaveCountAsync(2);
        await Assertions.Expect(steps.First).ToContainTextAsync("删去");
        await Assertions.Expect(steps.First).ToContainTextAsync("撰稿人乙");
        await Assertions.Expect(steps.Last).ToContainTextAsync("写入（1 处）");
        await Assertions.Expect(steps.Last).ToContainTextAsync("撰稿人甲");
        await Axe.FindsNothingAsync(reader.Page);
        await steps.Last.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(reader.Page.GetByTestId("history-shown")).ToContainTextAsync("稳步提高");

        await Assertions.Expect(await SearchAsync(reader, "从来没有")).ToHaveTextAsync("各版中都没有“从来没有”。可换短一些的说法再查。");
        await Assertions.Expect(await SearchAsync(reader, "六所")).ToHaveTextAsync("“六所”自始就有 1 处，从未改动。");
        await Assertions.Expect(await SearchAsync(reader, "  ")).ToHaveTextAsync("请先输入要查找的语句。");
        await Assertions.Expect(steps).ToHaveCountAsync(0);
        reader.ComplainsOfNothing();
    }

    [Fact]
    public async Task How_much_is_whose_follows_what_is_written()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var reader = await Visitor.SignInAsync(chromium, workspace.Address, "city-reviewer");
        await reader.GoToAsync(History);
        var rows = reader.Page.GetByTestId("contributions").Locator("tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(rows.First).ToContainTextAsync("原有文字");
        await Assertions.Expect(rows.First).ToContainTextAsync("100%");
        await anna.OpenAsync(Document);
        await anna.TypeAtEndAsync("甲写 了六个字。");
        await anna.SyncedAsync();
        var own = rows.Filter(new() { HasText = "撰稿人甲" });
        await Assertions.Expect(own.Locator("td").Nth(1)).ToHaveTextAsync("7", new() { Timeout = 15_000 });
        await Assertions.Expect(own.Locator("td").Nth(3)).Not.ToBeEmptyAsync();
    }
}
