using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Authoring.Web.Tests.Editing;

/// <summary>A disk that takes its time: stretches of the log are read only when a test lets them.</summary>
internal sealed class HeldReading : DbCommandInterceptor
{
    private volatile TaskCompletionSource? release;
    private TaskCompletionSource reached = new();

    /// <summary>From now on whoever reads the log waits.</summary>
    public void Hold() =>
        (reached, release) = (
            new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously),
            new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
        );

    /// <summary>Completes when somebody waits.</summary>
    public Task ReachedAsync() => reached.Task;

    public void Release()
    {
        var held = release;
        release = null;
        held?.TrySetResult();
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        if (release is { } held && command.CommandText.Contains("FROM \"Updates\"", StringComparison.Ordinal))
        {
            reached.TrySetResult();
            await held.Task;
        }
        return result;
    }
}
