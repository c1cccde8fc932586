using System.Net;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Authoring.Web.Tests.People;
using Authoring.Web.Todo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Todo;

/// <summary>What is still to be set up is said to administrators, each thing with one button, until it is done.</summary>
public sealed class FirstDayTests : IAsyncLifetime
{
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task ChangeAsync(Func<AuthoringDb, Task> change)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        await change(db);
    }

    private async Task<string> StandsAsync()
    {
        var steps = await workspace.Services.GetRequiredService<FirstDay>().ReadAsync(await workspace.PersonAsync("admin"));
        return string.Join(' ', steps!.Select(s => $"{s.Key}:{(s.IsDone ? "done" : "open")}:{s.Count}:{s.Missing}"));
    }

    [Fact]
    public async Task Each_thing_is_done_when_work_can_go_on_and_not_when_it_is_merely_there()
    {
        Assert.Equal("units:done:6:0 people:done:8:0 chain:done:4:0 report:done:1:0", await StandsAsync());
        await ChangeAsync(db =>
            db.Organisations.Where(o => o.Name == "市教育局职成科")
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.Level, (OrganisationLevel?)null))
        );
        await ChangeAsync(db =>
            db.Users.Where(p => p.UserName == "county-reviewer").ExecuteUpdateAsync(set => set.SetProperty(p => p.Disabled, true))
        );
        Assert.Equal("units:open:6:1 people:done:7:0 chain:open:4:3 report:done:1:0", await StandsAsync());
        await ChangeAsync(db => db.StageSigners.ExecuteDeleteAsync());
        Assert.Contains("chain:open:4:3", await StandsAsync(), StringComparison.Ordinal);
        await ChangeAsync(db => db.Chains.ExecuteUpdateAsync(set => set.SetProperty(c => c.IsDefault, false)));
        Assert.Contains("chain:open:0:0", await StandsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_that_is_open_has_the_button_that_stands_out_and_one_who_administers_nothing_sees_none()
    {
        using var admin = await FormVisitor.SignInAsync(workspace.Address, "admin");
        await admin.GoAsync("/");
        Assert.Null(admin.Shown("first-day")); // all is done
        await ChangeAsync(db => db.StageSigners.ExecuteDeleteAsync());
        foreach (var address in new[] { "/", "/admin" })
        {
            await admin.GoAsync(address);
            Assert.Equal("填写签字人", admin.Page.QuerySelector("[data-testid=first-day] .button-primary")!.TextContent);
            Assert.Equal(4, admin.Page.QuerySelectorAll("[data-testid=first-day-go]").Length);
        }
        using var author = await FormVisitor.SignInAsync(workspace.Address, "author1");
        Assert.Equal(HttpStatusCode.NotFound, await author.GoAsync("/admin"));
        await author.GoAsync("/");
        Assert.Null(author.Shown("first-day"));
    }
}
