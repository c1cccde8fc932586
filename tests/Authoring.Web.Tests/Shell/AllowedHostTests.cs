using System.Net;

namespace Authoring.Web.Tests.Shell;

/// <summary>The server answers under the names that it was given, and under no other: no link of ours leads elsewhere.</summary>
public sealed class AllowedHostTests
{
    [Fact]
    public async Task Only_under_its_names_it_answers_once_they_are_set()
    {
        await using var workspace = await RunningWorkspace.StartAsync(("AllowedHosts", "report.example.cn;127.0.0.1"));
        using var browser = await workspace.BrowseAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(browser, "report.example.cn"));
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync(browser, "evil.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await AskAsync(browser, "report.example.cn.evil.example"));
    }

    [Fact]
    public async Task Under_any_as_long_as_none_is_set()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        using var browser = await workspace.BrowseAsync();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(browser, "any.example"));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient browser, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in") { Headers = { Host = host } };
        using var answer = await browser.SendAsync(request);
        return answer.StatusCode;
    }
}
