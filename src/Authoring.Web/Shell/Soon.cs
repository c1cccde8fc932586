namespace Authoring.Web.Shell;

/// <summary>Does something once, a little while after it was first asked for: what comes thick and fast is answered together.</summary>
public sealed class Soon(TimeProvider clock, TimeSpan pause, Func<Task> act) : IDisposable
{
    private readonly Lock gate = new();
    private ITimer? due;
    private bool isOver;

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
        _ = act();
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
