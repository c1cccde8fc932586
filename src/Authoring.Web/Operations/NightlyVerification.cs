using Authoring.Web.Editing;
using Authoring.Web.Editing.Packing;

namespace Authoring.Web.Operations;

/// <summary>
/// Every night at three, local time, all texts are rebuilt from their logs; what does not fit is logged as critical. When all is well, what
/// is old is packed.
/// </summary>
internal sealed partial class NightlyVerification(
    LogVerification verification,
    DatabaseVerification file,
    LogPacking packing,
    TimeProvider clock,
    ILogger<NightlyVerification> logger
) : BackgroundService
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(UntilNext(clock.GetLocalNow()), clock, stoppingToken);
                await RunAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    internal static TimeSpan UntilNext(DateTimeOffset now)
    {
        var next = now.Date + Hour;
        return (next > now.DateTime ? next : next.AddDays(1)) - now.DateTime;
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            var texts = 0;
            var faults = await verification.VerifyAsync((_, _) => texts++, cancellation);
            foreach (var fault in faults)
                Log.Fault(logger, fault.Path, fault.Version, fault.Sentence);
            var others = await file.VerifyAsync(atOnce: false, cancellation);
            foreach (var fault in others)
                Log.DatabaseFault(logger, fault.Sentence);
            Log.Verified(logger, texts, faults.Count + others.Count);
            if (faults.Count + others.Count == 0)
                Log.Packed(logger, await packing.PackAsync(cancellation));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Critical, "The log of {Text} is at fault at version {Version}: {Sentence}")]
        public static partial void Fault(ILogger logger, string text, int version, string sentence);

        [LoggerMessage(
            2,
            LogLevel.Information,
            "{Texts} texts were rebuilt from their logs, and the database was checked; faults: {Faults}"
        )]
        public static partial void Verified(ILogger logger, int texts, int faults);

        [LoggerMessage(5, LogLevel.Critical, "The database is at fault: {Sentence}")]
        public static partial void DatabaseFault(ILogger logger, string sentence);

        [LoggerMessage(4, LogLevel.Information, "{Updates} old updates were packed")]
        public static partial void Packed(ILogger logger, int updates);

        [LoggerMessage(3, LogLevel.Error, "The texts could not be rebuilt from their logs")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
