using System.Net;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports;
using Authoring.Web.Storage;
using Authoring.Web.Tests.People;
using Authoring.Web.Todo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Todo;

/// <summary>Whoever practises harms nobody: it is his alone, everything works, nobody is told, and it begins anew as it was.</summary>
public sealed class PracticeTests : IAsyncLifetime
{
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public async ValueTask DisposeAsync() => await workspace.DisposeAsync();

    private async Task<string> BeginAsync(string who) =>
        await workspace.Services.GetRequiredService<Practice>().BeginAsync(await workspace.PersonAsync(who));

    private static string DocumentOf(string address) => address["/reports/".Length..];

    [Fact]
    public async Task It_is_made_once_for_each_and_numbers_without_a_complaint()
    {
        var address = await BeginAsync("author1");
        Assert.Equal(address, await BeginAsync("author1"));
        Assert.NotEqual(address, await BeginAsync("author2"));
        using var browser = await workspace.BrowseAsync("author1");
        var page = await browser.GetStringAsync(new Uri(address, UriKind.Relative));
        Assert.Contains("练习案例", page, StringComparison.Ordinal);
        Assert.Contains("data-may-write=\"true\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"unresolved\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"missing\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("author2")]
    [InlineData("editor")]
    [InlineData("admin")]
    public async Task Nobody_else_sees_it(string other)
    {
        var address = await BeginAsync("author1");
        using var browser = await workspace.BrowseAsync(other);
        using var answer = await browser.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        await using var hub = await workspace.ConnectAsync(other);
        await Assert.ThrowsAsync<HubError>(() => hub.CallAsync("Open", DocumentOf(address)));
    }

    [Fact]
    public async Task It_is_in_no_list_and_gives_no_right_that_one_had_not()
    {
        await BeginAsync("author1");
        var caller = await workspace.PersonAsync("author1");
        var reports = workspace.Services.GetRequiredService<ReportQueries>();
        Assert.Equal(["small"], (await reports.ListForAsync(caller)).Select(report => report.Slug));
        Assert.Equal(["small"], (await reports.NamesForAsync(caller)).Select(report => report.Slug));
        var todos = await workspace.Services.GetRequiredService<TodoService>().ListForAsync(caller.PersonId());
        Assert.All(todos.Open, report => Assert.DoesNotContain(Report.PracticeMark, report.Address, StringComparison.Ordinal));
        Assert.False(await workspace.Services.GetRequiredService<Rights>().MayCreateAsync(caller));
    }

    [Fact]
    public async Task It_cannot_be_submitted_so_that_nobody_is_asked_to_sign()
    {
        var document = DocumentOf(await BeginAsync("author1"));
        await using var hub = await workspace.ConnectAsync("author1");
        await hub.CallAsync("Open", document);
        await Assert.ThrowsAsync<HubError>(() => hub.CallAsync("Act", document, "submit", new { hash = "x" }));
        await using var db = await workspace
            .Services.GetRequiredService<IDbContextFactory<AuthoringDb>>()
            .CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.False(await db.Notices.AnyAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, await db.ReportMembers.CountAsync(m => m.Report!.Slug.StartsWith("~"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Beginning_anew_on_the_page_gives_another_text_and_takes_the_old_one_away()
    {
        using var visitor = await FormVisitor.SignInAsync(workspace.Address, "author1");
        var first = await PressAsync(visitor, anew: false);
        Assert.Equal(first, await PressAsync(visitor, anew: false));
        Assert.NotEqual(first, await PressAsync(visitor, anew: true));
        Assert.Equal(HttpStatusCode.NotFound, await visitor.GoAsync(first));
    }

    private static async Task<string> PressAsync(FormVisitor visitor, bool anew)
    {
        Assert.Equal(HttpStatusCode.OK, await visitor.SendAsync("/practice", "practice", ("Anew", anew ? "true" : "false")));
        Assert.Contains("/sections/practice", visitor.Address, StringComparison.Ordinal);
        return visitor.Address;
    }
}
