using System.Linq.Expressions;
using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>
/// What administrators do with chains. Each act asks again whether the caller is one, and they take turns. Texts that are on their way stay
/// somewhere: a change
/// that would leave one without its stage is refused, and any other leads it to the first stage that it has no signature of. Texts and
/// reports are counted and not
/// named: an administrator need not be a member of a report, and then learns nothing of it.
/// </summary>
internal sealed partial class ChainService(IDbContextFactory<AuthoringDb> database, Administration administration, ChainMigration course)
    : IDisposable
{
    public const int LongestName = 100,
        LongestKey = 40; // UTF-16 code units

    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Null: the caller is no administrator.</summary>
    public async Task<IReadOnlyList<ChainListView>?> ListAsync(ClaimsPrincipal caller)
    {
        if (!await administration.IsOpenToAsync(caller))
            return null;
        await using var db = await database.CreateDbContextAsync();
        var chains = await db.Chains.AsNoTracking().Include(c => c.Stages).OrderBy(c => c.Id).ToListAsync();
        var named = await db.Reports.GroupBy(r => r.ChainId).Select(g => new { Id = g.Key, Count = g.Count() }).ToListAsync();
        return
        [
            .. chains.Select(c => new ChainListView(
                c.Id,
                c.Name,
                c.IsDefault,
                [.. c.Stages.OrderBy(s => s.Order).Select(s => s.Name)],
                named.Where(n => n.Id == c.Id || (n.Id is null && c.IsDefault)).Sum(n => n.Count)
            )),
        ];
    }

    /// <summary>Null: the caller is no administrator, or there is no such chain.</summary>
    public async Task<ChainView?> ReadAsync(ClaimsPrincipal caller, int id)
    {
        if (!await administration.IsOpenToAsync(caller))
            return null;
        await using var db = await database.CreateDbContextAsync();
        if (await ChainPlan.ReadAsync(db, id) is not { } plan)
            return null;
        var signers = await SignersAsync(db, id);
        var organisations = (
            await db.Organisations.AsNoTracking().OrderBy(o => o.Name).Select(o => new { o.Id, o.Name }).ToListAsync()
        ).ConvertAll(o => (o.Id, o.Name));
        var people = await PeopleAsync(db);
        var lying = await LyingAsync(db);
        var isDefault = await db.Chains.AnyAsync(c => c.Id == id && c.IsDefault);
        var reports = await Going(db, id).CountAsync();
        return new ChainView(plan, isDefault, signers, organisations, people, lying, reports);
    }

    /// <summary>How many texts lie at each stage.</summary>
    private static Task<Dictionary<int, int>> LyingAsync(AuthoringDb db) =>
        db
            .TextReviews.Where(r => r.StageId != null)
            .GroupBy(r => r.StageId!.Value)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count);

    private static Task<List<SignerView>> SignersAsync(AuthoringDb db, int id) =>
        db
            .StageSigners.AsNoTracking()
            .Where(s => s.Stage!.ChainId == id)
            .OrderBy(s => s.Person!.DisplayName)
            .Select(s => new SignerView(
                s.Id,
                s.StageId,
                s.OrganisationId,
                s.PersonId,
                s.Person!.DisplayName,
                s.Person.Organisation!.Name,
                s.MayOverride,
                s.Person.Disabled
            ))
            .ToListAsync();

    private static async Task<List<(int Id, string Name, string? Organisation)>> PeopleAsync(AuthoringDb db)
    {
        var people = await db
            .Users.AsNoTracking()
            .Where(p => !p.Disabled)
            .OrderBy(p => p.Organisation!.Name)
            .ThenBy(p => p.DisplayName)
            .Select(p => new
            {
                p.Id,
                p.DisplayName,
                Organisation = (string?)p.Organisation!.Name,
            })
            .ToListAsync();
        return people.ConvertAll(p => (p.Id, p.DisplayName, p.Organisation));
    }

    /// <summary>The reports that go by a chain.</summary>
    public static IQueryable<Report> Going(AuthoringDb db, int chainId) =>
        db.Reports.Where(r => r.ChainId == chainId || (r.ChainId == null && db.Chains.Any(c => c.Id == chainId && c.IsDefault)));

    public Task<ChainResult> CreateAsync(ClaimsPrincipal caller, string? name) =>
        ActAsync(caller, async db => await AddAsync(db, new ApprovalChain { Name = NameRules.Tidy(name) }));

    /// <summary>With its stages and all who sign at them.</summary>
    public Task<ChainResult> CopyAsync(ClaimsPrincipal caller, int id, string? name) =>
        ActAsync(
            caller,
            async db =>
            {
                var chains = db.Chains.AsNoTracking().Include(c => c.Stages).ThenInclude(s => s.Signers);
                if (await chains.SingleOrDefaultAsync(c => c.Id == id) is not { } from)
                    return ChainResultKind.Gone;
                var copy = new ApprovalChain { Name = NameRules.Tidy(name) };
                copy.Stages.AddRange(from.Stages.Select(stage => Copied(stage, stage.Signers)));
                return await AddAsync(db, copy);
            }
        );

    private static async Task<ChainResult> AddAsync(AuthoringDb db, ApprovalChain chain)
    {
        if (await ObjectToNameAsync(db, chain.Name, 0) is { } objection)
            return objection;
        chain.IsDefault = !await db.Chains.AnyAsync(c => c.IsDefault);
        db.Chains.Add(chain);
        await db.SaveChangesAsync();
        return new ChainResult(ChainResultKind.Done, Id: chain.Id);
    }

    public Task<ChainResult> RenameAsync(ClaimsPrincipal caller, int id, string? typed) =>
        ActAsync(
            caller,
            async db =>
            {
                var name = NameRules.Tidy(typed);
                if (await db.Chains.FindAsync(id) is not { } chain)
                    return ChainResultKind.Gone;
                if (await ObjectToNameAsync(db, name, id) is { } objection)
                    return objection;
                chain.Name = name;
                return ChainResult.Done;
            }
        );

    public Task<ChainResult> DeleteAsync(ClaimsPrincipal caller, int id) =>
        ActAsync(
            caller,
            async db =>
            {
                if (await db.Chains.FindAsync(id) is not { } chain)
                    return ChainResultKind.Gone;
                if (chain.IsDefault)
                    return ChainResultKind.IsDefault;
                if (await Going(db, id).CountAsync() is > 0 and var reports)
                    return new ChainResult(ChainResultKind.InUse, reports);
                var stages = await TakenAsync(db, s => s.ChainId == id);
                var gone = new GoneStages(new ApprovalChain { Id = id, Name = chain.Name }, chain.Name, stages, []);
                db.Chains.Remove(chain);
                return new ChainResult(ChainResultKind.Done, Gone: gone);
            }
        );

    /// <summary>Reports in which texts are on their way, or final, keep the chain by which they went so far.</summary>
    public Task<ChainResult> MakeDefaultAsync(ClaimsPrincipal caller, int id) =>
        ActAsync(
            caller,
            async db =>
            {
                if (await db.Chains.FindAsync(id) is not { } chain)
                    return ChainResultKind.Gone;
                foreach (var before in await db.Chains.Where(c => c.IsDefault && c.Id != id).ToListAsync())
                {
                    var going = db.Reports.Where(r => r.ChainId == null).Where(WithTextsOnTheirWay(db));
                    await going.ExecuteUpdateAsync(set => set.SetProperty(r => r.ChainId, before.Id));
                    before.IsDefault = false;
                }
                chain.IsDefault = true;
                return ChainResult.Done;
            }
        );

    private static Expression<Func<Report, bool>> WithTextsOnTheirWay(AuthoringDb db) =>
        report =>
            db.TextReviews.Any(t => t.State != ReviewState.Draft && db.Documents.Any(d => d.Id == t.DocumentId && d.ReportId == report.Id));

    private static async Task<ChainResult?> ObjectToNameAsync(AuthoringDb db, string name, int self) =>
        FaultOf(name) is { } fault ? (ChainResult)fault
        : await db.Chains.AnyAsync(c => c.Name == name && c.Id != self) ? ChainResultKind.NameTaken
        : null;

    private static ChainResultKind? FaultOf(string name) =>
        NameRules.FaultOfName(name) switch
        {
            null => null,
            "name-too-long" => ChainResultKind.NameTooLong,
            _ => ChainResultKind.NameMissing,
        };

    private Task<ChainResult> ActAsync(ClaimsPrincipal caller, Func<AuthoringDb, Task<ChainResult>> change) =>
        ActAsync(caller, null, change);

    /// <param name="chainId">Of the chain whose stages or signers change; the texts on their way through it are looked after.</param>
    private async Task<ChainResult> ActAsync(ClaimsPrincipal caller, int? chainId, Func<AuthoringDb, Task<ChainResult>> change)
    {
        await turn.WaitAsync();
        try
        {
            if (!await administration.IsOpenToAsync(caller))
                return ChainResultKind.NotAllowed;
            await using var db = await database.CreateDbContextAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var before = chainId is { } id ? await course.BeforeAsync(db, Going(db, id).Select(r => r.Id)) : [];
            var outcome = await change(db);
            if (outcome.Answer != ChainResultKind.Done)
                return outcome;
            await db.SaveChangesAsync();
            var moved = await course.AfterAsync(db, before);
            if (moved.Stranded > 0)
                return new ChainResult(ChainResultKind.TextsLieHere, moved.Stranded);
            await transaction.CommitAsync();
            await course.TellAsync(moved, caller.PersonId());
            return outcome;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
