namespace Authoring.Web.History;

internal static class HistorySetup
{
    /// <summary>What texts were, and who made them what they are.</summary>
    public static void AddHistory(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<Timelines>();
        services.AddSingleton<NamedVersionService>();
        services.AddSingleton<RestoreService>();
        services.AddSingleton<Comparing>();
        services.AddSingleton<HistoryQueries>();
        services.AddSingleton<Milestones>();
        services.AddSingleton<HistoryServices>();
        services.AddSingleton<Authors>();
        services.AddSingleton<PhraseSearcher>();
    }

    public static void MapHistory(this WebApplication app)
    {
        app.MapDifferences();
        app.MapAuthors();
    }
}
