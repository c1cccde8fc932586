using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>A report is set up and put in order in real browsers, while others write in it.</summary>
public sealed class ArrangingTests(Chromium chromium) : IAsyncLifetime
{
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static ILocator Row(Visitor visitor, string path) => visitor.Page.Locator($"li[data-path='{path}']");

    /// <summary>The circuit answers: before that a click goes nowhere.</summary>
    private static async Task LiveAsync(Visitor visitor) =>
        await Assertions.Expect(visitor.Page.Locator("fieldset.until-live:not([disabled])")).ToHaveCountAsync(1);

    [Fact]
    public async Task A_section_is_moved_while_another_person_writes_in_it()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await anna.OpenAsync("small/sections/02-training");
        await anna.ListsAsync("contents", "2.1", "立德树人");
        await chief.GoToAsync("/reports/small?edit=true");
        await LiveAsync(chief);

        var writing = anna.TypeAtEndAsync("一边写一边移动，一个字也不少。");
        await Row(chief, "sections/02-training.md").GetByTestId("board-up").ClickAsync();
        await writing;
        await anna.ListsAsync("contents", "1.1", "立德树人");
        await Row(chief, "sections/02-training.md").DragToAsync(Row(chief, "sections/01-basic.md"));
        await anna.ListsAsync("contents", "2.1", "立德树人");
        await Row(chief, "sections/02-training.md").GetByTestId("board-up").PressAsync("Alt+ArrowUp");
        await anna.ListsAsync("contents", "1.1", "立德树人");
        await anna.ListsAsync("figures", "图 2-1", "学校分布");

        await anna.SyncedAsync();
        await chief.OpenAsync("small/sections/02-training");
        Assert.Equal(SmallReport.Second + "一边写一边移动，一个字也不少。", await anna.ShownTextAsync());
        Assert.Equal(await anna.ShownTextAsync(), await chief.ShownTextAsync());
        anna.ComplainsOfNothing();
        chief.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_card_is_added_renamed_taken_out_and_put_back_with_the_keyboard_while_somebody_writes_in_it()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        var (page, said) = (chief.Page, chief.Page.GetByTestId("outline-said"));
        await chief.GoToAsync("/reports/small?edit=true");
        await LiveAsync(chief);
        await page.GetByTestId("board-add-Case").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(said).ToContainTextAsync("请写上标题");
        await Assertions.Expect(said).ToBeInViewportAsync();
        await page.Keyboard.TypeAsync("双师课堂");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Row(chief, "cases/c02.md")).ToContainTextAsync("双师课堂");

        await anna.OpenAsync("small/cases/c02");
        await anna.TypeAtEndAsync("第一段。");
        await anna.SyncedAsync();
        await Row(chief, "cases/c02.md").GetByTestId("board-rename").PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("board-title")).ToBeFocusedAsync();
        await page.GetByTestId("board-title").FillAsync(" ");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(said).ToContainTextAsync("请写上标题");
        await Assertions.Expect(page.GetByTestId("board-title")).ToBeFocusedAsync();
        await page.GetByTestId("board-title").FillAsync("双师课堂");
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync("进车间");
        await page.Keyboard.PressAsync("Enter");
        await anna.ShowsAsync("title: 双师课堂进车间");
        await Assertions.Expect(Row(chief, "cases/c02.md").GetByTestId("board-rename")).ToBeFocusedAsync();

        await Assertions.Expect(Row(chief, "cases/c02.md")).ToContainTextAsync("双师课堂进车间");
        await Row(chief, "cases/c02.md").GetByTestId("board-remove").PressAsync("Enter");
        await Assertions.Expect(said).ToContainTextAsync("双师课堂进车间");
        await Assertions.Expect(anna.Tool("bold")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByTestId("outline-restore")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(anna.Tool("bold")).ToBeVisibleAsync();
        await Row(chief, "cases/c02.md").GetByTestId("board-up").PressAsync("Alt+ArrowUp");
        await Assertions.Expect(page.Locator("[data-part=Case] li").First).ToHaveAttributeAsync("data-path", "cases/c02.md");
        await anna.TypeAtEndAsync("第二段。");
        await anna.SyncedAsync();
        Assert.Equal("---\nid: c02\ntitle: 双师课堂进车间\n---\n\n第一段。第二段。", await anna.ShownTextAsync());
        anna.ComplainsOfNothing();
        chief.ComplainsOfNothing();
    }

    [Fact]
    public async Task An_editor_makes_a_report_from_the_template_and_numbers_it_another_way()
    {
        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await chief.Page.GetByTestId("report-new").ClickAsync();
        await chief.Page.GetByTestId("new-next").ClickAsync();
        await Assertions.Expect(chief.Page.GetByTestId("error-title")).ToBeVisibleAsync();
        await Assertions.Expect(chief.Page.GetByTestId("field-title")).ToBeFocusedAsync();
        await chief.Page.GetByTestId("field-title").FillAsync("云河市年度报告");
        await chief.Page.GetByTestId("field-period").FillAsync("2026");
        await chief.Page.GetByTestId("field-period").PressAsync("Enter");
        await chief.Page.GetByTestId("profile-official").CheckAsync();
        await chief.Page.GetByTestId("new-next").ClickAsync();
        await Assertions.Expect(chief.Page.GetByTestId("new-role").First).ToBeVisibleAsync();
        await chief.Page.GetByTestId("new-next").ClickAsync();
        await chief.Page.GetByTestId("new-create").ClickAsync();
        await chief.Page.ArriveAtAsync(@"/reports/report-2026\?edit=true$");
        await Assertions.Expect(Row(chief, "sections/09-challenges.md")).ToContainTextAsync("八、");

        await chief.GoToAsync("/reports/report-2026/settings?tab=numbering");
        await chief.Page.GetByTestId("advanced").ClickAsync();
        await chief.Page.GetByTestId("field-headings.1").FillAsync("第{1:zh}章{x}");
        await chief.Page.GetByTestId("field-headings.1").PressAsync("Tab");
        await Assertions.Expect(chief.Page.GetByTestId("error-headings.1")).ToContainTextAsync("{x}");
        await chief.Page.GetByTestId("settings-save").ClickAsync();
        await Assertions.Expect(chief.Page.GetByTestId("settings-said")).ToHaveClassAsync("notice notice-error");
        await chief.Page.GetByTestId("field-headings.1").FillAsync("第{1:zh}章");
        await chief.Page.GetByTestId("field-headings.1").PressAsync("Tab");
        await Assertions.Expect(chief.Page.GetByText("印作：第二章")).ToBeVisibleAsync();
        await chief.Page.GetByTestId("settings-save").ClickAsync();
        await Assertions.Expect(chief.Page.GetByTestId("settings-said")).ToHaveClassAsync("notice notice-good");
        await chief.GoToAsync("/reports/report-2026/lists");
        await chief.ListsAsync("contents", "第八章", "面临挑战");
    }

    [Fact]
    public async Task Nobody_is_shut_out_of_these_pages()
    {
        foreach (var (width, height) in new[] { (1440, 900), (390, 844) })
        {
            await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor", width, height);
            foreach (
                var address in new[]
                {
                    "/",
                    "/reports/new",
                    "/reports/small",
                    "/reports/small?edit=true",
                    "/reports/small/settings",
                    "/reports/small/members",
                }
            )
            {
                await chief.GoToAsync(address);
                await Axe.FindsNothingAsync(chief.Page);
            }
            chief.ComplainsOfNothing();
        }
    }
}
