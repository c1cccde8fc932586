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
        return rows.ConvertAll(row =>
        {
            var definition = ReportDefinition.Parse(row.Definition, row.Slug);
            return new Entry(row.Slug, row.Title, definition.Issuer, definition.Period, row.Deadline, row.Role);
        });
    }
}
