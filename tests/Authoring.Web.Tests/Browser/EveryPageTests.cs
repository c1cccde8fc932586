using Authoring.Web.Reports;
using Authoring.Web.Storage;
using Deque.AxeCore.Commons;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>Nobody is shut out of any page: light or dark, in both languages, on a desk and on a telephone, with what opens on it open.</summary>
public sealed class EveryPageTests(Chromium chromium)
{
    /// <summary>All that was found, so that one run says everything.</summary>
    private readonly List<string> faults = [];

    private static readonly string[] OfEditors =
    [
        "/", "/reports/new", "/reports/small", "/reports/small?edit=true", "/reports/small/settings", "/reports/small/members", "/reports/small/lists",
        "/reports/small/cases", "/reports/small/sections/01-basic", "/reports/small/cases/c01", "/account", "/sign-out", "/people", "/no/such/page", "/not-found", "/error",
    ];
    private static readonly string[] OfAdministrators = ["/", "/people", "/people?new=person", "/people?new=organisation", "/people?new=list", "/people?organisation=1&ask=delete", "/people?q=nobody"];

    private static readonly int[] Widths = [1440, 390];

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Axe_finds_nothing(string language)
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await PrepareAsync(workspace);
        await using var stranger = await Visitor.ArriveAsync(chromium, workspace.Address);
        await AtEveryWidthAsync(stranger, workspace.Address, language, async look =>
        {
            await look.SeeAsync("/sign-in");
            await stranger.EnterAsync("author1", "wrong");
            await Assertions.Expect(look.Page.Locator("#sign-in-error")).ToBeVisibleAsync();
            await look.JudgeAsync("a wrong password");
            await look.SeeAsync("/welcome?token=used");
        });
        await SeeAllAsync(workspace, "approver", ["/"], language);
        await SeeAllAsync(workspace, "admin", OfAdministrators, language);
        await SeeAllAsync(workspace, "author1", ["/reports/small", "/reports/small/settings"], language);
        await SeeAllAsync(workspace, "editor", OfEditors, language, OpenAsync);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public async Task Axe_finds_nothing_on_the_first_page_of_all()
    {
        await using var server = await ServerProcess.StartAsync("serve");
        var link = new Uri(await server.SaysAsync(PeopleTests.Welcome())).PathAndQuery;
        await using var first = await Visitor.ArriveAsync(chromium, server.Address);
        foreach (var language in new[] { "zh-CN", "en" }) await AtEveryWidthAsync(first, server.Address, language, look => look.SeeAsync(link));
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    /// <summary>A deadline that has passed, one text given to somebody, one person without any report, and something written.</summary>
    private static async Task PrepareAsync(RunningWorkspace workspace)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        await db.Reports.ExecuteUpdateAsync(r => r.SetProperty(x => x.Deadline, new DateOnly(2020, 1, 1)));
        await db.ReportMembers.Where(m => m.Person!.UserName == "approver").ExecuteDeleteAsync();
        var person = await db.Users.SingleAsync(p => p.UserName == "author1");
        db.Assignments.Add(new Assignment { DocumentId = (await db.Documents.FirstAsync(d => d.Key == "01-basic")).Id, PersonId = person.Id });
        await db.SaveChangesAsync();
        await using var author = await workspace.ConnectAsync("author1");
        await author.CallAsync("Push", "small/sections/01-basic", 0, new[] { new { id = "u1", clientID = "c1", changes = new object[] { SmallReport.First.Length, new object[] { 0, "新写的。" } } } });
    }

    private async Task SeeAllAsync(RunningWorkspace workspace, string name, string[] addresses, string language, Func<Look, Task>? more = null)
    {
        await using var visitor = await Visitor.SignInAsync(chromium, workspace.Address, name, sees: name == "approver" ? "no-reports" : "report");
        await AtEveryWidthAsync(visitor, workspace.Address, language, async look =>
        {
            foreach (var address in addresses) await look.SeeAsync(address);
            if (more is not null) await more(look);
        });
        Assert.DoesNotContain(visitor.Complaints, c => !c.Contains("404", StringComparison.Ordinal) && !c.Contains("500", StringComparison.Ordinal));
    }

