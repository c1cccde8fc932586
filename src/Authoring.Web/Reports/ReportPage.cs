using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Reports;

/// <summary>A page of one report: finds it for somebody who may read it, and answers "not found" to everybody else.</summary>
public abstract class ReportPage : ComponentBase
{
    [Parameter] public string Slug { get; set; } = "";
    [CascadingParameter] private Task<AuthenticationState> Authentication { get; set; } = null!;
    [Inject] private LiveReports Reports { get; set; } = null!;
    [Inject] private protected IStringLocalizer<Words> Words { get; set; } = null!;
    [Inject] private protected NavigationManager Navigation { get; set; } = null!;

    private protected LiveReport? Report { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        Report = await Reports.FindForReadingAsync((await Authentication).User, Slug);
        if (Report is null) Navigation.NotFound();
    }
}
