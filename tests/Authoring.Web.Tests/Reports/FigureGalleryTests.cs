using Authoring.Web.Reports;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Tests.Review;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Reports;

/// <summary>Whoever looks for a figure or a table finds it by its looks, sees what is to be put right, and gets to its place.</summary>
public sealed class FigureGalleryTests : IAsyncLifetime
{
    private const string More = "\n| 年级 | 人数 |\n|---|---|\n| 一年级 | 748 |\n\n: 各校人数 {#tbl:pupils}\n\n![](../images/gone.png)\n";
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<LivePart<FigureGallery>> OpenAsync(int count)
    {
        var part = await LivePart<FigureGallery>.OpenAsync(office.Workspace, "author1");
        await part.Shown.WaitForAssertionAsync(() => Assert.Equal(count, Tiles(part).Count), TimeSpan.FromSeconds(30));
        return part;
    }

    private static IReadOnlyList<AngleSharp.Dom.IElement> Tiles(LivePart<FigureGallery> part) =>
        part.Shown.FindAll("[data-testid=figure-tile]");

    private static string[] Titles(LivePart<FigureGallery> part) => [.. Tiles(part).Select(tile => tile.GetAttribute("data-title")!)];

    private static Task ChooseAsync(LivePart<FigureGallery> part, string which) =>
        part.Shown.Find($"[data-testid=figures-which][data-which={which}]").ClickAsync(new());

    [Fact]
    public async Task A_tile_has_picture_number_caption_and_the_way_to_its_line()
    {
        await using var part = await OpenAsync(1);
        var tile = Tiles(part)[0];
        Assert.Equal(("图 1-1", "学校分布"), (tile.GetAttribute("data-number"), tile.GetAttribute("data-title")));
        Assert.EndsWith("/sections/01-basic#line-5", tile.QuerySelector("[data-testid=figure-place]")!.GetAttribute("href"));
        Assert.Contains("/files/images/map.png?v=", tile.QuerySelector("img")!.GetAttribute("src"), StringComparison.Ordinal);
        Assert.StartsWith("1. 基本情况", part.TextOf("figures-part").Trim(), StringComparison.Ordinal);
        Assert.Equal(["AlternativeText"], tile.QuerySelectorAll("[data-lack]").Select(lack => lack.GetAttribute("data-lack")));
    }

    [Fact]
    public async Task The_gallery_follows_what_is_written_and_can_be_narrowed()
    {
        await using var part = await OpenAsync(1);
        await office.TypeAsync("author1", Office.Training, More);
        await part.Shown.WaitForAssertionAsync(() => Assert.Equal(3, Tiles(part).Count), TimeSpan.FromSeconds(30));
        Assert.Equal("一年级", Tiles(part)[1].QuerySelector("table tr:nth-child(2) td")!.TextContent);
        await ChooseAsync(part, "Tables");
        Assert.Equal(["各校人数"], Titles(part));
        await ChooseAsync(part, "Figures");
        Assert.Equal(["学校分布", ""], Titles(part));
        await part.FillAsync("figures-chapter", "sections/02-training.md");
        Assert.Equal([""], Titles(part));
        Assert.Equal(["Caption", "Picture"], Tiles(part)[0].QuerySelectorAll("[data-lack]").Select(lack => lack.GetAttribute("data-lack")));
        Assert.Null(Tiles(part)[0].QuerySelector("img"));
    }

    [Fact]
    public async Task A_picture_opens_at_large_and_leads_to_its_place()
    {
        await using var part = await OpenAsync(1);
        part.Press("[data-testid=figure-large]");
        await part.AppearsAsync("picture-shown");
        Assert.Equal("图 1-1 学校分布", part.TextOf("picture-title").Trim());
        Assert.True(part.Shown.Find("[data-testid=picture-next]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_report_without_any_says_so_and_leads_to_writing()
    {
        var report = await office.ReportAsync();
        var service = office.Workspace.Services.GetRequiredService<OutlineService>();
        await service.RemoveAsync(await office.PersonAsync("editor"), report, report.Shape.Yaml, "sections/01-basic.md");
        await using var part = await OpenAsync(0);
        await part.AppearsAsync("figures-none");
        Assert.Equal("/reports/small/write", part.Shown.Find("[data-testid=figures-none] a").GetAttribute("href"));
    }

    [Fact]
    public async Task Who_has_lost_the_right_to_read_is_shown_nothing_more()
    {
        await using var part = await OpenAsync(1);
        await office.ChangeAsync(async db =>
        {
            db.ReportMembers.Remove(db.ReportMembers.Single(m => m.Person!.UserName == "author1"));
            await Task.CompletedTask;
        });
        await office.TypeAsync("editor", Office.Training, "改");
        await part.Shown.WaitForAssertionAsync(() => Assert.Empty(Tiles(part)), TimeSpan.FromSeconds(30));
    }
}
