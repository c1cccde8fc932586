using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Authoring.Web.People;
using Authoring.Web.Reports;
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
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().CreateAsync(new Person { UserName = "outsider", DisplayName = "外人" }, "demo-2025")).Succeeded);
    }

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    [Theory]
    [InlineData("/reports/{0}")]
    [InlineData("/reports/{0}/lists")]
    [InlineData("/reports/{0}/settings")]
    [InlineData("/reports/{0}/members")]
    [InlineData("/reports/{0}/history")]
    [InlineData("/reports/{0}/board")]
    [InlineData("/reports/{0}/comments")]
    [InlineData("/reports/{0}/comments/export")]
    [InlineData("/reports/{0}/comments/export?choice=nonsense")]
    [InlineData("/reports/{0}/sections/01-basic")]
    [InlineData("/reports/{0}/cases/c01")]
    [InlineData("/reports/{0}/sections/01-basic/sign-off")]
    [InlineData("/reports/{0}/export/json")]
    [InlineData("/reports/{0}/export/json?projection=nonsense")]
    [InlineData("/reports/{0}/export/folder")]
    [InlineData("/reports/{0}/export/folder?projection=nonsense")]
    [InlineData("/reports/{0}/export/html")]
    [InlineData("/reports/{0}/live/sections/01-basic")]
    [InlineData("/reports/{0}/live/sections/01-basic?projection=nonsense")]
    [InlineData("/reports/{0}/live/sections/01-basic/authors?version=99999")]
    [InlineData("/reports/{0}/live/sections/01-basic/difference")]
    [InlineData("/reports/{0}/live/sections/01-basic/difference?from=0")]
    [InlineData("/reports/{0}/files/images/map.png")]
    [InlineData("/reports/{0}/files/images/map.png?v=0")]
    [InlineData("/reports/{0}/figures")]
    [InlineData("/reports/{0}/cards")]
    public async Task One_that_is_there_answers_like_one_that_is_not(string address)
    {
        using var browser = await workspace.BrowseAsync("outsider");
        var (there, nowhere) = (await AnswerAsync(browser, address, "small"), await AnswerAsync(browser, address, "SMALL"));
        Assert.Equal(nowhere, there);
        Assert.True(there.StatusCode is HttpStatusCode.NotFound || address.Contains("nonsense", StringComparison.Ordinal), there.StatusCode.ToString());
    }

    [Theory]
    [InlineData("/reports/{0}/figures?text=sections/01-basic&name=a.png", "image/png")]
    [InlineData("/reports/{0}/cards", "application/json")]
    public async Task So_does_what_takes_something_into_it(string address, string type)
    {
        using var browser = await workspace.BrowseAsync("outsider");
        var answers = new List<string>();
        foreach (var slug in new[] { "small", "SMALL" })
        {
            using HttpContent content = type == "image/png" ? new ByteArrayContent(TestPicture.Png(3, 2)) { Headers = { ContentType = new(type) } } : JsonContent.Create(new { text = "sections/01-basic", title = "新案例" });
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

    private static async Task<(HttpStatusCode StatusCode, string Headers, string Body)> AnswerAsync(HttpClient browser, string address, string slug)
    {
        using var answer = await browser.GetAsync(string.Format(address, slug));
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not ("Date" or "Set-Cookie" or "blazor-enhanced-nav-redirect-location"))
            .Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order(StringComparer.Ordinal);
        return (answer.StatusCode, Anew().Replace(string.Join('\n', headers), ""), Anew().Replace((await answer.Content.ReadAsStringAsync()).Replace(slug, "?", StringComparison.Ordinal), ""));
    }

    /// <summary>What is made anew for each page: tokens and the state of its live parts.</summary>
    [GeneratedRegex("""<!--(Blazor|/?bl)[^>]*-->|value="CfDJ8[^"]*"|CfDJ8[A-Za-z0-9_-]+|Content-Length: \d+""")]
    private static partial Regex Anew();
}
