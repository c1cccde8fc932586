using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>What is recorded of one text's way, read at one moment.</summary>
/// <param name="Row">Null: it was never submitted.</param>
/// <param name="OrganisationId">Whose text it is: in review, as it was submitted; else those who were given it, where they are of one organisation.</param>
/// <param name="Stages">Those that it passes.</param>
/// <param name="Signatures">Standing ones, one a stage, from the first stage on.</param>
internal sealed record ReviewEntry(TextReview? Row, int? OrganisationId, ChainPlan Plan, IReadOnlyList<PlannedStage> Stages, IReadOnlyList<ReviewAct> Signatures, IReadOnlyList<ReviewAct> Acts)
{
    public Standing Standing => Row is not { State: not ReviewState.Draft } row ? new Standing(ReviewState.Draft, 0, Stages.Count)
        : row.State == ReviewState.Final ? new Standing(ReviewState.Final, 0, Stages.Count)
        : new Standing(ReviewState.InReview, Math.Min(Signatures.Count, Math.Max(0, Stages.Count - 1)), Stages.Count);

    /// <summary>Where it lies, while it is in review.</summary>
    public PlannedStage? Stage => Standing is { State: ReviewState.InReview } now && now.Stage < Stages.Count ? Stages[now.Stage] : null;

    /// <summary>The last act that sent it back; null: nobody did since it was submitted last, or it never was.</summary>
    public ReviewAct? SentBack => Standing.State == ReviewState.Draft ? Acts.LastOrDefault(act => act.Verb is ReviewVerb.Return or ReviewVerb.Reopen or ReviewVerb.Edited or ReviewVerb.Submit) is { Verb: not ReviewVerb.Submit } act ? act : null : null;

    public static async Task<ReviewEntry?> ReadAsync(AuthoringDb db, int reportId, int documentId)
    {
        if (await ChainPlan.OfReportAsync(db, reportId) is not { } plan) return null;
        var row = await db.TextReviews.AsNoTracking().SingleOrDefaultAsync(r => r.DocumentId == documentId);
        var acts = await db.ReviewActs.AsNoTracking().Where(a => a.DocumentId == documentId).OrderBy(a => a.Id).ToListAsync();
        return Of(plan, row, row is { State: not ReviewState.Draft } ? row.OrganisationId : await OrganisationAsync(db, documentId), acts);
    }

    public static ReviewEntry Of(ChainPlan plan, TextReview? row, int? organisationId, IReadOnlyList<ReviewAct> acts) =>
        new(row, organisationId, plan, plan.For(organisationId), Standings(acts), acts);

    /// <summary>The organisation of those to whom a text was given; null where they are of several, or nobody was given it.</summary>
    public static async Task<int?> OrganisationAsync(AuthoringDb db, int documentId)
    {
        var found = await db.Assignments.Where(a => a.DocumentId == documentId).Select(a => a.OrganisationId ?? a.Person!.OrganisationId).Distinct().OrderBy(id => id).Take(2).ToListAsync();
        return found is [var only] ? only : null;
    }

    private static List<ReviewAct> Standings(IReadOnlyList<ReviewAct> acts)
    {
        var standing = new List<ReviewAct>();
        foreach (var act in acts)
        {
            if (act.Verb == ReviewVerb.Approve) standing.Add(act);
            else if (act.Verb == ReviewVerb.TakeBack && standing.Count > 0) standing.RemoveAt(standing.Count - 1);
            else standing.Clear();
        }
        return standing;
    }
}
