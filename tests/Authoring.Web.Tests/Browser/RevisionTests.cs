using Authoring.Web.Review;
using Authoring.Web.Tests.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// Who is about to change what others have signed is asked first, once, whatever he does; nothing of it is sent meanwhile, and no key goes
/// elsewhere.
/// </summary>
public sealed class RevisionTests(Chromium chromium) : IAsyncLifetime
{
    private Office office = null!;
    private Visitor anna = null!;

    public async ValueTask InitializeAsync()
    {
        office = new Office(await RunningWorkspace.StartAsync());
        anna = await Visitor.SignInAsync(chromium, office.Workspace.Address, "author1");
    }

    public async ValueTask DisposeAsync()
    {
        await anna.DisposeAsync();
        await office.DisposeAsync();
    }

    private ILocator ConfirmDialog => anna.Page.GetByTestId("revise");
    private ILocator State => anna.Page.GetByTestId("review-state");

    private async Task SignedAsync(string document)
    {
        await office.ActAsync("author1", document, "submit");
        await office.ActAsync("school-reviewer", document, "approve");
    }

    private async Task OpenSignedAsync(string document = Office.Basic)
    {
        await SignedAsync(document);
        await anna.OpenAsync(document);
        await Assertions.Expect(State).ToHaveAttributeAsync("data-state", "county");
    }

    private async Task<string> SavedAsync() =>
        (await (await office.HubAsync("editor")).CallAsync("Open", Office.Basic)).GetProperty("text").GetString()!;

