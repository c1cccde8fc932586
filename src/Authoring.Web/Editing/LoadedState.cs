using Authoring.Web.Documents;

namespace Authoring.Web.Editing;

/// <summary>
/// The state of one text: it is read from the log when it is first asked for, and again after a commit has failed. Used by one caller at a
/// time.
/// </summary>
internal sealed class LoadedState(int documentId, EditLog log, TimeProvider clock)
{
    private TextState? state;

    /// <summary>Whether the text is kept here, or would be read by whoever asks next.</summary>
    public bool IsInMemory => state is not null;

    /// <summary>The committed version of a text in memory.</summary>
    public int? Committed => state?.OnDisk.Version;

    /// <summary>When the text was last asked for, on the clock's own scale.</summary>
    public long LastUsed { get; private set; } = clock.GetTimestamp();

    public async Task<TextState> ReadAsync()
    {
        LastUsed = clock.GetTimestamp();
        if (state is { IsInvalid: false })
            return state;
        // What was promised before the loss is decided first: afterwards the database says what is true.
        if (state?.Last is { } last)
            await last.OnDisk.ContinueWith(
                _ => { },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        log.ForgetIds(documentId);
        return state = await log.ReadAsync(documentId) ?? throw Refusal.NotFound("this text is not there");
    }

    /// <summary>
    /// A state that has a version. One that is not there yet may be in the log all the same, when somebody else wrote it:
    /// then what was known here is behind, and without looking it would stay behind for ever.
    /// </summary>
    public async Task<TextState> ReadAtAsync(int version)
    {
        var current = await ReadAsync();
        if (version > current.OnDisk.Version && await log.HeadAsync(documentId) >= version)
        {
            current.Invalidate();
            current = await ReadAsync();
        }
        return version <= current.OnDisk.Version
            ? current
            : throw Refusal.BadVersion($"version {version} is not there yet; the text is at {current.OnDisk.Version}");
    }

    /// <summary>Lets go of the text, unless something is still on its way to the disk.</summary>
    public void Forget()
    {
        if (state?.Last is { OnDisk.IsCompleted: false })
            return;
        state = null;
        log.ForgetIds(documentId);
    }
}
