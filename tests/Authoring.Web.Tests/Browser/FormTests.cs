using System.Text.RegularExpressions;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>Wrong input is refused in words beside the field that is wrong, and nothing that was typed is lost.</summary>
public sealed class FormTests(Chromium chromium) : IAsyncLifetime
{
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static async Task LiveAsync(Visitor visitor) =>
        await Assertions.Expect(visitor.Page.Locator("fieldset.until-live:not([disabled])")).ToHaveCountAsync(1);

    /// <summary>
    /// What the steps refuse and keep is tested without a browser, in NewReportTests; here, that the focus goes where it says so.
    /// </summary>
    [Fact]
    public async Task A_new_report_says_what_is_wrong_where_the_focus_goes()
    {
        // An administrator who manages no report yet may make one, too.
        await using var admin = await Visitor.SignInAsync(chromium, workspace.Address, "admin");
        await admin.Page.GetByTestId("report-new").ClickAsync();
        var (page, next) = (admin.Page, admin.Page.GetByTestId("new-next"));
        await page.GetByTestId("field-issuer").FillAsync("四平市教育局");
        await next.ClickAsync();
        await Assertions.Expect(page.GetByTestId("error-title")).ToContainTextAsync("请写上标题");
        await Assertions.Expect(page.GetByTestId("field-title")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByTestId("field-issuer")).ToHaveValueAsync("四平市教育局");
        await page.GetByTestId("field-title").FillAsync("四平市年度报告");
        await page.GetByTestId("field-title").PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToBeFocusedAsync();
        foreach (
            var (profile, printed) in new[]
            {
                ("chapter", "图 2-1"),
                ("document", "图 1."),
                ("section", "图 2.1.2"),
                ("document", "案例一"),
                ("official", "二、"),
                ("official", "（二）"),
            }
        )
            await Assertions
                .Expect(page.Locator("label", new() { Has = page.GetByTestId($"profile-{profile}") }).GetByText(printed).First)
                .ToBeVisibleAsync();
        admin.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_press_counts_though_the_button_moves_away_while_the_mouse_is_down()
    {
        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await chief.GoToAsync("/reports/small/settings");
        await LiveAsync(chief);
        var (page, save) = (chief.Page, chief.Page.GetByTestId("settings-save"));
        await page.GetByTestId("field-title").FillAsync("");
        await save.ScrollIntoViewIfNeededAsync();
        var box = (await save.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 10, box.Y + 3);
        await page.Mouse.DownAsync();
        // Whatever grows above it when a field is left, a hint or a sentence.
        await page.EvaluateAsync(
            """
            () => {
              const grown = document.createElement('p')
              grown.style.height = '6rem'
              document.querySelector('[data-testid=settings-save]').parentElement.before(grown)
            }
            """
        );
        await page.WaitForFunctionAsync(
            "y => document.querySelector('[data-testid=settings-save]').getBoundingClientRect().top > y",
            (double)box.Y + 6
        );
        await page.Mouse.UpAsync();
        await Assertions.Expect(page.GetByTestId("error-title")).ToBeVisibleAsync();

        // Who draws away from it has thought better of it.
        await page.GetByTestId("field-title").FillAsync("不该保存");
        await save.HoverAsync();
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(5, 5);
        await page.Mouse.UpAsync();
        Assert.DoesNotContain("不该保存", await DefinitionAsync(), StringComparison.Ordinal);
        chief.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_press_counts_though_the_page_comes_to_life_while_the_mouse_is_down()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        var (page, come) = (anna.Page, new TaskCompletionSource());
        await page.RouteAsync(
            "**/_blazor/**",
            async route =>
            {
                await come.Task;
                await route.ContinueAsync();
            }
        );
        await anna.GoToAsync("/");
        await page.EvaluateAsync("window.pressed = document.querySelector('[data-testid=notices-link]')");
        await page.GetByTestId("notices-link").HoverAsync();
        await page.Mouse.DownAsync();
        come.SetResult();
        await page.WaitForFunctionAsync(
            "() => !window.pressed.isConnected && document.querySelector('[data-testid=notices-link]') !== null"
        );
        await page.Mouse.UpAsync();
        await page.ArriveAtAsync(@"/notices$");
        anna.ComplainsOfNothing();
    }

    /// <summary>In its own tab, and back.</summary>
    private static async Task FillTitleAsync(IPage page, string title)
    {
        await page.GetByTestId("tab-Basic").ClickAsync();
        await page.GetByTestId("field-title").FillAsync(title);
        await page.GetByTestId("tab-Numbering").ClickAsync();
    }

    [Fact]
    public async Task Over_a_cut_line_a_press_goes_nowhere_and_what_was_typed_stays()
    {
        await using var line = new Line(workspace.Address);
        await using var chief = await Visitor.SignInAsync(chromium, line.Address, "editor");
        await chief.GoToAsync("/reports/small/settings");
        await LiveAsync(chief);
        var page = chief.Page;
        await page.GetByTestId("field-issuer").FillAsync("云河市教育局");
        line.Cut();
        await page.GetByTestId("settings-save").ClickAsync();
        await page.GetByTestId("tab-Flow").ClickAsync();
        var bar = page.Locator(".connection-bar");
        await Assertions.Expect(bar).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("field-issuer")).ToHaveValueAsync("云河市教育局");
        line.Restore();
        await Assertions.Expect(bar).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await page.GetByTestId("settings-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("settings-said")).ToContainTextAsync("设置已保存");
        Assert.Contains("云河市教育局", await DefinitionAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_way_of_numbering_is_filled_in_printed_and_saved_and_a_wrong_pattern_is_not()
    {
        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await chief.GoToAsync("/reports/small/settings");
        await LiveAsync(chief);
        var page = chief.Page;
        await page.GetByTestId("field-issuer").FillAsync("云河市教育局");
        await page.GetByTestId("tab-Numbering").ClickAsync();
        await page.GetByTestId("profile-official").ClickAsync();
        await Assertions.Expect(page.GetByTestId("numbering-now")).ToContainTextAsync("图 1 示例图");
        await page.GetByTestId("advanced").ClickAsync();
        await Assertions.Expect(page.GetByTestId("field-headings.2")).ToHaveValueAsync("（{2:zh}）");
        await Assertions.Expect(page.GetByTestId("printed-figures")).ToContainTextAsync("图 1 示例图");
        await Assertions.Expect(page.GetByTestId("field-issuer")).ToHaveValueAsync("云河市教育局");
        await page.GetByTestId("field-figures.format").FillAsync("{label}{q}");
        await page.GetByTestId("settings-save").ClickAsync();
        // The button is far below: the words are in sight all the same, and the focus stands in the field, beside what it would print.
        await Assertions.Expect(page.GetByTestId("settings-said")).ToBeInViewportAsync();
        await Assertions.Expect(page.GetByTestId("field-figures.format")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByTestId("printed-figures")).ToContainTextAsync("图{q}");
        await page.GetByTestId("field-pages.number").FillAsync("第 {page:zh} 页");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByText("印作：第 八 页")).ToBeVisibleAsync();
        await FillTitleAsync(page, "");
        await page.GetByTestId("settings-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("error-figures.format")).ToContainTextAsync("{q}");
        await Assertions.Expect(page.GetByTestId("error-title")).ToBeVisibleAsync();
        // it comes behind the words, and takes what is typed from then on
        await Assertions.Expect(page.GetByTestId("field-title")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByTestId("field-figures.format")).ToHaveValueAsync("{label}{q}");
        Assert.DoesNotContain("（{2:zh}）", await DefinitionAsync(), StringComparison.Ordinal);

        await FillTitleAsync(page, "新的名称");
        await page.GetByTestId("field-figures.format").FillAsync("{label} {n}");
        await page.GetByTestId("settings-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("settings-said")).ToContainTextAsync("设置已保存");
        Assert.Contains("（{2:zh}）", await DefinitionAsync(), StringComparison.Ordinal);
        Assert.Contains("云河市教育局", await DefinitionAsync(), StringComparison.Ordinal);
        chief.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_member_is_chosen_by_typing_and_leaves_only_after_a_question()
    {
        await using (var db = await DbAsync())
            await db.ReportMembers.Where(m => m.Person!.UserName == "approver").ExecuteDeleteAsync();
        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await chief.GoToAsync("/reports/small/members");
        await LiveAsync(chief);
        var page = chief.Page;
        await page.GetByTestId("members-add").ClickAsync();
        await Assertions.Expect(page.GetByTestId("error-add-person")).ToContainTextAsync("请先选择");
        await page.GetByTestId("field-add-person").ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "终审人" }).ClickAsync();
        // chosen: nobody presses the button before he sees it
        await Assertions.Expect(page.GetByTestId("field-add-person")).ToHaveValueAsync(new Regex("终审人"));
        await page.GetByTestId("members-add").ClickAsync();
        var row = page.Locator("tr:has([data-person='终审人'])");
        await Assertions.Expect(row).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("error-add-person")).ToHaveCountAsync(0);

        // With the keyboard a list goes through its choices one by one, and the focus stays in it.
        await row.GetByRole(AriaRole.Combobox).FocusAsync();
        foreach (var (key, role) in new[] { ("ArrowUp", "Reviewer"), ("ArrowDown", "Writer"), ("ArrowDown", "Editor") })
        {
            await page.Keyboard.PressAsync(key);
            await Assertions.Expect(row.GetByRole(AriaRole.Combobox)).ToHaveValueAsync(role);
            await Assertions.Expect(page.GetByTestId("members-said")).ToBeVisibleAsync();
            await page.GetByTestId("members-said").GetByRole(AriaRole.Button).EvaluateAsync("close => close.click()");
            await Assertions.Expect(page.GetByTestId("members-said")).ToHaveCountAsync(0);
            await Assertions.Expect(row.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        }

        await row.GetByTestId("member-remove").ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByTestId("member-restore")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(row.GetByRole(AriaRole.Combobox)).ToHaveValueAsync("Editor");
        await row.GetByTestId("member-remove").ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        chief.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_text_is_given_to_somebody_and_taken_back_with_the_keyboard()
    {
        await using var chief = await Visitor.SignInAsync(chromium, workspace.Address, "editor");
        await chief.GoToAsync("/reports/small/members");
        await LiveAsync(chief);
        var page = chief.Page;
        foreach (var path in new[] { "sections/02-training.md", "cases/c01.md" })
        {
            var row = page.Locator($"tr[data-path='{path}']");
            await row.GetByTestId("assign").FocusAsync();
            for (
                var i = 0;
                i < 20
                    && await row.GetByTestId("assign").EvaluateAsync<string>("list => list.selectedOptions[0].textContent") != "撰稿人乙";
                i++
            )
                await page.Keyboard.PressAsync("ArrowDown");
            await Assertions.Expect(row.Locator("li")).ToHaveCountAsync(0); // a choice alone does nothing yet
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(row.Locator("li")).ToContainTextAsync("撰稿人乙");
            await Assertions.Expect(row.GetByTestId("assign")).ToHaveValueAsync("");
            await Assertions.Expect(row.GetByTestId("assign-add")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.GetByTestId("members-said")).ToContainTextAsync("请先选择");
        }
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync("small/cases/c01");
        await Assertions.Expect(anna.Page.Locator(".editor-bar .badge")).ToHaveTextAsync("只读：已分配给其他人撰写");
        await page.Locator("tr[data-path='cases/c01.md'] li button").PressAsync("Enter");
        await Assertions.Expect(page.Locator("tr[data-path='cases/c01.md'] li")).ToHaveCountAsync(0);
        await Assertions.Expect(anna.Tool("bold")).ToBeVisibleAsync();
        chief.ComplainsOfNothing();
    }

    private Task<AuthoringDb> DbAsync() => workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();

    private async Task<string> DefinitionAsync()
    {
        await using var db = await DbAsync();
        return await db.Reports.Where(r => r.Slug == "small").Select(r => r.Definition).SingleAsync();
    }
}
