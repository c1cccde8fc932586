using Authoring.Web.Reports.Settings;
using Authoring.Web.Tests.Review;

namespace Authoring.Web.Tests.Reports;

/// <summary>
/// Settings that would print one number twice are said before they are saved, with what they would print: he goes back, or saves them all
/// the same.
/// </summary>
public sealed class DoubledNumbersTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Two_figures_of_one_section_are_told_apart_by_the_profile_and_doubled_without_its_second_pattern()
    {
        await office.TypeAsync("author1", Office.Basic, "\n![校门](../images/map.png)\n");
        var report = await office.ReportAsync();
        var before = report.Shape.Yaml;
        await using var page = await LivePart<SettingsForm>.OpenAsync(office.Workspace, "editor");
        page.Press("[data-testid='profile-section']");
        page.Submit("form");
        await Office.UntilAsync(() => Task.FromResult(report.Shape.Yaml != before), "the profile is saved as it is");
        Assert.False(page.Has("unclear-numbers"));
        before = report.Shape.Yaml;

        await page.FillAsync("field-figures.repeated", "");
        page.Submit("form");
        await page.AppearsAsync("unclear-numbers");
        Assert.Contains("图 1", page.TextOf("unclear-numbers"), StringComparison.Ordinal);
        Assert.Contains("学校分布", page.TextOf("unclear-numbers"), StringComparison.Ordinal);
        Assert.Contains("校门", page.TextOf("unclear-numbers"), StringComparison.Ordinal);
        Assert.Equal(before, report.Shape.Yaml);

        page.Press("[data-testid='unclear-back']");
        await page.GoesAsync("unclear-numbers");
        Assert.Equal(before, report.Shape.Yaml);

        page.Submit("form");
        await page.AppearsAsync("unclear-numbers");
        page.Press("[data-testid='unclear-save']");
        await Office.UntilAsync(
            async () => (await report.CurrentAsync()).Report.Figures.Select(figure => figure.Number).SequenceEqual(["图 1", "图 1"]),
            "it is saved all the same"
        );
        Assert.NotEqual(before, report.Shape.Yaml);
        Assert.False(page.Has("unclear-numbers"));
    }
}
