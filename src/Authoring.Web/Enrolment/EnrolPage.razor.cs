using System.Globalization;
using System.Security.Claims;
using Authoring.Web.People;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Enrolment;

/// <summary>
/// People from a list: a file, then what would come of it row by row, then slips with their passwords. Plain forms that need no circuit;
/// nothing is done before the last press.
/// </summary>
public sealed partial class EnrolPage
{
    public const string Address = "/people/import";

    private bool may;
    private string? problem,
        pasted;
    private Guid id;
    private PeopleSheet? sheet;
    private ListColumns columns = null!;
    private EnrolmentPlan? plan;
    private IReadOnlyList<EnrolmentReport> reports = [];

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private IStringLocalizer<Words> Words { get; set; } = null!;

    [Inject]
    private EnrolmentService Service { get; set; } = null!;

    [Inject]
    private Handovers Handovers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private int Step => sheet is null ? 1 : 2;

    protected override async Task OnInitializedAsync()
    {
        may = await Service.MayAsync((await Authentication).User);
        if (!may)
            Navigation.NotFound();
    }

    private async Task TakeAsync()
    {
        if (!may)
            return;
        var (caller, form) = ((await Authentication).User, await Http!.Request.ReadFormAsync(Http.RequestAborted));
        reports = await Service.ReportsAsync(caller);
        if (form["go"] == "take")
            await TakeListAsync(caller, form);
        else if (Guid.TryParse(form["sheet"], out id))
            (sheet, columns) = (Service.Find(caller, id), Read(form));
        if (sheet is null)
            problem ??= Words["enrol.gone"];
        else if (columns[ColumnKind.Name] is not null && columns[ColumnKind.UserName] is not null)
            await PlanAsync(caller, form);
    }

    private async Task TakeListAsync(ClaimsPrincipal caller, IFormCollection form)
    {
        pasted = form["pasted"];
        try
        {
            id = form.Files.GetFile("upload") is { Length: > 0 } file
                ? await Service.TakeAsync(caller, file, Http!.RequestAborted)
                : Service.Take(caller, pasted ?? "");
            sheet = Service.Find(caller, id);
            columns = ListColumns.Guess(sheet!);
        }
        catch (SheetException e)
        {
            problem = Say(e.Fault);
        }
    }

    private string Say(SheetFault fault) =>
        Words[$"enrol.fault-{fault}", Service.Limits.MaxFileSize / 1024 / 1024, Service.Limits.MaxRows, Service.Limits.MaxColumns];

    /// <summary>As somebody has set them.</summary>
    private static ListColumns Read(IFormCollection form)
    {
        var at = new Dictionary<ColumnKind, int>();
        foreach (var kind in Enum.GetValues<ColumnKind>())
            if (int.TryParse(form[$"column-{kind}"], CultureInfo.InvariantCulture, out var column) && column >= 0)
                at[kind] = column;
        return new ListColumns(int.TryParse(form["heading"], CultureInfo.InvariantCulture, out var heading) ? heading : -1, at);
    }

    private async Task PlanAsync(ClaimsPrincipal caller, IFormCollection form)
    {
        var report = reports.FirstOrDefault(r => r.Slug == form["report"]);
        plan = await Service.PlanAsync(sheet!, columns, report);
        if (plan.Rows.Count > Service.Limits.MaxRows)
            (problem, sheet, plan) = (Say(SheetFault.TooManyRows), null, null);
        else if (form["go"] == "create" && plan.Changes > 0)
            await MakeAsync(caller, form["seal"] == plan.Seal);
    }

    /// <param name="isSeen">What would be done is what was shown.</param>
    private async Task MakeAsync(ClaimsPrincipal caller, bool isSeen)
    {
        var result = isSeen ? await Service.MakeAsync(caller, plan!) : AdministrationResult.Refuse(Fields.None, "enrol-changed");
        if (!result.Succeeded)
            (problem, plan) = (Words[$"objection.{result.Objections[0].Reason}"], await Service.PlanAsync(sheet!, columns, plan!.Report));
        else if (result.Handovers.Count > 0)
            Navigation.NavigateTo($"{SlipsPage.Address}?handover={Handovers.Keep(caller.PersonId(), result.Handovers)}");
        else
            Navigation.NavigateTo($"{PeoplePanel.Page}?done=saved");
    }
}
