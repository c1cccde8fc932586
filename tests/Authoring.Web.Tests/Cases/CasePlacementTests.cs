using Authoring.Web.Cases;
using Authoring.Web.Tests.Review;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Cases;

/// <summary>The server decides who puts a case where; what it refuses changes nothing.</summary>
public sealed class CasePlacementTests : IAsyncLifetime
{
    private const string Card = "cases/c01.md",
        First = "sections/01-basic.md",
        Second = "sections/02-training.md";
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private CasePlacementService Service => office.Workspace.Services.GetRequiredService<CasePlacementService>();

    private async Task<PlacingResult> PlaceAsync(string person, string? section, string card = Card) =>
        await Service.PlaceAsync(await office.PersonAsync(person), await office.ReportAsync(), card, section);

    private async Task<string[]> SectionsAsync(string person)
    {
        var report = await office.ReportAsync();
        var sections = await Service.SectionsAsync(await office.PersonAsync(person), report, await report.CurrentAsync());
        return [.. sections.Select(section => section.Path)];
    }

    private async Task<string> TextAsync(string document) =>
        (await (await office.HubAsync("editor")).CallAsync("Open", document)).GetProperty("text").GetString()!;

    [Fact]
    public async Task Who_may_not_write_in_both_chapters_moves_nothing()
    {
        await office.GiveAsync(Office.Basic, "author1");
        Assert.Equal([First, Second], await SectionsAsync("author1"));
        Assert.Equal([Second], await SectionsAsync("author2"));
        Assert.Empty(await SectionsAsync("approver"));
        Assert.Equal(PlacingResult.NotAllowed, await PlaceAsync("author2", First));
        Assert.Equal(PlacingResult.NotAllowed, await PlaceAsync("approver", null));
        Assert.Equal((SmallReport.First, SmallReport.Second), (await TextAsync(Office.Basic), await TextAsync(Office.Training)));
        Assert.Equal(PlacingResult.Done, await PlaceAsync("author1", First));
    }

    [Theory]
    [InlineData("cases/c09.md", First)]
    [InlineData(Card, "sections/09.md")]
    [InlineData(Card, Card)]
    public async Task What_is_not_there_is_put_nowhere(string card, string section) =>
        Assert.Equal(PlacingResult.NotFound, await PlaceAsync("editor", section, card));

    [Fact]
    public async Task A_heading_that_somebody_has_changed_meanwhile_is_not_guessed_at()
    {
        var report = await office.ReportAsync();
        var heading = new Authoring.Compile.Reading.HeadingLine(3, 2, "立德树德");
        var answer = await Service.PlaceAsync(await office.PersonAsync("editor"), report, Card, Second, heading);
        Assert.Equal(PlacingResult.ChangedMeanwhile, answer);
        Assert.Equal(SmallReport.Second, await TextAsync(Office.Training));
    }

    [Fact]
    public async Task Where_it_stands_already_it_stands_once()
    {
        Assert.Equal(PlacingResult.Done, await PlaceAsync("editor", Second));
        Assert.Equal(SmallReport.Second, await TextAsync(Office.Training));
    }
}
