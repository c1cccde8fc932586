namespace Authoring.Web.Notices;

/// <summary>A pause that ends when its time is over, or when somebody has something for whoever sleeps.</summary>
internal sealed class WakingPause(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim woken = new(0, 1);

    public void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // Woken already.
        }
    }

    public async Task SleepAsync(TimeSpan pause, CancellationToken stopping)
    {
        if (pause <= TimeSpan.Zero)
            return;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var slept = Task.Delay(pause, clock, enough.Token);
        await Task.WhenAny(slept, woken.WaitAsync(enough.Token));
        await enough.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    public void Dispose() => woken.Dispose();
}
