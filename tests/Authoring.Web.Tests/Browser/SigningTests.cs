using Authoring.Web.Tests.Review;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>In a real browser: from signing in to a signature, with few presses, by keys, and what was read to its end.</summary>
public sealed class SigningTests(Chromium chromium) : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task From_signing_in_to_the_first_signature_in_four_presses_and_to_the_next_by_keys()
    {
        await office.ActAsync("author1", Office.Basic, "submit");
        await office.ActAsync("author1", Office.Training, "submit");
        await using var signer = await Visitor.ArriveAsync(chromium, office.Workspace.Address);
        var page = signer.Page;
        await signer.GoToAsync("/sign-in");
        await signer.EnterAsync("school-reviewer", "demo-2025"); // the first press
        await page.GetByTestId("task").First.GetByRole(AriaRole.Link).First.ClickAsync(); // the second
        await Assertions.Expect(page.GetByTestId("nav-review").Locator("[data-review-waiting]")).ToContainTextAsync("2");
        // It is short, and seen to its end without a press.
        await Assertions
            .Expect(page.Locator("[data-testid=queue-text][data-path='sections/01-basic.md']"))
            .ToHaveAttributeAsync("data-read", "true");
        await page.GetByTestId("review-approve").ClickAsync(); // the third
        await Assertions.Expect(page.GetByTestId("review-unread")).ToHaveCountAsync(0);
        await page.GetByTestId("review-confirm").ClickAsync(); // the fourth
        await Assertions.Expect(page.GetByTestId("review-said")).ToContainTextAsync("已同意《1. 基本情况》");
        await office.UntilStateAsync(Office.Basic, "county");

        // The next one is shown, and its address is the page's once it is opened from the list.
        await Assertions.Expect(page.Locator("#review-text-title")).ToContainTextAsync("人才培养");
        await Assertions.Expect(page.GetByTestId("nav-review").Locator("[data-review-waiting]")).ToContainTextAsync("1");
        await page.Keyboard.PressAsync("r");
        await page.GetByTestId("review-words").FillAsync("请补充数据");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByTestId("review-confirm-form")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator("#review-text-title")).Not.ToContainTextAsync("人才培养");
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(page.Locator("#review-text-title")).ToContainTextAsync("人才培养");
        await MarkAsync(page, "技师");
        await Assertions.Expect(page.GetByTestId("comment-new")).ToHaveTextAsync("批注所选文字");
        await page.GetByTestId("comment-new").ClickAsync();
        await page.GetByTestId("review-words").FillAsync("请写明单位");
        await page.GetByTestId("review-confirm").ClickAsync();
        await Assertions.Expect(page.GetByTestId("comment").Locator("q")).ToHaveTextAsync("技师");
        signer.ComplainsOfNothing();
    }

    [Fact]
    public async Task On_a_telephone_the_bar_is_in_reach_and_nothing_is_wider_than_the_window()
    {
        await office.ActAsync("author1", Office.Training, "submit");
        await using var signer = await Visitor.SignInAsync(chromium, office.Workspace.Address, "school-reviewer", Look.Narrow, 844);
        await signer.GoToAsync("/reports/small/review");
        var page = signer.Page;
        await Assertions.Expect(page.GetByTestId("review-approve")).ToBeEnabledAsync(); // the page is live
        await Assertions.Expect(page.GetByTestId("review-approve")).ToBeInViewportAsync();
        foreach (var button in new[] { "review-approve", "review-return", "comment-new", "review-following", "queue-toggle" })
            Assert.True((await page.GetByTestId(button).BoundingBoxAsync())!.Height >= 44, button);
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth"));
        await page.GetByTestId("queue-toggle").ClickAsync();
        await page.Locator("[data-path='sections/01-basic.md'] a").ClickAsync();
        await Assertions.Expect(page.Locator("#review-text-title")).ToContainTextAsync("基本情况");
        Assert.EndsWith("/reports/small/review?text=sections/01-basic", page.Url, StringComparison.Ordinal);
        signer.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_comment_that_was_sent_over_a_cut_line_comes_back_and_one_that_has_arrived_does_not()
    {
        await using var line = new Line(office.Workspace.Address);
        await using var signer = await Visitor.SignInAsync(chromium, line.Address, "school-reviewer");
        await signer.GoToAsync("/reports/small/review?text=sections/01-basic");
        var page = signer.Page;
        await AskAsync();
        await page.GetByTestId("review-words").FillAsync("请写明单位");
        line.Cut();
        await page.GetByTestId("review-confirm").ClickAsync();
        await Assertions.Expect(page.Locator(".connection-bar")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("review-words")).ToHaveValueAsync("请写明单位"); // the browser has not gone elsewhere with it
        await page.GotoAsync("about:blank"); // he gives up, and comes back later
        line.Restore();
        await signer.GoToAsync("/reports/small/review?text=sections/01-basic");
        await AskAsync();
        await Assertions.Expect(page.GetByTestId("review-words")).ToHaveValueAsync("请写明单位");
        await Assertions.Expect(page.Locator("[data-review-kept-said]")).ToBeVisibleAsync();
        await page.GetByTestId("review-confirm").ClickAsync();
        await Assertions.Expect(page.GetByTestId("comment")).ToContainTextAsync("请写明单位");
        await AskAsync();
        await Assertions.Expect(page.GetByTestId("review-words")).ToHaveValueAsync("");

        async Task AskAsync()
        {
            await Assertions.Expect(page.GetByTestId("comment-new")).ToBeEnabledAsync(); // the page is live
            await page.GetByTestId("comment-new").ClickAsync();
            await Assertions.Expect(page.GetByTestId("review-words")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task A_text_that_was_chosen_over_a_cut_line_is_chosen_when_the_line_is_back()
    {
        await office.ActAsync("author1", Office.Training, "submit");
        await using var line = new Line(office.Workspace.Address);
        await using var signer = await Visitor.SignInAsync(chromium, line.Address, "school-reviewer");
        await signer.GoToAsync("/reports/small/review?text=sections/01-basic");
        var row = signer.Page.GetByTestId("queue-choose").First;
        await Assertions.Expect(row).ToBeEnabledAsync(); // the page is live
        line.Cut();
        await row.CheckAsync();
        await Assertions.Expect(signer.Page.Locator(".connection-bar")).ToBeVisibleAsync();
        await Assertions.Expect(signer.Page.GetByTestId("review-chosen")).ToHaveCountAsync(0);
        line.Restore();
        await Assertions.Expect(signer.Page.GetByTestId("review-chosen")).ToHaveTextAsync("已选 1 份", new() { Timeout = 30_000 });
        await Assertions.Expect(row).ToBeCheckedAsync();
    }

    private static Task MarkAsync(IPage page, string words) =>
        page.EvaluateAsync(
            """
            words => {
              const walk = document.createTreeWalker(document.querySelector("[data-review-printed]"), NodeFilter.SHOW_TEXT);
              while (walk.nextNode()) {
                const at = walk.currentNode.data.indexOf(words);
                if (at >= 0) return getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + words.length);
              }
            }
            """,
            words
        );
}
