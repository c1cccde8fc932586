namespace Authoring.Web.Shell;

/// <summary>
/// Does something once, a little while after it was first asked for: what comes thick and fast is answered together. It is never done twice at the same time:
/// what was read earlier must not be shown later.
/// </summary>
public sealed class Soon(TimeProvider clock, TimeSpan pause, Func<Task> act) : IDisposable
{
    private readonly Lock gate = new();
    private ITimer? due;
    private bool isOver;
    private Task last = Task.CompletedTask;

    /// <summary>Does it without waiting for a pause. Listen before the first time: what happens meanwhile is then asked for and done after it.</summary>
    public Task NowAsync()
    {
        lock (gate) return last = AfterAsync(last);
    }

    public void Ask()
    {
        lock (gate)
        {
            if (due is not null || isOver) return;
            due = clock.CreateTimer(_ => Run(), null, pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void Run()
    {
        lock (gate)
        {
            if (isOver) return;
            due?.Dispose();
            due = null;
        }
        _ = NowAsync();
    }

    private async Task AfterAsync(Task before)
    {
        // Yielding: it is called under the gate.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await act();
    }

    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
            due?.Dispose();
        }
    }
}
