using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Deque.AxeCore.Commons;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

public sealed class EveryPageInChineseTests(Chromium chromium) : EveryPageTests(chromium, "zh-CN");

public sealed class EveryPageInEnglishTests(Chromium chromium) : EveryPageTests(chromium, "en");

/// <summary>
/// Nobody is shut out of any page: light or dark, in both languages, on a service and on a telephone, with what opens on it open. A class for
/// each
/// language: they run side by side.
/// </summary>
public abstract class EveryPageTests(Chromium chromium, string language)
{
    /// <summary>All that was found, so that one run says everything.</summary>
    private readonly List<string> faults = [];

    private static readonly string[] OfEditors =
    [
        "/",
        "/reports/new",
        "/reports/small",
        "/reports/small?edit=true",
        "/reports/small/settings",
        "/reports/small/members",
        "/reports/small/chain",
        "/reports/small/sign-off",
        "/reports/small/sections/01-basic/sign-off",
        "/reports/small/lists",
        "/reports/small/history",
        "/reports/small/history?text=sections/01-basic",
        "/reports/small/history?text=sections/01-basic&from=0",
        "/reports/small/history?text=sections/01-basic&from=0&view=side",
        "/reports/small/history?text=sections/01-basic&at=1",
        "/reports/small/history?text=sections/01-basic&at=1&view=text",
        "/reports/small/history?text=sections/02-training&at=7",
        "/reports/small/cases",
        "/reports/small/board",
        "/reports/small/comments",
        "/todo",
        "/notices",
        "/reports/small/sections/01-basic",
        "/reports/small/cases/c01",
        "/account",
        "/sign-out",
        "/people",
        "/no/such/page",
        "/not-found",
        "/error",
    ];
    private static readonly string[] OfAdministrators =
    [
        "/",
        "/people",
        "/people?new=person",
        "/people?new=organisation",
        "/people?new=list",
        "/people?organisation=1&ask=delete",
        "/people?q=nobody",
        "/chains",
        "/chains/1",
    ];

    private static readonly int[] Widths = [1440, 390];

