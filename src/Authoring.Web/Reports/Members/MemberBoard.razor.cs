using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Reports.Members;

public sealed partial class MemberBoard
{
    private Membership? now;
    private int added;
    private string? addError;
    private ReportRole addedRole = ReportRole.Writer;
    private string said = "";
    private bool isBad;

    /// <summary>Who was just removed, while the words that say so stand.</summary>
    private MemberEntry? gone;
    private ElementReference undo;
    private bool focusUndo;

    /// <summary>
    /// By text: whom it will be given to, as <c>o</c> or <c>p</c> and an id. Arrow keys go through a list, so that a choice alone does
    /// nothing yet.
    /// </summary>
    private readonly Dictionary<int, string> chosen = [];

    /// <summary>
    /// Counts the refusals: after each the roles are drawn anew, as what holds. (After any other answer the focus stays where it is.)
    /// </summary>
    private int round;

    private const int PageSize = 50;

    [Inject]
    private MemberService Service { get; set; } = null!;

    private IEnumerable<MemberEntry> Writers => now!.Members.Where(m => m is { Role: ReportRole.Writer, Disabled: false });

    private IEnumerable<(TextEntry Text, OutlineEntry Entry)> Texts =>
        from entry in Current!.Report.Outline
        join text in now!.Texts on entry.Path equals text.Path
        select (text, entry);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Report is not null)
            await ReadAsync();
    }

    /// <summary>
    /// While somebody works in the list a row stays where it was: one that has another role would else run away with its focus.
    /// </summary>
    private async Task ReadAsync()
    {
        var before = now?.Members.Select(m => m.Person.Id).ToList() ?? [];
        now = await Service.ReadAsync(Caller, Report!.Id);
        if (now is not null)
            now = now with
            {
                Members = [.. now.Members.OrderBy(m => before.IndexOf(m.Person.Id) is >= 0 and var place ? place : int.MaxValue)],
            };
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (!focusUndo || gone is null)
            return;
        focusUndo = false;
        await undo.FocusAsync();
    }

    private IEnumerable<AssignmentEntry> AssignedTo(TextEntry text) => now!.Assignments.Where(a => a.DocumentId == text.Id);

    private async Task AddAsync()
    {
        addError = added == 0 ? Words["members.choose-first"].Value : null;
        if (added == 0)
            return;
        await SayAsync(await Service.AddAsync(Caller, Report!.Id, added, addedRole));
        added = 0;
    }

    private async Task SetRoleAsync(MemberEntry member, ReportRole role) =>
        await SayAsync(await Service.SetRoleAsync(Caller, Report!.Id, member.Person.Id, role));

    /// <summary>Nothing is lost by it, so nothing is asked: the way back stands beside the words that say what was done.</summary>
    private async Task RemoveAsync(MemberEntry member)
    {
        await SayAsync(await Service.RemoveAsync(Caller, Report!.Id, member.Person.Id));
        if (isBad)
            return;
        (gone, said, focusUndo) = (member, Words["members.was-removed", member.Person.Name], true);
    }

    private async Task BringBackAsync(MemberEntry member) =>
        await SayAsync(await Service.AddAsync(Caller, Report!.Id, member.Person.Id, member.Role));

    private string ChosenFor(TextEntry text) => chosen.GetValueOrDefault(text.Id, "");

    private async Task AssignAsync(TextEntry text)
    {
        var to = ChosenFor(text);
        if (to.Length < 2 || !int.TryParse(to.AsSpan(1), out var id))
        {
            (isBad, said) = (true, Words["members.assign-first"]);
            return;
        }
        chosen.Remove(text.Id);
        await SayAsync(await Service.AssignAsync(Caller, Report!.Id, text.Id, to[0] == 'p' ? id : null, to[0] == 'o' ? id : null));
    }

    /// <summary>To organisations; those to people stand in the list below.</summary>
    private IReadOnlyList<(int, int, string)> Given =>
        [.. now!.Assignments.Where(a => a.OrganisationId is not null).Select(a => (a.DocumentId, a.OrganisationId!.Value, a.Name))];

    private async Task<bool> ChangeAsync(IReadOnlyList<AssignmentChange> changes)
    {
        await SayAsync(await Service.ChangeAssignmentsAsync(Caller, Report!.Id, changes));
        StateHasChanged(); // the matrix waits for an answer, so this is no event of ours
        return !isBad;
    }

    private async Task UnassignAsync(AssignmentEntry assignment) =>
        await SayAsync(await Service.UnassignAsync(Caller, Report!.Id, assignment.Id));

    private async Task SayAsync(MemberResult answer)
    {
        (isBad, gone) = (answer != MemberResult.Done, null);
        said = Words[$"members.answer-{answer}"];
        if (isBad)
            round++;
        await ReadAsync();
    }
}
