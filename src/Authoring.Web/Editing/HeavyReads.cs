using Microsoft.Extensions.Options;

namespace Authoring.Web.Editing;

/// <summary>Calls that read much take turns, some at a time: however many ask, the machine has room for what is written.</summary>
internal sealed class HeavyReads(IOptions<EditingLimits> limits) : IDisposable
{
    private readonly SemaphoreSlim turns = new(
        limits.Value.HeavyReadsAtOnce > 0 ? limits.Value.HeavyReadsAtOnce : Math.Max(1, Environment.ProcessorCount / 2)
    );

    public async Task<T> RunAsync<T>(Func<Task<T>> read)
    {
        await turns.WaitAsync();
        try
        {
            return await read();
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();
}
