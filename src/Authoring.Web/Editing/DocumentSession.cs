using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.People;

namespace Authoring.Web.Editing;

/// <summary>
/// The one owner of a live text. A push goes through it in this order: rebase over what came meanwhile, one logged update at
/// a time; apply; promise a version; commit to the <see cref="EditLog"/>; then acknowledge and broadcast.
/// </summary>
/// <remarks>
/// Steps up to the promise run under a gate, one push at a time; waiting for the disk does not hold the gate, so that the
/// next push is rebased while the last one is being written. Nobody sees a promised update before it is committed. If a
/// commit fails, all promises that build on it fail with it, and the text is read again from the database.
/// </remarks>
internal sealed class DocumentSession(
    int documentId,
    EditLog log,
    CommitBatcher batcher,
    EditingLimits limits,
    TimeProvider clock,
    Action<DocumentSession, Batch> onCommitted
) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly LoadedState state = new(documentId, log, clock);

    public int DocumentId { get; } = documentId;

    /// <summary>Whether the text is kept here, or would be read by whoever asks next.</summary>
    public bool IsInMemory => state.IsInMemory;

    /// <summary>The committed version of a text in memory.</summary>
    public int? Committed => state.Committed;

    /// <summary>When the text was last asked for, on the clock's own scale.</summary>
    public long LastUsed => state.LastUsed;

    /// <summary>The committed text and its version.</summary>
    public async Task<(int Version, TrackedText Text)> ReadAsync()
    {
        await gate.WaitAsync();
        try
        {
            var (version, text) = (await state.ReadAsync()).OnDisk;
            return (version, text);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// Takes updates that were made at <paramref name="version"/>; returns the version after the last of them once all are on disk.
    /// </summary>
    public async Task<int> PushAsync(int personId, int version, IReadOnlyList<PushedUpdate> updates)
    {
        var rebasing = new Rebasing(personId, updates);
        LeaveOutKnown(rebasing, personId, version);
        version = await CatchUpAsync(rebasing, version);
        (int Answer, Task Broadcasted) taken;
        await gate.WaitAsync();
        try
        {
            var current = await state.ReadAtAsync(version);
            // Keystroke 6: it is rebased over what came meanwhile, passes the gate of suggestions, and its version is reserved.
            taken = await TakeAsync(current, personId, version, rebasing);
        }
        finally
        {
            gate.Release();
        }
        await taken.Broadcasted;
        return taken.Answer;
    }

    /// <summary>
    /// Committed updates after <paramref name="version"/>, and the version they lead to; fewer than all when there are many.
    /// </summary>
    public async Task<Pulled> PullAsync(int version)
    {
        List<LogEntry>? found = null;
        int count;
        await gate.WaitAsync();
        try
        {
            var current = await state.ReadAtAsync(version);
            count = Math.Min(limits.UpdatesPerPull, current.OnDisk.Version - version);
            if (version >= current.Oldest)
                found = FirstFew(current.Since(version)[..count]);
        }
        finally
        {
            gate.Release();
        }
        found ??= await log.SinceAsync(DocumentId, version, count);
        return new Pulled(version + found.Count, found.ConvertAll(entry => entry.Wire));
    }

    /// <summary>Refuses a version that is not there yet.</summary>
    public async Task CheckVersionAsync(int version)
    {
        await gate.WaitAsync();
        try
        {
            await state.ReadAtAsync(version);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>As many as the log would read at once.</summary>
    private static List<LogEntry> FirstFew(ReadOnlySpan<LogEntry> entries)
    {
        var few = 0;
        for (var bytes = 0L; few < entries.Length && bytes < EditLog.BytesPerRead; few++)
            bytes += entries[few].Weight;
        return [.. entries[..few]];
    }

    /// <summary>
    /// Runs something that needs the text to stay as it is: everything that was promised is on disk, and nothing more is taken until it is
    /// done. It says whether the text is sealed from then on.
    /// </summary>
    public async Task<T> HoldStillAsync<T>(Func<int, TrackedText, Task<(T Result, bool? IsSealed)>> act)
    {
        await gate.WaitAsync();
        try
        {
            var current = await state.ReadAsync();
            if (current.Last is { OnDisk.IsCompleted: false } last)
                await last.OnDisk;
            current = await state.ReadAsync();
            var (result, isSealed) = await act(current.OnDisk.Version, current.OnDisk.Text);
            if (isSealed is { } now)
                current.IsSealed = now;
            return result;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<(int Answer, Task Broadcasted)> TakeAsync(TextState current, int personId, int version, Rebasing rebasing)
    {
        if (version < current.Oldest)
            version = await RebaseOverLogAsync(rebasing, version, current.Oldest);
        rebasing.Over(current.Since(version));
        if (rebasing.Rest.Count == 0)
        {
            var answer = rebasing.LastKnown ?? version;
            return (answer, AfterWhatIsPromised(current, answer));
        }
        if (current.IsSealed)
            throw Refusal.Locked("this text is final; it takes changes again when it is reopened");
        var batch = Reserve(current, personId, rebasing);
        return (batch.Version, batch.Broadcasted);
    }

    /// <summary>
    /// What was committed long ago is rebased over before the push takes its turn: somebody who was away for weeks keeps nobody waiting,
    /// and many who are late do not make each other later.
    /// </summary>
    private async Task<int> CatchUpAsync(Rebasing rebasing, int version)
    {
        while (true)
        {
            var (committed, missed) = await MissedAsync(version);
            if (committed - version <= limits.UpdatesPerTurn)
                return version;
            if (missed is null)
            {
                version = await RebaseOverLogAsync(rebasing, version, committed);
                continue;
            }
            rebasing.Over(missed);
            version = committed;
        }
    }

    /// <summary>The committed version, and what was committed since <paramref name="version"/> as far as it is much and at hand.</summary>
    private async Task<(int Committed, LogEntry[]? Missed)> MissedAsync(int version)
    {
        await gate.WaitAsync();
        try
        {
            var current = await state.ReadAsync();
            var committed = current.OnDisk.Version;
            var isAtHand = version >= current.Oldest && committed - version > limits.UpdatesPerTurn;
            return (committed, isAtHand ? current.Since(version)[..(committed - version)].ToArray() : null);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<int> RebaseOverLogAsync(Rebasing rebasing, int version, int end)
    {
        while (version < end)
        {
            var entries = await log.SinceAsync(DocumentId, version, Math.Min(limits.UpdatesPerPull, end - version));
            if (entries.Count == 0)
                throw new InvalidDataException($"The log of text {DocumentId} has no version {version + 1}.");
            rebasing.Over(entries.ToArray());
            version += entries.Count;
        }
        return version;
    }

    /// <summary>
    /// An id that was logged at or before the version that the sender says he has is not applied again, either. The later ones,
    /// on disk or on their way to it, are met while rebasing.
    /// </summary>
    private void LeaveOutKnown(Rebasing rebasing, int personId, int version)
    {
        foreach (var (id, known) in log.Known(DocumentId, personId, version, [.. rebasing.Rest]))
            rebasing.LeaveOut(id, known);
    }

    /// <summary>A known update may still be on its way to the disk or to the readers: it is not confirmed before it is there.</summary>
    private static Task AfterWhatIsPromised(TextState current, int version) =>
        current.Last is { } last && (version > current.OnDisk.Version || !last.Broadcasted.IsCompleted)
            ? last.Broadcasted
            : Task.CompletedTask;

    private Batch Reserve(TextState current, int personId, Rebasing rebasing)
    {
        var (text, taken) = (current.Head, current.Taken);
        var at = clock.GetUtcNow();
        var by = PersonIds.Write(personId);
        var entries = new List<LogEntry>(rebasing.Rest.Count);
        for (var i = 0; i < rebasing.Rest.Count; i++)
        {
            var (update, before) = (rebasing.Rest[i], text);
            var change = SuggestionGate.Pass(text, rebasing.Changes[i], update, by, AuthorOf, taken, at.ToUnixTimeMilliseconds());
            CheckSize(change, text);
            rebasing.Turned(i, change);
            text = text.Apply(change);
            taken = taken.After(before, change, text, by);
            CheckMarks(text, before);
            entries.Add(
                LogEntry.Create(current.HeadVersion + i + 1, personId, update, change, at, SuggestionFate.Of(before, text, change.Marking))
            );
        }
        return HandIn(current, entries, text, taken);

        (string By, long At)? AuthorOf(string id) => text.Marks.Find(id) is { } pending ? (pending.By, pending.At) : current.AuthorOf(id);
    }

    private Batch HandIn(TextState current, List<LogEntry> entries, TrackedText text, TakenMarks taken)
    {
        var batch = new Batch(DocumentId, current, entries, text, committed => onCommitted(this, committed))
        {
            WithSnapshot = current.IsSnapshotDue(entries, limits.UpdatesPerSnapshot, limits.BytesPerSnapshot),
        };
        current.Reserve(batch, taken);
        current.Forget(limits.UpdatesInMemory, limits.BytesInMemory);
        batcher.Add(batch);
        return batch;
    }

    private void CheckSize(TrackedChange change, TrackedText text)
    {
        var length = change.Changes.NewLength;
        if (length > limits.MaxTextLength && length > text.Text.Length)
            throw Refusal.TooLarge($"the text would have {length} characters; at most {limits.MaxTextLength} are taken");
    }

    /// <summary>
    /// A text that has too many already (the limit was lowered) takes whatever does not add to them: deciding on some must be possible.
    /// </summary>
    private void CheckMarks(TrackedText text, TrackedText before)
    {
        var pieces = text.Marks.Pieces;
        if (pieces > limits.MaxMarks && pieces > before.Marks.Pieces)
            throw Refusal.TooLarge(
                $"the text would have {pieces} marks; at most {limits.MaxMarks} are taken: decide on some suggestions first"
            );
    }

    /// <summary>
    /// Lets go of the text, unless somebody is at it or something is still on its way to the disk: whoever asks next reads it again.
    /// </summary>
    public void Forget()
    {
        if (!gate.Wait(TimeSpan.Zero))
            return;
        state.Forget();
        gate.Release();
    }

    public void Dispose() => gate.Dispose();
}
