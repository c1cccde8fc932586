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
                var stage = Next(chain.Stages, name);
                chain.Stages.Add(stage);
                await db.SaveChangesAsync();
                return new ChainResult(ChainResultKind.Done, Id: stage.Id);
            }
        );

    private static ApprovalStage Next(List<ApprovalStage> stages, string name)
    {
        var number = stages.Count + 1;
        while (stages.Any(s => s.Key == $"stage-{number}"))
            number++;
        return new ApprovalStage
        {
            Name = name,
            Key = $"stage-{number}",
            Order = stages.Count == 0 ? 0 : stages.Max(s => s.Order) + 1,
        };
    }

    public Task<ChainResult> EditStageAsync(ClaimsPrincipal caller, int chainId, StageDraft draft) =>
        ActAsync(
            caller,
            chainId,
            async db =>
            {
                var (name, key) = (NameRules.Tidy(draft.Name), (draft.Key ?? "").Trim());
                var stages = await db.ChainStages.Where(s => s.ChainId == chainId).ToListAsync();
                if (stages.Find(s => s.Id == draft.Id) is not { } stage)
                    return ChainResultKind.Gone;
                if (ObjectTo(name, key, stages.Where(s => s != stage)) is { } objection)
                    return objection;
                (stage.Name, stage.Key, stage.AsksMinutes, stage.Level) = (name, key, draft.AsksMinutes, draft.Level);
                return ChainResult.Done;
            }
        );

    private static ChainResultKind? ObjectTo(string name, string key, IEnumerable<ApprovalStage> others)
    {
        if (FaultOf(name) is { } fault)
            return fault;
        if (key.Length > LongestKey || !KeyShape().IsMatch(key) || Reserved.Contains(key))
            return ChainResultKind.KeyWrong;
        return others.Any(s => s.Name == name) ? ChainResultKind.NameTaken
            : others.Any(s => s.Key == key) ? ChainResultKind.KeyTaken
            : null;
    }

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
                if (gone.Chain is { } chain && await BringBackAsync(db, chain) is { } chainRefusal)
                    return chainRefusal;
                var organisations = await db.Organisations.Select(o => o.Id).ToListAsync();
                foreach (var stage in gone.Stages)
                    if (await BringBackAsync(db, stage, gone.Chain is not null, organisations) is { } refusal)
                        return refusal;
                db.StageDeadlines.AddRange(gone.Deadlines.Select(Again));
                return ChainResult.Done;
            }
        );

    private static StageDeadline Again(StageDeadline gone) =>
        new()
        {
            ReportId = gone.ReportId,
            StageId = gone.StageId,
            Day = gone.Day,
        };

    private static async Task<ChainResult?> BringBackAsync(AuthoringDb db, ApprovalChain chain)
    {
        if (await db.Chains.AnyAsync(c => c.Id == chain.Id))
            return ChainResultKind.Gone;
        if (await ObjectToNameAsync(db, chain.Name, 0) is { } objection)
            return objection;
        db.Chains.Add(new ApprovalChain { Id = chain.Id, Name = chain.Name });
        return null;
    }

    private static async Task<ChainResult?> BringBackAsync(AuthoringDb db, ApprovalStage stage, bool withItsChain, List<int> organisations)
    {
        var others = await db.ChainStages.Where(s => s.ChainId == stage.ChainId).OrderBy(s => s.Order).ToListAsync();
        if (!withItsChain && !await db.Chains.AnyAsync(c => c.Id == stage.ChainId))
            return ChainResultKind.Gone;
        if (others.Any(s => s.Id == stage.Id))
            return ChainResultKind.Gone;
        if (others.Any(s => s.Name == stage.Name))
            return ChainResultKind.NameTaken;
        if (others.Any(s => s.Key == stage.Key))
            return ChainResultKind.KeyTaken;
        foreach (var later in others.Where(s => s.Order >= stage.Order))
            later.Order++;
        var again = Copied(stage, stage.Signers.Where(s => s.OrganisationId is not { } id || organisations.Contains(id)));
        (again.Id, again.ChainId) = (stage.Id, stage.ChainId);
        db.ChainStages.Add(again);
        return null;
    }

    private static ApprovalStage Copied(ApprovalStage stage, IEnumerable<StageSigner> signers)
    {
        var copied = new ApprovalStage
        {
            Key = stage.Key,
            Name = stage.Name,
            Order = stage.Order,
            AsksMinutes = stage.AsksMinutes,
            Level = stage.Level,
        };
        copied.Signers.AddRange(
            signers.Select(s => new StageSigner
            {
                OrganisationId = s.OrganisationId,
                PersonId = s.PersonId,
                MayOverride = s.MayOverride,
            })
        );
        return copied;
    }

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
                var signer = new StageSigner
                {
                    StageId = stageId,
                    OrganisationId = organisationId,
                    PersonId = personId,
                    MayOverride = mayOverride,
                };
                if (await ObjectToAsync(db, chainId, signer) is { } objection)
                    return objection;
                db.StageSigners.Add(signer);
                return ChainResult.Done;
            }
        );

    private static async Task<ChainResultKind?> ObjectToAsync(AuthoringDb db, int chainId, StageSigner signer)
    {
        if (!await db.ChainStages.AnyAsync(s => s.Id == signer.StageId && s.ChainId == chainId))
            return ChainResultKind.Gone;
        if (!await db.Users.AnyAsync(p => p.Id == signer.PersonId && !p.Disabled))
            return ChainResultKind.Gone;
        if (signer.OrganisationId is { } id && !await db.Organisations.AnyAsync(o => o.Id == id))
            return ChainResultKind.Gone;
        var isNamed = await db.StageSigners.AnyAsync(s =>
            s.StageId == signer.StageId && s.OrganisationId == signer.OrganisationId && s.PersonId == signer.PersonId
        );
        return isNamed ? ChainResultKind.AlreadyNamed : null;
    }

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
