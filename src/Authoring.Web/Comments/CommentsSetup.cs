using Authoring.Web.Editing;

namespace Authoring.Web.Comments;

internal static class CommentsSetup
{
    /// <summary>What is said about texts.</summary>
    public static void AddComments(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CommentNews>();
        builder.Services.AddSingleton<CommentAnchors>();
        builder.Services.AddSingleton<ICommitObserver>(s => s.GetRequiredService<CommentAnchors>());
        builder.Services.AddSingleton<CommentDesk>();
        builder.Services.AddSingleton<CommentBook>();
        builder.Services.Configure<CommentLimits>(builder.Configuration.GetSection("Comments"));
    }
}
