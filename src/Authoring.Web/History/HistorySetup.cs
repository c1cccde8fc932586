using Authoring.Web.Editing;

namespace Authoring.Web.History;

internal static class HistorySetup
{
    /// <summary>What texts were, and who made them what they are.</summary>
    public static void AddHistory(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<Timelines>();
        services.AddSingleton<NameDesk>();
        services.AddSingleton<RestoreDesk>();
        services.AddSingleton<Comparing>();
        services.AddSingleton<HistoryShelf>();
        services.AddSingleton<HistoryDesks>();
        services.AddSingleton<Authors>();
        services.AddSingleton<PhraseSearcher>();
    }
}
