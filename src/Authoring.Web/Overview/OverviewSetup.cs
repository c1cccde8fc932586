namespace Authoring.Web.Overview;

internal static class OverviewSetup
{
    /// <summary>The first page of a report.</summary>
    public static void AddOverview(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OverviewService>();
        builder.Services.AddSingleton<ActivityQueries>();
    }
}