    /// <summary>What opens: the menu, a drop-down, a dialog, a question, words about wrong input.</summary>
    private static async Task OpenAsync(Look look)
    {
        var page = look.Page;
        await look.SeeAsync("/reports/small/members");
        if (await page.GetByTestId("menu").IsVisibleAsync())
        {
            await page.GetByTestId("menu").ClickAsync();
            await look.JudgeAsync("the menu");
            await page.Keyboard.PressAsync("Escape");
        }
        await page.GetByTestId("member-remove").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await look.JudgeAsync("a dialog");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByTestId("field-add-person").ClickAsync();
        await Assertions.Expect(page.Locator(".rz-dropdown-panel.rz-open [role=option]").First).ToBeVisibleAsync();
        await look.JudgeAsync("a drop-down", isListOpen: true);

        await look.SeeAsync("/reports/small?edit=true");
        await page.GetByTestId("board-remove").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("outline-restore")).ToBeFocusedAsync();
        await look.JudgeAsync("a text that was taken out");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("board-restore")).ToHaveCountAsync(0);

        await look.SeeAsync("/reports/small/settings");
        await page.GetByTestId("field-headings.1").FillAsync("{x}");
        await page.GetByTestId("settings-save").ClickAsync();
        await Assertions.Expect(page.GetByTestId("error-headings.1")).ToBeVisibleAsync();
        await look.JudgeAsync("a wrong setting");
        await look.SeeAsync("/reports/new");
        await page.GetByTestId("new-from-folder").CheckAsync();
        await page.GetByTestId("new-create").ClickAsync();
        await Assertions.Expect(page.GetByTestId("error-folder")).ToBeVisibleAsync();
        await look.JudgeAsync("a report without a folder");
        await OpenInEditorAsync(look);
    }

    /// <summary>What opens over the text and beside it.</summary>
    private static async Task OpenInEditorAsync(Look look)
    {
        var page = look.Page;
        await page.GotoAsync(new Uri(look.Server, "/reports/small/sections/01-basic").ToString());
        await Assertions.Expect(page.GetByTestId("sync-state")).ToHaveAttributeAsync("data-state", "synced");
        await page.Locator("[data-tool=table]").ClickAsync();
        await look.JudgeAsync("the form for a table");
        await page.Keyboard.PressAsync("Escape");
        foreach (var (tool, window) in new[] { ("figure", "figure-form"), ("case", "case-picker") })
        {
            await page.Locator($"[data-tool={tool}]").ClickAsync();
            await Assertions.Expect(page.GetByTestId(window).Locator(tool == "case" ? "[data-id=c01]" : "summary")).ToBeVisibleAsync();
            await look.JudgeAsync(window);
            if (tool == "case")
            {
                await page.GetByTestId("case-new").ClickAsync();
                await page.GetByTestId("case-make").ClickAsync();
                await look.JudgeAsync("a card without a title");
            }
            await page.Keyboard.PressAsync("Escape");
        }
        await page.Keyboard.PressAsync("Control+f");
        await page.Keyboard.TypeAsync("学校");
        await Assertions.Expect(page.Locator(".cm-searchMatch").First).ToBeVisibleAsync();
        await look.JudgeAsync("find and replace");
        await page.Keyboard.PressAsync("Escape");
        var text = page.GetByTestId("editor").Locator(".cm-content");
        await text.FocusAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync("见@");
        await Assertions.Expect(page.Locator(".cm-tooltip-autocomplete")).ToBeVisibleAsync();
        await look.JudgeAsync("what can be referred to");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.TypeAsync("fig:nowhere。");
        await Assertions.Expect(page.Locator(".finding-mark.finding-error")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("F8");
        await Assertions.Expect(page.Locator(".finding-window")).ToBeVisibleAsync();
        await look.JudgeAsync("a finding");
        await page.Keyboard.PressAsync("Control+End");
        for (var i = 0; i < "见@fig:nowhere。".Length; i++) await page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(page.Locator(".finding-mark.finding-error")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+Alt+g");
        await Assertions.Expect(text.Locator(".written").First).ToBeVisibleAsync();
        await look.JudgeAsync("who wrote what");
        await page.Keyboard.PressAsync("Control+Alt+g");
        await Assertions.Expect(text.Locator(".written")).ToHaveCountAsync(0);
    }

    private async Task AtEveryWidthAsync(Visitor visitor, Uri server, string language, Func<Look, Task> see)
    {
        var (page, address) = (visitor.Page, server.ToString());
        await page.Context.AddCookiesAsync([new() { Name = "theme", Value = "light", Url = address }, new() { Name = ".AspNetCore.Culture", Value = Uri.EscapeDataString($"c={language}|uic={language}"), Url = address }]);
        // What is just fading in is pale for a moment.
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        // Other words are longer or shorter, which shows where it is narrow; everything else is judged in Chinese, at both widths.
        foreach (var width in language == "en" ? [390] : Widths)
        {
            await page.SetViewportSizeAsync(width, 844);
            await see(new Look(page, server, $"{language}, {width}", language, faults));
        }
    }

    /// <summary>A page as somebody sees it.</summary>
    private sealed record Look(IPage Page, Uri Server, string Name, string Language, List<string> Faults)
    {
        public async Task SeeAsync(string address)
        {
            await Page.GotoAsync(new Uri(Server, address).ToString());
            await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", Language);
            // What waits for the circuit is pale until then, which is not how anybody reads it.
            await Assertions.Expect(Page.Locator("fieldset.until-live[disabled]")).ToHaveCountAsync(0);
            await JudgeAsync(address);
        }

        /// <param name="isListOpen">The list of a drop-down hangs at the end of the page and belongs to its field by <c>aria-controls</c>: to no landmark, then.</param>
        public async Task JudgeAsync(string what, bool isListOpen = false)
        {
            Take(what, "light", await Axe.FaultsAsync(Page, isListOpen ? new() { Rules = new() { ["region"] = new() { Enabled = false } } } : null));
            // Dark is the same page in other colours: they alone are judged again.
            await Page.EvaluateAsync("document.documentElement.dataset.theme = 'dark'");
            Take(what, "dark", await Axe.FaultsAsync(Page, new AxeRunOptions { RunOnly = new() { Type = "rule", Values = ["color-contrast"] } }));
            await Page.EvaluateAsync("document.documentElement.dataset.theme = 'light'");
            if (!await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")) Faults.Add($"{what} ({Name}) is wider than the window");
        }

        private void Take(string what, string theme, IReadOnlyList<string> found) => Faults.AddRange(found.Select(fault => $"{what} ({Name}, {theme}): {fault}"));
    }
}
