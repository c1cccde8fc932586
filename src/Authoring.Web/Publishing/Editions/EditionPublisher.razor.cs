using Authoring.Web.Documents;
using Authoring.Web.Publishing.Obstacles;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Publishing.Editions;

/// <summary>Has an edition made and waits for it. Whoever cancels, or leaves the page, publishes nothing.</summary>
public sealed partial class EditionPublisher
{
    private static readonly int Steps = Enum.GetValues<EditionStep>().Length;

    private string name = "",
        said = "";
    private bool withPdf = true,
        isMaking,
        isBad;
    private EditionProgress progress;
    private CancellationTokenSource? leaving;

    [Parameter, EditorRequired]
    public string Slug { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private LiveReports Reports { get; set; } = null!;

    [Inject]
    private EditionService Service { get; set; } = null!;

    [Inject]
    private LibreOffice Office { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Words> Words { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DiagnosticWords> Findings { get; set; } = null!;

    private async Task PublishAsync()
    {
        if (isMaking)
            return;
        (isMaking, isBad, said, progress) = (true, false, "", default);
        using var own = leaving = new CancellationTokenSource();
        try
        {
            var caller = (await Authentication).User;
            if (await Reports.FindForReadingAsync(caller, Slug) is not { } report)
                (isBad, said) = (true, Words.Say(EditionResult.Refuse(EditionRefusal.NotAllowed)));
            else
                Take(await OnThePoolAsync(caller, report, own.Token));
        }
        catch (OperationCanceledException)
        {
            said = Words["edition.cancelled"];
        }
        finally
        {
            (isMaking, leaving) = (false, null);
        }
    }

    /// <summary>The page goes on answering while files are written.</summary>
    private Task<EditionResult> OnThePoolAsync(System.Security.Claims.ClaimsPrincipal caller, LiveReport report, CancellationToken left)
    {
        var (order, words) = (new EditionOrder(name, withPdf), new ObstacleWords(Words, Findings));
        return Task.Run(() => Service.PublishAsync(caller, report, order, words, Moved, left), left);
    }

    private void Moved(EditionProgress now) =>
        _ = InvokeAsync(() =>
        {
            progress = now;
            StateHasChanged();
        });

    private void Take(EditionResult result)
    {
        (isBad, said) = (result.Refusal is not null, Words.Say(result));
        if (result.Refusal is null)
            Navigation.NavigateTo(Addresses.OfReport(Slug, $"editions/{result.Number}"), forceLoad: true);
    }

    private void Cancel() => leaving?.Cancel();

    public void Dispose() => Cancel();
}
