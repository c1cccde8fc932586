using System.Collections.Concurrent;
using System.Security.Claims;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Documents;

/// <summary>Says who may do what, for every page and every message. What was read from the database is trusted for a moment only.</summary>
internal sealed class Rights
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(2);
    private const int MostInMemory = 10_000;

    private readonly ConcurrentDictionary<(int PersonId, int ReportId), Entry> known = new();
    private readonly IDbContextFactory<AuthoringDb> database;
    private readonly IReviewedTexts reviewed;
    private readonly TimeProvider clock;
    private readonly IOptions<IdentityOptions> identity;
    private int changes;

    public Rights(
        IDbContextFactory<AuthoringDb> database,
        IReviewedTexts reviewed,
        AccountChanges accounts,
        TimeProvider clock,
        IOptions<IdentityOptions> identity
    )
    {
        (this.database, this.reviewed, this.clock, this.identity) = (database, reviewed, clock, identity);
        accounts.Changed += Forget;
    }

    /// <param name="Assigned">Texts that others were given, and this person was not.</param>
    /// <param name="Final">Texts that take no more changes.</param>
    /// <param name="ToSign">Texts that lie with this person to be signed: there he may suggest.</param>
    private sealed record Entry(
        Access Access,
        string? Stamp,
        IReadOnlySet<int> Assigned,
        IReadOnlySet<int> Removed,
        IReadOnlySet<int> Final,
        IReadOnlySet<int> ToSign,
        long At
    );

    public async ValueTask<Access> InReportAsync(ClaimsPrincipal caller, int reportId) =>
        (await FindAsync(caller, reportId))?.Access ?? Access.None;

    public async ValueTask<TextAccess> InTextAsync(ClaimsPrincipal caller, int reportId, int documentId)
    {
        if (await FindAsync(caller, reportId) is not { Access: not Access.None } entry)
            return TextAccess.None;
        if (entry.Removed.Contains(documentId))
            return TextAccess.ReadRemoved;
        if (entry.Final.Contains(documentId))
            return TextAccess.ReadFinal;
        return entry.Access switch
        {
            Access.Manage => TextAccess.Write,
            Access.Write => entry.Assigned.Contains(documentId) ? TextAccess.ReadAssigned : TextAccess.Write,
            Access.Suggest => TextAccess.Suggest,
            _ => entry.ToSign.Contains(documentId) ? TextAccess.Suggest : TextAccess.Read,
        };
    }

    /// <summary>Administrators and those who manage a report already may make another.</summary>
    public async Task<bool> MayCreateAsync(ClaimsPrincipal caller)
    {
        if (caller.Identity is not { IsAuthenticated: true })
            return false;
        var id = caller.PersonId();
        await using var db = await database.CreateDbContextAsync();
        var stamp = await db.Users.Where(p => p.Id == id && !p.Disabled).Select(p => p.SecurityStamp).FirstOrDefaultAsync();
        return stamp is not null
            && stamp == StampOf(caller)
            && (
                await IsAdministratorAsync(db, id) || await db.ReportMembers.AnyAsync(m => m.PersonId == id && m.Role == ReportRole.Editor)
            );
    }

    /// <summary>After somebody's rights have changed: the next message is judged by the new ones.</summary>
    public void Forget()
    {
        // First the count: what is read from before it is not remembered any more.
        Interlocked.Increment(ref changes);
        known.Clear();
    }

    private async ValueTask<Entry?> FindAsync(ClaimsPrincipal caller, int reportId)
    {
        if (caller.Identity is not { IsAuthenticated: true })
            return null;
        var key = (caller.PersonId(), reportId);
        if (!known.TryGetValue(key, out var entry) || clock.GetElapsedTime(entry.At) > Trusted)
        {
            if (known.Count > MostInMemory)
                known.Clear();
            var before = Volatile.Read(ref changes);
            entry = await ReadAsync(key.Item1, reportId);
            known[key] = entry;
            if (before != Volatile.Read(ref changes))
                known.TryRemove(KeyValuePair.Create(key, entry));
        }
        // A cookie from before a changed password or a withdrawn account is worth nothing.
        return entry.Stamp is not null && entry.Stamp == StampOf(caller) ? entry : null;
    }

    private string? StampOf(ClaimsPrincipal caller) => caller.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);

    private async Task<Entry> ReadAsync(int personId, int reportId)
    {
        var at = clock.GetTimestamp(); // before reading: what changes meanwhile is read again in time
        await using var db = await database.CreateDbContextAsync();
        var person = await db
            .Users.Where(p => p.Id == personId && !p.Disabled)
            .Select(p => new { p.SecurityStamp, p.OrganisationId })
            .FirstOrDefaultAsync();
        var access = person is null ? Access.None : await AccessAsync(db, personId, reportId);
        if (access == Access.None)
            return new Entry(access, person?.SecurityStamp, Nothing, Nothing, Nothing, Nothing, at);
        var removed = await db.Documents.Where(d => d.ReportId == reportId && d.RemovedAt != null).Select(d => d.Id).ToListAsync();
        var assignments = await db
            .Assignments.Where(a => a.Document!.ReportId == reportId)
            .Select(a => new
            {
                a.DocumentId,
                IsOwn = a.PersonId == personId || (a.OrganisationId != null && a.OrganisationId == person!.OrganisationId),
            })
            .ToListAsync();
        var others = assignments.GroupBy(a => a.DocumentId).Where(text => text.All(a => !a.IsOwn)).Select(text => text.Key);
        var (final, toSign) = await reviewed.ReadAsync(db, personId, reportId);
        return new Entry(access, person!.SecurityStamp, others.ToHashSet(), removed.ToHashSet(), final, toSign, at);
    }

    private static readonly IReadOnlySet<int> Nothing = ReviewedTexts.None.Final;

    private static async Task<Access> AccessAsync(AuthoringDb db, int personId, int reportId)
    {
        var role = await db
            .ReportMembers.Where(m => m.PersonId == personId && m.ReportId == reportId)
            .Select(m => (ReportRole?)m.Role)
            .FirstOrDefaultAsync();
        if (role == ReportRole.Editor)
            return Access.Manage;
        // Where somebody practises it is his alone.
        if (role is null && await db.Reports.AnyAsync(r => r.Id == reportId && r.Slug.StartsWith(Report.PracticeMark)))
            return Access.None;
        // A report whose last editor has left belongs to the administrators: somebody must be able to name another.
        var isManaged = await db.ReportMembers.AnyAsync(m => m.ReportId == reportId && m.Role == ReportRole.Editor && !m.Person!.Disabled);
        if (!isManaged && await IsAdministratorAsync(db, personId))
            return Access.Manage;
        return role switch
        {
            ReportRole.Writer => Access.Write,
            ReportRole.Reviewer => Access.Suggest,
            ReportRole.Reader => Access.Read,
            _ => Access.None,
        };
    }

    private static Task<bool> IsAdministratorAsync(AuthoringDb db, int personId) =>
        db.UserRoles.AnyAsync(r =>
            r.UserId == personId && db.Roles.Any(role => role.Id == r.RoleId && role.Name == FirstAdministrator.Role)
        );
}
