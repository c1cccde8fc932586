using System.Linq.Expressions;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

internal sealed partial class ChainService
{
    /// <summary>What pages and programs call the other standings of a text.</summary>
    private static readonly string[] Reserved = [.. ReviewService.States, "late", "review"];

    /// <summary>At the end; its key is made up.</summary>
    public Task<ChainResult> AddStageAsync(ClaimsPrincipal caller, int chainId, string? typed) =>
        ActAsync(
            caller,
            chainId,
            async db =>
            {
                var name = NameRules.Tidy(typed);
                if (await db.Chains.Include(c => c.Stages).SingleOrDefaultAsync(c => c.Id == chainId) is not { } chain)
                    return ChainResultKind.Gone;
                if (FaultOf(name) is { } fault)
                    return fault;
                if (chain.Stages.Any(s => s.Name == name))
                    return ChainResultKind.NameTaken;
                var number = chain.Stages.Count + 1;
                while (chain.Stages.Any(s => s.Key == $"stage-{number}"))
                    number++;
                var stage = new ApprovalStage
                {
                    Name = name,
                    Key = $"stage-{number}",
                    Order = chain.Stages.Count == 0 ? 0 : chain.Stages.Max(s => s.Order) + 1,
                };
                chain.Stages.Add(stage);
                await db.SaveChangesAsync();
                return new ChainResult(ChainResultKind.Done, Id: stage.Id);
            }
        );

    public Task<ChainResult> EditStageAsync(
        ClaimsPrincipal caller,
        int chainId,
        int stageId,
        string? typedName,
        string? typedKey,
        bool asksMinutes
    ) =>
        ActAsync(
            caller,
            chainId,
            async db =>
            {
                var (name, key) = (NameRules.Tidy(typedName), (typedKey ?? "").Trim());
                var stages = await db.ChainStages.Where(s => s.ChainId == chainId).ToListAsync();
                if (stages.Find(s => s.Id == stageId) is not { } stage)
                    return ChainResultKind.Gone;
                if (FaultOf(name) is { } fault)
                    return fault;
                if (key.Length > LongestKey || !KeyShape().IsMatch(key) || Reserved.Contains(key))
                    return ChainResultKind.KeyWrong;
                if (stages.Any(s => s != stage && s.Name == name))
                    return ChainResultKind.NameTaken;
                if (stages.Any(s => s != stage && s.Key == key))
                    return ChainResultKind.KeyTaken;
                (stage.Name, stage.Key, stage.AsksMinutes) = (name, key, asksMinutes);
                return ChainResult.Done;
            }
        );

    /// <param name="index">Where it stands afterwards, from 0.</param>
    public Task<ChainResult> MoveStageAsync(ClaimsPrincipal caller, int chainId, int stageId, int index) =>
        ActAsync(
            caller,
            chainId,
            async db =>
            {
                var stages = await db.ChainStages.Where(s => s.ChainId == chainId).OrderBy(s => s.Order).ToListAsync();
                if (stages.Find(s => s.Id == stageId) is not { } stage)
                    return ChainResultKind.Gone;
                stages.Remove(stage);
                stages.Insert(Math.Clamp(index, 0, stages.Count), stage);
                for (var i = 0; i < stages.Count; i++)
                    stages[i].Order = i;
                return ChainResult.Done;
            }
        );

    /// <summary>What was signed there stays in the records under the stage's name; where texts lie it is refused.</summary>
    public Task<ChainResult> DeleteStageAsync(ClaimsPrincipal caller, int chainId, int stageId) =>
        ActAsync(
            caller,
            chainId,
            async db =>
            {
                if (await db.ChainStages.SingleOrDefaultAsync(s => s.Id == stageId && s.ChainId == chainId) is not { } stage)
                    return ChainResultKind.Gone;
                if (await db.TextReviews.CountAsync(r => r.StageId == stageId) is > 0 and var texts)
                    return new ChainResult(ChainResultKind.TextsLieHere, texts);
                var gone = new GoneStages(
                    null,
                    stage.Name,
                    await TakenAsync(db, s => s.Id == stageId),
                    await db.StageDeadlines.AsNoTracking().Where(d => d.StageId == stageId).ToListAsync()
                );
                db.ChainStages.Remove(stage);
                return new ChainResult(ChainResultKind.Done, Gone: gone);
            }
        );

