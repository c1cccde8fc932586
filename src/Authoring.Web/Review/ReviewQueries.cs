using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>
/// What is recorded of one text's way, read at one moment. In review it lies at the first of its stages at which nobody has signed: so it
/// stands somewhere,
/// and misses no signature, whatever becomes of the chain meanwhile.
/// </summary>
/// <param name="Row">Null: it was never submitted.</param>
/// <param name="OrganisationId">Whose text it is: in review, as it was submitted; else those who were given it, where they are of one
/// organisation.</param>
/// <param name="Stages">Those that it passes.</param>
/// <param name="Signatures">Standing ones, in the order in which they were given; stages of theirs may be gone.</param>
internal sealed partial record ReviewEntry(
    TextReview? Row,
    int? OrganisationId,
    ChainPlan Plan,
    IReadOnlyList<PlannedStage> Stages,
    IReadOnlyList<ReviewAct> Signatures,
    IReadOnlyList<ReviewAct> Acts
)
{
    public ReviewPosition Standing =>
        Row is not { State: not ReviewState.Draft } row ? new ReviewPosition(ReviewState.Draft, 0, Stages.Count)
        : row.State is ReviewState.Final or ReviewState.Waiting ? new ReviewPosition(row.State, 0, Stages.Count)
        : new ReviewPosition(ReviewState.InReview, Math.Min(Unsigned(Signatures), Math.Max(0, Stages.Count - 1)), Stages.Count);

    /// <summary>Where it lies, while it is in review.</summary>
    public PlannedStage? Stage => Standing is { State: ReviewState.InReview } now && now.Stage < Stages.Count ? Stages[now.Stage] : null;

    /// <summary>The standing signature of one of its stages.</summary>
    public ReviewAct? SignatureAt(PlannedStage stage) =>
        Standing.State == ReviewState.Draft ? null : Signatures.LastOrDefault(act => act.StageId == stage.Id);

    /// <summary>
    /// Its stages and what was signed at them, in order. What was signed at a stage that is gone stands there under the name that the stage
    /// had; once final, what
    /// was signed is all there is, whatever stages the chain has by now. Without a signature there is a stage, without a stage a signature.
    /// </summary>
    public IReadOnlyList<(PlannedStage? Stage, ReviewAct? Signature)> Rows
    {
        get
        {
            if (Standing.State == ReviewState.Draft)
                return [.. Stages.Select(stage => ((PlannedStage?)stage, (ReviewAct?)null))];
            var known = Plan.Stages.ToDictionary(stage => stage.Id);
            if (Standing.State is ReviewState.Final or ReviewState.Waiting)
                return [.. Signatures.Select(act => (act.StageId is { } id ? known.GetValueOrDefault(id) : null, (ReviewAct?)act))];
            var gone = Signatures.Where(act => Stages.All(stage => stage.Id != act.StageId));
            return
            [
                .. gone.Select(act => ((PlannedStage?)null, (ReviewAct?)act)),
                .. Stages.Select(stage => ((PlannedStage?)stage, SignatureAt(stage))),
            ];
        }
    }

    /// <summary>
    /// What an act would come to. Where it leads is said by the stages that are left to sign: the chain may be another than when the first
    /// signature was given.
    /// </summary>
    public ReviewStep Decide(ReviewVerb verb, Actor actor, bool hasReason)
    {
        // Approval 4: who is he here, and where would it lead? To the next stage that nobody has signed; when all have, it is final.
        var step = ReviewFlow.Decide(Standing, verb, actor, hasReason);
        if (step.Refusal is not null || step.Now.State == ReviewState.Draft)
            return step;
        // All its stages went after it was final: there is nowhere to take it back to. It can be reopened.
        if (Stages.Count == 0)
            return ReviewStep.Refuse(ReviewRefusal.NoSigners);
        IEnumerable<ReviewAct> signed = verb switch
        {
            ReviewVerb.Approve => Signatures.Append(new ReviewAct { Hash = "", StageId = Stage?.Id }),
            ReviewVerb.TakeBack => Signatures.SkipLast(1),
            _ => [],
        };
        var next = Unsigned(signed);
        if (next < Stages.Count)
            return step with { Now = new ReviewPosition(ReviewState.InReview, next, Stages.Count) };
        return step with
        {
            Now =
                verb == ReviewVerb.Approve
                    ? new ReviewPosition(ReviewState.Final, 0, Stages.Count)
                    : new ReviewPosition(ReviewState.InReview, Math.Max(0, Stages.Count - 1), Stages.Count),
        };
    }

    /// <summary>Index of the first stage that is not among those signed; as many as there are stages when all are.</summary>
    private int Unsigned(IEnumerable<ReviewAct> signed)
    {
        var ids = signed.Select(act => act.StageId).ToHashSet();
        return Stages.TakeWhile(stage => ids.Contains(stage.Id)).Count();
    }

    /// <summary>Who gave a signature still signs at that stage, or for those who do.</summary>
    public bool StillSigns(ReviewAct signature) =>
        Plan.Stages.FirstOrDefault(stage => stage.Id == signature.StageId) is { } stage
        && (
            stage.For(OrganisationId).Any(signer => signer.PersonId == signature.PersonId)
            || Plan.MayOverride(signature.PersonId, stage.Id, OrganisationId)
        );

    /// <summary>The last act that moved it.</summary>
    public ReviewAct? Last => Acts.LastOrDefault(act => act.Verb != ReviewVerb.Revise);

    /// <summary>
    /// Why it is a draft again: it was returned, reopened or taken back, or what was signed was changed. Null: it was never submitted, or
    /// is no draft.
    /// </summary>
    public ReviewAct? SentBack =>
        Standing.State == ReviewState.Draft
        && Last is { Verb: ReviewVerb.Return or ReviewVerb.Reopen or ReviewVerb.Edited or ReviewVerb.TakeBack } act
            ? act
            : null;

    /// <summary>How many signatures an act ended.</summary>
    public int EndedBy(ReviewAct act) => StandingSignatures([.. Acts.TakeWhile(other => other != act)]).Count;

    /// <summary>The act of which its state speaks: why it is a draft again, or waits for its case cards.</summary>
    public ReviewAct? Moved =>
        Standing.State == ReviewState.Waiting ? Acts.LastOrDefault(act => act.Verb == ReviewVerb.CardsOpened) : SentBack;

    public static async Task<ReviewEntry?> ReadAsync(AuthoringDb db, int reportId, int documentId)
    {
        if (await ChainPlan.FindForReportAsync(db, reportId) is not { } plan)
            return null;
        var row = await db.TextReviews.AsNoTracking().SingleOrDefaultAsync(r => r.DocumentId == documentId);
        var acts = await db.ReviewActs.AsNoTracking().Where(a => a.DocumentId == documentId).OrderBy(a => a.Id).ToListAsync();
        return Of(plan, row, row is { State: not ReviewState.Draft } ? row.OrganisationId : await OrganisationAsync(db, documentId), acts);
    }

    /// <summary>Of all texts of a report; none where there is no chain.</summary>
    /// <param name="withRemoved">Those that were taken out of it, too.</param>
    public static async Task<IReadOnlyList<(int DocumentId, string Path, ReviewEntry Entry)>> ReadAllAsync(
        AuthoringDb db,
        int reportId,
        bool withRemoved = false
    )
    {
        if (await ChainPlan.FindForReportAsync(db, reportId) is not { } plan)
            return [];
        var texts = await db
            .Documents.AsNoTracking()
            .Where(d => d.ReportId == reportId && (withRemoved || d.RemovedAt == null))
            .Select(d => new { d.Id, d.Path })
            .ToListAsync();
        var rows = await db
            .TextReviews.AsNoTracking()
            .Where(r => db.Documents.Any(d => d.Id == r.DocumentId && d.ReportId == reportId))
            .ToDictionaryAsync(r => r.DocumentId);
        var acts = await ActsAsync(db, reportId);
        var givenTo = await OrganisationsAsync(db, reportId);
        return [.. texts.Select(text => (text.Id, text.Path, OfText(text.Id)))];

        ReviewEntry OfText(int id)
        {
            var row = rows.GetValueOrDefault(id);
            var organisation =
                row is { State: not ReviewState.Draft } ? row.OrganisationId
                : givenTo[id].Take(2).ToList() is [var only] ? only
                : null;
            return Of(plan, row, organisation, [.. acts[id]]);
        }
    }

    private static async Task<ILookup<int, ReviewAct>> ActsAsync(AuthoringDb db, int reportId)
    {
        var acts = await db
            .ReviewActs.AsNoTracking()
            .Where(a => db.Documents.Any(d => d.Id == a.DocumentId && d.ReportId == reportId))
            .OrderBy(a => a.Id)
            .ToListAsync();
        return acts.ToLookup(a => a.DocumentId);
    }

    /// <summary>The organisations of those to whom each text was given.</summary>
    private static async Task<ILookup<int, int?>> OrganisationsAsync(AuthoringDb db, int reportId)
    {
        var given = await db
            .Assignments.AsNoTracking()
            .Where(a => a.Document!.ReportId == reportId)
            .Select(a => new { a.DocumentId, Id = a.OrganisationId ?? a.Person!.OrganisationId })
            .Distinct()
            .ToListAsync();
        return given.ToLookup(a => a.DocumentId, a => a.Id);
    }

    public static ReviewEntry Of(ChainPlan plan, TextReview? row, int? organisationId, IReadOnlyList<ReviewAct> acts) =>
        new(row, organisationId, plan, plan.For(organisationId), StandingSignatures(acts), acts);

    /// <summary>The organisation of those to whom a text was given; null where they are of several, or nobody was given it.</summary>
    public static async Task<int?> OrganisationAsync(AuthoringDb db, int documentId)
    {
        var found = await db
            .Assignments.Where(a => a.DocumentId == documentId)
            .Select(a => a.OrganisationId ?? a.Person!.OrganisationId)
            .Distinct()
            .OrderBy(id => id)
            .Take(2)
            .ToListAsync();
        return found is [var only] ? only : null;
    }

    private static List<ReviewAct> StandingSignatures(IReadOnlyList<ReviewAct> acts)
    {
        List<ReviewAct> standing = [],
            ended = [];
        foreach (var act in acts)
        {
            if (act.Verb is ReviewVerb.Revise or ReviewVerb.CardsOpened or ReviewVerb.CardsFinal)
                continue;
            if (act.Verb == ReviewVerb.Approve)
                standing.Add(act);
            else if (act.Verb == ReviewVerb.TakeBack && standing.Count > 0)
                standing.RemoveAt(standing.Count - 1);
            else if (act.Verb == ReviewVerb.Restored)
                (standing, ended) = (ended, []);
            else
                (standing, ended) = ([], act.Verb == ReviewVerb.Edited ? standing : []);
        }
        return standing;
    }
}
