using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>People speak about a text beside it, in real browsers, and see at once what the others say.</summary>
public sealed class CommentTests(Chromium chromium) : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static ILocator Comments(Visitor visitor) => visitor.Page.GetByTestId("comment");

    private static async Task SelectAsync(Visitor visitor, string words) =>
        await visitor.Page.EvaluateAsync(
            """
            words => {
              const content = document.querySelector('.cm-content'), { view } = content.cmTile ?? content.cmView, at = view.state.doc.toString().indexOf(words)
              view.dispatch({ selection: { anchor: at, head: at + words.length } })
              view.focus()
            }
            """,
            words
        );

    /// <summary>With the keyboard alone.</summary>
    private static async Task CommentAsync(Visitor visitor, string words, string comment)
    {
        await SelectAsync(visitor, words);
        await visitor.Page.Keyboard.PressAsync("Control+Alt+m");
        await Assertions.Expect(visitor.Page.Locator(".comment-composer textarea")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync(comment);
        await visitor.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(Comments(visitor).Filter(new() { HasText = comment })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_comment_is_seen_answered_and_settled_by_the_other_at_once_and_stays_with_its_words_while_both_write()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var reviewer = await Visitor.SignInAsync(chromium, workspace.Address, "city-reviewer");
        await Task.WhenAll(anna.OpenAsync(Document), reviewer.OpenAsync(Document));
        await CommentAsync(reviewer, "六所", "请核实校数");

        await Assertions.Expect(Comments(anna)).ToHaveCountAsync(1);
        await Assertions.Expect(anna.Text.Locator(".commented")).ToHaveTextAsync("六所");
        await anna.TypeAtStartAsync("前言。\n");
        await anna.SyncedAsync();
        await Assertions.Expect(reviewer.Text.Locator(".commented")).ToHaveTextAsync("六所");

        // The panel comes to the front with the key that goes from comment to comment.
        await anna.Text.FocusAsync();
        await anna.Page.Keyboard.PressAsync("F9");
        await Assertions.Expect(Comments(anna).First).ToHaveAttributeAsync("aria-current", "true");
        await Comments(anna).First.GetByRole(AriaRole.Button, new() { Name = "回复" }).ClickAsync();
        await anna.Page.Keyboard.TypeAsync("以附表为准");
        await anna.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(Comments(reviewer).First).ToContainTextAsync("以附表为准");

        await Comments(anna).First.GetByTestId("comment-resolve").ClickAsync();
        // Only the open ones are listed, and the one that he is at.
        await Assertions.Expect(Comments(reviewer).First).ToContainTextAsync("已解决");
        await Comments(reviewer).First.GetByRole(AriaRole.Button, new() { Name = "重新打开" }).ClickAsync();
        await Assertions.Expect(Comments(anna)).ToHaveCountAsync(1);

        // Those of one school or office alone.
        await anna.Page.Locator("#comments .comments-head select").SelectOptionAsync("school:市教育局职成科");
        await Assertions.Expect(Comments(anna)).ToHaveCountAsync(1);
        await anna.Page.Locator("#comments .comments-head select").SelectOptionAsync("open");

        // Its words are deleted: it stays, and says what they were.
        await SelectAsync(anna, "六所");
        await anna.Page.Keyboard.PressAsync("Delete");
        await anna.SyncedAsync();
        await Assertions.Expect(Comments(reviewer).First).ToContainTextAsync("所针对的文字已被删除");
        await Assertions.Expect(Comments(reviewer).First).ToContainTextAsync("六所");
        anna.ComplainsOfNothing();
        reviewer.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_half_written_comment_is_offered_back_after_another_text_and_a_reload_and_is_about_the_same_words()
    {
        await using var reviewer = await Visitor.SignInAsync(chromium, workspace.Address, "city-reviewer");
        await reviewer.OpenAsync(Document);
        await SelectAsync(reviewer, "现有");
        await reviewer.Page.GetByTestId("comment-new").ClickAsync();
        await reviewer.Page.Keyboard.TypeAsync("还没有写");
        await reviewer.OpenAsync("small/sections/02-training");
        await Assertions.Expect(reviewer.Page.Locator(".comment-composer textarea")).ToHaveValueAsync("");
        await reviewer.OpenAsync(Document);
        await reviewer.Page.ReloadAsync();
        var composer = reviewer.Page.Locator(".comment-composer");
        await Assertions.Expect(composer).ToContainTextAsync("上次没有提交的内容");
        await Assertions.Expect(composer).ToContainTextAsync("选中的文字“现有”");
        await composer.Locator("textarea").FillAsync("还没有写完的批注");
        await composer.Locator("textarea").PressAsync("Control+Enter");
        await Assertions.Expect(Comments(reviewer).Last).ToContainTextAsync("还没有写完的批注");
        await Assertions.Expect(Comments(reviewer).Last).ToContainTextAsync("现有");
        await reviewer.Page.ReloadAsync();
        await Assertions.Expect(Comments(reviewer).Last).ToContainTextAsync("还没有写完的批注");
        await Assertions.Expect(composer).ToBeHiddenAsync();
        reviewer.ComplainsOfNothing();
    }

    [Fact]
    public async Task Whoever_is_named_or_given_a_comment_finds_it_and_what_became_of_it_is_in_the_matrix_without_reloading()
    {
        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await chief.GoToAsync("/reports/small/comments");
        await Assertions.Expect(chief.Page.GetByTestId("comments-none")).ToBeVisibleAsync();
        await Assertions.Expect(chief.Page.Locator(".until-live[disabled]")).ToHaveCountAsync(0);

        await using var reviewer = await Visitor.SignInAsync(chromium, workspace.Address, "city-reviewer");
        await reviewer.OpenAsync(Document);
        await SelectAsync(reviewer, "现有");
        await reviewer.Page.GetByTestId("comment-new").ClickAsync();
        await reviewer.Page.Keyboard.TypeAsync("请 @撰稿人甲");
        await Assertions.Expect(reviewer.Page.Locator(".words-offers [role=option]")).ToContainTextAsync(["撰稿人甲"]);
        await reviewer.Page.Keyboard.PressAsync("Enter");
        await reviewer.Page.Keyboard.TypeAsync("补充依据");
        await reviewer.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(chief.Page.GetByTestId("comments-line")).ToContainTextAsync(["补充依据"]);

        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.GoToAsync("/todo");
        await Assertions.Expect(anna.Page.Locator("main")).ToContainTextAsync("市局审核人的批注，提到了您");
        await anna.Page.Locator("main").GetByRole(AriaRole.Link).Filter(new() { HasText = "基本情况" }).First.ClickAsync();
        await Assertions.Expect(Comments(anna).First).ToHaveAttributeAsync("aria-current", "true");
        await Comments(anna).First.Locator("summary").ClickAsync();
        await Comments(anna).First.Locator(".comment-settling select").Last.SelectOptionAsync("adopted");
        await Comments(anna).First.Locator(".comment-settling input").FillAsync("已补充");
        await Comments(anna).First.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();

        await Assertions.Expect(chief.Page.GetByTestId("comments-adoption")).ToContainTextAsync("采纳");
        await Assertions.Expect(chief.Page.GetByTestId("comments-line")).ToContainTextAsync(["已补充"]);
        await chief.Page.Locator("[data-testid=comments-choice][data-choice=Open]").ClickAsync();
        await Assertions.Expect(chief.Page.GetByTestId("comments-none-found")).ToBeVisibleAsync();
        chief.ComplainsOfNothing();
        anna.ComplainsOfNothing();
    }
}
