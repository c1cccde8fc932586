using Microsoft.Extensions.Logging;

namespace Authoring.Web.Notices.Robots;

/// <summary>
/// Lets robots tell their groups what is new, all of it at once: never more often than the services take, again after a pause that grows
/// where one does not answer or refuses. What was not told before a restart is told after it.
/// </summary>
internal sealed partial class RobotSender(
    RobotSettings settings,
    RobotRound round,
    RobotText text,
    RobotPost post,
    NoticeService notices,
    TimeProvider clock,
    ILogger<RobotSender> logger
) : BackgroundService
{
    /// <summary>Looked at this often even where nobody has said that there is something.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly WakingPause pause = new(clock);

    /// <summary>When each robot spoke last, or tried to: a refused message counts, too.</summary>
    private readonly Dictionary<string, DateTimeOffset> spoke = new(StringComparer.Ordinal);

    /// <summary>How often in a row each was not heard at all.</summary>
    private readonly Dictionary<string, int> unheard = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.IsOn)
            return;
        notices.ForGroups += pause.Wake;
        try
        {
            while (true)
                await pause.SleepAsync(await RoundAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The database knows what is left to tell.
        }
        finally
        {
            notices.ForGroups -= pause.Wake;
        }
    }

    /// <summary>How long there is nothing to do.</summary>
    private async Task<TimeSpan> RoundAsync(CancellationToken stopping)
    {
        try
        {
            var (due, next) = await round.ReadAsync(stopping);
            foreach (var message in due)
            {
                if (spoke.TryGetValue(message.Robot.Name, out var last) && last + settings.Spacing is var free && free > clock.GetUtcNow())
                    next = next is { } known && known < free ? known : free;
                else
                    await SendAsync(message, stopping);
            }
            if (next is null)
                return due.Count > 0 ? TimeSpan.Zero : LongestPause;
            var left = next.Value - clock.GetUtcNow();
            return left < LongestPause ? left : LongestPause;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            Log.NotRead(logger, e);
            return settings.PauseAfter(1);
        }
    }

    private async Task SendAsync(DueMessage message, CancellationToken stopping)
    {
        var name = message.Robot.Name;
        spoke[name] = clock.GetUtcNow();
        var answer = await post.SendAsync(message.Robot, text.Of(message), stopping);
        if (answer.IsTaken)
        {
            unheard.Remove(name);
            // From here on a stop must not forget that it stands in the group.
            await round.SentAsync(message);
            return;
        }
        var failures = answer.IsRefused ? message.Tries + 1 : unheard[name] = unheard.GetValueOrDefault(name) + 1;
        var wait = settings.PauseAfter(failures);
        Log.NotTold(logger, name, answer.Why, failures, wait);
        await round.FailedAsync(message, answer.IsRefused, wait);
    }

    public override void Dispose()
    {
        pause.Dispose();
        base.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Robot {Robot} could not tell its group: {Why}; failure {Failure}, next try in {Pause}")]
        public static partial void NotTold(ILogger logger, string robot, string why, int failure, TimeSpan pause);

        [LoggerMessage(2, LogLevel.Warning, "What robots are to tell could not be read")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
