using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Authoring.Web.Documents;
using Authoring.Web.Tests.Review;

namespace Authoring.Web.Tests.Search;

/// <summary>Whatever somebody may read is found by two characters; nothing else is.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<HttpResponseMessage> AskAsync(string? name, string words, string? report = "small")
    {
        using var browser = await office.BrowserAsync(name);
        var address = $"/api/search?q={Uri.EscapeDataString(words)}{(report is null ? "" : $"&report={Uri.EscapeDataString(report)}")}";
        return await browser.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
    }

    /// <summary>Each hit as <c>kind: title → address</c>.</summary>
    private async Task<List<string>> FindAsync(string name, string words, string? report = "small")
    {
        using var answer = await AskAsync(name, words, report);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var found = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return
        [
            .. from kind in found.GetProperty("groups").EnumerateArray()
            from hit in kind.GetProperty("hits").EnumerateArray()
            select $"{Word(kind, "kind")}: {Word(hit, "title")} → {Word(hit, "address")}",
        ];
    }

    private static string Word(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    [Theory]
    [InlineData("基本", "texts: 基本情况 → /reports/small/sections/01-basic")]
    [InlineData("立德", "texts: 立德树人 → /reports/small/sections/02-training#line-3")]
    [InlineData("2.1 树人", "texts: 立德树人 → /reports/small/sections/02-training#line-3")]
    [InlineData("２．１　立德", "texts: 立德树人 → /reports/small/sections/02-training#line-3")]
    [InlineData("分布", "captions: 学校分布 → /reports/small/sections/01-basic#line-5")]
    [InlineData("工匠", "cases: 工匠进校园 → /reports/small/cases/c01")]
    [InlineData("历史", "commands: 历史 → /reports/small/history")]
    [InlineData("账号", "commands: 我的账号 → /account")]
    [InlineData("市局", "people: 市局审核人 → /reports/small/board")]
    public async Task Two_characters_find_headings_captions_cards_people_and_pages(string words, string hit) =>
        Assert.Contains(hit, await FindAsync("author1", words));

    [Fact]
    public async Task A_comment_is_found_by_what_is_said_in_it_and_opens_beside_its_text()
    {
        var thread = await office.CommentAsync("city-reviewer", Office.Training, "请核实100%_的数据来源");
        Assert.Contains(
            $"comments: 请核实100%_的数据来源 → /reports/{Office.Training}#comment-{thread}",
            await FindAsync("author1", "来源")
        );
        Assert.DoesNotContain(await FindAsync("author1", "100_"), hit => hit.StartsWith("comments", StringComparison.Ordinal));
        Assert.Single(await FindAsync("author1", "0%_"), hit => hit.StartsWith("comments", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_has_left_a_report_finds_nothing_of_it_and_a_stranger_is_not_let_in()
    {
        await office.CommentAsync("city-reviewer", Office.Training, "请核实立德树人");
        await office.ChangeAsync(async db => db.ReportMembers.Remove(db.ReportMembers.Single(m => m.Person!.UserName == "author1")));
        foreach (var words in new[] { "", "立德", "学校", "工匠", "审核人", "云河市" })
        foreach (var report in new[] { "small", null })
            Assert.DoesNotContain(
                await FindAsync("author1", words, report),
                hit => hit.Contains("/reports/small", StringComparison.Ordinal) || hit.StartsWith("people", StringComparison.Ordinal)
            );
        using var stranger = await AskAsync(null, "立德");
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    [Theory]
    [InlineData("author1", "成员", false)]
    [InlineData("author1", "人员与单位", false)]
    [InlineData("author1", "新建", false)]
    [InlineData("editor", "成员", true)]
    [InlineData("editor", "新建报告", true)]
    [InlineData("admin", "人员与单位", true)]
    [InlineData("admin", "新建人员", true)]
    public async Task Only_what_somebody_may_do_is_offered(string name, string words, bool isOffered) =>
        Assert.Equal(isOffered, (await FindAsync(name, words)).Exists(hit => hit.StartsWith("commands", StringComparison.Ordinal)));

    [Fact]
    public async Task Without_words_the_text_that_one_wrote_in_last_comes_first()
    {
        Assert.StartsWith("commands: ", (await FindAsync("author1", ""))[0], StringComparison.Ordinal);
        await office.TypeAsync("author1", Office.Training, "写。");
        await office.TypeAsync("author1", Office.Basic, "又写。");
        await office.TypeAsync("author2", Office.Card, "别人写。");
        Assert.Equal(
            [$"recent: 1. 基本情况 → /reports/{Office.Basic}", $"recent: 2. 人才培养 → /reports/{Office.Training}"],
            (await FindAsync("author1", "")).Where(hit => hit.StartsWith("recent", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_text_that_was_taken_out_is_not_found_and_too_long_words_are_refused()
    {
        await office.CommentAsync("city-reviewer", Office.Card, "工匠的批注");
        await office.ChangeAsync(db =>
        {
            db.Documents.Single(d => d.Key == "c01").RemovedAt = 1;
            return Task.CompletedTask;
        });
        Assert.DoesNotContain(await FindAsync("author1", "批注"), hit => hit.StartsWith("comments", StringComparison.Ordinal));
        using var long_ = await AskAsync("author1", new string('长', 101));
        Assert.Equal(HttpStatusCode.BadRequest, long_.StatusCode);
        using var elsewhere = await AskAsync("author1", "基本", new string('s', Report.LongestSlug + 1));
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
    }
}
