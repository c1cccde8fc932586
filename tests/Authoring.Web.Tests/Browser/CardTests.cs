using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>A case card is made where it is needed, filled in by two people at once, and stands in the list with its number.</summary>
public sealed class CardTests(Chromium chromium) : IAsyncLifetime
{
    private const string Second = "small/sections/02-training";
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static ILocator Field(Visitor visitor, string name) => visitor.Page.GetByTestId($"card-{name}");

    [Fact]
    public async Task A_card_is_made_in_a_section_filled_in_by_two_and_numbered()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await using var reader = await Visitor.SignInAsync(chromium, workspace.Address, "city-reviewer");
        await reader.GoToAsync("/reports/small/cases");
        await anna.OpenAsync(Second);
        await anna.TypeAtEndAsync("\n最后一段。");
        await anna.PressToolAsync("case");
        await anna.Page.GetByTestId("case-new").ClickAsync();
        await anna.Page.GetByTestId("case-make").ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("case-picker").GetByText("请写上标题。")).ToBeVisibleAsync();
        await Assertions.Expect(anna.Page.GetByTestId("case-new-title")).ToBeFocusedAsync();
        await anna.Page.GetByTestId("case-new-title").FillAsync("双师课堂");
        await Assertions.Expect(anna.Page.GetByText("请写上标题。")).ToHaveCountAsync(0);
        await anna.Page.GetByTestId("case-new-school").FillAsync("第一: 职业学校");
        await anna.Page.GetByTestId("case-make").ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("case-write")).ToBeVisibleAsync();
        await anna.Page.Keyboard.PressAsync("Escape");
        await anna.ListsAsync("cases", "案例 2-2", "双师课堂");
        var row = reader.Page.Locator("[data-testid=card][data-id=c02]");
        await Assertions.Expect(row).ToContainTextAsync("2. 人才培养");

        await Task.WhenAll(anna.OpenAsync("small/cases/c02"), chief.OpenAsync("small/cases/c02"));
        await Assertions.Expect(Field(chief, "school")).ToHaveValueAsync("第一: 职业学校");
        await Axe.FindsNothingAsync(chief.Page);
        await Field(anna, "title").PressAsync("End");
        await Task.WhenAll(
            Field(anna, "title").PressSequentiallyAsync("：走进车间"),
            Field(chief, "summary").FillAsync("第一行\n第二行: \"引号\"")
        );
        await Assertions.Expect(Field(chief, "title")).ToHaveValueAsync("双师课堂：走进车间");
        await Assertions.Expect(Field(anna, "summary")).ToHaveValueAsync("第一行\n第二行: \"引号\"");
        await anna.ListsAsync("cases", "案例 2-2", "双师课堂：走进车间");
        await Assertions.Expect(row).ToContainTextAsync("双师课堂：走进车间");
        await Assertions.Expect(row).Not.ToContainTextAsync("尚未修改");
        await Task.WhenAll(anna.SyncedAsync(), chief.SyncedAsync());
        Assert.Equal(
            "---\nid: c02\ntitle: 双师课堂：走进车间\nschool: \"第一: 职业学校\"\nsummary: \"第一行\\n第二行: \\\"引号\\\"\"\n---\n\n",
            await anna.ShownTextAsync()
        );
        Assert.Equal(await anna.ShownTextAsync(), await chief.ShownTextAsync());
        anna.ComplainsOfNothing();
        chief.ComplainsOfNothing();
        reader.ComplainsOfNothing();
    }

    [Fact]
    public async Task What_cannot_be_read_closes_the_form_says_its_line_and_leaves_the_text_alone()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync("small/cases/c01");
        await Field(anna, "title").FillAsync("工匠进校园");
        await anna.Page.GetByTestId("card-fold").ClickAsync();
        await Assertions.Expect(anna.Text).Not.ToContainTextAsync("id: c01");
        await anna.Page.GetByTestId("card-fold").ClickAsync();
        await anna.Text.FocusAsync();
        await anna.Page.Keyboard.PressAsync("Control+Home");
        await anna.Page.Keyboard.PressAsync("ArrowDown");
        await anna.TypeAsync("乱写\n");
        await Assertions.Expect(anna.Page.GetByTestId("card-form")).ToContainTextAsync("第 2 行");
        await Assertions.Expect(Field(anna, "title")).ToBeEditableAsync(new() { Editable = false });
        for (var i = 0; i < 3; i++)
            await anna.Page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(Field(anna, "title")).ToBeEditableAsync();
        Assert.Equal("---\nid: c01\ntitle: 工匠进校园\n---\n\n学校邀请技师授课。\n", await anna.ShownTextAsync());
        await using var reader = await Visitor.SignInAsync(chromium, workspace.Address, "city-reviewer");
        await reader.OpenAsync("small/cases/c01");
        await Assertions.Expect(Field(reader, "title")).ToBeEditableAsync(new() { Editable = false });
    }

    [Fact]
    public async Task A_card_that_stands_somewhere_is_not_placed_again_by_a_slip()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync("small/sections/01-basic");
        await anna.PressToolAsync("case");
        await Axe.FindsNothingAsync(anna.Page);
        await anna.Page.GetByTestId("case-wanted").FillAsync("工匠");
        await anna.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(anna.Page.GetByTestId("case-picker")).ToContainTextAsync("2. 人才培养");
        Assert.Equal(SmallReport.First, await anna.ShownTextAsync());
        await anna.Page.GetByTestId("case-place-again").ClickAsync();
        await anna.ShowsAsync("::case{#case:c01}");
    }

    [Fact]
    public async Task The_list_of_cards_is_found_in_and_shuts_nobody_out()
    {
        foreach (var (width, height) in new[] { (1440, 900), (390, 844) })
        {
            await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor", width, height);
            await chief.GoToAsync("/reports/small/cases");
            await Assertions.Expect(chief.Page.GetByTestId("card")).ToHaveCountAsync(1);
            await Axe.FindsNothingAsync(chief.Page);
            await chief.Page.GetByTestId("cards-wanted").FillAsync("没有这样的");
            await Assertions.Expect(chief.Page.GetByTestId("cards-none-found")).ToBeVisibleAsync();
            await chief.Page.GetByTestId("cards-wanted").FillAsync("工匠");
            await Assertions.Expect(chief.Page.GetByTestId("card")).ToHaveCountAsync(1);
            await chief.Page.Locator("[data-testid=cards-which][data-which=NotPlaced]").ClickAsync();
            await Assertions.Expect(chief.Page.GetByTestId("cards-none-found")).ToBeVisibleAsync();
            chief.ComplainsOfNothing();
        }
    }
}
