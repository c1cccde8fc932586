using Authoring.Web.Editing;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Operations;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: what is typed is saved, which is found out by saving something.
/// </summary>
internal static class Health
{
    private const string NotReady = "not-ready";

    private sealed record Answer(string Status, string? Reason, string Sentence);

    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseTakesChanges>("database");
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var words = context.RequestServices.GetRequiredService<IStringLocalizer<Words>>();
        var reason = report.Entries.Values.Select(entry => entry.Description).FirstOrDefault(found => found is not null);
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(
            reason is null
                ? new Answer("ready", null, words["health.ready"])
                : new Answer(NotReady, reason.ToLowerInvariant(), words[$"trouble.{reason}"])
        );
    }

    private sealed class DatabaseTakesChanges(Readiness readiness) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await readiness.LookAsync() is { } trouble ? HealthCheckResult.Unhealthy(trouble.ToString()) : HealthCheckResult.Healthy();
    }
}

/// <summary>Whether what is typed is saved now. However often it is asked, it writes once in a while.</summary>
internal sealed class Readiness(EditLog log, DatabaseFile file, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Who waits longer for the database is not served by it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private Task<Trouble?>? probe;
    private long began;

    /// <summary>Null: it is.</summary>
    public async Task<Trouble?> LookAsync()
    {
        if (!file.IsThere)
            return Trouble.Gone;
        var current = Probe();
        // Everything is written by the one thread of the log: when it does not come to this, it does not come to what is typed.
        if (await Task.WhenAny(current, Task.Delay(Patience, clock)) != current)
            return Trouble.Locked;
        return await current ?? (log.IsFailing ? Trouble.Damaged : null);
    }

    private Task<Trouble?> Probe()
    {
        lock (gate)
        {
            var isRecent = clock.GetElapsedTime(began) < Interval && !log.IsFailing;
            if (probe is not null && (!probe.IsCompleted || isRecent))
                return probe;
            began = clock.GetTimestamp();
            return probe = log.ProbeAsync();
        }
    }
}
