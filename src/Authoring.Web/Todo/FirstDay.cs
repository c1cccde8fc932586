using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Todo;

/// <summary>One thing that an administrator does before people can write.</summary>
/// <param name="Key">Names its words, <c>first-day.…</c>: what it is, what its one button says.</param>
/// <param name="Count">Of what is there; <paramref name="Missing"/> of what is still wanting.</param>
/// <param name="Address">Where it is done.</param>
public sealed record FirstDayStep(string Key, bool IsDone, int Count, int Missing, string Address);

/// <summary>How far a new workspace is set up: organisations, people, the chain of review, a report.</summary>
internal sealed class FirstDay(IDbContextFactory<AuthoringDb> database, Administration administration)
{
    /// <summary>Null: the caller is no administrator.</summary>
    public async Task<IReadOnlyList<FirstDayStep>?> ReadAsync(ClaimsPrincipal caller)
    {
        if (!await administration.IsOpenToAsync(caller))
            return null;
        await using var db = await database.CreateDbContextAsync();
        return [await UnitsAsync(db), await PeopleAsync(db, caller.PersonId()), await ChainAsync(db), await ReportAsync(db)];
    }

    private static async Task<FirstDayStep> UnitsAsync(AuthoringDb db)
    {
        var (all, without) = (await db.Organisations.CountAsync(), await db.Organisations.CountAsync(o => o.Level == null));
        return new("units", all > 0 && without == 0, all, without, all == 0 ? "/people?new=organisation" : "/people");
    }

    /// <summary>Somebody besides whoever sets it up.</summary>
    private static async Task<FirstDayStep> PeopleAsync(AuthoringDb db, int self)
    {
        var others = await db.Users.CountAsync(p => p.Id != self && !p.Disabled);
        return new("people", others > 0, others, 0, "/people/import");
    }

    /// <summary>No school's text can be submitted that nobody would sign, and none stops on its way.</summary>
    private static async Task<FirstDayStep> ChainAsync(AuthoringDb db)
    {
        var id = await db.Chains.Where(c => c.IsDefault).Select(c => (int?)c.Id).FirstOrDefaultAsync();
        if (id is not { } chain || await ChainPlan.ReadAsync(db, chain) is not { Stages.Count: > 0 } plan)
            return new("chain", false, 0, 0, "/chains");
        var schools = await db.Organisations.Where(o => o.Level == OrganisationLevel.School).Select(o => o.Id).ToListAsync();
        var stuck = schools.Count(school => plan.For(school).Count == 0 || plan.For(school).Any(stage => stage.For(school).Count == 0));
        var isSigned = schools.Count > 0 ? stuck == 0 : plan.For(null).Any(stage => stage.For(null).Count > 0);
        return new("chain", isSigned, plan.Stages.Count, stuck, $"/chains/{chain}");
    }

    private static async Task<FirstDayStep> ReportAsync(AuthoringDb db)
    {
        var reports = await db.Reports.CountAsync(r => !r.Slug.StartsWith(Report.PracticeMark));
        return new("report", reports > 0, reports, 0, reports > 0 ? "/reports" : "/reports/new");
    }
}
