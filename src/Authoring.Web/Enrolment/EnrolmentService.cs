using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Members;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Enrolment;

/// <summary>
/// People from a list: the list is taken, looked through as often as somebody likes, and done at one press. Only administrators get this
/// far.
/// </summary>
internal sealed class EnrolmentService(
    IDbContextFactory<AuthoringDb> database,
    Administration administration,
    MemberService members,
    Rights rights,
    KeptSheets sheets,
    IOptions<EnrolmentLimits> limits
)
{
    public EnrolmentLimits Limits => limits.Value;

    public Task<bool> MayAsync(ClaimsPrincipal caller) => administration.IsOpenToAsync(caller);

    /// <exception cref="SheetException">It is not taken.</exception>
    public async Task<Guid> TakeAsync(ClaimsPrincipal caller, IFormFile file, CancellationToken cancellation)
    {
        if (file.Length > Limits.MaxFileSize)
            throw new SheetException(SheetFault.FileTooLarge);
        await using var stream = file.OpenReadStream();
        return sheets.Keep(caller.PersonId(), await SheetFile.ReadAsync(stream, Path.GetFileName(file.FileName), Limits, cancellation));
    }

    /// <exception cref="SheetException">It is not taken.</exception>
    public Guid Take(ClaimsPrincipal caller, string pasted) =>
        pasted.Length > Limits.MaxFileSize
            ? throw new SheetException(SheetFault.FileTooLarge)
            : sheets.Keep(caller.PersonId(), CsvSheet.Read(pasted, "", Limits));

    public PeopleSheet? Find(ClaimsPrincipal caller, Guid id) => sheets.Find(caller.PersonId(), id);

    /// <summary>Those in which the caller may give somebody a place.</summary>
    public async Task<IReadOnlyList<EnrolmentReport>> ReportsAsync(ClaimsPrincipal caller)
    {
        await using var db = await database.CreateDbContextAsync();
        var all = await db
            .Reports.Where(r => !r.Slug.StartsWith(Report.PracticeMark))
            .OrderByDescending(r => r.Id)
            .Select(r => new EnrolmentReport(r.Id, r.Slug, r.Title))
            .ToListAsync();
        var managed = new List<EnrolmentReport>();
        foreach (var report in all)
            if (await rights.InReportAsync(caller, report.Id) == Access.Manage)
                managed.Add(report);
        return managed;
    }

    public async Task<EnrolmentPlan> PlanAsync(PeopleSheet sheet, ListColumns columns, EnrolmentReport? report)
    {
        await using var db = await database.CreateDbContextAsync();
        return await EnrolmentPlanner.PlanAsync(db, sheet, columns, report);
    }

    /// <summary>Creates those who are new and gives all of the list their place; of what is wrong, nothing.</summary>
    public async Task<AdministrationResult> MakeAsync(ClaimsPrincipal caller, EnrolmentPlan plan)
    {
        var newcomers = plan
            .New.Select(row => new Newcomer(row.Name, row.UserName, row.Organisation, row.Roles.IsAdministrator, row.Roles.Signs))
            .ToList();
        var result = await administration.EnrolAsync(caller, newcomers, (db, people) => GivePlacesAsync(db, plan, people));
        if (result.Succeeded && plan.Report is { } report)
            await members.TellJoinedAsync(report.Slug);
        return result;
    }

    private static Task GivePlacesAsync(AuthoringDb db, EnrolmentPlan plan, IReadOnlyList<Person> created)
    {
        if (plan.Report is not { } report)
            return Task.CompletedTask;
        var places = plan
            .New.Zip(created, (row, person) => (person.Id, row.Roles.InReport))
            .Concat(plan.There.Select(row => (row.PersonId!.Value, row.Roles.InReport)))
            .Where(place => place.InReport is not null);
        return MemberService.JoinAsync(db, report.Id, [.. places.Select(place => (place.Item1, place.InReport!.Value))]);
    }
}
