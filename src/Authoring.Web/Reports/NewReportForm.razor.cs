using System.Globalization;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Figures;
using Authoring.Web.Import;
using Authoring.Web.People;
using Authoring.Web.Reports.Making;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Reports;

public sealed partial class NewReportForm
{
    private readonly Dictionary<string, string> errors = new(StringComparer.Ordinal);
    private bool fromFolder,
        busy;
    private string profile = ReportTemplate.Profiles[0].Name;
    private string? error,
        folderError,
        progress;
    private string title = "",
        period = "",
        issuer = "",
        deadline = "",
        slug = "";
    private NewReport? uploaded;
    private IReadOnlyList<Diagnostic> diagnostics = [];
    private IReadOnlyList<UploadNote> notes = [];
    private IReadOnlyList<string> problems = [];
    private readonly FieldFocus focus = new();
    private InputFile? chooser;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private Rights Rights { get; set; } = null!;

    [Inject]
    private ReportMaker Maker { get; set; } = null!;

    [Inject]
    private IOptions<UploadLimits> Limits { get; set; } = null!;

    [Inject]
    private IDbContextFactory<AuthoringDb> Database { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? ErrorOf(string field) => errors.GetValueOrDefault(field);

    protected override Task OnAfterRenderAsync(bool firstRender) => focus.MoveAsync().AsTask();

    protected override async Task OnInitializedAsync()
    {
        focus.Add("folder", () => chooser?.Element?.FocusAsync() ?? ValueTask.CompletedTask);
        slug = await FreeAsync(SlugRules.Suggest(period));
    }

    private async Task PeriodAsync(string value)
    {
        var suggested = slug.Length == 0 || slug == await FreeAsync(SlugRules.Suggest(period));
        period = value;
        if (suggested)
            slug = await FreeAsync(SlugRules.Suggest(period));
    }

    /// <summary>The proposal itself, or with the first number that makes it free.</summary>
    private async Task<string> FreeAsync(string wanted)
    {
        await using var db = await Database.CreateDbContextAsync();
        var taken = await db.Reports.Where(r => r.Slug.StartsWith(wanted)).Select(r => r.Slug).ToListAsync();
        if (!taken.Contains(wanted, StringComparer.OrdinalIgnoreCase))
            return wanted;
        var number = 2;
        while (taken.Contains($"{wanted}-{number}", StringComparer.OrdinalIgnoreCase))
            number++;
        return $"{wanted}-{number}";
    }

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        (uploaded, diagnostics, notes, problems) = (null, [], [], []);
        (error, folderError, progress, busy) = (null, null, Words["new.reading"], true);
        try
        {
            if (!await Rights.MayCreateAsync((await Authentication).User))
                throw new UploadException(UploadFault.NotAReport, Words["new.not-allowed"]);
            if (chosen.File.Size > Limits.Value.MaxZipSize)
                throw new UploadException(UploadFault.ZipTooLarge);
            await using var stream = chosen.File.OpenReadStream(Limits.Value.MaxZipSize);
            (uploaded, diagnostics, notes) = await FolderUpload.ReadAsync(stream, chosen.File.Name, Limits.Value, CancellationToken.None);
            var draft = DefinitionDraft.Read(uploaded.Definition);
            (title, period, issuer) = (draft.Title, draft.Period ?? "", draft.Issuer ?? "");
            slug = await FreeAsync(SlugRules.IsGood(uploaded.Slug) ? uploaded.Slug : SlugRules.Suggest(period));
        }
        catch (UploadException e)
        {
            problems = [.. e.Problems.Select(Sentence)];
            folderError = problems.Count == 1 ? problems[0] : Words["new.faults", problems.Count];
        }
        catch (IOException e) when (!DatabaseTrouble.IsNoRoom(e))
        {
            folderError = Words["new.interrupted"];
        }
        finally
        {
            (progress, busy) = (null, false);
        }
    }

    private string Sentence(UploadProblem problem) => Words[$"new.fault-{problem.Fault}", problem.Detail, Reason(problem.Picture)];

    private string Sentence(UploadNote note) => Words[$"new.note-{note.Kind}", note.Path, Reason(note.Picture)];

    private string Reason(PictureResult answer) => answer == PictureResult.Done ? "" : Limits.Value.Pictures.Say(Words, answer);

    private async Task CreateAsync()
    {
        var caller = (await Authentication).User;
        error = null;
        if (!await Rights.MayCreateAsync(caller))
            error = Words["new.not-allowed"];
        else if (fromFolder && uploaded is null)
            folderError ??= Words["new.no-folder"];
        var day = Check();
        if (error is not null || errors.Count > 0 || (fromFolder && folderError is not null))
            focus.Ask(Array.Find(["folder", "title", "deadline", "slug"], IsWrong));
        else
            await SaveAsync(Make(day), caller.PersonId());
    }

    private bool IsWrong(string field) => field == "folder" ? fromFolder && folderError is not null : errors.ContainsKey(field);

    private async Task SaveAsync(NewReport report, int editor)
    {
        busy = true;
        var isMade = false;
        try
        {
            isMade = await Maker.SaveAsync(report, [(editor, ReportRole.Editor)]);
        }
        finally
        {
            busy = isMade; // it can be tried again
        }
        if (isMade)
        {
            Navigation.NavigateTo(Addresses.OfReport(slug, "?edit=true"), forceLoad: true);
            return;
        }
        errors["slug"] = Words["new.slug-taken"];
        focus.Ask("slug");
    }

    private NewReport Make(DateOnly? day)
    {
        var basis = fromFolder
            ? DefinitionDraft.Read(uploaded!.Definition)
            : ReportTemplate.Profiles.First(p => p.Name == profile).Numbering;
        var draft = basis with { Title = title, Period = NullIfEmpty(period), Issuer = NullIfEmpty(issuer), Slug = slug };
        if (!fromFolder)
            return ReportTemplate.Create(draft, day);
        // A folder that is taken as it is keeps its report.yml to the letter, comments and all.
        var isSame = DefinitionDraft.Read(uploaded!.Definition).ToYaml() == draft.ToYaml();
        return uploaded with { Slug = slug, Title = title, Deadline = day, Definition = isSame ? uploaded.Definition : draft.ToYaml() };
    }

    private DateOnly? Check()
    {
        errors.Clear();
        (title, period, issuer, slug) = (TextTitle.Clean(title), TextTitle.Clean(period), TextTitle.Clean(issuer), slug.Trim());
        if (title.Length is 0 or > OutlineService.LongestTitle)
            errors["title"] = Words["board.answer-BadTitle", OutlineService.LongestTitle];
        if (!SlugRules.IsGood(slug))
            errors["slug"] = Words["new.slug-bad", Report.LongestSlug];
        if (deadline.Length == 0)
            return null;
        if (DateOnly.TryParseExact(deadline, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        errors["deadline"] = Words["settings.bad-date"];
        return null;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
