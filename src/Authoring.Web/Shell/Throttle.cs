namespace Authoring.Web.Shell;

/// <summary>
/// Does something once, a little while after it was first asked for: what comes thick and fast is answered together. It is never done twice
/// at the same time:
/// what was read earlier must not be shown later.
/// </summary>
public sealed class Throttle(TimeProvider clock, TimeSpan pause, Func<Task> act) : IDisposable
{
    private readonly Lock gate = new();
    private ITimer? due;
    private bool isOver;

    /// <summary>Ends when the last one has ended, well or not.</summary>
    private Task last = Task.CompletedTask;

    /// <summary>
    /// Does it without waiting for a pause, and at once unless it is being done: a part of a page that comes to life shows what it showed,
    /// and not nothing first.
    /// Listen before the first time: what happens meanwhile is then asked for and done after it.
    /// </summary>
    public async Task NowAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (gate)
            (before, last) = (last, done.Task);
        try
        {
            await before.ConfigureAwait(false);
            await act();
        }
        finally
        {
            done.SetResult();
        }
    }

    public void Ask()
    {
        lock (gate)
        {
            if (due is not null || isOver)
                return;
            due = clock.CreateTimer(_ => Run(), null, pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void Run()
    {
        lock (gate)
        {
            if (isOver)
                return;
            due?.Dispose();
            due = null;
        }
        _ = NowAsync();
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
