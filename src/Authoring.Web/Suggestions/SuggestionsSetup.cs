using Authoring.Web.Editing;

namespace Authoring.Web.Suggestions;

internal static class SuggestionsSetup
{
    /// <summary>What becomes of suggestions.</summary>
    public static void AddSuggestions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SuggestionQueries>();
        builder.Services.AddSingleton<SuggestionNews>();
        builder.Services.AddSingleton<ICommitObserver>(s => s.GetRequiredService<SuggestionNews>());
        builder.Services.AddHostedService(s => s.GetRequiredService<SuggestionNews>());
    }
}
