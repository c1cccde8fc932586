using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Authoring.Web.Tests.Review;

namespace Authoring.Web.Tests.Writing;

/// <summary>
/// The column of texts beside the writing page: what stands in it, who is told when it changes, and who may change the order.
/// </summary>
public sealed partial class ReportTreeTests : IAsyncLifetime
{
    private const string First = "sections/01-basic.md",
        Second = "sections/02-training.md",
        Live = "/reports/small/live/sections/01-basic";
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string[] PathsIn(string html) => [.. Path().Matches(html).Select(m => m.Groups[1].Value)];

    private async Task<JsonElement> LiveAsync(string name, string? known = null)
    {
        using var browser = await office.BrowserAsync(name);
        return await browser.GetFromJsonAsync<JsonElement>($"{Live}{(known is null ? "" : $"?tree={known}")}", Stop);
    }

    private async Task<(HttpStatusCode Status, JsonElement Said)> MoveAsync(
        string name,
        string order,
        string path,
        string part,
        int index,
        bool agreed = false,
        string? site = null
    )
    {
        using var browser = await office.BrowserAsync(name);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reports/small/arrange")
        {
            Content = JsonContent.Create(
                new
                {
                    order,
                    path,
                    part,
                    index,
                    agreed,
                }
            ),
        };
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        using var answer = await browser.SendAsync(request, Stop);
        var said = await answer.Content.ReadAsStringAsync(Stop);
        return (answer.StatusCode, said.Length == 0 ? default : JsonDocument.Parse(said).RootElement.Clone());
    }

    [Fact]
    public async Task It_holds_every_text_in_reading_order_with_its_cards_beneath_it_and_comes_only_when_it_is_another()
    {
        using var browser = await office.BrowserAsync("author1");
        var page = await browser.GetStringAsync("/reports/small/cases/c01", Stop);
        Assert.Equal([First, Second, "cases/c01.md"], PathsIn(page));
        Assert.Matches("data-path=\"cases/c01.md\"[^>]*data-inside=\"true\"", page);

        browser.DefaultRequestHeaders.Add("X-Visit", "1"); // a page that has it already
        Assert.Empty(PathsIn(await browser.GetStringAsync("/reports/small/cases/c01", Stop)));

        var first = await LiveAsync("author1");
        var hash = first.GetProperty("treeHash").GetString()!;
        Assert.Equal([First, Second, "cases/c01.md"], PathsIn(first.GetProperty("tree").GetProperty("html").GetString()!));
        Assert.Equal(JsonValueKind.Null, (await LiveAsync("editor", hash)).GetProperty("tree").ValueKind);
        await office.ActAsync("author1", Office.Basic, "submit");
        var then = (await LiveAsync("editor", hash)).GetProperty("tree");
        Assert.Contains("tree-state-review", then.GetProperty("html").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comments_and_suggestions_of_every_text_are_counted_in_it()
    {
        var hash = (await LiveAsync("author1")).GetProperty("treeHash").GetString()!;
        await office.TypeAsync("editor", Office.Training, "建议", suggests: true);
        await office.CommentAsync("editor", Office.Training, "请补充");
        await Office.UntilAsync(
            async () =>
            {
                var tree = (await LiveAsync("author1", hash)).GetProperty("tree");
                var html = tree.ValueKind == JsonValueKind.Null ? "" : tree.GetProperty("html").GetString()!;
                return html.Contains("批注 1", StringComparison.Ordinal) && html.Contains("修订 1", StringComparison.Ordinal);
            },
            "counted"
        );
    }

    [Fact]
    public async Task Who_follows_a_report_hears_who_comes_to_which_text_and_leaves_it()
    {
        var one = await office.HubAsync("author1");
        var other = await office.HubAsync("author2");
        var (came, left) = (new TaskCompletionSource(), new TaskCompletionSource());
        one.Event += (name, said) =>
        {
            if (name == "Moved" && said[1].GetString() == Office.Training)
                (said[2].GetArrayLength() == 1 ? came : left).TrySetResult();
        };
        await one.CallAsync("Follow", "small");
        Assert.Equal(0, (await one.CallAsync("Whereabouts", "small")).GetArrayLength());
        await other.CallAsync("Open", Office.Training);
        await came.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
        var there = (await one.CallAsync("Whereabouts", "small"))[0];
        Assert.Equal(Office.Training, there.GetProperty("document").GetString());
        Assert.Equal(1, there.GetProperty("people").GetArrayLength());
        await other.CallAsync("Close", Office.Training);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
    }

    [Fact]
    public async Task Those_who_put_the_report_in_order_move_its_texts_and_only_they_from_what_they_saw()
    {
        var order = (await LiveAsync("editor")).GetProperty("tree").GetProperty("order").GetString()!;
        Assert.Equal(HttpStatusCode.Forbidden, (await MoveAsync("author1", order, Second, "Body", 0)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await MoveAsync("editor", order, Second, "Body", 0, site: "cross-site")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await MoveAsync("editor", order, Second, "Case", 0)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await MoveAsync("editor", order, "sections/none.md", "Body", 0)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await MoveAsync("editor", order, Second, "Body", 0)).Status);
        var (status, said) = await MoveAsync("editor", order, First, "Body", 0); // as it was before
        Assert.Equal((HttpStatusCode.Conflict, "ChangedMeanwhile"), (status, said.GetProperty("code").GetString()));
        await Office.UntilAsync(
            async () =>
                PathsIn((await LiveAsync("editor")).GetProperty("tree").GetProperty("html").GetString()!)
                    .SequenceEqual([Second, "cases/c01.md", First]),
            "moved"
        );
    }

    [GeneratedRegex("<li data-path=\"([^\"]+)\"")]
    private static partial Regex Path();
}
