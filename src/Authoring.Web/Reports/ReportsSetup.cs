using Authoring.Web.Cases;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Figures;
using Authoring.Web.Suggestions;

namespace Authoring.Web.Reports;

internal static class ReportsSetup
{
    /// <summary>Reports, who may do what in them, and their numbers as they are now.</summary>
    public static void AddReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Rights>();
        builder.Services.AddSingleton<LiveReports>();
        builder.Services.AddSingleton<ICommitObserver>(s => s.GetRequiredService<LiveReports>());
        builder.Services.AddSingleton<ReportShelf>();
        builder.Services.AddSingleton<Seeds>();
        builder.Services.AddSingleton<ReportMaker>();
        builder.Services.AddSingleton<OutlineDesk>();
        builder.Services.AddSingleton<MemberDesk>();
        builder.Services.AddSingleton<Renditions>();
        builder.Services.AddSingleton<FigureDesk>();
        builder.Services.AddSingleton<CardShelf>();
        builder.Services.AddSingleton<TextStates>();
        builder.Services.AddSingleton<TextTitles>();
        builder.Services.AddSingleton<SuggestionShelf>();
        builder.Services.AddSingleton<SuggestionNews>();
        builder.Services.AddSingleton<ICommitObserver>(s => s.GetRequiredService<SuggestionNews>());
        builder.Services.AddHostedService(services => services.GetRequiredService<SuggestionNews>());
        builder.Services.Configure<UploadLimits>(builder.Configuration.GetSection("Upload"));
    }

    public static void MapReports(this WebApplication app)
    {
        app.MapFragments();
        app.MapReportFiles();
        app.MapExport();
        app.MapFigures();
        app.MapCards();
    }
}
