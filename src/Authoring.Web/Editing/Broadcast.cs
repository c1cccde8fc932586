using System.Threading.Channels;
using Authoring.Web.Reports;
using Microsoft.AspNetCore.SignalR;

namespace Authoring.Web.Editing;

/// <summary>
/// Tells everybody what was committed, per text in the order of the log. While one message is on its way, what is committed
/// meanwhile gathers and leaves together: nothing is delayed when few are there, and a crowd shares messages.
/// </summary>
internal sealed partial class Broadcast(IHubContext<EditingHub> hub, Audience audience, LiveReports reports, TimeProvider clock, ILogger<Broadcast> logger)
{
    /// <summary>One slow reader must not hold up the others for longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    /// <summary>From so many connections in one text on, messages leave at most once a <see cref="Tick"/>: each costs as much as there are readers.</summary>
    private const int Crowd = 30;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(15);

    private readonly Lock gate = new();
    private readonly Dictionary<int, Channel<Batch>> queues = [];

    public static string Group(DocumentName document) => $"document:{document}";
    public static string Group(string slug) => $"report:{slug}";

    /// <summary>Called by the log, in order, once a batch is on disk.</summary>
    public void Committed(DocumentPlace place, Batch batch)
    {
        Channel<Batch>? queue;
        bool isNew;
        lock (gate)
        {
            isNew = !queues.TryGetValue(place.DocumentId, out queue);
            if (isNew) queues[place.DocumentId] = queue = Channel.CreateUnbounded<Batch>(new UnboundedChannelOptions { SingleReader = true });
            queue!.Writer.TryWrite(batch);
        }
        if (isNew) _ = Task.Run(() => SendAsync(place, queue));
        reports.TextChanged(place.Name.Slug, place.Path, batch.Version, batch.After);
    }

    private async Task SendAsync(DocumentPlace place, Channel<Batch> queue)
    {
        var name = place.Name.ToString();
        var group = hub.Clients.Group(Group(place.Name));
        while (true)
        {
            var updates = new List<WireUpdate>();
            var version = 0;
            lock (gate)
            {
                while (queue.Reader.TryRead(out var batch))
                {
                    updates.AddRange(batch.Entries.Select(entry => entry.Wire));
                    version = batch.Version;
                }
                if (updates.Count == 0)
                {
                    queues.Remove(place.DocumentId);
                    return;
                }
            }
            try
            {
                var sent = group.SendAsync("Updated", name, version, updates);
                if (!sent.IsCompleted) await Task.WhenAny(sent, Task.Delay(LongestWait, clock));
                else await sent;
                if (audience.Connections(place.Name) >= Crowd) await Task.Delay(Tick, clock);
            }
            catch (Exception e)
            {
                // A page that misses a message sees the gap and pulls.
                Log.NotSent(logger, name, version, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Updates of {Document} up to {Version} did not reach everybody")]
        public static partial void NotSent(ILogger logger, string document, int version, Exception exception);
    }
}
