namespace Authoring.Web.Editing;

/// <summary>
/// The batches of one text on their way to the log, in their order. While few read along, each goes at once. For a crowd they gather
/// for a moment: one transaction and one message to each reader then serve everything that arrived.
/// </summary>
internal sealed class CommitBatcher(EditLog log, Func<TimeSpan> interval, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly List<Batch> gathered = [];
    private long last = clock.GetTimestamp() - clock.TimestampFrequency;

    /// <summary>From so many readers on, batches gather.</summary>
    public const int Crowd = 30;

    /// <summary>
    /// How long batches gather with so many readers: 5 ms with 30, 18 with 100, 41 with 200, 66 with 300. What it costs to tell n readers
    /// grows as n,
    /// and what n people write, too: the messages each second stay about as many, however many are there.
    /// </summary>
    public static TimeSpan IntervalFor(int readers) =>
        readers < Crowd ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Min(Math.Pow(readers, 1.2) / 14, 250));

    public void Add(Batch batch)
    {
        lock (gate)
        {
            gathered.Add(batch);
            if (gathered.Count > 1)
                return; // whoever came first has seen to it
            var wait = interval() - clock.GetElapsedTime(last);
            if (wait <= TimeSpan.Zero)
                HandIn();
            else
                _ = HandInLaterAsync(wait);
        }
    }

    private async Task HandInLaterAsync(TimeSpan wait)
    {
        await Task.Delay(wait, clock);
        lock (gate)
            HandIn();
    }

    private void HandIn()
    {
        last = clock.GetTimestamp();
        foreach (var batch in gathered)
            log.Append(batch);
        gathered.Clear();
    }
}
