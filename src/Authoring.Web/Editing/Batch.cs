using Authoring.Text;
using Authoring.Web.Documents;

namespace Authoring.Web.Editing;

/// <summary>Consecutive updates of one text that are committed together or not at all.</summary>
internal sealed class Batch(int documentId, TextState state, IReadOnlyList<LogEntry> entries, TrackedText after, Action<Batch> onCommitted)
{
    private readonly TaskCompletionSource onDisk = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int DocumentId { get; } = documentId;
    public IReadOnlyList<LogEntry> Entries { get; } = entries;

    /// <summary>The text after the last update.</summary>
    public TrackedText After { get; } = after;
    public int Version => Entries[^1].Version;

    /// <summary>The whole text is due beside the log.</summary>
    public bool WithSnapshot { get; init; }

    /// <summary>Completes when the updates are on disk; fails with a <see cref="Refusal"/> when they are not.</summary>
    public Task OnDisk => onDisk.Task;

    /// <summary>
    /// Completes when they are on disk and on their way to every reader; fails as <see cref="OnDisk"/> does. The sender is answered then
    /// and
    /// not before: a client that has the answer and not yet the event would send the same updates again.
    /// </summary>
    public Task Broadcasted => told.Task;

    public void Succeed()
    {
        state.Commit(this);
        onDisk.TrySetResult();
        onCommitted(this);
    }

    public void Tell() => told.TrySetResult();

    /// <summary>
    /// Later batches of the same state build on this one: they fail with it, and the text is read again from the database.
    /// </summary>
    public void Fail(Refusal refusal)
    {
        state.Invalidate();
        FailWith(refusal);
    }

    public bool FailIfLost()
    {
        if (!state.IsInvalid)
            return false;
        FailWith(Refusal.NotSaved("an earlier change could not be saved; keep this one and send it again"));
        return true;
    }

    private void FailWith(Refusal refusal)
    {
        onDisk.TrySetException(refusal);
        told.TrySetException(refusal);
        _ = (onDisk.Task.Exception, told.Task.Exception); // seen: not everybody waits for both
    }
}