    /// <summary>Undoes a deletion, as far as the names and keys are still free.</summary>
    public Task<ChainResult> BringBackAsync(ClaimsPrincipal caller, GoneStages gone) =>
        ActAsync(
            caller,
            gone.Chain is null ? gone.Stages[0].ChainId : null,
            async db =>
            {
                if (gone.Chain is { } chain)
                {
                    if (await db.Chains.AnyAsync(c => c.Id == chain.Id))
                        return ChainResultKind.Gone;
                    if (await ObjectToNameAsync(db, chain.Name, 0) is { } objection)
                        return objection;
                    db.Chains.Add(new ApprovalChain { Id = chain.Id, Name = chain.Name });
                }
                var organisations = await db.Organisations.Select(o => o.Id).ToListAsync();
                foreach (var stage in gone.Stages)
                {
                    var others = await db.ChainStages.Where(s => s.ChainId == stage.ChainId).OrderBy(s => s.Order).ToListAsync();
                    if (gone.Chain is null && !await db.Chains.AnyAsync(c => c.Id == stage.ChainId))
                        return ChainResultKind.Gone;
                    if (others.Any(s => s.Id == stage.Id))
                        return ChainResultKind.Gone;
                    if (others.Any(s => s.Name == stage.Name))
                        return ChainResultKind.NameTaken;
                    if (others.Any(s => s.Key == stage.Key))
                        return ChainResultKind.KeyTaken;
                    foreach (var later in others.Where(s => s.Order >= stage.Order))
                        later.Order++;
                    var again = new ApprovalStage
                    {
                        Id = stage.Id,
                        ChainId = stage.ChainId,
                        Key = stage.Key,
                        Name = stage.Name,
                        Order = stage.Order,
                        AsksMinutes = stage.AsksMinutes,
                    };
                    again.Signers.AddRange(
                        stage
                            .Signers.Where(s => s.OrganisationId is not { } id || organisations.Contains(id))
                            .Select(s => new StageSigner
                            {
                                OrganisationId = s.OrganisationId,
                                PersonId = s.PersonId,
                                MayOverride = s.MayOverride,
                            })
                    );
                    db.ChainStages.Add(again);
                }
                db.StageDeadlines.AddRange(
                    gone.Deadlines.Select(d => new StageDeadline
                    {
                        ReportId = d.ReportId,
                        StageId = d.StageId,
                        Day = d.Day,
                    })
                );
                return ChainResult.Done;
            }
        );

    private static Task<List<ApprovalStage>> TakenAsync(AuthoringDb db, Expression<Func<ApprovalStage, bool>> which) =>
        db.ChainStages.AsNoTracking().Include(s => s.Signers).Where(which).OrderBy(s => s.Order).ToListAsync();

    /// <param name="organisationId">For whose texts; null: for those of all organisations without their own.</param>
    public Task<ChainResult> NameAsync(
        ClaimsPrincipal caller,
        int chainId,
        int stageId,
        int? organisationId,
        int personId,
        bool mayOverride
    ) =>
        ActAsync(
            caller,
            chainId,
            async db =>
            {
                if (
                    !await db.ChainStages.AnyAsync(s => s.Id == stageId && s.ChainId == chainId)
                    || !await db.Users.AnyAsync(p => p.Id == personId && !p.Disabled)
                )
                    return ChainResultKind.Gone;
                if (organisationId is { } id && !await db.Organisations.AnyAsync(o => o.Id == id))
                    return ChainResultKind.Gone;
                if (
                    await db.StageSigners.AnyAsync(s =>
                        s.StageId == stageId && s.OrganisationId == organisationId && s.PersonId == personId
                    )
                )
                    return ChainResultKind.AlreadyNamed;
                db.StageSigners.Add(
                    new StageSigner
                    {
                        StageId = stageId,
                        OrganisationId = organisationId,
                        PersonId = personId,
                        MayOverride = mayOverride,
                    }
                );
                return ChainResult.Done;
            }
        );

    public Task<ChainResult> UnnameAsync(ClaimsPrincipal caller, int chainId, int signerId) =>
        ActAsync(
            caller,
            chainId,
            async db =>
            {
                if (await db.StageSigners.SingleOrDefaultAsync(s => s.Id == signerId && s.Stage!.ChainId == chainId) is not { } signer)
                    return ChainResultKind.Gone;
                db.StageSigners.Remove(signer);
                return ChainResult.Done;
            }
        );

    /// <summary>Gives or takes the right to sign for others.</summary>
    public Task<ChainResult> LetOverrideAsync(ClaimsPrincipal caller, int chainId, int signerId, bool mayOverride) =>
        ActAsync(
            caller,
            chainId,
            async db =>
            {
                if (await db.StageSigners.SingleOrDefaultAsync(s => s.Id == signerId && s.Stage!.ChainId == chainId) is not { } signer)
                    return ChainResultKind.Gone;
                signer.MayOverride = mayOverride;
                return ChainResult.Done;
            }
        );

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex KeyShape();
}
