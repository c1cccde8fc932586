using System.Net;
using System.Net.Http.Json;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Reports.Members;
using Authoring.Web.Tests.Publishing;
using Authoring.Web.Writing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Reports;

/// <summary>Every address and every hub call there is, read from the running program: one that is added and forgotten here fails.</summary>
public sealed class EndpointTests : IAsyncLifetime
{
    private readonly FakeOffice office = FakeOffice.Working();
    private RunningWorkspace workspace = null!;

    /// <summary>For everybody: signing in and out, what pages are made of, and what watches the server.</summary>
    private static readonly string[] Open =
    [
        "/sign-in",
        "/sign-out",
        "/api/sign-in",
        "/welcome",
        "/preferences",
        "/health/live",
        "/health/ready",
        "/not-found",
        "/error",
        "/_blazor/negotiate",
        "/_blazor",
        "/_blazor/disconnect/",
        "/_blazor/initializers/",
        "/_framework/opaque-redirect",
        "/{**path:file}",
    ];

    private static readonly string[] ForMembers =
    [
        "/reports/{Slug}",
        "/reports/{Slug}/lists",
        "/reports/{Slug}/figures",
        "/reports/{Slug}/cases",
        "/reports/{Slug}/sections/{Key}",
        "/reports/{Slug}/cases/{CaseId}",
        "/reports/{slug}/pictures",
        "/reports/{slug}/cards",
        "/reports/{slug}/export/json",
        "/reports/{slug}/export/folder",
        "/reports/{slug}/export/docx",
        "/reports/{slug}/export/pdf",
        "/reports/{slug}/export/html",
        "/reports/{slug}/print",
        "/reports/{slug}/live/{kind}/{key}",
        "/reports/{slug}/live/{kind}/{key}/authors",
        "/reports/{slug}/files/{**path}",
        "/reports/{slug}/live/{kind}/{key}/difference",
        "/reports/{Slug}/history",
        "/reports/{Slug}/board",
        "/reports/{Slug}/review",
        "/reports/{Slug}/comments",
        "/reports/{slug}/comments/export",
        "/reports/{Slug}/publish",
        "/reports/{Slug}/read",
        "/reports/{Slug}/editions/{Number:int}",
        "/reports/{Slug}/editions/{Number:int}/changes",
        "/reports/{slug}/editions/{number:int}/files/{kind}",
        "/reports/{Slug}/sign-off",
        "/reports/{Slug}/sections/{Key}/sign-off",
        "/reports/{Slug}/cases/{CaseId}/sign-off",
    ];

    private static readonly string[] ForEditors = ["/reports/{Slug}/settings", "/reports/{Slug}/members", "/reports/{Slug}/chain"];
    private static readonly string[] ForAdministrators =
    [
        "/admin",
        "/people",
        "/people/import",
        "/people/import/template",
        "/people/slips",
        "/reports/new",
        "/chains",
        "/chains/{Id:int}",
    ];
    private static readonly string[] ForTheSignedIn =
    [
        "/",
        "/reports",
        "/reports/{slug}/arrange",
        "/reports/{slug}/comments/printed",
        "/reports/{slug}/write",
        "/reports/{slug}/arrange",
        "/api/search",
        "/reports/{slug}/writing",
        "/account",
        "/todo",
        "/notices",
        "/notices/{id:int}",
        "/practice",
        "/help",
        "/help/{Guide}",
        "/help/pictures/{name}",
        "/hubs/editing",
        "/hubs/editing/negotiate",
    ];

