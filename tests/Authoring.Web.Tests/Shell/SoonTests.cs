using Authoring.Web.Shell;

namespace Authoring.Web.Tests.Shell;

/// <summary>What happens while a page reads is read after it, and never beside it.</summary>
public class SoonTests
{
    [Fact]
    public async Task What_is_asked_for_while_it_is_being_done_is_done_after_it()
    {
        using var began = new SemaphoreSlim(0);
        var (release, running, most) = (new TaskCompletionSource(), 0, 0);
        using var soon = new Throttle(
            TimeProvider.System,
            TimeSpan.Zero,
            async () =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                began.Release();
                await release.Task;
                Interlocked.Decrement(ref running);
            }
        );
        var first = soon.NowAsync();
        await began.WaitAsync(TestContext.Current.CancellationToken);
        soon.Ask();
        var second = soon.NowAsync();
        // Time enough for what would not wait: it would have begun long before.
        for (var i = 0; i < 10_000; i++)
            await Task.Yield();
        release.SetResult();
        await first;
        await second;
        await began.WaitAsync(TestContext.Current.CancellationToken);
        await began.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task One_that_failed_keeps_the_next_from_nothing()
    {
        var times = 0;
        using var soon = new Throttle(
            TimeProvider.System,
            TimeSpan.Zero,
            () => ++times == 1 ? throw new InvalidOperationException() : Task.CompletedTask
        );
        await Assert.ThrowsAsync<InvalidOperationException>(soon.NowAsync);
        await soon.NowAsync();
        Assert.Equal(2, times);
    }
}
