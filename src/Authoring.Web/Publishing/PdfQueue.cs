using Authoring.Compile.Docx;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Publishing;

/// <summary>
/// Reports that are to be laid out, one after the other, so that those who write have the server for themselves. Who asks for what is being
/// made already waits for that; what nobody waits for is not made.
/// </summary>
internal sealed partial class PdfQueue(
    PagePass pass,
    PdfCache cache,
    WorkFolder work,
    IOptions<PublishingSettings> settings,
    ILogger<PdfQueue> logger
) : BackgroundService
{
    private readonly Lock gate = new();

    /// <summary>In their order; the first one is being made, or is the next to be.</summary>
    private readonly List<PdfJob> jobs = [];

    /// <summary>As many as there are jobs that were not taken yet, or were left.</summary>
    private readonly SemaphoreSlim asked = new(0);

    /// <summary>Somebody's progress may be another one now. Raised on threads of the pool.</summary>
    public event Action? Moved;

    /// <summary>How many conversions were begun since the server started.</summary>
    public int Begun { get; private set; }

    public PdfTicket Ask(PdfOrder order)
    {
        lock (gate)
        {
            if (cache.Find(order.Key) is { } made)
                return new PdfTicket(new PdfOutcome(null, made));
            var job = jobs.Find(other => other.Order.Key == order.Key);
            if (job is null)
            {
                if (jobs.Count > settings.Value.MaxWaiting)
                    return new PdfTicket(new PdfOutcome(PdfFailure.QueueFull, null));
                jobs.Add(job = new PdfJob(order));
                asked.Release();
            }
            job.Waiters++;
            return new PdfTicket(this, job);
        }
    }

    public PdfProgress ProgressOf(PdfJob job)
    {
        lock (gate)
            return new PdfProgress(Math.Max(0, jobs.IndexOf(job)), job.Pass);
    }

    public void Leave(PdfJob job)
    {
        lock (gate)
        {
            if (--job.Waiters > 0 || !jobs.Remove(job))
                return;
        }
        job.Abandon();
        Moved?.Invoke();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await asked.WaitAsync(stoppingToken);
                if (Next() is { } job)
                    await RunAsync(job, stoppingToken);
            }
        }
        finally
        {
            lock (gate)
                jobs.ForEach(job => job.Abandon());
        }
    }

    private PdfJob? Next()
    {
        lock (gate)
        {
            if (jobs is not [var job, ..])
                return null; // it was left before its turn
            Begun++;
            return job;
        }
    }

    private async Task RunAsync(PdfJob job, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(job.Left, stopping);
        PdfOutcome outcome;
        try
        {
            outcome = await MakeAsync(job, end.Token);
        }
        catch (OperationCanceledException)
        {
            return; // nobody waits, or the server stops
        }
        catch (Exception e)
        {
            Log.NotMade(logger, e);
            outcome = new PdfOutcome(e is IOException io && PagePass.IsDiskFull(io) ? PdfFailure.DiskFull : PdfFailure.NothingMade, null);
        }
        lock (gate)
            jobs.Remove(job);
        job.End(outcome);
        Moved?.Invoke();
    }

    private static IReadOnlyList<MissingFace> Faces(string folder) =>
        DocumentFaces.Missing(DocumentFaces.AskedFor(PublishedReport.WordIn(folder)), PdfReading.ReadFonts(PublishedReport.PdfIn(folder)));

    private async Task<PdfOutcome> MakeAsync(PdfJob job, CancellationToken cancellation)
    {
        var folder = work.New();
        try
        {
            var (failure, map) = await pass.RunAsync(job.Order.Write, PublishedReport.PdfIn(folder), Begins, cancellation);
            if (failure is not null)
            {
                WorkFolder.Remove(folder);
                return new PdfOutcome(failure, null);
            }
            DocxResult written;
            await using (var word = new FileStream(PublishedReport.WordIn(folder), FileMode.CreateNew))
                written = job.Order.Write(word, map!.Pages, false, cancellation);
            var report = new PublishedReport(job.Order.Key, folder, map) { Written = written, MissingFaces = Faces(folder) };
            cache.Keep(report);
            return new PdfOutcome(null, report);
        }
        catch
        {
            WorkFolder.Remove(folder);
            throw;
        }

        void Begins(int number)
        {
            lock (gate)
                job.Pass = number;
            Moved?.Invoke();
        }
    }

    public override void Dispose()
    {
        asked.Dispose();
        base.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A report could not be laid out")]
        public static partial void NotMade(ILogger logger, Exception exception);
    }
}