    private static string Address(string route) =>
        route
            .Replace("{Slug}", "small", StringComparison.Ordinal)
            .Replace("{slug}", "small", StringComparison.Ordinal)
            .Replace("sections/{Key}", "sections/01-basic", StringComparison.Ordinal)
            .Replace("{CaseId}", "c01", StringComparison.Ordinal)
            .Replace("{kind}/{key}", "sections/01-basic", StringComparison.Ordinal)
            .Replace("{Number:int}", "2", StringComparison.Ordinal)
            .Replace("{number:int}/files/{kind}", "2/files/pdf", StringComparison.Ordinal)
            .Replace("{**path}", "images/map.png", StringComparison.Ordinal)
            .Replace("{Guide}", "writer", StringComparison.Ordinal)
            .Replace("pictures/{name}", "pictures/desk.jpg", StringComparison.Ordinal)
            .Replace("{Id:int}", "1", StringComparison.Ordinal)
            .Replace("{id:int}", "1", StringComparison.Ordinal)
            .Replace("/difference", "/difference?from=0", StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync(("Publishing:LibreOffice", office.Program));
        await using var scope = workspace.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        Assert.True((await users.CreateAsync(new Person { UserName = "outsider", DisplayName = "外人" }, "demo-2025")).Succeeded);
        await Published.EditionAsync(workspace, "送审稿");
        await Published.EditionAsync(workspace, "定稿");
    }

    public async ValueTask DisposeAsync()
    {
        await workspace.DisposeAsync();
        office.Dispose();
    }

