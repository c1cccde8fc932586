using Authoring.Web.Documents;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Board;

/// <summary>Looks every hour whether a day is near. What was told before a restart is in the database.</summary>
internal sealed partial class DeadlineClock(
    DeadlineWarnings warnings,
    IOptions<DeadlineSettings> settings,
    TimeProvider clock,
    ILogger<DeadlineClock> logger
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Whoever starts the program need not wait for it.
        await Task.Yield();
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>Whatever goes wrong is logged, and tried again at the next look.</summary>
    internal async Task LookAsync(CancellationToken stopping)
    {
        if (clock.GetLocalNow().Hour < settings.Value.FromHour)
            return;
        try
        {
            await warnings.WarnAsync(stopping);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            Log.Failed(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The days of reports could not be looked at; it is tried again in an hour")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
