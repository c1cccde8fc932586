using Authoring.Compile;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Reports;

public sealed partial class MemberBoard
{
    private Membership? now;
    private int added;
    private ReportRole addedRole = ReportRole.Writer;
    private string said = "";
    private bool isBad;
    /// <summary>Counts the answers: after each the choices are drawn anew, also when a refused one must go back to what holds.</summary>
    private int round;

    [Inject] private MemberDesk Desk { get; set; } = null!;

    private IEnumerable<MemberEntry> Writers => now!.Members.Where(m => m is { Role: ReportRole.Writer, Disabled: false });

    private IEnumerable<(TextEntry Text, OutlineEntry Entry)> Texts =>
        from entry in Current!.Report.Outline join text in now!.Texts on entry.Path equals text.Path select (text, entry);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Report is not null) now = await Desk.ReadAsync(Caller, Report.Id);
    }

    private IEnumerable<AssignmentEntry> AssignedTo(TextEntry text) => now!.Assignments.Where(a => a.DocumentId == text.Id);

    private async Task AddAsync()
    {
        if (added == 0) return;
        await SayAsync(await Desk.AddAsync(Caller, Report!.Id, added, addedRole));
        added = 0;
    }

    private async Task SetRoleAsync(MemberEntry member, ReportRole role) => await SayAsync(await Desk.SetRoleAsync(Caller, Report!.Id, member.Person.Id, role));

    private async Task RemoveAsync(MemberEntry member) => await SayAsync(await Desk.RemoveAsync(Caller, Report!.Id, member.Person.Id));

    private async Task AssignAsync(TextEntry text, string to)
    {
        if (to.Length < 2 || !int.TryParse(to.AsSpan(1), out var id)) return;
        await SayAsync(await Desk.AssignAsync(Caller, Report!.Id, text.Id, to[0] == 'p' ? id : null, to[0] == 'o' ? id : null));
    }

    private async Task UnassignAsync(AssignmentEntry assignment) => await SayAsync(await Desk.UnassignAsync(Caller, Report!.Id, assignment.Id));

    private async Task SayAsync(MemberAnswer answer)
    {
        isBad = answer != MemberAnswer.Done;
        said = Words[$"members.answer-{answer}"];
        round++;
        now = await Desk.ReadAsync(Caller, Report!.Id);
    }
}