    private IEnumerable<RouteEndpoint> Endpoints() =>
        workspace.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string Route(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.TrimStart('/');

    [Fact]
    public void Every_address_is_known_and_asks_who_comes_unless_it_is_for_everybody()
    {
        var known = Open.Concat(ForMembers)
            .Concat(ForEditors)
            .Concat(ForAdministrators)
            .Concat(ForTheSignedIn)
            .ToHashSet(StringComparer.Ordinal);
        var endpoints = Endpoints()
            .Where(e => !Route(e).Contains('.') && !Route(e).StartsWith("/assets/", StringComparison.Ordinal))
            .ToList();
        Assert.Equal([], endpoints.Select(Route).Distinct().Where(route => !known.Contains(route)).Order());
        Assert.Equal([], known.Except(Open).Where(route => endpoints.All(e => Route(e) != route)).Order());
        var unguarded = endpoints
            .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null || e.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(Route)
            .Distinct();
        Assert.Equal([], unguarded.Except(Open).Order());
    }

    [Fact]
    public async Task Who_is_not_signed_in_gets_nothing()
    {
        using var stranger = await workspace.BrowseAsync();
        foreach (var route in ForMembers.Concat(ForEditors).Concat(ForAdministrators).Concat(ForTheSignedIn))
        {
            using var answer =
                route.EndsWith("/arrange", StringComparison.Ordinal) || route.EndsWith("/printed", StringComparison.Ordinal)
                    ? await stranger.PostAsync(Address(route), null)
                    : await stranger.GetAsync(Address(route));
            Assert.True(
                answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized or HttpStatusCode.MethodNotAllowed,
                $"{route}: {answer.StatusCode}"
            );
        }
    }

    [Theory]
    [InlineData("outsider", false, false, false)]
    [InlineData("admin", true, false, true)]
    [InlineData("city-reviewer", true, false, false)]
    [InlineData("author1", true, false, false)]
    [InlineData("editor", true, true, false)]
    public async Task Each_page_is_there_for_those_who_may_and_not_found_for_the_others(
        string person,
        bool isMember,
        bool manages,
        bool isAdministrator
    )
    {
        using var browser = await workspace.BrowseAsync(person);
        foreach (
            var (routes, may) in new[]
            {
                (ForMembers, isMember),
                (ForEditors, manages),
                (["/people", "/chains", "/chains/1"], isAdministrator),
                (["/reports/new"], isAdministrator || manages),
            }
        )
        foreach (var route in routes)
        {
            using var answer = await browser.GetAsync(Address(route));
            Assert.True(
                answer.StatusCode == (may ? HttpStatusCode.OK : HttpStatusCode.NotFound),
                $"{route} for {person}: {answer.StatusCode}"
            );
            if (!may)
                Assert.DoesNotContain("云河市", Told(await answer.Content.ReadAsStringAsync(), isMember), StringComparison.Ordinal);
        }
    }

    /// <summary>The bar above every page names a report to its members.</summary>
    private static string Told(string page, bool isMember) =>
        isMember && page.IndexOf("<main", StringComparison.Ordinal) is >= 0 and var main ? page[main..] : page;

    public static TheoryData<string, object?[]> Calls() =>
        new()
        {
            { "Open", ["small/sections/01-basic"] },
            {
                "Push",
                [
                    "small/sections/01-basic",
                    0,
                    new[]
                    {
                        new
                        {
                            id = "x",
                            clientID = "x",
                            changes = new object[] { SmallReport.First.Length, new object[] { 0, "x" } },
                        },
                    },
                ]
            },
            { "Pull", ["small/sections/01-basic", 0] },
            { "Compare", ["small/sections/01-basic", 0, "x"] },
            { "Differ", ["small/sections/01-basic", 0, "x"] },
            { "Point", ["small/sections/01-basic", "x", 0, 0, 0] },
            { "Follow", ["small"] },
            { "Whereabouts", ["small"] },
            { "Act", ["small/sections/01-basic", "submit", null] },
            { "ActOnAll", ["small", "submit", new[] { new { document = "small/sections/01-basic", hash = "x" } }, null] },
            { "Revise", ["small/sections/01-basic"] },
            { "Comments", ["small/sections/01-basic"] },
            {
                "Comment",
                [
                    "small/sections/01-basic",
                    new
                    {
                        version = 0,
                        from = 0,
                        to = 1,
                        subject = "words",
                        text = "x",
                    },
                ]
            },
            { "Reply", ["small/sections/01-basic", 1, new { text = "x" }] },
            { "Amend", ["small/sections/01-basic", 1, 1, "x"] },
            { "Handle", ["small/sections/01-basic", 1, new { resolved = true }] },
            { "Assign", ["small/sections/01-basic", 1, null] },
        };

    [Fact]
    public void Every_hub_call_is_known()
    {
        var calls = typeof(WorkspaceHub)
            .GetMethods(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance)
            .Where(m => typeof(EditingHub).IsAssignableFrom(m.DeclaringType))
            .Select(m => m.Name)
            .Except(["OnDisconnectedAsync", "Refuse"]);
        // Closing and unfollowing take away, and say nothing; what waits for the caller is his own.
        Assert.Equal(
            Calls().Select(c => c.Data.Item1).Concat(["Close", "Unfollow", "Waiting"]).Order(StringComparer.Ordinal),
            calls.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task No_hub_call_is_answered_to_an_outsider_or_a_removed_member(string call, object?[] arguments)
    {
        await using var outsider = await workspace.ConnectAsync("outsider");
        Assert.Contains(
            (await Assert.ThrowsAsync<HubError>(() => outsider.CallAsync(call, arguments))).Code,
            new[] { "not-allowed", "not-found" }
        );

        var editor = await workspace.PersonAsync("editor");
        var report = (await workspace.Services.GetRequiredService<LiveReports>().FindForReadingAsync(editor, "small"))!;
        var author = (await workspace.PersonAsync("author3")).PersonId();
        Assert.Equal(
            MemberResult.Done,
            await workspace.Services.GetRequiredService<MemberService>().RemoveAsync(editor, report.Id, author)
        );
        await using var removed = await workspace.ConnectAsync("author3");
        Assert.Contains(
            (await Assert.ThrowsAsync<HubError>(() => removed.CallAsync(call, arguments))).Code,
            new[] { "not-allowed", "not-found" }
        );
    }

    [Fact]
    public async Task What_changes_something_is_closed_to_other_sites()
    {
        using var browser = await workspace.BrowseAsync("author1");
        foreach (
            var (address, body) in new (string, HttpContent)[]
            {
                (
                    "/reports/small/pictures?text=sections/01-basic&name=a.png",
                    new ByteArrayContent(TestPicture.Png(3, 2)) { Headers = { ContentType = new("image/png") } }
                ),
                ("/reports/small/cards", JsonContent.Create(new { text = "sections/01-basic", title = "新案例" })),
                ("/sign-out", new FormUrlEncodedContent([])),
            }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
            request.Headers.Add("Origin", "http://evil.example");
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            using var answer = await browser.SendAsync(request);
            Assert.True(
                answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest
                    || answer.Headers.Location?.ToString() == "/sign-out",
                $"{address}: {answer.StatusCode}"
            );
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).StatusCode);
        }
    }
}
