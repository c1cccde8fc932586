using Authoring.Web.Reports.Outline;
using Authoring.Web.Reports.Settings;
using Authoring.Web.Review;
using Authoring.Web.Tests.Review;
using Bunit;

namespace Authoring.Web.Tests.Shell;

/// <summary>What was said of one state is not beside the next: “saved” does not stand beside what is not.</summary>
public sealed class OldWordsTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Settings_that_are_changed_again_are_not_called_saved()
    {
        await using var page = await LivePart<SettingsForm>.OpenAsync(office.Workspace, "editor");
        page.Submit("form");
        await page.AppearsAsync("settings-said");
        await page.Shown.Find("[data-testid=list-figures]").InputAsync(new() { Value = true });
        await page.GoesAsync("settings-said");
    }

    [Fact]
    public async Task Days_that_are_changed_again_are_not_called_saved()
    {
        await using var page = await LivePart<ReportChainForm>.OpenAsync(office.Workspace, "editor");
        page.Submit("form");
        await page.AppearsAsync("report-chain-said");
        await page.Shown.Find("[data-testid=deadline-school]").InputAsync(new() { Value = "2026-12-20" });
        await page.GoesAsync("report-chain-said");
    }

    [Fact]
    public async Task Whoever_begins_to_rename_a_text_reads_no_more_that_another_was_moved()
    {
        await using var page = await LivePart<OutlineBoard>.OpenAsync(office.Workspace, "editor");
        page.Press("[data-path='sections/01-basic.md'] [data-testid=board-down]");
        await page.AppearsAsync("outline-said");
        page.Press("[data-path='sections/01-basic.md'] [data-testid=board-rename]");
        await page.GoesAsync("outline-said");
    }
}
