using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.Notices;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports.Members;

/// <summary>A text that an organisation is given, or not any more.</summary>
public sealed record AssignmentChange(int DocumentId, int OrganisationId, bool IsGiven);

internal sealed partial class MemberService
{
    /// <summary>Whoever has not read yet that it was given to him does not read it any more.</summary>
    public async Task<MemberResult> UnassignAsync(ClaimsPrincipal caller, int reportId, int assignmentId)
    {
        Assignment? taken = null;
        var answer = await ChangeAsync(
            caller,
            reportId,
            async db =>
            {
                taken = await db.Assignments.FirstOrDefaultAsync(a => a.Id == assignmentId && a.Document!.ReportId == reportId);
                if (taken is null)
                    return MemberResult.NotFound;
                db.Assignments.Remove(taken);
                return MemberResult.Done;
            }
        );
        if (answer == MemberResult.Done && taken is not null)
            await notices.WithdrawAsync(
                taken.DocumentId,
                NoticeKind.Assigned,
                await WritersAsync(reportId, taken.PersonId, taken.OrganisationId)
            );
        return answer;
    }

    /// <summary>Many at once: all of them or none. What is so already is no change, and nobody hears of it.</summary>
    public async Task<MemberResult> ChangeAssignmentsAsync(ClaimsPrincipal caller, int reportId, IReadOnlyList<AssignmentChange> changes)
    {
        List<AssignmentChange> made = [];
        var answer = await ChangeAsync(
            caller,
            reportId,
            async db =>
            {
                foreach (var change in changes)
                    if (!await CanBeAssignedAsync(db, reportId, change.DocumentId, null, change.OrganisationId))
                        return MemberResult.NotFound;
                    else if (await ChangeAsync(db, change))
                        made.Add(change);
                return MemberResult.Done;
            }
        );
        if (answer == MemberResult.Done)
            foreach (var change in made)
                await TellAsync(caller.PersonId(), reportId, change);
        return answer;
    }

    private static async Task<bool> ChangeAsync(AuthoringDb db, AssignmentChange change)
    {
        var there = await db.Assignments.FirstOrDefaultAsync(a =>
            a.DocumentId == change.DocumentId && a.OrganisationId == change.OrganisationId
        );
        if (change.IsGiven == there is not null)
            return false;
        if (there is not null)
            db.Assignments.Remove(there);
        else
            db.Assignments.Add(new Assignment { DocumentId = change.DocumentId, OrganisationId = change.OrganisationId });
        await db.SaveChangesAsync();
        return true;
    }

    private async Task TellAsync(int byId, int reportId, AssignmentChange change)
    {
        var people = await WritersAsync(reportId, null, change.OrganisationId);
        if (change.IsGiven)
            await notices.TellAsync(people, new News(NoticeKind.Assigned, reportId, change.DocumentId, byId));
        else
            await notices.WithdrawAsync(change.DocumentId, NoticeKind.Assigned, people);
    }
}
