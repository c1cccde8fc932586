using Authoring.Web.Publishing.Editions;
using Authoring.Web.Publishing.Obstacles;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Publishing;

/// <summary>The page, and what its form asks for: each press of a button comes back to the page with a sentence.</summary>
public sealed partial class PublishPage
{
    private IReadOnlyList<Obstacle>? obstacles;
    private IReadOnlyList<EditionView> editions = [];
    private DateTimeOffset asOf;

    /// <summary>What the last press came to: a <see cref="WaiverResult"/>, or <c>Withdrawn</c>.</summary>
    [SupplyParameterFromQuery(Name = "said")]
    private string? Said { get; set; }

    [Inject]
    private ObstacleQueries Queries { get; set; } = null!;

    [Inject]
    private EditionQueries Editions { get; set; } = null!;

    [Inject]
    private WaiverService Waivers { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DiagnosticWords> Findings { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Report is null)
            return;
        asOf = Clock.GetLocalNow();
        obstacles = await Queries.ListAsync(Caller, Report, await Report.CompileNowAsync());
        editions = await Editions.ListAsync(Report.Id);
    }

    private string? Sentence(string said) =>
        said == "Withdrawn" ? Words["publish.waiver-withdrawn"].Value
        : Enum.TryParse<WaiverResult>(said, out var result) && Enum.IsDefined(result)
            ? Words[$"publish.waiver-{result}", Waiver.LongestReason].Value
        : null;

    private async Task PostedAsync(IFormCollection form)
    {
        if (Report is null || obstacles is null)
            return;
        var said =
            int.TryParse(form["withdraw"], out var id) ? await WithdrawAsync(id)
            : Enum.TryParse<ObstacleKind>(form["waive"], out var kind) ? await WaiveAsync(form, kind, isAll: false)
            : Enum.TryParse(form["waive-all"], out kind) ? await WaiveAsync(form, kind, isAll: true)
            : nameof(WaiverResult.NothingChosen);
        Navigation.NavigateTo(Address($"publish?said={said}"));
    }

    private async Task<string> WithdrawAsync(int id) =>
        await Waivers.WithdrawAsync(Caller, Report!, id) is var result && result == WaiverResult.Done ? "Withdrawn" : result.ToString();

    private async Task<string> WaiveAsync(IFormCollection form, ObstacleKind kind, bool isAll)
    {
        var ofKind = obstacles!.Where(obstacle => obstacle.Kind == kind).ToList();
        List<string> chosen = isAll ? [.. ofKind.Select(obstacle => obstacle.Fingerprint)] : [.. form["blocker"].OfType<string>()];
        var words = new ObstacleWords(Words, Findings);
        var result = await Waivers.WaiveAsync(Caller, Report!, ofKind, chosen, form[$"reason-{kind}"].ToString(), words.SayWhole);
        return result.ToString();
    }
}
