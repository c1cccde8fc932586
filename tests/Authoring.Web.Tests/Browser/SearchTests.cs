using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>From every page Ctrl+K, two characters and Enter lead to what is meant; the writing page needs no circuit for it.</summary>
public sealed class SearchTests(Chromium chromium) : IAsyncLifetime
{
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    [Fact]
    public async Task Keys_alone_find_a_heading_from_a_text_and_escape_goes_back_to_where_one_wrote()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync("small/sections/01-basic");
        await anna.Text.FocusAsync();
        var (page, hits) = (anna.Page, anna.Page.GetByTestId("search-hit"));
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByTestId("search")).ToBeFocusedAsync();
        await Assertions.Expect(hits.First).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("立德");
        await Assertions.Expect(hits).ToHaveCountAsync(1);
        await Axe.FindsNothingAsync(page);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(anna.Text).ToBeFocusedAsync();
        await Assertions.Expect(hits).ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("校"); // 学校分布, 工匠进校园
        await Assertions.Expect(page.Locator("[data-testid=search-hit][aria-selected=true]")).ToHaveTextAsync("图 1-1 学校分布 基本情况");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync(@"/cases/c01$");
        await anna.SyncedAsync();
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task Enter_right_after_typing_waits_for_the_answer_also_on_a_telephone()
    {
        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor", Look.Narrow, 844);
        var page = chief.Page;
        await Assertions.Expect(page.GetByTestId("search")).ToBeHiddenAsync();
        await page.GetByTestId("search-open").ClickAsync();
        await page.GetByTestId("search").FillAsync("云河市");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync(@"/reports/small$");
        await Assertions.Expect(page.GetByTestId("search")).ToBeHiddenAsync();
        Assert.True(await Axe.FitsAsync(page));
        chief.ComplainsOfNothing();
    }
}