    [Fact]
    public async Task Axe_finds_nothing()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await PrepareAsync(workspace);
        await using var stranger = await Visitor.ArriveAsync(chromium, workspace.Address);
        await AtEveryWidthAsync(
            stranger,
            workspace.Address,
            async look =>
            {
                await look.SeeAsync("/sign-in");
                await stranger.EnterAsync("author1", "wrong");
                await Assertions.Expect(look.Page.Locator("#sign-in-error")).ToBeVisibleAsync();
                await look.JudgeAsync("a wrong password");
                await look.SeeAsync("/welcome?token=used");
            }
        );
        await SeeAllAsync(workspace, "approver", ["/"]);
        await SeeAllAsync(workspace, "admin", OfAdministrators, OpenChainAsync);
        await SeeAllAsync(
            workspace,
            "author1",
            ["/reports/small", "/reports/small/settings", "/reports/small/board", "/todo", "/notices", "/account"]
        );
        await SeeAllAsync(workspace, "school-reviewer", ["/todo", "/notices"]);
        await SeeAllAsync(workspace, "editor", OfEditors, OpenAsync);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Fact]
    public async Task Axe_finds_nothing_on_the_first_page_of_all()
    {
        await using var server = await ServerProcess.StartAsync("serve");
        var link = new Uri(await server.SaysAsync(PeopleTests.Welcome())).PathAndQuery;
        await using var first = await Visitor.ArriveAsync(chromium, server.Address);
        await AtEveryWidthAsync(first, server.Address, look => look.SeeAsync(link));
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    /// <summary>A deadline that has passed, one text given to somebody, one person without any report, and something written.</summary>
    private static async Task PrepareAsync(RunningWorkspace workspace)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        await db.Reports.ExecuteUpdateAsync(r => r.SetProperty(x => x.Deadline, new DateOnly(2020, 1, 1)));
        await db.ReportMembers.Where(m => m.Person!.UserName == "approver").ExecuteDeleteAsync();
        var person = await db.Users.SingleAsync(p => p.UserName == "author1");
        db.Assignments.Add(
            new Assignment { DocumentId = (await db.Documents.FirstAsync(d => d.Key == "01-basic")).Id, PersonId = person.Id }
        );
        await db.SaveChangesAsync();
        await using var author = await workspace.ConnectAsync("author1");
        await author.CallAsync(
            "Push",
            "small/sections/01-basic",
            0,
            new[]
            {
                new
                {
                    id = "u1",
                    clientID = "c1",
                    changes = new object[] { SmallReport.First.Length, new object[] { 0, "新写的。" } },
                },
            }
        );
        // Something of each kind that waits, and a notice.
        await author.CallAsync("Act", "small/cases/c01", "submit", new { });
        await author.CallAsync(
            "Comment",
            "small/cases/c01",
            new
            {
                version = 0,
                from = 0,
                to = 1,
                subject = "words",
                text = "@撰稿人甲 请核实",
                mentions = Array.Empty<string>(),
            }
        );
        await using var reviewer = await workspace.ConnectAsync("city-reviewer");
        await reviewer.CallAsync(
            "Comment",
            "small/sections/01-basic",
            new
            {
                version = 0,
                from = 0,
                to = 1,
                subject = "words",
                text = "@撰稿人甲 请核实",
                mentions = new[] { person.Id.ToString() },
            }
        );
        await using var editor = await workspace.ConnectAsync("editor");
        await editor.CallAsync(
            "Push",
            "small/sections/02-training",
            0,
            new[]
            {
                new
                {
                    id = "u2",
                    clientID = "c2",
                    changes = new object[] { SmallReport.Second.Length, new object[] { 0, "建议" } },
                    suggests = true,
                },
            }
        );
    }

    private async Task SeeAllAsync(RunningWorkspace workspace, string name, string[] addresses, Func<Look, Task>? more = null)
    {
        await using var visitor = await Visitor.SignInAsync(
            chromium,
            workspace.Address,
            name,
            sees: name == "approver" ? "no-reports" : "report"
        );
        await AtEveryWidthAsync(
            visitor,
            workspace.Address,
            async look =>
            {
                foreach (var address in addresses)
                    await look.SeeAsync(address);
                if (more is not null)
                    await more(look);
            }
        );
        faults.AddRange(
            visitor.Complaints.Where(c => !c.Contains("404", StringComparison.Ordinal) && !c.Contains("500", StringComparison.Ordinal))
        );
    }

    /// <summary>A stage that is being changed, a signer whom nobody has chosen, and the way back after a stage was deleted.</summary>
    private static async Task OpenChainAsync(Look look)
    {
        var page = look.Page;
        await look.SeeAsync("/chains/1");
        await page.GetByTestId("stage-edit").First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("stage-edit-name")).ToBeFocusedAsync();
        await page.GetByTestId("signer-add").ClickAsync();
        await Assertions.Expect(page.GetByTestId("error-person")).ToBeVisibleAsync();
        await look.JudgeAsync("a stage that is being changed");
        await page.GetByTestId("stage-remove").Last.ClickAsync();
        await Assertions.Expect(page.GetByTestId("stage-restore")).ToBeFocusedAsync();
        await look.JudgeAsync("a stage that was deleted");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("stage-restore")).ToHaveCountAsync(0);
    }

    /// <summary>What opens: the menu, a drop-down, a way back, words about wrong input.</summary>
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
        await page.Locator("tr[data-person='撰稿人甲']").GetByTestId("member-remove").ClickAsync();
        await Assertions.Expect(page.GetByTestId("member-restore")).ToBeFocusedAsync();
        await look.JudgeAsync("a member who was removed");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("member-restore")).ToHaveCountAsync(0);
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
        for (var i = 0; i < "见@fig:nowhere。".Length; i++)
            await page.Keyboard.PressAsync("Backspace");
        await Assertions.Expect(page.Locator(".finding-mark.finding-error")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Control+Alt+g");
        await Assertions.Expect(text.Locator(".written").First).ToBeVisibleAsync();
        await look.JudgeAsync("who wrote what");
        await page.Keyboard.PressAsync("Control+Alt+g");
        await Assertions.Expect(text.Locator(".written")).ToHaveCountAsync(0);
    }

    private async Task AtEveryWidthAsync(Visitor visitor, Uri server, Func<Look, Task> see)
    {
        var (page, address) = (visitor.Page, server.ToString());
        await page.Context.AddCookiesAsync([
            new()
            {
                Name = "theme",
                Value = "light",
                Url = address,
            },
            new()
            {
                Name = ".AspNetCore.Culture",
                Value = Uri.EscapeDataString($"c={language}|uic={language}"),
                Url = address,
            },
        ]);
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

        /// <param name="isListOpen">The list of a drop-down hangs at the end of the page and belongs to its field by <c>aria-controls</c>:
        /// to no landmark, then.</param>
        public async Task JudgeAsync(string what, bool isListOpen = false)
        {
            Take(
                what,
                "light",
                await Axe.FaultsAsync(Page, isListOpen ? new() { Rules = new() { ["region"] = new() { Enabled = false } } } : null)
            );
            // Dark is the same page in other colours: they alone are judged again.
            await Page.EvaluateAsync("document.documentElement.dataset.theme = 'dark'");
            Take(
                what,
                "dark",
                await Axe.FaultsAsync(
                    Page,
                    new AxeRunOptions
                    {
                        RunOnly = new() { Type = "rule", Values = ["color-contrast"] },
                    }
                )
            );
            await Page.EvaluateAsync("document.documentElement.dataset.theme = 'light'");
            if (!await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"))
                Faults.Add($"{what} ({Name}) is wider than the window");
        }

        private void Take(string what, string theme, IReadOnlyList<string> found) =>
            Faults.AddRange(found.Select(fault => $"{what} ({Name}, {theme}): {fault}"));
    }
}
