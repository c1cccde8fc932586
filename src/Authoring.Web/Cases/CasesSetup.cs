namespace Authoring.Web.Cases;

internal static class CasesSetup
{
    /// <summary>Case cards.</summary>
    public static void AddCases(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CaseCardQueries>();
    }

    public static void MapCards(this WebApplication app)
    {
        app.MapCaseCardEndpoints();
    }
}
