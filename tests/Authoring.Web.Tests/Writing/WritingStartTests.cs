using System.Net;
using Authoring.Web.Tests.Review;

namespace Authoring.Web.Tests.Writing;

/// <summary>写作 leads everybody to where he goes on writing.</summary>
public sealed class WritingStartTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<string> LeadsToAsync(string name)
    {
        using var browser = await office.BrowserAsync(name);
        using var answer = await browser.GetAsync(new Uri("/reports/small/write", UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location!.ToString() : answer.StatusCode.ToString();
    }

    [Fact]
    public async Task To_the_first_text_then_to_ones_own_then_to_what_one_changed_last()
    {
        Assert.Equal($"/reports/{Office.Basic}", await LeadsToAsync("author1"));
        await office.GiveAsync(Office.Basic, "author2");
        Assert.Equal($"/reports/{Office.Training}", await LeadsToAsync("author1")); // the first in which he may write
        await office.GiveAsync(Office.Card, "author1");
        Assert.Equal($"/reports/{Office.Card}", await LeadsToAsync("author1"));
        await office.TypeAsync("author1", Office.Training, "我写的。");
        Assert.Equal($"/reports/{Office.Training}", await LeadsToAsync("author1"));
        await office.TypeAsync("author1", Office.Card, "又写。");
        Assert.Equal($"/reports/{Office.Card}", await LeadsToAsync("author1"));
        await office.GiveAsync(Office.Training, "author3");
        Assert.Equal($"/reports/{Office.Card}", await LeadsToAsync("author1"));
    }

    [Fact]
    public async Task Who_only_reads_is_led_to_the_first_and_who_may_not_nowhere()
    {
        await office.TypeAsync("author1", Office.Training, "别人写的。");
        Assert.Equal($"/reports/{Office.Basic}", await LeadsToAsync("city-reviewer"));
        await office.ChangeAsync(async db => db.ReportMembers.Remove(db.ReportMembers.Single(m => m.Person!.UserName == "author1")));
        Assert.Equal("NotFound", await LeadsToAsync("author1"));
    }
}
