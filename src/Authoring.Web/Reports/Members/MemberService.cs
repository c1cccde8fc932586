using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.Notices;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports.Members;

internal enum MemberResult
{
    Done,
    NotAllowed,
    NotFound,
    LastEditor,
}

internal sealed record PersonEntry(int Id, string Name, string? Organisation);

/// <summary>
/// Two are the same member whatever is known of him: a row whose role has changed stays the row it is, with the focus in it.
/// </summary>
internal sealed record MemberEntry(PersonEntry Person, int? OrganisationId, ReportRole Role, bool Disabled)
{
    public bool Equals(MemberEntry? other) => other?.Person.Id == Person.Id;

    public override int GetHashCode() => Person.Id;
}

internal sealed record AssignmentEntry(int Id, int DocumentId, string Name, bool IsOrganisation, int? OrganisationId = null);

internal sealed record TextEntry(int Id, string Path);

/// <summary>The members of a report and what is assigned to whom, as they are now.</summary>
internal sealed record Membership(
    IReadOnlyList<MemberEntry> Members,
    IReadOnlyList<PersonEntry> Others,
    IReadOnlyList<(int Id, string Name)> Organisations,
    IReadOnlyList<TextEntry> Texts,
    IReadOnlyList<AssignmentEntry> Assignments
);

