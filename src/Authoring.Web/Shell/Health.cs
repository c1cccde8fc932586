using Authoring.Web.Storage;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Authoring.Web.Shell;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: so does its database.</summary>
internal static class Health
{
    public static void AddDatabaseCheck(this IHealthChecksBuilder checks) => checks.AddCheck<DatabaseAnswers>("database");

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }

    private sealed class DatabaseAnswers(IDbContextFactory<AuthoringDb> database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = await database.CreateDbContextAsync(cancellationToken);
            return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}
