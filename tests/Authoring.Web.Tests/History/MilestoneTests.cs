using System.Net;
using Authoring.Web.Editing;
using Authoring.Web.History;
using Authoring.Web.Tests.Review;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.History;

/// <summary>A history is read by days and milestones, and two versions are compared as they would be printed.</summary>
public sealed class MilestoneTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<AngleSharp.Dom.IDocument> ReadAsync(string query, string person = "author1")
    {
        using var browser = await office.BrowserAsync(person);
        var html = await browser.GetStringAsync(
            new Uri($"/reports/small/history{query}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        return await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(html, TestContext.Current.CancellationToken);
    }

    private static AngleSharp.Dom.IElement? Find(AngleSharp.Dom.IDocument page, string mark) =>
        page.QuerySelector($"[data-testid='{mark}']");

    [Fact]
    public async Task Two_versions_are_compared_as_printed_with_their_words_marked()
    {
        await office.TypeAsync("author1", Office.Basic, "\n新写的一段。\n");
        var page = await ReadAsync("?text=sections/01-basic&from=0&view=printed");
        var printed = Find(page, "printed-difference")!;
        Assert.Contains("新写的一段", printed.QuerySelector("ins")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("图 1-1", printed.TextContent, StringComparison.Ordinal);
        Assert.Null(printed.QuerySelector("del"));
        Assert.NotNull(Find(page, "printed-next"));
        Assert.Equal("true", Find(page, "view-printed")!.GetAttribute("aria-current"));
        var back = Find(await ReadAsync("?text=sections/01-basic&from=1&to=0&view=printed"), "printed-difference")!;
        Assert.Contains("新写的一段", back.QuerySelector("del, .deleted")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_printed_alike_is_said_to_be()
    {
        await office.TypeAsync("author1", Office.Basic, "\n\n");
        var page = await ReadAsync("?text=sections/01-basic&from=0&view=printed");
        Assert.NotNull(Find(page, "printed-same"));
    }

    [Fact]
    public async Task A_report_shows_its_rounds_and_named_versions_by_day_and_what_was_done_at_one_go_once()
    {
        Assert.NotNull(Find(await ReadAsync(""), "milestones-none"));
        await office.ActAsync("author1", Office.Basic, "submit");
        await office.ActAsync("author1", Office.Training, "submit");
        await office.ActAsync("school-reviewer", Office.Training, "return", "请补充");
        var place = await office
            .Workspace.Services.GetRequiredService<Sessions>()
            .FindAsync(new("small", Documents.DocumentKind.Case, "c01"));
        var names = office.Workspace.Services.GetRequiredService<NamedVersionService>();
        Assert.Equal(NamingResult.Done, await names.NameAsync(await office.PersonAsync("author1"), place!, 0, "送审稿"));
        var found = (await ReadAsync("")).QuerySelectorAll("[data-testid=milestone]");
        Assert.Equal([null, "return", "submit"], found.Select(one => one.GetAttribute("data-verb")));
        Assert.Contains("送审稿", found[0].TextContent, StringComparison.Ordinal);
        Assert.Equal(2, found[2].QuerySelectorAll("a").Length);
        Assert.Contains("text=cases/c01&at=0", found[0].QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_texts_timeline_has_its_days()
    {
        await office.TypeAsync("author1", Office.Basic, "字");
        var page = await ReadAsync("?text=sections/01-basic");
        Assert.Single(page.QuerySelectorAll("[data-testid=timeline-day]"));
        Assert.Null(Find(page, "timeline-milestones"));
        await office.ActAsync("author1", Office.Basic, "submit");
        Assert.NotNull(Find(await ReadAsync("?text=sections/01-basic"), "timeline-milestones"));
    }

    [Fact]
    public async Task Who_may_not_read_the_report_sees_nothing_of_it()
    {
        await office.ChangeAsync(db =>
        {
            db.ReportMembers.Remove(db.ReportMembers.Single(m => m.Person!.UserName == "author2"));
            return Task.CompletedTask;
        });
        using var browser = await office.BrowserAsync("author2");
        using var answer = await browser.GetAsync(
            new Uri("/reports/small/history?text=sections/01-basic&from=0&view=printed", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
