using System.Diagnostics;
using AngleSharp.Html.Parser;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Overview;

/// <summary>A city's report has a hundred texts and hundreds of figures: its first page is there as quickly as a small one's.</summary>
public sealed class LargeOverviewTests
{
    private const int Texts = 120,
        Figures = 600;

    /// <summary>For a machine that has much else to do; alone it takes a tenth.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task The_first_page_of_a_large_report_is_there_in_a_moment()
    {
        using var folder = new TemporaryFolder();
        LargeReport.Write(folder.Path, Texts, Figures);
        await using var workspace = await RunningWorkspace.StartAsync(("Authoring:Seed", folder.Path));
        await SubmitAllAsync(workspace);
        using var browser = await workspace.BrowseAsync("editor");
        var (took, html) = (TimeSpan.MaxValue, "");
        for (var i = 0; i < 6; i++)
        {
            var began = Stopwatch.GetTimestamp();
            html = await browser.GetStringAsync(new Uri("/reports/large", UriKind.Relative), TestContext.Current.CancellationToken);
            var one = Stopwatch.GetElapsedTime(began);
            took = one < took ? one : took;
        }
        var page = await new HtmlParser().ParseDocumentAsync(html);
        Assert.Equal(Texts, page.QuerySelectorAll(".overview-tree li[data-path]").Length);
        Assert.Equal(Figures, page.QuerySelectorAll("[data-testid=figures] li").Length);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Texts} texts, {Figures} figures: {took.TotalMilliseconds:F0} ms, {html.Length / 1024} KB"
        );
        Assert.True(took < Limit, $"It took {took}.");
    }

    /// <summary>Each text has six weeks of acts behind it.</summary>
    private static async Task SubmitAllAsync(RunningWorkspace workspace)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        var person = await db.Users.Where(p => p.UserName == "author1").Select(p => p.Id).SingleAsync();
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        foreach (var id in await db.Documents.Select(d => d.Id).ToListAsync())
            for (var day = 42; day > 0; day -= 7)
                foreach (var verb in new[] { ReviewVerb.Submit, ReviewVerb.TakeBack })
                    db.ReviewActs.Add(
                        new ReviewAct
                        {
                            DocumentId = id,
                            Verb = verb,
                            PersonId = person,
                            At = now - day * 86_400_000L + (verb == ReviewVerb.Submit ? 0 : 1000),
                            Hash = "",
                        }
                    );
        await db.SaveChangesAsync();
    }
}
