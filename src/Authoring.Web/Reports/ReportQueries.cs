using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports;

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

    private static Entry EntryOf(string slug, string title, string yaml, DateOnly? deadline, ReportRole role)
    {
        var definition = ReportDefinition.Parse(yaml, slug);
        return new Entry(slug, title, definition.Issuer, definition.Period, deadline, role);
    }
}
