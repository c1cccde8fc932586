namespace Authoring.Web.Demo;

/// <summary>
/// The clock by which the sample's story is told: it shows the moment at which the next thing was done. It belongs to the workspace in
/// which
/// the story is told, which serves nobody; timers and measured spans are the real ones.
/// </summary>
internal sealed class StoryClock(TimeProvider real) : TimeProvider
{
    private long now = real.GetUtcNow().UtcTicks;

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref now), TimeSpan.Zero);

    public DateOnly Today { get; } = DateOnly.FromDateTime(real.GetLocalNow().DateTime);

    /// <param name="time">Of that day, as the office's clock shows it: <c>09:30</c>.</param>
    public void SetTo(int daysAgo, string time)
    {
        var local = Today.AddDays(-daysAgo).ToDateTime(TimeOnly.ParseExact(time, "HH:mm", null));
        Interlocked.Exchange(ref now, TimeZoneInfo.ConvertTimeToUtc(local, LocalTimeZone).Ticks);
    }
}
