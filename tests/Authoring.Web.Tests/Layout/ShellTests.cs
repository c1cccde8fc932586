using System.Net;
using Authoring.Web.Tests.Review;

namespace Authoring.Web.Tests.Layout;

/// <summary>What stands around every page: everybody sees the ways that are open to him, and no other.</summary>
public sealed class ShellTests : IAsyncLifetime
{
    private static readonly string[] OfAll = ["overview", "writing", "reading", "cases", "figures", "review", "comments", "history"];
    private static readonly string[] OfAllLast = ["publish"];
    private static readonly string[] OfEditors = ["members", "settings"];

    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<AngleSharp.Dom.IDocument> ReadAsync(string? name, string address, string? cookie = null)
    {
        using var browser = await office.BrowserAsync(name);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        // A request's own cookies take the place of the client's.
        request.Headers.Add("Cookie", [.. browser.DefaultRequestHeaders.GetValues("Cookie").Append(cookie).OfType<string>()]);
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken);
    }

    private static string[] Shown(AngleSharp.Dom.IDocument page) =>
        [.. page.QuerySelectorAll("nav [data-testid^=nav-]").Select(link => link.GetAttribute("data-testid")!["nav-".Length..])];

    [Theory]
    [InlineData("author1", false)]
    [InlineData("city-reviewer", false)]
    [InlineData("approver", false)]
    [InlineData("admin", false)]
    [InlineData("editor", true)]
    public async Task Every_way_that_is_shown_is_open_and_what_is_not_shown_is_refused(string name, bool manages)
    {
        var page = await ReadAsync(name, "/reports/small");
        Assert.Equal(manages ? [.. OfAll, .. OfEditors, .. OfAllLast] : [.. OfAll, .. OfAllLast], Shown(page));
        Assert.Single(page.QuerySelectorAll("nav:has([data-testid^=nav-])"));
        using var browser = await office.BrowserAsync(name);
        foreach (var link in page.QuerySelectorAll("nav a").Select(a => a.GetAttribute("href")!))
        {
            using var answer = await browser.GetAsync(new Uri(link, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{link} for {name}: {answer.StatusCode}");
        }
        foreach (var hidden in OfEditors.Where(_ => !manages))
        {
            using var answer = await browser.GetAsync(
                new Uri($"/reports/small/{hidden}", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("admin", true)]
    [InlineData("editor", false)]
    public async Task Administrators_alone_are_led_to_people_and_chains(string name, bool isShown)
    {
        var page = await ReadAsync(name, "/");
        foreach (var address in new[] { "/people", "/chains" })
            Assert.Equal(isShown, page.QuerySelector($"nav a[href='{address}']") is not null);
        Assert.Empty(Shown(page));
    }

    [Fact]
    public async Task Who_does_not_belong_to_a_report_is_not_told_its_name()
    {
        await office.ChangeAsync(async db => db.ReportMembers.Remove(db.ReportMembers.Single(m => m.Person!.UserName == "author1")));
        var page = await ReadAsync("author1", "/reports/small");
        Assert.Empty(Shown(page));
        Assert.DoesNotContain("云河市", page.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.Null((await ReadAsync("author1", "/reports/small/sections/01-basic")).QuerySelector("[data-testid=report-switcher]"));
    }

    [Theory]
    [InlineData("/reports/small", "overview")]
    [InlineData("/reports/small?edit=true", "overview")]
    [InlineData("/reports/small/sections/01-basic", "writing")]
    [InlineData("/reports/small/cases/c01", "writing")]
    [InlineData("/reports/small/read", "reading")]
    [InlineData("/reports/small/cases", "cases")]
    [InlineData("/reports/small/lists", "figures")]
    [InlineData("/reports/small/figures", "figures")]
    [InlineData("/reports/small/board", "review")]
    [InlineData("/reports/small/review", "review")]
    [InlineData("/reports/small/sections/01-basic/sign-off", "review")]
    [InlineData("/reports/small/sign-off", "review")]
    [InlineData("/reports/small/comments", "comments")]
    [InlineData("/reports/small/history", "history")]
    [InlineData("/reports/small/publish", "publish")]
    [InlineData("/reports/small/members", "members")]
    [InlineData("/reports/small/settings", "settings")]
    [InlineData("/reports/small/chain", "settings")]
    public async Task One_way_is_the_one_that_one_has_gone(string address, string current)
    {
        var page = await ReadAsync("editor", address);
        var marked = page.QuerySelectorAll(".drawer [aria-current=page]").Select(link => link.GetAttribute("data-testid"));
        Assert.Equal([$"nav-{current}"], marked);
    }

    [Theory]
    [InlineData("/reports/small", null, "wide")]
    [InlineData("/reports/small", "drawer=rail", "rail")]
    [InlineData("/reports/small", "drawer-writing=rail", "wide")]
    [InlineData("/reports/small", "drawer=\"><script>", "wide")]
    [InlineData("/reports/small/sections/01-basic", null, "rail")]
    [InlineData("/reports/small/sections/01-basic", "drawer=wide", "rail")]
    [InlineData("/reports/small/sections/01-basic", "drawer-writing=wide", "wide")]
    public async Task The_drawer_is_as_it_was_left_from_the_first_byte(string address, string? cookie, string drawer) =>
        Assert.Equal(drawer, (await ReadAsync("author1", address, cookie)).QuerySelector(".shell")!.GetAttribute("data-drawer"));

    [Fact]
    public async Task A_writing_page_depends_on_no_circuit_and_has_the_same_shell()
    {
        var (writing, other) = (
            await ReadAsync("author1", "/reports/small/sections/01-basic"),
            await ReadAsync("author1", "/reports/small")
        );
        Assert.Equal(Shown(other), Shown(writing));
        Assert.Empty(writing.QuerySelectorAll("script[src*=MudBlazor], script[src*=blazor]"));
        foreach (var mark in new[] { "menu", "report-switcher", "todo-link", "notices-link", "account", "theme", "drawer-fold" })
            Assert.Single(writing.QuerySelectorAll($"[data-testid={mark}]"));
    }
}
