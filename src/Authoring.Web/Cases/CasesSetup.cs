namespace Authoring.Web.Cases;

internal static class CasesSetup
{
    /// <summary>Case cards.</summary>
    public static void AddCases(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CaseCardQueries>();
        builder.Services.AddSingleton<CasePlacementService>();
        builder.Services.AddSingleton<CardSchools>();
    }

    public static void MapCards(this WebApplication app)
    {
        app.MapCaseCardEndpoints();
    }
}
