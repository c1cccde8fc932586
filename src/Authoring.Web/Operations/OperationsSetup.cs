namespace Authoring.Web.Operations;

internal static class OperationsSetup
{
    /// <summary>Whether the server is well, and what it holds whole.</summary>
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DatabaseVerification>();
        builder.Services.AddHostedService<NightlyVerification>();
        builder.AddHealth();
    }

    public static void MapOperations(this WebApplication app) => app.MapHealth();
}
