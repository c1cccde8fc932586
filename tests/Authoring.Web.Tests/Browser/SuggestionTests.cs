using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>Two people in real browsers: one suggests, the other weighs it, and both see at once what became of it.</summary>
public sealed class SuggestionTests(Chromium chromium) : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<string> SavedAsync()
    {
        await using var hub = await workspace.ConnectAsync("editor");
        return (await hub.CallAsync("Open", Document)).GetProperty("text").GetString()!;
    }

    private async Task<string> ExportedAsync(string projection)
    {
        using var client = await workspace.BrowseAsync("editor");
        return await client.GetStringAsync(new Uri($"/reports/small/export/html?projection={projection}", UriKind.Relative));
    }

    private static ILocator Suggestions(Visitor visitor) => visitor.Page.GetByTestId("suggestion");

    private static async Task SelectAsync(Visitor visitor, string words)
    {
        await visitor.Page.EvaluateAsync(
            """
            words => {
              const content = document.querySelector('.cm-content'), { view } = content.cmTile ?? content.cmView
              const at = view.state.doc.toString().indexOf(words)
              view.dispatch({ selection: { anchor: at, head: at + words.length } })
              view.focus()
            }
            """,
            words
        );
    }

    [Fact]
    public async Task What_one_suggests_the_other_accepts_or_rejects_with_a_reason_and_takes_back_by_undo()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var ed = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await Task.WhenAll(anna.OpenAsync(Document), ed.OpenAsync(Document));
        await anna.Page.GetByTestId("suggest-toggle").ClickAsync();
        await SelectAsync(anna, "六所");
        await anna.TypeAsync("七所");
        await anna.TypeAtEndAsync("另有技师学院一所。");
        await anna.SyncedAsync();

        await Assertions.Expect(Suggestions(ed)).ToHaveCountAsync(2);
        await Assertions.Expect(Suggestions(ed).First).ToContainTextAsync("撰稿人甲");
        await Assertions.Expect(Suggestions(ed).First.Locator("del")).ToHaveTextAsync("六所");
        await Assertions.Expect(ed.Text.Locator("del.suggested-deletion")).ToHaveTextAsync("六所");
        await Assertions.Expect(ed.Preview).ToContainTextAsync("全市现有学校七所。");
        Assert.Contains("全市现有学校六所。", await ExportedAsync("original"), StringComparison.Ordinal);
        Assert.Contains("<del>六所</del><ins>七所</ins>", await ExportedAsync("marked-up"), StringComparison.Ordinal);
        await ed.Page.GetByTestId("preview-projection").SelectOptionAsync("marked-up");
        await Assertions.Expect(ed.Preview.Locator("del")).ToHaveTextAsync("六所");

        await Suggestions(ed).First.ClickAsync();
        await Suggestions(ed).First.Locator("input").FillAsync("以附表为准");
        await Suggestions(ed).First.GetByTestId("suggestion-reject").ClickAsync();
        await Suggestions(ed).First.GetByTestId("suggestion-accept").ClickAsync();
        await ed.SyncedAsync();
        Assert.Equal(SmallReport.First + "另有技师学院一所。", await SavedAsync());
        await Assertions.Expect(Suggestions(anna)).ToHaveCountAsync(0);
        await Assertions.Expect(anna.Page.GetByTestId("suggestion-decided").Last).ToContainTextAsync("以附表为准");

        await ed.Text.FocusAsync();
        await ed.Page.Keyboard.PressAsync("Control+z");
        await ed.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(Suggestions(anna)).ToHaveCountAsync(2);
        await Assertions.Expect(anna.Text.Locator("del.suggested-deletion")).ToHaveTextAsync("六所");
        anna.ComplainsOfNothing();
        ed.ComplainsOfNothing();
    }

    [Fact]
    public async Task Many_are_weighed_by_keyboard_at_once_or_a_persons_alone()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        await Task.WhenAll(anna.OpenAsync(Document), ben.OpenAsync(Document));
        foreach (var visitor in new[] { anna, ben })
            await visitor.Page.GetByTestId("suggest-toggle").ClickAsync();
        await anna.TypeAtStartAsync("甲建议");
        await ben.TypeAtEndAsync("乙建议");
        await SelectAsync(ben, "现有");
        await ben.Page.Keyboard.PressAsync("Delete");
        await Task.WhenAll(anna.SyncedAsync(), ben.SyncedAsync());
        await Assertions.Expect(Suggestions(anna)).ToHaveCountAsync(3);

        // F7 goes on in reading order, from where the caret is.
        await anna.Text.FocusAsync();
        await anna.Page.Keyboard.PressAsync("F7");
        await Assertions.Expect(anna.Page.Locator(".suggestion[aria-current=true]")).ToContainTextAsync("现有");
        await anna.Page.Keyboard.PressAsync("Shift+F7");
        await Assertions.Expect(anna.Page.Locator(".suggestion[aria-current=true]")).ToContainTextAsync("甲建议");

        await anna.Page.GetByLabel("显示谁的修订").SelectOptionAsync(new SelectOptionValue { Label = "撰稿人乙" });
        await Assertions.Expect(Suggestions(anna)).ToHaveCountAsync(2);
        await anna.Page.GetByRole(AriaRole.Button, new() { Name = "拒绝此人全部修订" }).FocusAsync();
        await anna.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Suggestions(ben)).ToHaveCountAsync(1);
        await anna.SyncedAsync();
        Assert.Equal("甲建议" + SmallReport.First, await SavedAsync());
        await Axe.FindsNothingAsync(anna.Page);
    }

    [Fact]
    public async Task Who_may_only_suggest_has_the_switch_on_and_an_input_method_composes_over_what_is_selected()
    {
        await using (
            var db = await workspace
                .Services.GetRequiredService<IDbContextFactory<AuthoringDb>>()
                .CreateDbContextAsync(TestContext.Current.CancellationToken)
        )
            await db
                .ReportMembers.Where(m => m.Person!.UserName == "school-reviewer")
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Role, ReportRole.Reviewer), TestContext.Current.CancellationToken);
        await using var reviewer = await Visitor.SignInAsync(chromium, workspace.Address, "school-reviewer");
        await reviewer.OpenAsync(Document);
        await Assertions.Expect(reviewer.Page.GetByTestId("suggest-toggle")).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(reviewer.Page.Locator(".editor-bar .badge")).ToHaveTextAsync("可提建议");
        await SelectAsync(reviewer, "全市");
        var method = await reviewer.Page.Context.NewCDPSessionAsync(reviewer.Page);
        foreach (var letters in new[] { "q", "qu", "quan" })
            await method.SendAsync(
                "Input.imeSetComposition",
                new()
                {
                    ["text"] = letters,
                    ["selectionStart"] = letters.Length,
                    ["selectionEnd"] = letters.Length,
                }
            );
        await method.SendAsync("Input.insertText", new() { ["text"] = "全县" });
        await reviewer.SyncedAsync();
        await Assertions.Expect(Suggestions(reviewer)).ToHaveCountAsync(1);
        await Assertions.Expect(Suggestions(reviewer).Locator("del")).ToHaveTextAsync("全市");
        await Assertions.Expect(Suggestions(reviewer).Locator("ins")).ToHaveTextAsync("全县");
        Assert.Equal(SmallReport.First.Replace("全市", "全市全县", StringComparison.Ordinal), await SavedAsync());

        await Assertions.Expect(Suggestions(reviewer).GetByTestId("suggestion-accept")).ToHaveCountAsync(0);
        await Suggestions(reviewer).GetByRole(AriaRole.Button, new() { Name = "撤回" }).ClickAsync();
        await reviewer.SyncedAsync();
        Assert.Equal(SmallReport.First, await SavedAsync());
        await Axe.FindsNothingAsync(reviewer.Page);
        reviewer.ComplainsOfNothing();
    }
}
