using System.Globalization;

namespace Authoring.Web.Storage;

/// <summary>
/// One process serves a database: each text has one owner. A lock on the file beside it says so; the system takes it back from a process
/// that
/// ends, however it ends. So whoever holds it knows that nobody else migrates, either.
/// </summary>
internal sealed partial class DatabaseOwnership(
    DatabaseFile file,
    IConfiguration configuration,
    TimeProvider clock,
    ILogger<DatabaseOwnership> logger
) : IDisposable
{
    /// <summary>Setting: for so many seconds a process that is about to end is waited for.</summary>
    public const string Patience = "Database:LockSeconds";
    private const double DefaultPatience = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>EAGAIN on Linux and macOS; a sharing and a lock violation on Windows.</summary>
    private static readonly int[] HeldByAnother = [11, 35, 32, 33];

    private FileStream? held;

    /// <exception cref="CannotStartException">Another process keeps the database, or there is no right to lock it.</exception>
    public async Task TakeAsync(CancellationToken cancellation = default)
    {
        if (file.Path is not { } path || held is not null)
            return;
        var patience = TimeSpan.FromSeconds(
            double.TryParse(configuration[Patience], CultureInfo.InvariantCulture, out var seconds) ? seconds : DefaultPatience
        );
        var began = clock.GetTimestamp();
        var isSaid = false;
        while (!TryTake(path))
        {
            if (clock.GetElapsedTime(began) >= patience)
                throw new CannotStartException(StartMessages.DatabaseServed(path, patience.TotalSeconds));
            if (!isSaid)
                Log.Waiting(logger, path, patience.TotalSeconds);
            isSaid = true;
            await Task.Delay(Pause, clock, cancellation);
        }
    }

    private bool TryTake(string path)
    {
        try
        {
            held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return true;
        }
        catch (IOException e) when (HeldByAnother.Contains(e.HResult & 0xFFFF))
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException(StartMessages.DatabaseNotLocked(path + ".lock", e.Message), e);
        }
    }

    public void Dispose() => held?.Dispose();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Another process serves the database {Path}; waiting for it to end, {Seconds} seconds at most")]
        public static partial void Waiting(ILogger logger, string path, double seconds);
    }
}
