using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports;

/// <summary>What a report is called.</summary>
public sealed record ReportName(string Slug, string Title);

/// <summary>The reports that a person may see.</summary>
internal sealed class ReportQueries(IDbContextFactory<AuthoringDb> database)
{
    internal sealed record Entry(string Slug, string Title, string? Issuer, string? Period, DateOnly? Deadline, ReportRole Role);

    public async Task<IReadOnlyList<Entry>> ListForAsync(ClaimsPrincipal caller)
    {
        var person = caller.PersonId();
        await using var db = await database.CreateDbContextAsync();
        var rows = await db
            .ReportMembers.AsNoTracking()
            .Where(m => m.PersonId == person && !m.Person!.Disabled)
            .OrderBy(m => m.Report!.Title)
            .Select(m => new
            {
                m.Report!.Slug,
                m.Report.Title,
                m.Report.Definition,
                m.Report.Deadline,
                m.Role,
            })
            .ToListAsync();
        return rows.ConvertAll(row => EntryOf(row.Slug, row.Title, row.Definition, row.Deadline, row.Role));
    }

    /// <summary>No more than what they are called: it stands above every page.</summary>
    public async Task<IReadOnlyList<ReportName>> NamesForAsync(ClaimsPrincipal caller)
    {
        var person = caller.PersonId();
        await using var db = await database.CreateDbContextAsync();
        return await db
            .ReportMembers.AsNoTracking()
            .Where(m => m.PersonId == person && !m.Person!.Disabled)
            .OrderBy(m => m.Report!.Title)
            .Select(m => new ReportName(m.Report!.Slug, m.Report.Title))
            .ToListAsync();
    }

    /// <summary>For those who ask about rights next: it is said of any report.</summary>
    public async Task<(int Id, string Title)?> FindIdAsync(string slug)
    {
        await using var db = await database.CreateDbContextAsync();
        var found = await db.Reports.Where(r => r.Slug == slug).Select(r => new { r.Id, r.Title }).FirstOrDefaultAsync();
        return found is null ? null : (found.Id, found.Title);
    }

    private static Entry EntryOf(string slug, string title, string yaml, DateOnly? deadline, ReportRole role)
    {
        var definition = ReportDefinition.Parse(yaml, slug);
        return new Entry(slug, title, definition.Issuer, definition.Period, deadline, role);
    }
}
