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
        builder.Services.AddSingleton<ReviewDesk>();
        builder.Services.AddScoped<RevisionQuestion>();
        builder.Services.AddSingleton<TextStandings>();
        builder.Services.AddSingleton<SignOffs>();
        builder.Services.AddSingleton<ChainCourse>();
        builder.Services.AddSingleton<ChainDesk>();
        builder.Services.AddSingleton<ReportChainDesk>();
        builder.Services.AddHostedService<ReviewWatch>();
    }
}
