using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// Two people in real browsers: one writes, the other reads what was written when, names it, compares it and brings it back.
/// </summary>
public sealed class HistoryTests(Chromium chromium) : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic",
        History = "/reports/small/history?text=sections/01-basic";

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static async Task OpenHistoryAsync(Visitor visitor, string more = "")
    {
        await visitor.GoToAsync(History + more);
        await LiveAsync(visitor);
    }

    private static Task LiveAsync(Visitor visitor) =>
        Assertions.Expect(visitor.Page.Locator("fieldset.until-live[disabled]")).ToHaveCountAsync(0);

    private static ILocator Rows(Visitor visitor) => visitor.Page.GetByTestId("timeline-row");

    [Fact]
    public async Task The_timeline_grows_while_others_write_and_a_version_is_named_renamed_and_unnamed()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var ed = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await anna.OpenAsync(Document);
        await OpenHistoryAsync(ed);
        await Assertions.Expect(Rows(ed)).ToHaveCountAsync(1);
        await anna.TypeAtEndAsync("新写的一句。");
        await anna.SyncedAsync();
        await Assertions.Expect(Rows(ed)).ToHaveCountAsync(2);
        await Assertions.Expect(Rows(ed).First).ToContainTextAsync("撰稿人甲");
        await Assertions.Expect(Rows(ed).First).ToContainTextAsync("增 6 字");

        await Rows(ed).First.GetByTestId("name").ClickAsync();
        await Assertions.Expect(ed.Page.GetByTestId("name-field")).ToBeFocusedAsync();
        await ed.Page.Keyboard.TypeAsync("送审稿");
        await ed.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(ed.Page.GetByTestId("named-version")).ToContainTextAsync("送审稿");
        await Assertions.Expect(ed.Page.GetByTestId("named-version")).ToContainTextAsync("统稿编辑");
        await using var ben = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        await OpenHistoryAsync(ben);
        await Assertions.Expect(ben.Page.GetByTestId("named-version")).ToContainTextAsync("送审稿");
        await Assertions.Expect(ben.Page.GetByTestId("rename")).ToHaveCountAsync(0);

        await ed.Page.GetByTestId("rename").ClickAsync();
        await ed.Page.GetByTestId("name-field").FillAsync("定稿");
        await ed.Page.GetByTestId("name-save").ClickAsync();
        await Assertions.Expect(ben.Page.GetByTestId("named-version")).ToContainTextAsync("定稿");
        await ed.Page.GetByTestId("unname").ClickAsync();
        await ed.Page.GetByTestId("dialog-yes").ClickAsync();
        await Assertions.Expect(ben.Page.GetByTestId("named-version")).ToHaveCountAsync(0);
        ed.ComplainsOfNothing();
    }

    [Fact]
    public async Task Two_versions_are_compared_inline_and_side_by_side_and_each_is_seen_as_text_and_as_printed()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync(Document);
        await anna.TypeAtStartAsync("# 概况\n\n");
        await anna.SyncedAsync();
        await OpenHistoryAsync(anna);
        await Rows(anna).First.GetByTestId("changes").ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("difference").Locator("ins").First).ToHaveTextAsync("# 概况");
        await Assertions.Expect(anna.Page.GetByTestId("difference").Locator("del")).ToHaveCountAsync(0);
        await anna.Page.GetByTestId("view-side").ClickAsync();
        var first = anna.Page.Locator(".difference-sides .difference-row").First;
        await Assertions.Expect(first.Locator(".difference-nothing")).ToHaveCountAsync(1);
        await Assertions.Expect(first.Locator("ins")).ToHaveTextAsync("# 概况");

        // With the numbers that the text would have: the heading that was there first is the second one now.
        await Rows(anna).Last.GetByTestId("look").ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("version-preview").Locator("h1").First).ToContainTextAsync("1. 基本情况");
        await Rows(anna).First.GetByTestId("look").ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("version-preview").Locator("h1").Last).ToContainTextAsync("2. 基本情况");
        await anna.Page.GetByTestId("look-text").ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("version-text")).ToContainTextAsync("# 概况");

        await anna.Page.GetByTestId("compare-to").SelectOptionAsync("0");
        await anna.Page.GetByTestId("compare-submit").ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("difference-none")).ToBeVisibleAsync();
        await OpenHistoryAsync(anna, "&at=99");
        await Assertions.Expect(anna.Page.GetByTestId("history-missing")).ToBeVisibleAsync();
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task One_restores_while_the_other_types_and_nothing_that_he_types_is_lost()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var ed = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await Task.WhenAll(anna.OpenAsync(Document), OpenHistoryAsync(ed));
        await anna.TypeAtStartAsync("旧的开头。\n\n");
        await anna.SyncedAsync();
        await Assertions.Expect(Rows(ed)).ToHaveCountAsync(2);
        await anna.TypeAtEndAsync("甲在写：");
        // She types on until she has typed some after the restoring, too: whatever of it meets her keys on their way, each is there once.
        var (typed, restoring) = ("甲在写：", Rows(ed).Last.GetByTestId("restore").ClickAsync());
        for (var (key, left) = ('一', 8); left > 0; key++)
        {
            if (await ed.Page.GetByTestId("history-said").CountAsync() > 0)
                left--;
            await anna.TypeAsync(key.ToString());
            typed += key;
        }
        await restoring;
        await anna.SyncedAsync();
        await Assertions.Expect(anna.Text).Not.ToContainTextAsync("旧的开头");
        await anna.ShowsAsync(typed[^6..]);
        var rest = (await anna.ShownTextAsync())[(SmallReport.First.Length - 1)..].TrimStart('\n');
        Assert.True(typed.EndsWith(rest, StringComparison.Ordinal), $"{rest} is left of {typed}");

        await ed.Page.GetByTestId("restore-undo").ClickAsync();
        await anna.ShowsAsync("旧的开头。");
        await anna.ShowsAsync(typed);
        anna.ComplainsOfNothing();
        ed.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_reader_sees_all_versions_and_is_told_that_he_does_not_restore()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync(Document);
        await anna.TypeAtEndAsync("新写。");
        await anna.SyncedAsync();
        await using var reader = await Visitor.SignInAsync(chromium, workspace.Address, "approver");
        await reader.GoToAsync("/reports/small");
        await reader.Page.GetByTestId("nav-history").ClickAsync();
        await Assertions.Expect(reader.Page.GetByTestId("history-texts").Locator("tbody tr").First).ToContainTextAsync("撰稿人甲");
        await reader.Page.GetByTestId("history-texts").GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(Rows(reader)).ToHaveCountAsync(2);
        await Assertions.Expect(reader.Page.GetByTestId("history-read-only")).ToContainTextAsync("不能恢复旧版本");
        await Assertions.Expect(reader.Page.GetByTestId("restore")).ToHaveCountAsync(0);
        await Assertions.Expect(reader.Page.GetByTestId("name")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_signer_who_signs_again_is_shown_first_what_is_new_to_him()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var signer = await Visitor.SignInAsync(chromium, workspace.Address, "school-reviewer");
        await anna.OpenAsync(Document);
        await anna.TypeAtEndAsync("第一稿。");
        await anna.SyncedAsync();
        await anna.Page.GetByTestId("review-submit").ClickAsync();
        await signer.OpenAsync(Document);
        await signer.OpenPanelAsync("review");
        await signer.Page.GetByTestId("review-approve").ClickAsync();
        await Assertions.Expect(signer.Page.GetByTestId("review-state")).ToHaveAttributeAsync("data-state", "county");
        await anna.ReviseAtEndAsync("补充一句。", "county");
        await anna.SyncedAsync();
        await Assertions.Expect(anna.Page.GetByTestId("review-state")).ToHaveAttributeAsync("data-state", "edited");
        await anna.Page.GetByTestId("review-submit").ClickAsync();
        await Assertions.Expect(signer.Page.GetByTestId("review-changes").Locator("ins")).ToHaveTextAsync("补充一句。");
        await Assertions.Expect(signer.Page.GetByTestId("review-changes")).ToContainTextAsync("您上次签字以来的改动");
        await Assertions
            .Expect(signer.Page.GetByTestId("review-changes").GetByRole(AriaRole.Link))
            .ToHaveAttributeAsync(
                "href",
                new System.Text.RegularExpressions.Regex("/reports/small/history\\?text=sections/01-basic&from=\\d+")
            );
        await Axe.FindsNothingAsync(signer.Page);
        await OpenHistoryAsync(anna);
        await Assertions.Expect(anna.Page.GetByTestId("review-act").First).ToContainTextAsync("送审");
        signer.ComplainsOfNothing();
    }
}
