using System.Net;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Reports;

/// <summary>The server decides who may do what: what a page hides, every address refuses.</summary>
public sealed class AccessTests(AccessTests.SharedWorkspace shared) : IClassFixture<AccessTests.SharedWorkspace>
{
    private readonly RunningWorkspace workspace = shared.Workspace;

    /// <summary>One server for all these tests; an outsider has an account and no report.</summary>
    public sealed class SharedWorkspace : IAsyncLifetime
    {
        internal RunningWorkspace Workspace { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Workspace = await RunningWorkspace.StartAsync();
            await using var scope = Workspace.Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
            Assert.True((await users.CreateAsync(new Person { UserName = "outsider", DisplayName = "外人" }, "demo-2025")).Succeeded);
        }

        public ValueTask DisposeAsync() => Workspace.DisposeAsync();
    }

    public static TheoryData<string> Addresses =>
        [
            "/reports/small",
            "/reports/small/lists",
            "/reports/small/figures",
            "/reports/small/sections/01-basic",
            "/reports/small/cases/c01",
            "/reports/small/live/sections/01-basic",
            "/reports/small/live/sections/01-basic/authors",
            "/reports/small/files/images/map.png",
            "/reports/small/export/json",
            "/reports/small/export/folder",
        ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Members_see_it_outsiders_do_not_learn_that_it_exists(string address)
    {
        using var member = await workspace.BrowseAsync("city-reviewer");
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync(address)).StatusCode);

        using var stranger = await workspace.BrowseAsync();
        Assert.Contains((await stranger.GetAsync(address)).StatusCode, new[] { HttpStatusCode.Redirect, HttpStatusCode.Unauthorized });

        using var outsider = await workspace.BrowseAsync("outsider");
        using var answer = await outsider.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("云河市", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("data-testid=\"report\"", await outsider.GetStringAsync("/"), StringComparison.Ordinal);

        await using var hub = await workspace.ConnectAsync("outsider");
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<HubError>(() => hub.CallAsync("Open", "small/sections/01-basic"))).Code);
        Assert.Equal("not-allowed", (await Assert.ThrowsAsync<HubError>(() => hub.CallAsync("Pull", "small/sections/01-basic", 0))).Code);
        Assert.Equal("not-found", (await Assert.ThrowsAsync<HubError>(() => hub.CallAsync("Follow", "small"))).Code);
        Assert.Equal("not-found", (await Assert.ThrowsAsync<HubError>(() => hub.CallAsync("Whereabouts", "small"))).Code);
    }

    [Fact]
    public async Task A_withdrawn_account_is_refused_in_the_middle_of_its_session()
    {
        await using var author = await workspace.ConnectAsync("author3");
        await author.CallAsync("Open", "small/sections/01-basic");
        await using (var db = await Database())
        {
            (await db.Users.SingleAsync(p => p.UserName == "author3")).Disabled = true;
            await db.SaveChangesAsync();
        }
        workspace.Services.GetRequiredService<Rights>().Forget();
        Assert.Equal(
            "not-allowed",
            (await Assert.ThrowsAsync<HubError>(() => author.CallAsync("Pull", "small/sections/01-basic", 0))).Code
        );
        await Assert.ThrowsAsync<HttpRequestException>(() => workspace.SignInAsync("author3"));
    }

    [Fact]
    public async Task Pictures_are_served_as_what_they_are_and_nothing_else()
    {
        using var member = await workspace.BrowseAsync("author1");
        using var picture = await member.GetAsync("/reports/small/files/images/map.png");
        Assert.Equal("image/png", picture.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", picture.Headers.GetValues("X-Content-Type-Options").Single());
        foreach (
            var path in new[]
            {
                "report.yml",
                "sections/01-basic.md",
                "images/none.png",
                "../small.db",
                "images/../report.yml",
                "%2e%2e/%2e%2e/etc/passwd",
            }
        )
            Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync($"/reports/small/files/{path}")).StatusCode);
    }

    [Fact]
    public async Task A_page_of_one_person_is_not_let_in_with_anothers_cookie()
    {
        using var member = await workspace.BrowseAsync("author1");
        using var refused = await member.PostAsync("/hubs/editing/negotiate?negotiateVersion=1&person=999999", null);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var stranger = await workspace.BrowseAsync();
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await stranger.PostAsync("/hubs/editing/negotiate?negotiateVersion=1", null)).StatusCode
        );
    }

    [Fact]
    public async Task A_hub_is_no_door_for_other_sites()
    {
        using var member = await workspace.BrowseAsync("author1");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/editing/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", "http://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await member.SendAsync(request)).StatusCode);
    }

    private Task<AuthoringDb> Database() => workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
}
