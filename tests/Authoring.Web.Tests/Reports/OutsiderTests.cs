using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Reports;

/// <summary>Who may not read a report learns from no address whether it, or anything in it, is there.</summary>
public sealed partial class OutsiderTests : IAsyncLifetime
{
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        await using var scope = workspace.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        Assert.True((await users.CreateAsync(new Person { UserName = "outsider", DisplayName = "外人" }, "demo-2025")).Succeeded);
    }

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static readonly string[] Addresses =
    [
        "/reports/{0}",
        "/reports/{0}/lists",
        "/reports/{0}/figures",
        "/reports/{0}/settings",
        "/reports/{0}/members",
        "/reports/{0}/history",
        "/reports/{0}/board",
        "/reports/{0}/comments",
        "/reports/{0}/comments/export",
        "/reports/{0}/comments/export?choice=nonsense",
        "/reports/{0}/sections/01-basic",
        "/reports/{0}/cases/c01",
        "/reports/{0}/sections/01-basic/sign-off",
        "/reports/{0}/export/json",
        "/reports/{0}/export/json?projection=nonsense",
        "/reports/{0}/export/folder",
        "/reports/{0}/export/folder?projection=nonsense",
        "/reports/{0}/export/html",
        "/reports/{0}/print",
        "/reports/{0}/read",
        "/reports/{0}/print?projection=nonsense",
        "/reports/{0}/live/sections/01-basic",
        "/reports/{0}/live/sections/01-basic?projection=nonsense",
        "/reports/{0}/live/sections/01-basic/authors?version=99999",
        "/reports/{0}/live/sections/01-basic/difference",
        "/reports/{0}/live/sections/01-basic/difference?from=0",
        "/reports/{0}/files/images/map.png",
        "/reports/{0}/files/images/map.png?v=0",
        "/reports/{0}/pictures",
        "/reports/{0}/cards",
    ];

    [Fact]
    public async Task One_that_is_there_answers_like_one_that_is_not()
    {
        using var browser = await workspace.BrowseAsync("outsider");
        foreach (var address in Addresses)
        {
            var (there, nowhere) = (await AnswerAsync(browser, address, "small"), await AnswerAsync(browser, address, "SMALL"));
            Assert.Equal($"{address} {nowhere.StatusCode} {nowhere.Headers}", $"{address} {there.StatusCode} {there.Headers}");
            Assert.Equal(nowhere.Body, there.Body);
            Assert.True(
                there.StatusCode is HttpStatusCode.NotFound || address.Contains("nonsense", StringComparison.Ordinal),
                there.StatusCode.ToString()
            );
        }
    }

    [Theory]
    [InlineData("/reports/{0}/pictures?text=sections/01-basic&name=a.png", "image/png")]
    [InlineData("/reports/{0}/cards", "application/json")]
    public async Task So_does_what_takes_something_into_it(string address, string type)
    {
        using var browser = await workspace.BrowseAsync("outsider");
        var answers = new List<string>();
        foreach (var slug in new[] { "small", "SMALL" })
        {
            using HttpContent content =
                type == "image/png"
                    ? new ByteArrayContent(TestPicture.Png(3, 2)) { Headers = { ContentType = new(type) } }
                    : JsonContent.Create(new { text = "sections/01-basic", title = "新案例" });
            using var answer = await browser.PostAsync(string.Format(address, slug), content);
            answers.Add($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        Assert.Equal(answers[1], answers[0]);
        Assert.StartsWith("NotFound", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_there_is_not_read_for_an_outsider()
    {
        var reports = workspace.Services.GetRequiredService<LiveReports>();
        var read = new List<string>();
        reports.Compiled += (report, _) => read.Add(report.Slug);
        Assert.Null(await reports.FindForReadingAsync(await workspace.PersonAsync("outsider"), "small"));
        Assert.Empty(read); // and so it takes no longer than one that is not there
        Assert.NotNull(await reports.FindForReadingAsync(await workspace.PersonAsync("author1"), "small"));
        Assert.Equal(["small"], read);
    }

    private static async Task<(HttpStatusCode StatusCode, string Headers, string Body)> AnswerAsync(
        HttpClient browser,
        string address,
        string slug
    )
    {
        using var answer = await browser.GetAsync(string.Format(address, slug));
        var headers = answer
            .Headers.Concat(answer.Content.Headers)
            .Where(h => h.Key is not ("Date" or "Set-Cookie"))
            .Select(h => $"{h.Key}: {string.Join(',', h.Value)}")
            .Order(StringComparer.Ordinal);
        var body = (await answer.Content.ReadAsStringAsync()).Replace($"reports/{slug}", "reports/?", StringComparison.Ordinal);
        return (answer.StatusCode, Anew().Replace(string.Join('\n', headers), ""), Anew().Replace(body, ""));
    }

    /// <summary>What is made anew for each page: tokens and the state of its live parts.</summary>
    [GeneratedRegex("""<!--(Blazor|/?bl)[^>]*-->|value="CfDJ8[^"]*"|CfDJ8[A-Za-z0-9_-]+|Content-Length: \d+""")]
    private static partial Regex Anew();
}
