namespace Authoring.Web.People;

/// <summary>
/// Wrong passwords by a key, each key with pauses that grow. An attempt is counted before it is made and taken back when it was right: so
/// attempts side by side are all counted. Not safe for several threads; its owner locks.
/// </summary>
internal sealed class GrowingPauses(TimeProvider clock, SignInLimits limits)
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    private readonly record struct Entry(int Failures, long At, TimeSpan Pause);

    /// <summary>How long nothing is taken under this key; zero: something is.</summary>
    public TimeSpan Wait(string key)
    {
        if (!entries.TryGetValue(key, out var entry))
            return TimeSpan.Zero;
        var left = entry.Pause - clock.GetElapsedTime(entry.At);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    public void Count(string key)
    {
        var failures = entries.TryGetValue(key, out var entry) && !IsForgotten(entry) ? entry.Failures + 1 : 1;
        if (entries.Count >= limits.MostRemembered)
            Drop();
        entries[key] = new Entry(failures, clock.GetTimestamp(), PauseAfter(failures));
    }

    public void Forget(string key) => entries.Remove(key);

    /// <summary>All keys of which this is the beginning.</summary>
    public void ForgetAll(string beginning)
    {
        foreach (var key in entries.Keys.Where(key => key.StartsWith(beginning, StringComparison.Ordinal)).ToList())
            entries.Remove(key);
    }

    private TimeSpan PauseAfter(int failures)
    {
        var beyond = Math.Min(30, failures - limits.FailuresBeforePause);
        if (beyond < 0)
            return TimeSpan.Zero;
        return TimeSpan.FromSeconds(Math.Min(limits.LongestPauseSeconds, limits.FirstPauseSeconds * Math.Pow(2, beyond)));
    }

    private bool IsForgotten(Entry entry) => clock.GetElapsedTime(entry.At) > TimeSpan.FromSeconds(limits.ForgetAfterSeconds);

    /// <summary>Room is made among those that have been quiet for longest.</summary>
    private void Drop()
    {
        foreach (var (key, _) in entries.OrderBy(e => e.Value.At).Take(1 + (entries.Count / 10)).ToList())
            entries.Remove(key);
    }
}

/// <summary>
/// Wrong passwords by a key, of which one is forgiven at a time, so that there may be so many in an hour. Its owner locks.
/// </summary>
internal sealed class LeakyCounts(TimeProvider clock, int mostInAnHour, int mostRemembered)
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly TimeSpan forgivesOne = TimeSpan.FromHours(1) / Math.Max(1, mostInAnHour);

    private readonly record struct Entry(double Level, long At);

    public bool IsFull(string key) => Level(key) > mostInAnHour - 1;

    /// <summary>How long until it is not.</summary>
    public TimeSpan Wait(string key) => IsFull(key) ? forgivesOne * (Level(key) - (mostInAnHour - 1)) : TimeSpan.Zero;

    public void Count(string key)
    {
        if (entries.Count >= mostRemembered)
            foreach (var (old, _) in entries.OrderBy(e => Level(e.Key)).Take(1 + (entries.Count / 10)).ToList())
                entries.Remove(old);
        entries[key] = new Entry(Level(key) + 1, clock.GetTimestamp());
    }

    public void TakeBack(string key) => entries[key] = new Entry(Math.Max(0, Level(key) - 1), clock.GetTimestamp());

    private double Level(string key) =>
        entries.TryGetValue(key, out var entry) ? Math.Max(0, entry.Level - (clock.GetElapsedTime(entry.At) / forgivesOne)) : 0;
}
