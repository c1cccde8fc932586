using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>Final texts take no more changes; whoever is to sign a text may suggest in it.</summary>
internal sealed class ReviewedTextsInChain : IReviewedTexts
{
    public Task<bool> IsFinalAsync(AuthoringDb db, int documentId, CancellationToken cancellation) =>
        db.TextReviews.AnyAsync(r => r.DocumentId == documentId && r.State == ReviewState.Final, cancellation);

    public async Task<ReviewedTexts> ReadAsync(AuthoringDb db, int personId, int reportId)
    {
        var reviewed = await db
            .TextReviews.AsNoTracking()
            .Where(r => r.State != ReviewState.Draft && db.Documents.Any(d => d.Id == r.DocumentId && d.ReportId == reportId))
            .ToListAsync();
        if (reviewed.Count == 0)
            return ReviewedTexts.None;
        var plan = await ChainPlan.FindForReportAsync(db, reportId);
        return new ReviewedTexts(
            reviewed.Where(r => r.State == ReviewState.Final).Select(r => r.DocumentId).ToHashSet(),
            reviewed
                .Where(r =>
                    plan?.Stages.FirstOrDefault(s => s.Id == r.StageId)?.For(r.OrganisationId).Any(signer => signer.PersonId == personId)
                    ?? false
                )
                .Select(r => r.DocumentId)
                .ToHashSet()
        );
    }
}
