using Authoring.Web.Tests.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// In real browsers, and nobody reloads: the board, the numbers above every page, the to-do list and the notices follow what the others do.
/// </summary>
public sealed class BoardTests(Chromium chromium) : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private Uri Address => office.Workspace.Address;

    private static ILocator Row(Visitor visitor, string path) => visitor.Page.Locator($"[data-testid=progress-text][data-path='{path}']");

    private static ILocator Count(Visitor visitor, string what) => visitor.Page.Locator($"[data-waiting={what}]");

    private async Task<Visitor> AtBoardAsync(string name, int width = 1440)
    {
        var visitor = await Visitor.SignInAsync(chromium, Address, name, width);
        await visitor.GoToAsync("/reports/small/board");
        await Assertions.Expect(visitor.Page.Locator("fieldset.until-live[disabled]")).ToHaveCountAsync(0);
        return visitor;
    }

    [Fact]
    public async Task The_board_follows_who_writes_comments_suggests_and_signs()
    {
        await office.GiveAsync(Office.Basic, "author1");
        await using var editor = await AtBoardAsync("editor");
        await using var author = await Visitor.SignInAsync(chromium, Address, "author1");
        var row = Row(editor, "sections/01-basic.md");
        await Assertions.Expect(row.GetByTestId("progress-edited")).ToHaveTextAsync("导入后未改动");
        var words = int.Parse(await row.GetByTestId("progress-words").InnerTextAsync());
        await author.OpenAsync(Office.Basic);
        await author.TypeAtEndAsync("\n\n全市又增一所。");
        await Assertions.Expect(row.GetByTestId("progress-words")).ToHaveTextAsync($"{words + 7}");
        await Assertions.Expect(row.GetByTestId("progress-edited")).ToContainTextAsync("撰稿人甲");
        await office.CommentAsync("city-reviewer", Office.Basic, "请核实");
        await Assertions.Expect(row.GetByTestId("progress-comments")).ToHaveTextAsync("1");
        await office.TypeAsync("editor", Office.Basic, "建议", suggests: true);
        await Assertions.Expect(row.GetByTestId("progress-suggestions")).ToHaveTextAsync("1");
        await Assertions.Expect(row.GetByTestId("progress-blocks")).ToContainTextAsync("1 处修订待处理");
        await author.OpenPanelAsync("suggestions");
        await author.Page.GetByTestId("suggestion-reject").ClickAsync();
        await Assertions.Expect(row.GetByTestId("progress-suggestions")).ToHaveTextAsync("0");
        await author.SyncedAsync();
        await author.Page.GetByTestId("review-submit").ClickAsync();
        await author.Page.GetByTestId("review-comments-go").ClickAsync(); // one comment is open: he is asked
        await Assertions.Expect(row.GetByTestId("progress-state")).ToHaveTextAsync("学校审核");
        await Assertions.Expect(row.GetByTestId("progress-blocks")).ToContainTextAsync("等待：学校审核人");
        await Assertions.Expect(editor.Page.GetByTestId("progress-totals")).ToHaveTextAsync("3 篇中 0 篇已定稿，1 篇审核中，2 篇起草中");
        foreach (var signer in new[] { "school-reviewer", "county-reviewer", "city-reviewer", "approver" })
            await office.ActAsync(signer, Office.Basic, "approve");
        await Assertions.Expect(row).ToHaveAttributeAsync("data-state", "Final");
        await Assertions.Expect(editor.Page.GetByTestId("progress-totals")).ToContainTextAsync("3 篇中 1 篇已定稿");
        editor.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_reminder_is_one_click_and_arrives_in_the_others_header_on_any_page_with_a_way_to_the_place()
    {
        await office.GiveAsync(Office.Basic, "author1");
        await office.GiveAsync(Office.Training, "author1");
        await using var editor = await AtBoardAsync("editor", 390);
        await using var writing = await Visitor.SignInAsync(chromium, Address, "author1");
        await writing.OpenAsync(Office.Training); // a page without a circuit
        await using var reading = await Visitor.SignInAsync(chromium, Address, "author1");
        await Assertions.Expect(Count(writing, "notices")).ToBeHiddenAsync();
        var row = Row(editor, "sections/01-basic.md");
        await row.GetByTestId("progress-remind").ClickAsync();
        await Assertions.Expect(editor.Page.GetByTestId("progress-said")).ToContainTextAsync("已提醒撰稿人甲尽快处理《1. 基本情况》");
        foreach (var visitor in new[] { writing, reading })
            await Assertions.Expect(Count(visitor, "notices")).ToHaveTextAsync("1");
        await row.GetByTestId("progress-remind").ClickAsync();
        await Assertions.Expect(editor.Page.GetByTestId("progress-said")).ToContainTextAsync("没有重复提醒");

        await reading.Page.GetByTestId("notices-link").ClickAsync();
        var notice = reading.Page.GetByTestId("notice");
        await Assertions.Expect(notice).ToHaveAttributeAsync("data-unread", "true");
        await notice.GetByRole(AriaRole.Link).ClickAsync();
        await reading.SyncedAsync();
        Assert.EndsWith("/reports/small/sections/01-basic#review", reading.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(reading.Page.Locator("#review")).ToBeVisibleAsync();
        foreach (var visitor in new[] { writing, reading })
            await Assertions.Expect(Count(visitor, "notices")).ToBeHiddenAsync();
        writing.ComplainsOfNothing();
        reading.ComplainsOfNothing();
    }

    [Fact]
    public async Task Everybody_begins_with_his_list_which_grows_and_shrinks_while_he_looks()
    {
        await using var reviewer = await Visitor.SignInAsync(chromium, Address, "school-reviewer");
        await Assertions.Expect(reviewer.Page).ToHaveURLAsync(new Uri(Address, "/").ToString());
        await Assertions.Expect(reviewer.Page.GetByTestId("todo-none")).ToBeVisibleAsync();
        await office.ActAsync("author1", Office.Basic, "submit");
        var item = reviewer.Page.GetByTestId("todo-sign").GetByTestId("task");
        await Assertions.Expect(item).ToContainTextAsync("1. 基本情况");
        await Assertions.Expect(Count(reviewer, "tasks")).ToHaveTextAsync("1");
        await office.CommentAsync("city-reviewer", Office.Training, "@学校审核人 请看", "school-reviewer");
        await Assertions.Expect(Count(reviewer, "tasks")).ToHaveTextAsync("2");
        await item.GetByRole(AriaRole.Link).ClickAsync();
        await reviewer.Page.ArriveAtAsync(@"/review\?text=sections/01-basic$");
        await reviewer.OpenAsync(Office.Basic);
        await reviewer.Page.GetByTestId("review-approve").ClickAsync();
        await Assertions.Expect(Count(reviewer, "tasks")).ToHaveTextAsync("1");
        await reviewer.GoToAsync("/todo");
        await reviewer.Page.GetByTestId("todo-comments").GetByTestId("task").GetByRole(AriaRole.Link).ClickAsync();
        await reviewer.SyncedAsync();
        await Assertions.Expect(reviewer.Page.Locator("#comments [aria-current=true]")).ToContainTextAsync("@学校审核人 请看");
        reviewer.ComplainsOfNothing();
    }

    [Fact]
    public async Task The_board_is_narrowed_grouped_and_sorted_by_keyboard_and_shows_what_is_late()
    {
        await office.GiveAsync(Office.Basic, "author1");
        await office.GiveAsync(Office.Training, "author2");
        await office.ChangeAsync(db => db.Reports.ExecuteUpdateAsync(set => set.SetProperty(r => r.Deadline, new DateOnly(2020, 1, 1))));
        await using var editor = await AtBoardAsync("editor");
        var page = editor.Page;
        await Assertions.Expect(page.GetByTestId("progress-totals")).ToContainTextAsync("3 篇逾期");
        await page.GetByTestId("progress-organisation").SelectOptionAsync("第二职业学校");
        await Assertions.Expect(page.GetByTestId("progress-text")).ToHaveCountAsync(1);
        await page.GetByTestId("progress-organisation").SelectOptionAsync("");
        await page.GetByTestId("progress-wanted").FillAsync("撰稿人甲");
        await Assertions.Expect(page.GetByTestId("progress-text")).ToHaveCountAsync(1);
        await page.GetByTestId("progress-wanted").FillAsync("没有的");
        await Assertions.Expect(page.GetByTestId("progress-none-found")).ToBeVisibleAsync();
        await page.GetByTestId("progress-wanted").FillAsync("");
        await page.GetByTestId("progress-sort-words").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("字数");
        var most = await page.GetByTestId("progress-words").AllInnerTextsAsync();
        Assert.Equal(most.Select(int.Parse).OrderDescending(), most.Select(int.Parse));
        await page.GetByTestId("progress-grouped").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.GetByTestId("progress-group")).ToHaveCountAsync(3);
        await Assertions.Expect(page.GetByTestId("progress-group").First).ToContainTextAsync("第一职业学校");
        await Axe.FindsNothingAsync(page);
    }
}
