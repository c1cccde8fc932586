using Authoring.Web.Documents;
using Authoring.Web.People;

namespace Authoring.Web.Review;

internal static class ReviewSetup
{
    /// <summary>The chain of review.</summary>
    public static void AddReview(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IReviewedTexts, ReviewedTextsInChain>();
        builder.Services.AddSingleton<IOrganisationUse, OrganisationInChain>();
        builder.Services.AddSingleton<ReviewService>();
        builder.Services.AddScoped<RevisionConfirmation>();
        builder.Services.AddSingleton<TextReviewStates>();
        builder.Services.AddSingleton<ReviewReading>();
        builder.Services.AddSingleton<ReviewComments>();
        builder.Services.AddSingleton<ApprovalSheets>();
        builder.Services.AddSingleton<ChainMigration>();
        builder.Services.AddSingleton<ChainService>();
        builder.Services.AddSingleton<ReportChainService>();
        builder.Services.AddHostedService<ReviewWatch>();
    }
}
