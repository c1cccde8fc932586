using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

internal enum ReportChainResult
{
    Done,
    NotAllowed,

    /// <summary>The chain is not there any more.</summary>
    Gone,

    /// <summary>Texts are on their way through the chain that the report has.</summary>
    TextsOnTheirWay,
}

/// <summary>The chain that a report goes by, or could go by.</summary>
/// <param name="Ways">Of the organisations that write in the report.</param>
internal sealed record ChainChoice(int Id, string Name, bool IsDefault, ChainPlan Plan, IReadOnlyList<Route> Ways);

/// <param name="ChainId">Null: the report names none and goes by the default one.</param>
/// <param name="OnTheirWay">Texts in review.</param>
internal sealed record ReportChain(
    int? ChainId,
    IReadOnlyList<ChainChoice> Chains,
    IReadOnlyDictionary<int, DateOnly> Deadlines,
    DateOnly? Deadline,
    int OnTheirWay
)
{
    public ChainChoice? Of(int? id) => Chains.FirstOrDefault(c => c.Id == id) ?? Chains.FirstOrDefault(c => c.IsDefault);
}

/// <summary>
/// Says by which chain a report goes, and by which day its texts should have passed each stage. Only those who manage the report may change
/// it.
/// </summary>
internal sealed class ReportChainService(IDbContextFactory<AuthoringDb> database, Rights rights, ReviewService service, LiveReports reports)
{
    /// <summary>Null: the caller does not manage the report.</summary>
    public async Task<ReportChain?> ReadAsync(ClaimsPrincipal caller, int reportId)
    {
        if (await rights.InReportAsync(caller, reportId) != Access.Manage)
            return null;
        await using var db = await database.CreateDbContextAsync();
        var report = await db.Reports.AsNoTracking().SingleAsync(r => r.Id == reportId);
        var writing = await WritingAsync(db, reportId);
        var choices = new List<ChainChoice>();
        foreach (var chain in await db.Chains.AsNoTracking().OrderByDescending(c => c.IsDefault).ThenBy(c => c.Name).ToListAsync())
            if (await ChainPlan.ReadAsync(db, chain.Id) is { } plan)
                choices.Add(new ChainChoice(chain.Id, chain.Name, chain.IsDefault, plan, Route.Of(plan, writing)));
        var deadlines = await db
            .StageDeadlines.AsNoTracking()
            .Where(d => d.ReportId == reportId)
            .ToDictionaryAsync(d => d.StageId, d => d.Day);
        return new ReportChain(report.ChainId, choices, deadlines, report.Deadline, await InReview(db, reportId).CountAsync());
    }

    /// <param name="chainId">Null: whichever is the default.</param>
    /// <param name="deadlines">By stage; of another chain's stages nothing is kept.</param>
    public async Task<ReportChainResult> SaveAsync(
        ClaimsPrincipal caller,
        int reportId,
        int? chainId,
        IReadOnlyDictionary<int, DateOnly> deadlines
    )
    {
        if (await rights.InReportAsync(caller, reportId) != Access.Manage)
            return ReportChainResult.NotAllowed;
        await using var db = await database.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (chainId is not null && !await db.Chains.AnyAsync(c => c.Id == chainId))
            return ReportChainResult.Gone;
        var report = await db.Reports.SingleAsync(r => r.Id == reportId);
        var (from, to) = (await GoesByAsync(db, report.ChainId), await GoesByAsync(db, chainId));
        // Their signatures are those of stages that the other chain does not have.
        if (from != to && await InReview(db, reportId).AnyAsync())
            return ReportChainResult.TextsOnTheirWay;
        report.ChainId = chainId;
        await KeepDeadlinesAsync(db, reportId, to, deadlines);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        rights.Forget();
        await reports.ReshapeAsync(report.Slug); // open pages look again where their texts stand, and how late they are
        service.TellReport(report.Slug);
        return ReportChainResult.Done;
    }

    private static async Task KeepDeadlinesAsync(AuthoringDb db, int reportId, int? chainId, IReadOnlyDictionary<int, DateOnly> deadlines)
    {
        var stages = await db.ChainStages.Where(s => s.ChainId == chainId).Select(s => s.Id).ToListAsync();
        await db.StageDeadlines.Where(d => d.ReportId == reportId).ExecuteDeleteAsync();
        db.StageDeadlines.AddRange(
            deadlines
                .Where(d => stages.Contains(d.Key))
                .Select(d => new StageDeadline
                {
                    ReportId = reportId,
                    StageId = d.Key,
                    Day = d.Value,
                })
        );
    }

    private static async Task<int?> GoesByAsync(AuthoringDb db, int? chainId) =>
        chainId ?? await db.Chains.Where(c => c.IsDefault).Select(c => (int?)c.Id).FirstOrDefaultAsync();

    private static IQueryable<TextReview> InReview(AuthoringDb db, int reportId) =>
        db.TextReviews.Where(t => t.State == ReviewState.InReview && db.Documents.Any(d => d.Id == t.DocumentId && d.ReportId == reportId));

    /// <summary>The organisations of those who write in a report, and those to which texts were given.</summary>
    private static async Task<List<(int Id, string Name)>> WritingAsync(AuthoringDb db, int reportId)
    {
        var ids = await db
            .ReportMembers.Where(m =>
                m.ReportId == reportId && m.Role == ReportRole.Writer && !m.Person!.Disabled && m.Person.OrganisationId != null
            )
            .Select(m => m.Person!.OrganisationId!.Value)
            .Union(
                db.Assignments.Where(a => a.Document!.ReportId == reportId && (a.OrganisationId ?? a.Person!.OrganisationId) != null)
                    .Select(a => (a.OrganisationId ?? a.Person!.OrganisationId)!.Value)
            )
            .ToListAsync();
        return (
            await db.Organisations.Where(o => ids.Contains(o.Id)).OrderBy(o => o.Name).Select(o => new { o.Id, o.Name }).ToListAsync()
        ).ConvertAll(o => (o.Id, o.Name));
    }
}
