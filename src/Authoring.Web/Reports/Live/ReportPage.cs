using Authoring.Web.Documents;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Reports.Live;

/// <summary>A page of one report: finds it for somebody who may read it, and answers "not found" to everybody else.</summary>
public abstract class ReportPage : WorkspaceComponent
{
    [Parameter]
    public string Slug { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private LiveReports Reports { get; set; } = null!;

    [Inject]
    private protected IStringLocalizer<Words> Words { get; set; } = null!;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Rights Rights { get; set; } = null!;

    private protected LiveReport? Report { get; private set; }
    private protected System.Security.Claims.ClaimsPrincipal Caller { get; private set; } = new();

    /// <summary>What the caller might do when the page was opened; every change asks again.</summary>
    private protected Access Access { get; private set; }

    /// <summary>Of this report's pages.</summary>
    private protected string Address(string page = "") => Addresses.OfReport(Slug, page);

    private protected bool MayManage => Access == Access.Manage;

    /// <summary>Asked again while a page stays open: rights may end meanwhile.</summary>
    private protected async ValueTask<bool> MayStillReadAsync() =>
        Report is not null && await Rights.InReportAsync(Caller, Report.Id) != Access.None;

    protected override async Task OnInitializedAsync()
    {
        Caller = (await Authentication).User;
        Report = await Reports.FindForReadingAsync(Caller, Slug);
        if (Report is null)
            Navigation.NotFound();
        else
            Access = await Rights.InReportAsync(Caller, Report.Id);
    }
}
