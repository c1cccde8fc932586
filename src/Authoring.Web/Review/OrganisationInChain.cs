using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>An organisation whose text is on its way stays; assignments and places in chains end with it.</summary>
internal sealed class OrganisationInChain : IOrganisationUse
{
    public async Task<string?> WhyNeededAsync(AuthoringDb db, int organisationId) =>
        await db.TextReviews.AnyAsync(r => r.OrganisationId == organisationId && r.State == ReviewState.InReview)
            ? "organisation-in-review"
            : null;

    public async Task LetGoAsync(AuthoringDb db, int organisationId)
    {
        await db.Assignments.Where(a => a.OrganisationId == organisationId).ExecuteDeleteAsync();
        // And not left as signers for everybody.
        await db.StageSigners.Where(s => s.OrganisationId == organisationId).ExecuteDeleteAsync();
    }
}
