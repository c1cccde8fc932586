using Authoring.Compile.Docx;

namespace Authoring.Web.Publishing;

/// <summary>What is to be made.</summary>
/// <param name="Write">Writes the report as it was when it was asked for.</param>
internal sealed record PdfOrder(PdfKey Key, WordWriting Write)
{
    /// <summary>What was said when it was written without pages.</summary>
    public DocxResult? Written { get; init; }
}

/// <summary>How far it is.</summary>
/// <param name="Ahead">How many come before; 0: it is being made.</param>
/// <param name="Pass">Which pass runs, from 1; 0: none yet.</param>
internal readonly record struct PdfProgress(int Ahead, int Pass);

/// <summary>What came of it: one of the two.</summary>
internal sealed record PdfOutcome(PdfFailure? Failure, PublishedReport? Report);

/// <summary>One conversion, for all who asked for the same content. The queue guards it.</summary>
internal sealed class PdfJob(PdfOrder order)
{
    private readonly TaskCompletionSource<PdfOutcome> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource left = new();

    public PdfOrder Order { get; } = order;

    public int Waiters { get; set; }

    public int Pass { get; set; }

    /// <summary>Nobody waits for it any longer.</summary>
    public CancellationToken Left => left.Token;

    public Task<PdfOutcome> Outcome => outcome.Task;

    public void End(PdfOutcome came) => outcome.TrySetResult(came);

    /// <summary>Nobody waits any longer, or the server stops.</summary>
    public void Abandon()
    {
        left.Cancel();
        outcome.TrySetCanceled();
    }
}

/// <summary>Somebody's place in the queue. Who gives it back no longer waits.</summary>
internal sealed class PdfTicket : IDisposable
{
    private readonly PdfQueue? queue;
    private PdfJob? job;

    /// <summary>It is decided already.</summary>
    public PdfTicket(PdfOutcome outcome) => Outcome = Task.FromResult(outcome);

    public PdfTicket(PdfQueue queue, PdfJob job)
    {
        (this.queue, this.job) = (queue, job);
        Outcome = job.Outcome;
    }

    public Task<PdfOutcome> Outcome { get; }

    public PdfProgress Progress => job is { } mine ? queue!.ProgressOf(mine) : default;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref job, null) is { } mine)
            queue!.Leave(mine);
    }
}
