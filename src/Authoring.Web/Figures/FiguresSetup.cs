namespace Authoring.Web.Figures;

internal static class FiguresSetup
{
    /// <summary>Pictures: taken in, kept, served.</summary>
    public static void AddFigures(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Renditions>();
        builder.Services.AddSingleton<FigureService>();
        builder.Services.Configure<UploadLimits>(builder.Configuration.GetSection("Upload"));
    }

    public static void MapFigures(this WebApplication app)
    {
        app.MapReportFiles();
        app.MapFigureEndpoints();
    }
}
