using Authoring.Web.Editing;

namespace Authoring.Web.Reports.Live;

internal static class LiveSetup
{
    /// <summary>Reports and their numbers as they are now.</summary>
    public static void AddLiveReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LiveReports>();
        builder.Services.AddSingleton<ICommitObserver>(s => s.GetRequiredService<LiveReports>());
        builder.Services.AddSingleton<TextTitles>();
    }
}
