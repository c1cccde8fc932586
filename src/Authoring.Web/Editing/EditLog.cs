using System.Data.Common;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Editing;

/// <summary>
/// Writes updates to the database. Sessions hand in batches; whatever has arrived while the last transaction was being
/// committed goes into the next one, so that many writers share the cost of one flush and a single writer waits for nobody.
/// A batch is told when it is on disk, in the order in which batches were handed in.
/// </summary>
internal sealed partial class EditLog(
    IDbContextFactory<AuthoringDb> database,
    IOptions<EditingLimits> limits,
    IReviewedTexts reviewed,
    ILogger<EditLog> logger,
    DatabaseFile? file = null
) : BackgroundService
{
    private const int MostBatchesPerCommit = 512;
    private const int ConstraintViolated = 19;

    /// <summary>In milliseconds: a log that cannot be cut, as somebody reads, is tried again so often.</summary>
    private const int TrimPause = 1_000;

    private readonly KnownUpdates known = new(database, limits.Value);
    private readonly Queue<Batch> waiting = new();
    private TaskCompletionSource<Trouble?>? probe;
    private bool isStopping;
    private volatile bool isFailing;

    /// <summary>The last commit failed, and none has succeeded since.</summary>
    public bool IsFailing => isFailing;

    /// <summary>Queues a batch; <see cref="Batch.OnDisk"/> completes when it is committed and fails when it cannot be.</summary>
    public void Append(Batch batch)
    {
        lock (waiting)
        {
            if (!isStopping)
            {
                waiting.Enqueue(batch);
                Monitor.Pulse(waiting);
                return;
            }
        }
        batch.Fail(Refusal.NotSaved("the server is stopping"));
    }

    /// <summary>
    /// A thread of its own: it waits for the disk most of the time, and would take one away from a pool that has as many as there are
    /// cores.
    /// </summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(
            () => WriteAll(stoppingToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    private void WriteAll(CancellationToken stoppingToken)
    {
        using var writer = new LogWriter(database, file ?? DatabaseFile.Unwatched, limits.Value.WriteAheadLogBytes);
        var group = new List<Batch>();
        using var stop = stoppingToken.Register(Stop);
        var trimmed = 0L;
        // Something was committed that nobody has looked at since: the log beside the database may have grown, and nobody types any more.
        var (isLarge, isUnseen) = (false, false);
        while (Take(group, isLarge || isUnseen, out var asked))
        {
            isUnseen |= group.Count > 0 || asked is not null;
            Commit(writer, group);
            if (asked is not null)
                Probe(writer, asked);
            if (Environment.TickCount64 - trimmed < TrimPause)
                continue;
            isLarge = writer.IsLogLarge;
            isUnseen = false;
            trimmed = Environment.TickCount64;
            if (isLarge)
                writer.TrimLog();
        }
    }

    /// <summary>Commits something that means nothing, as a push is committed, and says what keeps it from it.</summary>
    public Task<Trouble?> ProbeAsync()
    {
        lock (waiting)
        {
            if (isStopping)
                return Task.FromResult<Trouble?>(Trouble.Gone);
            probe ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            Monitor.Pulse(waiting);
            return probe.Task;
        }
    }

    private void Probe(LogWriter writer, TaskCompletionSource<Trouble?> asked)
    {
        try
        {
            writer.Probe();
            isFailing = false;
            asked.SetResult(null);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or IOException)
        {
            GiveUp(writer, e);
            Log.NotProbed(logger, e);
            asked.SetResult(DatabaseTrouble.Of(e) ?? Trouble.Damaged);
        }
    }

    /// <summary>After an error. Two that give the same version are a race that one has lost; all others are the database's.</summary>
    private void GiveUp(LogWriter writer, Exception exception)
    {
        if (exception is DatabaseGoneException)
            writer.Keep();
        else
            writer.Reset();
        if (exception is not SqliteException { SqliteErrorCode: ConstraintViolated })
            isFailing = true;
    }

    /// <summary>What was handed in before is still written.</summary>
    private void Stop()
    {
        lock (waiting)
        {
            isStopping = true;
            Monitor.Pulse(waiting);
        }
    }

    /// <summary>
    /// Waits for batches, and takes what is there; nothing: it is time to look at the log; false: there will be no more. A monitor waits
    /// without spinning, as a blocking collection does not.
    /// </summary>
    private bool Take(List<Batch> group, bool looksSoon, out TaskCompletionSource<Trouble?>? asked)
    {
        group.Clear();
        lock (waiting)
        {
            while (waiting.Count == 0 && probe is null)
            {
                asked = null;
                if (isStopping)
                    return false;
                if (!Monitor.Wait(waiting, looksSoon ? TrimPause : Timeout.Infinite))
                    return true;
            }
            (asked, probe) = (probe, null);
            while (group.Count < MostBatchesPerCommit && waiting.TryDequeue(out var batch))
                group.Add(batch);
        }
        return true;
    }

    private void Commit(LogWriter writer, List<Batch> group)
    {
        group.RemoveAll(batch => batch.FailIfLost());
        if (group.Count == 0)
            return;
        try
        {
            writer.Write(group);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or IOException)
        {
            GiveUp(writer, e);
            CommitApart(writer, group, e);
            return;
        }
        isFailing = false;
        // Keystroke 7: it is on disk. Those who observe commits hear of it in their order, before anybody is told.
        foreach (var batch in group)
        {
            known.Add(batch);
            batch.Succeed();
        }
    }

    /// <summary>One bad batch must not take the others with it.</summary>
    private void CommitApart(LogWriter writer, List<Batch> group, Exception exception)
    {
        if (group.Count > 1)
        {
            foreach (var batch in group)
                Commit(writer, [batch]);
            return;
        }
        Log.NotCommitted(logger, group[0].DocumentId, group[0].Entries[0].Version, exception);
        group[0].Fail(Refusal.NotSaved("the database did not take the change; keep it and send it again"));
    }

    /// <summary>Commits that a stretch of a text is packed.</summary>
    public void Repack(int documentId, Action commit) => known.Repack(documentId, commit);

    /// <summary>What is kept in memory of a text's ids is let go, and read again when it is needed.</summary>
    public void ForgetIds(int documentId) => known.Forget(documentId);

    /// <summary>Which of a person's updates are in a text up to <paramref name="version"/>, oldest first, and their versions.</summary>
    public List<(string Id, int Version)> Known(int documentId, int personId, int version, IReadOnlyList<PushedUpdate> updates) =>
        known.UpTo(version, documentId, personId, updates);

    public override void Dispose()
    {
        known.Dispose();
        base.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Updates of text {DocumentId} from version {Version} were not committed")]
        public static partial void NotCommitted(ILogger logger, int documentId, int version, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "The database was asked whether it takes changes, and did not take one")]
        public static partial void NotProbed(ILogger logger, Exception exception);
    }
}
