using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>A chain is made, taken and gone through in real browsers.</summary>
public sealed class ChainTests(Chromium chromium) : IAsyncLifetime
{
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static async Task LiveAsync(IPage page) =>
        await Assertions.Expect(page.Locator("fieldset.until-live:not([disabled])")).ToHaveCountAsync(1);

    private static async Task NameAsync(IPage page, string organisation, string stage, string person)
    {
        await page.Locator($"tr[data-organisation='{organisation}'] td[data-stage='{stage}']")
            .GetByTestId("signer-here")
            .PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("signer-person")).ToBeFocusedAsync();
        await page.GetByTestId("signer-person").SelectOptionAsync(new SelectOptionValue { Label = person });
        await page.GetByTestId("signer-add").PressAsync("Enter");
        await Assertions
            .Expect(page.Locator($"tr[data-organisation='{organisation}'] td[data-stage='{stage}']"))
            .ToContainTextAsync(person);
    }

    [Fact]
    public async Task An_administrator_makes_a_chain_of_two_stages_a_report_takes_it_a_text_passes_it_and_its_sheet_says_so()
    {
        await using var admin = await Visitor.SignInAsync(chromium, workspace.Address, "admin");
        var page = admin.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "审核流程", Exact = true }).PressAsync("Enter");
        await LiveAsync(page);
        await page.GetByTestId("chain-name").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("chains-said")).ToContainTextAsync("请写上名称");
        await page.Keyboard.TypeAsync("两级流程");
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync(@"/chains/2$");
        await Assertions.Expect(page.GetByTestId("stage-name")).ToBeEnabledAsync();
        await page.GetByTestId("stage-name").FocusAsync();
        foreach (var (name, key) in new[] { ("市局终审", "stage-1"), ("学校初审", "stage-2") })
        {
            await page.Keyboard.TypeAsync(name);
            await page.GetByTestId("stage-add").PressAsync("Enter"); // not in the field: so one sees when the focus has come back into it
            await Assertions.Expect(page.Locator($"li[data-stage='{key}']")).ToContainTextAsync(name);
            await Assertions.Expect(page.GetByTestId("stage-name")).ToHaveValueAsync("");
            await Assertions.Expect(page.GetByTestId("stage-name")).ToBeFocusedAsync();
        }
        // The school comes first, and says on which day its meeting was.
        await page.Locator("li[data-stage='stage-2']").GetByTestId("stage-up").PressAsync("Alt+ArrowUp");
        await Assertions.Expect(page.GetByTestId("stages").Locator("li").First).ToHaveAttributeAsync("data-stage", "stage-2");
        await Assertions.Expect(page.Locator("li[data-stage='stage-2']").GetByTestId("stage-down")).ToBeFocusedAsync();
        await page.Locator("li[data-stage='stage-2']").GetByTestId("stage-edit").PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("stage-edit-name")).ToBeFocusedAsync();
        await page.GetByTestId("stage-edit-key").FillAsync("final");
        await page.GetByTestId("stage-edit-minutes").PressAsync("Space");
        await page.GetByTestId("stage-save").PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("chain-said")).ToContainTextAsync("代号");
        await page.GetByTestId("stage-edit-key").FillAsync("school");
        await page.GetByTestId("stage-save").PressAsync("Enter");
        await Assertions.Expect(page.Locator("li[data-stage='school']")).ToContainTextAsync("填写会议日期");
        await Assertions.Expect(page.Locator("li[data-stage='school']").GetByTestId("stage-edit")).ToBeFocusedAsync();
        await NameAsync(page, "其他单位（没有单独指定的）", "school", "学校审核人");
        await NameAsync(page, "第一职业学校", "stage-1", "终审人");
        await Assertions.Expect(page.GetByTestId("ways")).ToContainTextAsync("第一职业学校：起草 → 学校初审 → 市局终审 → 定稿");
        await Assertions.Expect(page.GetByTestId("ways")).ToContainTextAsync("（不经市局终审）");
        await page.Locator("li[data-stage='stage-1']").DragToAsync(page.Locator("li[data-stage='school']"));
        await Assertions.Expect(page.GetByTestId("ways")).ToContainTextAsync("起草 → 市局终审 → 学校初审 → 定稿");
        await page.Locator("li[data-stage='stage-1']").GetByTestId("stage-down").ClickAsync();
        await Assertions.Expect(page.GetByTestId("ways")).ToContainTextAsync("起草 → 学校初审 → 市局终审 → 定稿");

        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await chief.GoToAsync("/reports/small/chain");
        await LiveAsync(chief.Page);
        await chief.Page.GetByTestId("chain-choice").SelectOptionAsync("两级流程");
        await chief.Page.GetByTestId("deadline-stage-1").FillAsync("2020-01-01");
        await chief.Page.GetByTestId("report-chain-save").PressAsync("Enter");
        await Assertions.Expect(chief.Page.GetByTestId("report-chain-said")).ToContainTextAsync("已保存");
        await chief.GoToAsync("/reports/small");

        await using var author = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await author.OpenAsync("small/sections/01-basic");
        await author.Page.GetByTestId("review-submit").ClickAsync();
        await Assertions.Expect(author.Page.GetByTestId("review-state")).ToHaveTextAsync("学校初审");
        // Seen on the overview by somebody who has it open, and that it is late at the second stage.
        var state = chief.Page.Locator("li[data-path='sections/01-basic.md']").GetByTestId("review-state");
        await Assertions.Expect(state).ToHaveAttributeAsync("data-state", "school", new() { Timeout = 10_000 });
        await SignAsync("school-reviewer", "班子会议讨论通过");
        await Assertions.Expect(state).ToHaveAttributeAsync("data-state", "stage-1", new() { Timeout = 10_000 });
        await Assertions.Expect(chief.Page.GetByTestId("late")).ToContainTextAsync("2020-01-01");
        await SignAsync("approver", "同意定稿");
        await Assertions
            .Expect(author.Page.GetByTestId("review-state"))
            .ToHaveAttributeAsync("data-state", "final", new() { Timeout = 10_000 });

        await author.Page.GetByTestId("review-state").ClickAsync();
        await author.Page.GetByTestId("review-sheet").ClickAsync();
        var sheet = author.Page.GetByTestId("sheet-stages");
        await Assertions.Expect(sheet).ToContainTextAsync("班子会议讨论通过");
        await Assertions.Expect(sheet).ToContainTextAsync("同意定稿");
        await Assertions.Expect(sheet.Locator("tbody tr[data-signed=true]")).ToHaveCountAsync(2);
        await author.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(author.Page.Locator(".shell-header")).ToBeHiddenAsync();
        await Assertions.Expect(author.Page.GetByTestId("print")).ToBeHiddenAsync();
        foreach (var visitor in new[] { admin, chief, author })
            visitor.ComplainsOfNothing();

        async Task SignAsync(string name, string words)
        {
            await using var signer = await Visitor.SignInAsync(chromium, workspace.Address, name);
            await signer.OpenAsync("small/sections/01-basic");
            await signer.Page.GetByTestId("review-state").ClickAsync();
            await signer.Page.Locator(".review-form textarea").FillAsync(words);
            await signer.Page.GetByTestId("review-approve").ClickAsync();
            await Assertions.Expect(signer.Page.GetByTestId("review-approve")).ToHaveCountAsync(0);
        }
    }
}
