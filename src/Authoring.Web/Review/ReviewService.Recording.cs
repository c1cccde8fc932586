using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>How an act is written down: the text's row says where it lies now, and the list of acts how it came there.</summary>
internal sealed partial class ReviewService
{
    private async Task WriteAsync(
        AuthoringDb db,
        DocumentPlace place,
        ReviewEntry entry,
        ReviewStep step,
        Acting act,
        int version,
        string hash
    )
    {
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (await db.TextReviews.SingleOrDefaultAsync(r => r.DocumentId == place.DocumentId) is not { } row)
            db.TextReviews.Add(row = new TextReview { DocumentId = place.DocumentId });
        // Approval 5: what was decided is written down in one transaction, with the hash of what was read.
        Move(row, entry, step, act, hash);
        (row.At, row.Turn) = (at, row.Turn + 1);
        db.ReviewActs.Add(ActOf(row, entry.Stage, step, act, version, hash));
        // Who is to sign must be able to read.
        if (step.Now.State == ReviewState.InReview)
            await LetReadAsync(
                db,
                place.ReportId,
                entry.Stages[step.Now.Stage].For(entry.OrganisationId).Select(signer => signer.PersonId)
            );
        await db.SaveChangesAsync();
    }

    private static void Move(TextReview row, ReviewEntry entry, ReviewStep step, Acting act, string hash)
    {
        if (act.Verb == ReviewVerb.Submit)
            (row.Round, row.SubmittedBy, row.OrganisationId, row.Hash) = (row.Round + 1, act.PersonId, entry.OrganisationId, hash);
        row.State = step.Now.State;
        row.StageId = step.Now.State == ReviewState.InReview ? entry.Stages[step.Now.Stage].Id : null;
        row.Reason = step.Now.State == ReviewState.Draft ? act.Words.Words : null;
    }

    private static ReviewAct ActOf(TextReview row, PlannedStage? stage, ReviewStep step, Acting act, int version, string hash) =>
        new()
        {
            DocumentId = row.DocumentId,
            Round = row.Round,
            StageId = stage?.Id,
            StageName = stage?.Name,
            Verb = act.Verb,
            PersonId = act.PersonId,
            At = row.At,
            From = act.Words.From,
            Version = version,
            Hash = hash,
            Words = act.Words.Words,
            Minutes = stage is { AsksMinutes: true } ? act.Words.Minutes : null,
            IsOverride = step.IsOverride,
        };

    /// <summary>Makes readers of a report of those who are none of its members.</summary>
    public static async Task LetReadAsync(AuthoringDb db, int reportId, IEnumerable<int> people)
    {
        foreach (var person in people.Distinct())
            if (await db.ReportMembers.FindAsync(reportId, person) is null)
                db.ReportMembers.Add(
                    new ReportMember
                    {
                        ReportId = reportId,
                        PersonId = person,
                        Role = ReportRole.Reader,
                    }
                );
    }
}
