using Authoring.Text;

namespace Authoring.Web.Editing;

/// <summary>Consecutive updates of one text that are committed together or not at all.</summary>
internal sealed class Batch(int documentId, TextState state, IReadOnlyList<LogEntry> entries, Rope after, Action<Batch> onCommitted)
{
    private readonly TaskCompletionSource onDisk = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int DocumentId { get; } = documentId;
    public IReadOnlyList<LogEntry> Entries { get; } = entries;
    /// <summary>The text after the last update.</summary>
    public Rope After { get; } = after;
    public int Version => Entries[^1].Version;
    /// <summary>The whole text is due beside the log.</summary>
    public bool WithSnapshot { get; init; }
    /// <summary>Completes when the updates are on disk; fails with a <see cref="Refusal"/> when they are not.</summary>
    public Task OnDisk => onDisk.Task;

    public void Succeed()
    {
        state.Commit(this);
        onCommitted(this);
        onDisk.TrySetResult();
    }

    /// <summary>Later batches of the same state build on this one: they fail with it, and the text is read again from the database.</summary>
    public void Fail(Refusal refusal)
    {
        state.GiveUp();
        onDisk.TrySetException(refusal);
    }

    public bool FailIfLost()
    {
        if (!state.Lost) return false;
        onDisk.TrySetException(Refusal.NotSaved("an earlier change could not be saved; keep this one and send it again"));
        return true;
    }
}
