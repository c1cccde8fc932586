using System.Globalization;
using System.Security.Claims;
using Authoring.Compile;
using Authoring.Compile.Checks;
using Authoring.Web.Documents;
using Authoring.Web.Figures;
using Authoring.Web.Import;
using Authoring.Web.People;
using Authoring.Web.Review;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Reports.New;

/// <summary>
/// A new report in four steps. It is a plain form that is posted from step to step, and needs no circuit; each step can be gone back to.
/// </summary>
public sealed partial class NewReportPage
{
    private NewReportInput input = new();
    private NewReportChecks checks = null!;
    private bool may,
        isPosted;
    private IReadOnlyList<string> problems = [];
    private UploadedFolder? folder;
    private DefinitionExamples? own;
    private IReadOnlyList<ReportEntry> earlier = [];
    private IReadOnlyList<NewMember> people = [];
    private IReadOnlyList<PlannedStage> stages = [];

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private IStringLocalizer<Words> Words { get; set; } = null!;

    [Inject]
    private NewReports Making { get; set; } = null!;

    [Inject]
    private IOptions<UploadLimits> Limits { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The first wrong field of the step that is shown.</summary>
    private string? Wrong => checks.FirstOf(input.Step);

    protected override async Task OnInitializedAsync()
    {
        checks = new NewReportChecks(Words);
        var caller = (await Authentication).User;
        may = await Making.MayAsync(caller);
        if (!may)
        {
            Navigation.NotFound();
            return;
        }
        (earlier, stages) = (await Making.EarlierAsync(caller), await Making.StagesAsync());
        folder = Making.Folder(caller.PersonId());
    }

    private async Task TakeAsync()
    {
        if (!may)
            return;
        var (caller, form) = ((await Authentication).User, await Http!.Request.ReadFormAsync(Http.RequestAborted));
        (isPosted, input) = (true, NewReportInput.Read(form));
        if (form.Files.GetFile("upload") is { Length: > 0 } file)
            await TakeFolderAsync(caller.PersonId(), file);
        var go = form["go"].ToString();
        if (int.TryParse(go, CultureInfo.InvariantCulture, out var step))
            input.Step = Math.Clamp(step, 1, input.Step);
        else if (go == "create")
            await CreateAsync(caller);
        else
            GoOn();
        await PrepareAsync(caller);
    }

    private void GoOn()
    {
        Check();
        if (checks.IsGood(input.Step))
            input.Step = Math.Min(input.Step + 1, NewReportInput.Steps);
    }

    private (DateOnly? Deadline, IReadOnlyDictionary<int, DateOnly> Days) Check()
    {
        if (input.Source == NewReportInput.Folder && folder is null && problems.Count == 0)
            checks.Say(1, "folder", Words["new.no-folder"]);
        if (input.Source == NewReportInput.Earlier && earlier.All(report => report.Slug != input.From))
            checks.Say(1, "from", Words["new.no-earlier"]);
        checks.CheckNames(input);
        return checks.CheckDays(input, stages);
    }

    private async Task TakeFolderAsync(int person, IFormFile file)
    {
        input.Source = NewReportInput.Folder;
        try
        {
            folder = await Making.TakeFolderAsync(person, file, Http!.RequestAborted);
            var draft = DefinitionDraft.Read(folder.Report.Definition);
            input.Title = input.Title.Length > 0 ? input.Title : draft.Title;
            input.Period = input.Period.Length > 0 ? input.Period : draft.Period ?? "";
            input.Issuer = input.Issuer.Length > 0 ? input.Issuer : draft.Issuer ?? "";
        }
        catch (UploadException e)
        {
            folder = null;
            problems = [.. e.Problems.Select(p => Words[$"new.fault-{p.Fault}", p.Detail, Reason(p.Picture)].Value)];
            checks.Say(1, "folder", problems.Count == 1 ? problems[0] : Words["new.faults", problems.Count]);
        }
    }

    private IReadOnlyList<string> Notes =>
        [.. (folder?.Notes ?? []).Select(note => Words[$"new.note-{note.Kind}", note.Path, Reason(note.Picture)].Value)];

    private string Reason(PictureResult answer) => answer == PictureResult.Done ? "" : Limits.Value.Pictures.Say(Words, answer);

    /// <summary>What the step that is shown needs to know.</summary>
    private async Task PrepareAsync(ClaimsPrincipal caller)
    {
        if (input.Step == 2 && input.HasOwnNumbering)
            own = await Making.OwnNumberingAsync(caller, input) is { } draft ? DefinitionExamples.Of(draft) : null;
        if (input.Step == 3)
            people = await Making.PeopleAsync(caller, input);
    }

    private async Task CreateAsync(ClaimsPrincipal caller)
    {
        var (deadline, days) = Check();
        if (checks.FirstStep is { } wrong)
        {
            input.Step = wrong;
            return;
        }
        if (await Making.CreateAsync(caller, input, deadline, days) is { } slug)
        {
            Navigation.NavigateTo(Addresses.OfReport(slug, "?edit=true"));
            return;
        }
        checks.Say(1, "slug", Words["new.slug-taken"]);
        input.Step = 1;
    }
}
