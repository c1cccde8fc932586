using Authoring.Web.Editing;

namespace Authoring.Web.Comments;

internal static class CommentsSetup
{
    /// <summary>What is said about texts.</summary>
    public static void AddComments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CommentNews>();
        builder.Services.AddSingleton<CommentAnchors>();
        builder.Services.AddSingleton<SignedMarkup>();
        builder.Services.AddSingleton<ICommitObserver>(s => s.GetRequiredService<CommentAnchors>());
        builder.Services.AddSingleton<CommentService>();
        builder.Services.AddSingleton<PrintedComments>();
        builder.Services.AddSingleton<CommentQueries>();
        builder.Services.Configure<CommentLimits>(builder.Configuration.GetSection("Comments"));
    }

    public static void MapComments(this WebApplication app)
    {
        CommentSheet.Map(app);
        PrintedCommentEndpoint.Map(app);
    }
}
