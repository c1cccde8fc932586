using System.Globalization;
using Authoring.Compile;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Review;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Reports.Settings;

public sealed partial class SettingsForm
{
    private SettingsFields? fields;
    private string seen = "",
        said = "";
    private bool isBad;

    /// <summary>What was said of the numbers before saving; he may go back, or save all the same.</summary>
    private IReadOnlyList<NumberProblem> unclear = [];
    private readonly FieldFocus focus = new();

    [Inject]
    private OutlineService Service { get; set; } = null!;

    [Inject]
    private RevisionConfirmation Revision { get; set; } = null!;

    private DefinitionDraft Draft => fields!.ToDraft(DefinitionDraft.Read(seen));

    /// <summary>Computed by the compiler at each rendering, so that they are those of the fields as they stand.</summary>
    private DefinitionExamples examples = null!;
    private IReadOnlyList<DefinitionProblem> problems = [];

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Report is null || !MayManage)
            return;
        seen = Report.Shape.Yaml;
        fields = new SettingsFields(DefinitionDraft.Read(seen), await Service.DeadlineAsync(Report));
        OpenTab();
        Look();
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => focus.MoveAsync().AsTask();

    protected override bool ShouldRender()
    {
        if (fields is not null)
            Look();
        return true;
    }

    private void Look()
    {
        var draft = Draft;
        problems = DefinitionCheck.Of(draft);
        examples = DefinitionExamples.Of(draft);
    }

    private string? ErrorOf(string field)
    {
        if (field == "deadline")
            return fields!.Deadline.Length > 0 && Day is null ? Words["settings.bad-date"].Value : null;
        return problems.FirstOrDefault(p => p.Field == field) is { } problem
            ? $"{Words[$"settings.wrong-{problem.Code}", problem.Piece ?? ""]}{Usable(problem)}"
            : null;
    }

    /// <summary>What a pattern may name, by where it stands.</summary>
    private string Usable(DefinitionProblem problem) =>
        problem.Code == "bad-pattern"
            ? Words[
                problem.Field.Split('.') switch
                {
                    ["headings" or "annex-headings" or "case-headings", _] => "settings.usable-heading",
                    ["pages", _] => "settings.usable-page",
                    [_, _] => "settings.usable-item",
                    _ => "settings.usable-annex",
                }
            ].Value
            : "";

    private DateOnly? Day =>
        DateOnly.TryParseExact(fields!.Deadline, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>
    /// Fills in how one of the usual ways numbers; everything else stays as it is in the fields, and nothing is saved yet.
    /// </summary>
    private void Apply(DefinitionDraft profile)
    {
        fields = new SettingsFields(Draft.WithNumberingOf(profile), Day);
        (isBad, said, unclear) = (false, Words["settings.profile-applied"], []);
    }

    /// <summary>The report as it would be saved.</summary>
    private DefinitionDraft Changed => Draft.WithFilesOf(DefinitionDraft.Read(Report!.Shape.Yaml));

    /// <summary>What of the report would have no number, or the number of another, with the settings as they stand in the fields.</summary>
    private async Task<IReadOnlyList<NumberProblem>> UnclearAsync()
    {
        var compilation = await Report!.CompileWithAsync(ReportDefinition.Parse(Changed.ToYaml(), Report.Slug));
        return NumberCheck.Of(compilation.Report);
    }

    private void GoBack()
    {
        GoTo(
            unclear[0].List switch
            {
                "headings" => "headings.1",
                "annexes" => "annexes",
                var kind => $"{kind}.format",
            }
        );
        unclear = [];
    }

    /// <param name="despite">Problems with numbers that he was told of and wants to live with.</param>
    private async Task SaveAsync(IReadOnlyList<NumberProblem> despite)
    {
        if (problems.Count > 0 || ErrorOf("deadline") is not null)
        {
            (isBad, said) = (true, Words["board.answer-BadSettings"]);
            // In the order of the page: the deadline stands behind the title, everything else below.
            GoTo(problems is [{ Field: "title" }, ..] || Day is not null || fields!.Deadline.Length == 0 ? problems[0].Field : "deadline");
            return;
        }
        unclear = await UnclearAsync();
        if (unclear.Count > 0 && !unclear.Select(Key).SequenceEqual(despite.Select(Key), StringComparer.Ordinal))
        {
            said = "";
            return;
        }
        unclear = [];
        if (!await Revision.MayChangeAsync(Caller, Report!, Changed))
            return;
        var answer = await Service.SaveSettingsAsync(Caller, Report!, seen, Draft, Day);
        isBad = answer != OutlineResult.Done;
        said = answer switch
        {
            OutlineResult.Done => Words["settings.saved"],
            OutlineResult.ChangedMeanwhile => Words["settings.changed-meanwhile"],
            _ => Words[$"board.answer-{answer}", OutlineService.LongestTitle],
        };
        // What was typed stays in the fields; saving again after reading the words takes it.
        seen = Report!.Shape.Yaml;
    }

    private static string Key(NumberProblem problem) => $"{problem.List}\n{problem.Number}\n{string.Join('\n', problem.Titles)}";
}
