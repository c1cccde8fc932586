using Authoring.Web.Editing;

namespace Authoring.Web.Writing;

/// <summary>The writing page: the hub that it calls, and what it fetches beside it.</summary>
internal static class WritingSetup
{
    /// <summary>Comes last: circuits add protocols, too.</summary>
    public static void AddWriting(this WebApplicationBuilder builder)
    {
        builder.AddEditing<WorkspaceHub>();
        builder.Services.AddSingleton<WritingStart>();
        builder.Services.AddSingleton<ReportTrees>();
    }

    public static void MapWriting(this WebApplication app)
    {
        app.MapEditing<WorkspaceHub>();
        app.MapFragments();
        WritingStart.Map(app);
        app.MapArranging();
    }
}