/// <summary>
/// Says who belongs to a report and who writes what. Only those who manage the report may change it; what they change holds at once.
/// </summary>
internal sealed partial class MemberService(
    IDbContextFactory<AuthoringDb> database,
    Rights rights,
    LiveReports reports,
    HubConnections lines,
    NoticeService notices
)
{
    public async Task<Membership?> ReadAsync(ClaimsPrincipal caller, int reportId)
    {
        if (await rights.InReportAsync(caller, reportId) != Access.Manage)
            return null;
        await using var db = await database.CreateDbContextAsync();
        var members = await MembersAsync(db, reportId);
        var others = await OthersAsync(db, reportId);
        var organisations = members
            .Where(m => m is { OrganisationId: not null, Role: ReportRole.Writer })
            .Select(m => (m.OrganisationId!.Value, m.Person.Organisation!))
            .Distinct()
            .ToList();
        var texts = await db
            .Documents.AsNoTracking()
            .Where(d => d.ReportId == reportId && d.RemovedAt == null)
            .Select(d => new TextEntry(d.Id, d.Path))
            .ToListAsync();
        var assignments = await db
            .Assignments.AsNoTracking()
            .Where(a => a.Document!.ReportId == reportId)
            .OrderBy(a => a.Id)
            .Select(a => new AssignmentEntry(
                a.Id,
                a.DocumentId,
                a.Person!.DisplayName ?? a.Organisation!.Name,
                a.OrganisationId != null,
                a.OrganisationId
            ))
            .ToListAsync();
        return new Membership([.. members.OrderByDescending(m => m.Role.Rank())], others, organisations, texts, assignments);
    }

    private static Task<List<MemberEntry>> MembersAsync(AuthoringDb db, int reportId) =>
        db
            .ReportMembers.AsNoTracking()
            .Where(m => m.ReportId == reportId)
            .OrderBy(m => m.Person!.Organisation!.Name)
            .ThenBy(m => m.Person!.DisplayName)
            .Select(m => new MemberEntry(
                new PersonEntry(m.PersonId, m.Person!.DisplayName, m.Person.Organisation!.Name),
                m.Person.OrganisationId,
                m.Role,
                m.Person.Disabled
            ))
            .ToListAsync();

    private static Task<List<PersonEntry>> OthersAsync(AuthoringDb db, int reportId) =>
        db
            .Users.AsNoTracking()
            .Where(p => !p.Disabled && !db.ReportMembers.Any(m => m.ReportId == reportId && m.PersonId == p.Id))
            .OrderBy(p => p.Organisation!.Name)
            .ThenBy(p => p.DisplayName)
            .Select(p => new PersonEntry(p.Id, p.DisplayName, p.Organisation!.Name))
            .ToListAsync();

    public Task<MemberResult> AddAsync(ClaimsPrincipal caller, int reportId, int personId, ReportRole role) =>
        ChangeAsync(
            caller,
            reportId,
            async db =>
            {
                if (!Enum.IsDefined(role) || !await db.Users.AnyAsync(p => p.Id == personId && !p.Disabled))
                    return MemberResult.NotFound;
                if (!await db.ReportMembers.AnyAsync(m => m.ReportId == reportId && m.PersonId == personId))
                    db.ReportMembers.Add(
                        new ReportMember
                        {
                            ReportId = reportId,
                            PersonId = personId,
                            Role = role,
                        }
                    );
                return MemberResult.Done;
            }
        );

    /// <summary>Makes members of people who are none yet, in the transaction of whoever has asked whether he may.</summary>
    public static async Task JoinAsync(AuthoringDb db, int reportId, IReadOnlyList<(int PersonId, ReportRole Role)> people)
    {
        var there = await db.ReportMembers.Where(m => m.ReportId == reportId).Select(m => m.PersonId).ToHashSetAsync();
        foreach (var (person, role) in people.Where(p => there.Add(p.PersonId)))
            db.ReportMembers.Add(
                new ReportMember
                {
                    ReportId = reportId,
                    PersonId = person,
                    Role = role,
                }
            );
    }

    /// <summary>Once it is committed.</summary>
    public async Task TellJoinedAsync(string slug)
    {
        rights.Forget();
        await reports.ReshapeAsync(slug);
    }

    public Task<MemberResult> SetRoleAsync(ClaimsPrincipal caller, int reportId, int personId, ReportRole role) =>
        ChangeAsync(
            caller,
            reportId,
            async db =>
            {
                if (await FindAsync(db, reportId, personId) is not { } member)
                    return MemberResult.NotFound;
                if (!Enum.IsDefined(role))
                    return MemberResult.NotFound;
                if (role != ReportRole.Editor && await IsLastEditorAsync(db, member))
                    return MemberResult.LastEditor;
                member.Role = role;
                return MemberResult.Done;
            }
        );

    /// <summary>His assignments stay: a text that was given to him is not open to all because he left.</summary>
    public async Task<MemberResult> RemoveAsync(ClaimsPrincipal caller, int reportId, int personId)
    {
        var answer = await ChangeAsync(
            caller,
            reportId,
            async db =>
            {
                if (await FindAsync(db, reportId, personId) is not { } member)
                    return MemberResult.NotFound;
                if (await IsLastEditorAsync(db, member))
                    return MemberResult.LastEditor;
                db.ReportMembers.Remove(member);
                return MemberResult.Done;
            }
        );
        // Open pages of somebody who may not read any more hear nothing further; for other reports they come back by themselves.
        if (answer == MemberResult.Done)
            lines.Cut(personId);
        return answer;
    }

    /// <summary>Gives a text to somebody, or to all of an organisation. It waits for them from now on, and they are told.</summary>
    public async Task<MemberResult> AssignAsync(ClaimsPrincipal caller, int reportId, int documentId, int? personId, int? organisationId)
    {
        var (isNew, news) = (false, new News(NoticeKind.Assigned, reportId, documentId, caller.PersonId()));
        var answer = await ChangeAsync(
            caller,
            reportId,
            async db =>
            {
                if (!await CanBeAssignedAsync(db, reportId, documentId, personId, organisationId))
                    return MemberResult.NotFound;
                isNew = !await db.Assignments.AnyAsync(a =>
                    a.DocumentId == documentId && a.PersonId == personId && a.OrganisationId == organisationId
                );
                if (isNew)
                    db.Assignments.Add(
                        new Assignment
                        {
                            DocumentId = documentId,
                            PersonId = personId,
                            OrganisationId = organisationId,
                        }
                    );
                return MemberResult.Done;
            }
        );
        if (answer == MemberResult.Done && isNew)
            await notices.TellAsync(await WritersAsync(reportId, personId, organisationId), news);
        return answer;
    }

    /// <summary>Of somebody who was given a text, and of an organisation, those who may write in it now.</summary>
    private async Task<List<int>> WritersAsync(int reportId, int? personId, int? organisationId)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db
            .ReportMembers.Where(m =>
                m.ReportId == reportId
                && (m.Role == ReportRole.Writer || m.Role == ReportRole.Editor)
                && !m.Person!.Disabled
                && (personId != null ? m.PersonId == personId : m.Person.OrganisationId == organisationId)
            )
            .Select(m => m.PersonId)
            .ToListAsync();
    }

    /// <summary>To a member or an organisation, and not to both.</summary>
    private static async Task<bool> CanBeAssignedAsync(AuthoringDb db, int reportId, int documentId, int? personId, int? organisationId)
    {
        if ((personId is null) == (organisationId is null))
            return false;
        if (!await db.Documents.AnyAsync(d => d.Id == documentId && d.ReportId == reportId))
            return false;
        return personId is { } person
            ? await FindAsync(db, reportId, person) is not null
            : await db.Organisations.AnyAsync(o => o.Id == organisationId);
    }

    private async Task<MemberResult> ChangeAsync(ClaimsPrincipal caller, int reportId, Func<AuthoringDb, Task<MemberResult>> change)
    {
        if (await rights.InReportAsync(caller, reportId) != Access.Manage)
            return MemberResult.NotAllowed;
        await using var db = await database.CreateDbContextAsync();
        // One writer at a time: two editors cannot take each other's right away at the same moment.
        await using var transaction = await db.Database.BeginTransactionAsync();
        var answer = await change(db);
        if (answer == MemberResult.Done)
        {
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
        rights.Forget();
        if (answer == MemberResult.Done)
            // open editors ask what they may do now
            await reports.ReshapeAsync(await db.Reports.Where(r => r.Id == reportId).Select(r => r.Slug).SingleAsync());
        return answer;
    }

    private static Task<ReportMember?> FindAsync(AuthoringDb db, int reportId, int personId) =>
        db.ReportMembers.SingleOrDefaultAsync(m => m.ReportId == reportId && m.PersonId == personId);

    private static async Task<bool> IsLastEditorAsync(AuthoringDb db, ReportMember member) =>
        member.Role == ReportRole.Editor
        && !await db.ReportMembers.AnyAsync(m =>
            m.ReportId == member.ReportId && m.PersonId != member.PersonId && m.Role == ReportRole.Editor && !m.Person!.Disabled
        );
}
