using Authoring.Web.Reports.Live;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Reports.Settings;

namespace Authoring.Web.Tests.Review;

/// <summary>
/// Whoever puts a report in order, or gives it other settings, is asked first if signatures would end: who goes back has changed nothing.
/// </summary>
public sealed class AskedOnPagesTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task SignedAsync(string document)
    {
        await office.ActAsync("author1", document, "submit");
        await office.ActAsync("school-reviewer", document, "approve");
    }

    private async Task<string> StateAsync(string document) =>
        (await office.LookAsync("editor", document)).GetProperty("review").GetProperty("state").GetString()!;

    private static async Task AnswerAsync<T>(LivePart<T> page, string answer)
        where T : ReportPage
    {
        await page.AppearsAsync("dialog-lines");
        Assert.Contains("学校审核人", page.TextOf("dialog-lines"), StringComparison.Ordinal);
        page.Press($"[data-testid='dialog-{answer}']");
        await page.GoesAsync("dialog-lines");
    }

    [Fact]
    public async Task Other_settings_ask_and_are_saved_or_not()
    {
        await SignedAsync(Office.Basic);
        var report = await office.ReportAsync();
        var before = report.Shape.Yaml;
        await using var page = await LivePart<SettingsForm>.OpenAsync(office.Workspace, "editor");
        await page.FillAsync("field-figures.label", "图片");
        page.Submit("form");
        await AnswerAsync(page, "no");
        Assert.Equal(before, report.Shape.Yaml);
        Assert.Equal("county", await StateAsync(Office.Basic));

        page.Submit("form");
        await AnswerAsync(page, "yes");
        await office.UntilStateAsync(Office.Basic, "edited");
        Assert.Contains("图片", report.Shape.Yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_end_no_signature_are_saved_unasked()
    {
        await SignedAsync(Office.Basic);
        await using var page = await LivePart<SettingsForm>.OpenAsync(office.Workspace, "editor");
        await page.FillAsync("field-tables.label", "表格");
        page.Submit("form");
        var report = await office.ReportAsync();
        await Office.UntilAsync(() => Task.FromResult(report.Shape.Yaml.Contains("表格", StringComparison.Ordinal)), "it is saved");
        Assert.False(page.Has("dialog-lines"));
        Assert.Equal("county", await StateAsync(Office.Basic));
    }

    [Theory]
    [InlineData("remove", "cases/c01.md", Office.Training)]
    [InlineData("rename", "sections/02-training.md", Office.Training)]
    public async Task The_outline_asks_before_a_text_goes_or_gets_another_title(string act, string path, string ended)
    {
        await SignedAsync(Office.Training);
        var report = await office.ReportAsync();
        var before = report.Shape.Yaml;
        await using var page = await LivePart<OutlineBoard>.OpenAsync(office.Workspace, "editor");
        foreach (var answer in new[] { "no", "yes" })
        {
            if (act == "rename" && !page.Has("board-title"))
                page.Press($"[data-path='{path}'] [data-testid='board-rename']");
            if (act == "rename")
            {
                await page.FillAsync("board-title", "育人");
                page.Submit($"[data-path='{path}'] form");
            }
            else
            {
                page.Press($"[data-path='{path}'] [data-testid='board-remove']");
            }

            await AnswerAsync(page, answer);
            if (answer == "yes")
                continue;
            Assert.Equal(before, report.Shape.Yaml);
            Assert.Equal("county", await StateAsync(Office.Training));
        }

        await office.UntilStateAsync(ended, "edited");
    }
}
