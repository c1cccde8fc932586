using Authoring.Web.Publishing.Editions;
using Authoring.Web.Publishing.Obstacles;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Tests.Publishing;

/// <summary>Publishes the small report of a workspace as its editor would.</summary>
internal static class Published
{
    public static ObstacleWords Words(RunningWorkspace workspace) =>
        new(
            workspace.Services.GetRequiredService<IStringLocalizer<Words>>(),
            workspace.Services.GetRequiredService<IStringLocalizer<DiagnosticWords>>()
        );

    /// <summary>Waives all that is in the way.</summary>
    public static async Task WaiveAllAsync(RunningWorkspace workspace)
    {
        var report = await ReportAsync(workspace);
        var editor = await workspace.PersonAsync("editor");
        var found = await workspace
            .Services.GetRequiredService<ObstacleQueries>()
            .ListAsync(editor, report, await report.CompileNowAsync());
        if (found!.Any(obstacle => obstacle.Waiver is null))
            Assert.Equal(
                WaiverResult.Done,
                await workspace
                    .Services.GetRequiredService<WaiverService>()
                    .WaiveAsync(editor, report, found!, [.. found!.Select(o => o.Fingerprint)], "先行送审", Words(workspace).SayWhole)
            );
    }

    public static async Task<EditionResult> TryAsync(
        RunningWorkspace workspace,
        string name,
        bool withPdf = true,
        string by = "editor",
        Action<EditionProgress>? tell = null,
        CancellationToken cancellation = default
    ) =>
        await workspace
            .Services.GetRequiredService<EditionService>()
            .PublishAsync(
                await workspace.PersonAsync(by),
                await ReportAsync(workspace),
                new EditionOrder(name, withPdf),
                Words(workspace),
                tell ?? (_ => { }),
                cancellation
            );

    /// <summary>An edition of whatever stands there, and its number.</summary>
    public static async Task<int> EditionAsync(RunningWorkspace workspace, string name)
    {
        await WaiveAllAsync(workspace);
        var result = await TryAsync(workspace, name);
        Assert.Null(result.Refusal);
        return result.Number;
    }

    public static async Task<LiveReport> ReportAsync(RunningWorkspace workspace) =>
        (await workspace.Services.GetRequiredService<LiveReports>().FindAsync("small"))!;
}
