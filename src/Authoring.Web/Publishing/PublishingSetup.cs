using Authoring.Web.Publishing.Editions;
using Authoring.Web.Publishing.Obstacles;

namespace Authoring.Web.Publishing;

internal static class PublishingSetup
{
    /// <summary>Word files and PDFs of reports.</summary>
    public static void AddPublishing(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<PublishingSettings>(builder.Configuration.GetSection(PublishingSettings.Section));
        builder.Services.AddSingleton<ObstacleQueries>();
        builder.Services.AddSingleton<WaiverService>();
        builder.Services.AddSingleton<ContentStore>();
        builder.Services.AddSingleton<EditionMaker>();
        builder.Services.AddSingleton<EditionService>();
        builder.Services.AddSingleton<EditionQueries>();
        builder.Services.AddSingleton<EditionVerification>();
        builder.Services.AddSingleton<WorkFolder>();
        builder.Services.AddSingleton<LibreOffice>();
        builder.Services.AddSingleton<PagePass>();
        builder.Services.AddSingleton<PdfCache>();
        builder.Services.AddSingleton<PdfOrders>();
        builder.Services.AddSingleton<PdfQueue>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PdfQueue>());
    }
}
