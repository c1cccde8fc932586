using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>On a service.</summary>
public sealed class EveryPageInChineseTests(Chromium chromium) : EveryPageTests(chromium, "zh-CN", 1440);

/// <summary>On a telephone: other words are longer or shorter, which shows where it is narrow.</summary>
public sealed class EveryPageInEnglishTests(Chromium chromium) : EveryPageTests(chromium, "en", Look.Narrow);

/// <summary>
/// Nobody is shut out of any page: light or dark, in both languages, on a service and on a telephone, with what opens on it open.
/// A class for each language: they run side by side.
/// </summary>
public abstract class EveryPageTests(Chromium chromium, string language, int width)
{
    /// <summary>All that was found, so that one run says everything.</summary>
    private readonly List<string> faults = [];

    private static readonly string[] OfEditors =
    [
        "/",
        "/reports",
        "/reports/new",
        "/reports/small",
        "/reports/small?edit=true",
        "/reports/small/settings",
        "/reports/small/settings?tab=numbering",
        "/reports/small/members",
        "/reports/small/chain",
        "/reports/small/sign-off",
        "/reports/small/sections/01-basic/sign-off",
        "/reports/small/lists",
        "/reports/small/figures",
        "/reports/small/history",
        "/reports/small/history?text=sections/01-basic",
        "/reports/small/history?text=sections/01-basic&from=0",
        "/reports/small/history?text=sections/01-basic&from=0&view=side",
        "/reports/small/history?text=sections/01-basic&from=0&view=printed",
        "/reports/small/history?text=sections/01-basic&at=1",
        "/reports/small/history?text=sections/01-basic&at=1&view=text",
        "/reports/small/history?text=sections/02-training&at=7",
        "/reports/small/cases",
        "/reports/small/board",
        "/reports/small/review",
        "/reports/small/review?text=sections/02-training",
        "/reports/small/comments",
        "/reports/small/publish",
        "/reports/small/editions/2",
        "/reports/small/editions/2/changes",
        "/reports/small/print",
        "/reports/small/read",
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
        "/admin",
        "/people/import",
        "/people/slips",
        "/people?organisation=1&ask=delete",
        "/people?q=nobody",
        "/chains",
        "/chains/1",
    ];

    private static readonly string[] OfAuthors =
    [
        "/reports/small",
        "/reports/small/settings",
        "/reports/small/board",
        "/reports/small/publish",
        "/todo",
        "/notices",
        "/account",
    ];

    [Fact]
    public async Task Axe_finds_nothing_before_anybody_has_signed_in()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await using var stranger = await Visitor.ArriveAsync(chromium, workspace.Address);
        var look = await LookAsync(stranger, workspace.Address);
        await look.SeeAsync("/sign-in");
        await stranger.EnterAsync("author1", "wrong");
        await Assertions.Expect(stranger.Page.Locator("#sign-in-error")).ToBeVisibleAsync();
        await look.JudgeAsync("a wrong password");
        await look.SeeAsync("/welcome?token=used");
        FoundNothing();
    }

    [Fact]
    public async Task Axe_finds_nothing_for_administrators()
    {
        await using var workspace = await EveryPageScene.StartAsync();
        await SeeAllAsync(workspace, "admin", OfAdministrators, EveryPageOpenings.ChainAsync);
        FoundNothing();
    }

    [Fact]
    public async Task Axe_finds_nothing_for_authors_and_signers()
    {
        await using var workspace = await EveryPageScene.StartAsync();
        await SeeAllAsync(workspace, "approver", ["/"]);
        await SeeAllAsync(workspace, "author1", OfAuthors);
        await SeeAllAsync(workspace, "school-reviewer", ["/todo", "/notices", "/reports/small/review"]);
        FoundNothing();
    }

    [Fact]
    public async Task Axe_finds_nothing_for_editors()
    {
        await using var workspace = await EveryPageScene.StartAsync();
        await SeeAllAsync(workspace, "editor", OfEditors);
        FoundNothing();
    }

    [Fact]
    public async Task Axe_finds_nothing_in_what_opens_on_a_page()
    {
        await using var workspace = await EveryPageScene.StartAsync();
        await SeeAllAsync(workspace, "editor", [], EveryPageOpenings.AllAsync);
        FoundNothing();
    }

    [Fact]
    public async Task Axe_finds_nothing_on_the_first_page_of_all()
    {
        await using var server = await ServerProcess.StartAsync("serve");
        var link = new Uri(await server.SaysAsync(PeopleTests.Welcome())).PathAndQuery;
        await using var first = await Visitor.ArriveAsync(chromium, server.Address);
        await (await LookAsync(first, server.Address)).SeeAsync(link);
        FoundNothing();
    }

    private async Task SeeAllAsync(RunningWorkspace workspace, string name, string[] addresses, Func<Look, Task>? more = null)
    {
        await using var visitor = await Visitor.ArriveAsync(chromium, workspace.Address);
        await visitor.BeAsync(await workspace.SignInAsync(name));
        var look = await LookAsync(visitor, workspace.Address);
        foreach (var address in addresses)
            await look.SeeAsync(address);
        if (more is not null)
            await more(look);
        faults.AddRange(
            visitor.Complaints.Where(c => !c.Contains("404", StringComparison.Ordinal) && !c.Contains("500", StringComparison.Ordinal))
        );
    }

    private async Task<Look> LookAsync(Visitor visitor, Uri server)
    {
        var look = new Look(visitor.Page, server, language, width, faults);
        await look.OpenAsync();
        return look;
    }

    private void FoundNothing() => Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
}
