using Authoring.Web.People;

namespace Authoring.Web.Review;

/// <summary>What became of a change to a chain. Each has a sentence in the resources.</summary>
internal enum ChainResultKind
{
    Done,
    NotAllowed,

    /// <summary>The chain, the stage, the person or the organisation is not there any more.</summary>
    Gone,
    NameMissing,
    NameTooLong,
    NameTaken,

    /// <summary>
    /// A stage's key holds letters of a to z, digits and hyphens, and is none of the words that say where texts stand otherwise.
    /// </summary>
    KeyWrong,
    KeyTaken,

    /// <summary>Reports name the chain; it is not deleted.</summary>
    InUse,

    /// <summary>It is the default one; another must be that first.</summary>
    IsDefault,

    /// <summary>Texts lie at the stage, or would have no stage to lie at.</summary>
    TextsLieHere,
    AlreadyNamed,
}

/// <param name="Count">Of the texts or reports that stand in the way.</param>
/// <param name="Id">Of what was made.</param>
/// <param name="Gone">What was deleted, to be brought back by whoever regrets it.</param>
internal sealed record ChainResult(ChainResultKind Answer, int Count = 0, int Id = 0, GoneStages? Gone = null)
{
    public static ChainResult Done { get; } = new(ChainResultKind.Done);

    public static implicit operator ChainResult(ChainResultKind answer) => new(answer);
}

/// <summary>A chain in the list of all.</summary>
/// <param name="Reports">How many go by it.</param>
internal sealed record ChainListView(int Id, string Name, bool IsDefault, IReadOnlyList<string> Stages, int Reports);

/// <summary>Somebody named to sign, as the administrator sees it.</summary>
public sealed record SignerView(
    int Id,
    int StageId,
    int? OrganisationId,
    int PersonId,
    string Name,
    string? From,
    bool MayOverride,
    bool IsDisabled
);

/// <summary>Everything about a chain, read at one moment.</summary>
/// <param name="Lying">How many texts lie at a stage now.</param>
/// <param name="Reports">How many go by it.</param>
public sealed record ChainView(
    ChainPlan Plan,
    bool IsDefault,
    IReadOnlyList<SignerView> Signers,
    IReadOnlyList<(int Id, string Name)> Organisations,
    IReadOnlyList<(int Id, string Name, string? Organisation)> People,
    IReadOnlyDictionary<int, int> Lying,
    int Reports
)
{
    public IEnumerable<SignerView> At(int stageId, int? organisationId) =>
        Signers.Where(s => s.StageId == stageId && s.OrganisationId == organisationId);
}

/// <summary>Organisations whose texts take one way.</summary>
/// <param name="Stages">Those they pass, and <paramref name="Skipped"/> those they do not.</param>
/// <param name="Empty">Stages that they pass and at which nobody can sign any more.</param>
public sealed record Route(
    IReadOnlyList<string> Organisations,
    IReadOnlyList<string> Stages,
    IReadOnlyList<string> Skipped,
    IReadOnlyList<string> Empty
)
{
    /// <summary>The ways of some organisations through a chain; those with the same way share one.</summary>
    public static IReadOnlyList<Route> Of(ChainPlan plan, IEnumerable<(int Id, string Name)> organisations) =>
        [
            .. organisations
                .Select(o =>
                    (o.Name, Passed: plan.For(o.Id), Empty: plan.For(o.Id).Where(s => s.For(o.Id).Count == 0).Select(s => s.Name).ToList())
                )
                .GroupBy(o => string.Join(' ', o.Passed.Select(s => s.Id)) + "|" + string.Join('\n', o.Empty), StringComparer.Ordinal)
                .Select(same => new Route(
                    [.. same.Select(o => o.Name)],
                    [.. same.First().Passed.Select(s => s.Name)],
                    [.. plan.Stages.Except(same.First().Passed).Select(s => s.Name)],
                    same.First().Empty
                )),
        ];
}

/// <summary>A stage as it was typed.</summary>
public sealed record StageDraft(int Id, string? Name, string? Key, bool AsksMinutes, OrganisationLevel? Level = null);

/// <summary>Somebody who is to sign.</summary>
/// <param name="OrganisationId">For whose texts; null: those of all without their own.</param>
public sealed record SignerDraft(int StageId, int? OrganisationId, int PersonId, bool MayOverride);

/// <summary>
/// Stages that were deleted, with all that hung on them; where it was the whole chain, that too. Brought back under the ids that they had:
/// what was signed there counts again.
/// </summary>
internal sealed record GoneStages(
    ApprovalChain? Chain,
    string Name,
    IReadOnlyList<ApprovalStage> Stages,
    IReadOnlyList<StageDeadline> Deadlines
);