    private async Task AnswerAsync(bool goesOn)
    {
        await Assertions.Expect(ConfirmDialog).ToContainTextAsync("学校审核人");
        await anna.Page.GetByTestId(goesOn ? "revise-go" : "revise-leave").ClickAsync();
        await Assertions.Expect(ConfirmDialog).ToHaveCountAsync(0);
        await Assertions.Expect(anna.Text).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_first_key_asks_and_is_taken_or_not_and_focus_and_caret_come_back()
    {
        await OpenSignedAsync();
        var signed = await SavedAsync();
        await anna.TypeAtEndAsync("甲");
        await Assertions.Expect(ConfirmDialog).ToContainTextAsync("继续修改将作废 1 个签字");
        await Axe.FindsNothingAsync(anna.Page);
        // Keys that he goes on to press answer nothing.
        await anna.TypeAsync(" \n乙 ");
        await AnswerAsync(goesOn: false);
        Assert.Equal(signed, await anna.ShownTextAsync());
        await anna.SyncedAsync();
        await Assertions.Expect(State).ToHaveAttributeAsync("data-state", "county");

        await anna.TypeAsync("丙");
        await AnswerAsync(goesOn: true);
        await anna.TypeAsync("丁");
        await anna.SyncedAsync();
        Assert.Equal(signed + "丙丁", await SavedAsync());
        await Assertions.Expect(State).Not.ToHaveAttributeAsync("data-state", "county");
        await Assertions.Expect(State).ToHaveTextAsync("撰稿人甲修改了正文，1 个签字失效");
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_composition_is_not_broken_and_its_words_are_kept_until_the_answer()
    {
        await OpenSignedAsync();
        var signed = await SavedAsync();
        await anna.Text.FocusAsync();
        await anna.Page.Keyboard.PressAsync("Control+End");
        var method = await anna.Page.Context.NewCDPSessionAsync(anna.Page);
        foreach (var answer in new[] { false, true })
        {
            foreach (var part in new[] { "n", "ni", "ni hao" })
                await method.SendAsync(
                    "Input.imeSetComposition",
                    new()
                    {
                        ["text"] = part,
                        ["selectionStart"] = part.Length,
                        ["selectionEnd"] = part.Length,
                    }
                );
            await anna.ShowsAsync("ni hao");
            await Assertions.Expect(ConfirmDialog).ToHaveCountAsync(0);
            await method.SendAsync("Input.insertText", new() { ["text"] = "你好" });
            await AnswerAsync(answer);
            Assert.Equal(answer ? signed + "你好" : signed, await anna.ShownTextAsync());
        }
        await anna.TypeAsync("。");
        await anna.SyncedAsync();
        Assert.Equal(signed + "你好。", await SavedAsync());
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task Cut_paste_and_tools_ask_and_others_write_on_meanwhile()
    {
        await OpenSignedAsync();
        var signed = await SavedAsync();
        await anna.Text.FocusAsync();
        await anna.Page.Keyboard.PressAsync("Control+End");
        await anna.Page.Keyboard.PressAsync("Shift+ArrowLeft");
        await anna.Page.Keyboard.PressAsync("Shift+ArrowLeft");
        await anna.Page.Keyboard.PressAsync("Control+x");
        await AnswerAsync(goesOn: false);
        await anna.Text.EvaluateAsync(
            """
            content => {
              const clipboardData = new DataTransfer()
              clipboardData.setData('text/plain', '贴')
              content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
            }
            """
        );
        await AnswerAsync(goesOn: false);
        await anna.PressToolAsync("bullets");
        await AnswerAsync(goesOn: false);
        await anna.PressToolAsync("case");
        await AnswerAsync(goesOn: false);
        Assert.Equal(signed, await anna.ShownTextAsync());

        // A suggestion of somebody else changes nothing that was signed, and comes in while she is asked.
        await anna.Page.Keyboard.PressAsync("Control+End");
        await anna.TypeAsync("完");
        await Assertions.Expect(ConfirmDialog).ToBeVisibleAsync();
        await office.TypeAsync("author2", Office.Basic, "建议", suggests: true);
        await anna.ShowsAsync("建议");
        await AnswerAsync(goesOn: true);
        await anna.ShowsAsync("完");
        await anna.SyncedAsync();
        Assert.True(await SavedAsync() is var saved && (saved == $"{signed}完建议" || saved == $"{signed}建议完"), saved);
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task Restoring_a_version_asks_on_its_page_and_open_comments_are_told_of_before_a_text_is_submitted()
    {
        await anna.OpenAsync(Office.Basic);
        await anna.TypeAtEndAsync("第一稿。");
        await anna.SyncedAsync();
        await SignedAsync(Office.Basic);
        await anna.GoToAsync("/reports/small/history?text=sections/01-basic");
        await Assertions.Expect(anna.Page.Locator("fieldset.until-live[disabled]")).ToHaveCountAsync(0);
        var choice = anna.Page.GetByTestId("compare-from").Locator("optgroup").First;
        await Assertions.Expect(choice).ToContainTextAsync("第 1 轮 学校审核 签字 学校审核人");
        await anna.Page.GetByTestId("timeline-row").Last.GetByTestId("restore").ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("dialog-lines")).ToContainTextAsync("学校审核人");
        await anna.Page.GetByTestId("dialog-no").ClickAsync();
        Assert.Contains("第一稿。", await SavedAsync(), StringComparison.Ordinal);
        await anna.Page.GetByTestId("timeline-row").Last.GetByTestId("restore").ClickAsync();
        await anna.Page.GetByTestId("dialog-yes").ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("history-said")).ToBeVisibleAsync();
        Assert.DoesNotContain("第一稿。", await SavedAsync(), StringComparison.Ordinal);

        await office.CommentAsync("city-reviewer", Office.Basic, "请核实");
        await anna.OpenAsync(Office.Basic);
        await anna.Page.GetByTestId("review-submit").ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("review-comments")).ToContainTextAsync("还有 1 条批注未处理");
        await anna.Page.GetByTestId("review-comments-leave").ClickAsync();
        await Assertions.Expect(anna.Page.Locator(".panel-tabs [data-panel=comments]")).ToHaveAttributeAsync("aria-pressed", "true");
        await anna.Page.GetByTestId("review-submit").ClickAsync();
        await anna.Page.GetByTestId("review-comments-go").ClickAsync();
        await Assertions.Expect(State).ToHaveAttributeAsync("data-state", "school");
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task Without_a_line_he_is_asked_as_ever_and_his_answer_is_told_once_there_is_one()
    {
        await SignedAsync(Office.Basic);
        await using var line = new Line(office.Workspace.Address);
        await using var bert = await Visitor.SignInAsync(chromium, line.Address, "author2");
        await bert.OpenAsync(Office.Basic);
        await Assertions.Expect(bert.Page.GetByTestId("review-state")).ToHaveAttributeAsync("data-state", "county");
        line.Cut();
        await Assertions.Expect(bert.Page.GetByTestId("sync-state")).ToHaveAttributeAsync("data-state", "offline");
        await bert.TypeAtEndAsync("甲");
        await bert.Page.GetByTestId("revise-go").ClickAsync();
        await bert.ShowsAsync("甲");
        Assert.DoesNotContain("甲", await SavedAsync(), StringComparison.Ordinal);

        line.Restore();
        await bert.SyncedAsync();
        Assert.EndsWith("甲", await SavedAsync(), StringComparison.Ordinal);
        var asked = await office.IdAsync("author2");
        await Office.UntilAsync(
            async () =>
            {
                await using var db = await office.DatabaseAsync();
                return await db.ReviewActs.AnyAsync(a => a.Verb == ReviewVerb.Revise && a.PersonId == asked);
            },
            "it is on record that he was asked"
        );
        await bert.TypeAsync("乙");
        await Assertions.Expect(bert.Page.GetByTestId("revise")).ToHaveCountAsync(0);
        await bert.SyncedAsync();
        Assert.EndsWith("甲乙", await SavedAsync(), StringComparison.Ordinal);
    }
}
