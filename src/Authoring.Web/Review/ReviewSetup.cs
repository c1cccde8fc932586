using Authoring.Web.Board;
using Authoring.Web.Comments;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Reports;
using Authoring.Web.Todo;

namespace Authoring.Web.Review;

internal static class ReviewSetup
{
    /// <summary>The chain of review, what is said about texts, the board and the to-do lists.</summary>
    public static void AddReview(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TodoDesk>();
        builder.Services.AddSingleton<IStartPage>(s => s.GetRequiredService<TodoDesk>());
        builder.Services.AddSingleton<BoardDesk>();
        builder.Services.AddSingleton<Reminders>();
        builder.Services.Configure<ReminderLimits>(builder.Configuration.GetSection("Reminders"));
        builder.Services.Configure<CommentLimits>(builder.Configuration.GetSection("Comments"));
        builder.Services.AddSingleton<CommentNews>();
        builder.Services.AddSingleton<CommentAnchors>();
        builder.Services.AddSingleton<ICommitObserver>(s => s.GetRequiredService<CommentAnchors>());
        builder.Services.AddSingleton<CommentDesk>();
        builder.Services.AddSingleton<CommentBook>();
        builder.Services.AddSingleton<IReviewedTexts, ReviewedTextsInChain>();
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
