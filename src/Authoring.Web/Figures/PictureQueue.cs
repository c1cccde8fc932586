namespace Authoring.Web.Figures;

/// <summary>
/// One picture is decoded at a time in the whole program: a photograph unfolds to hundreds of megabytes. Whoever waits no longer
/// leaves the queue;
/// a picture that takes too long is given up, and the next one begins once its memory is free again.
/// </summary>
internal static class PictureQueue
{
    private static readonly SemaphoreSlim One = new(1, 1);

    /// <exception cref="TimeoutException">It took too long.</exception>
    /// <exception cref="OperationCanceledException">The caller waits no longer.</exception>
    public static async Task<T> RunAsync<T>(TimeSpan limit, Func<CancellationToken, T> decode, CancellationToken cancellation)
    {
        await One.WaitAsync(cancellation);
        var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ending.CancelAfter(limit);
        var work = Task.Run(() => decode(ending.Token), CancellationToken.None);
        _ = work.ContinueWith(
            ended =>
            {
                _ = ended.Exception; // nobody may be waiting for it
                One.Release();
                ending.Dispose();
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default
        );
        try
        {
            return await work.WaitAsync(limit, cancellation);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }
}
