using Authoring.Web.Documents;
using Microsoft.AspNetCore.SignalR;

namespace Authoring.Web.Editing;

/// <summary>
/// Tells everybody what was committed, per text in the order of the log, and then its senders that it is done. What is committed while one
/// message is being written leaves together; for a crowd, <see cref="CommitBatcher"/> has gathered it before. No reader is waited for (<see
/// cref="PromptConnections"/>).
/// </summary>
internal sealed partial class Broadcast(
    IHubContext hub,
    Presence presence,
    IEnumerable<ICommitObserver> observers,
    ILogger<Broadcast> logger
)
{
    private readonly ICommitObserver[] first = [.. observers.OrderBy(observer => observer.Order)];
    private readonly Lock gate = new();
    private readonly Lock people = new();

    /// <summary>What is to be told of each text; a text is here from its first batch until all of it was sent.</summary>
    private readonly Dictionary<int, List<Batch>> waiting = [];

    public static string Group(DocumentName document) => $"document:{document}";

    public static string Group(string slug) => $"report:{slug}";

    /// <summary>Called by the log, in order, once a batch is on disk.</summary>
    public void Committed(DocumentPlace place, Batch batch)
    {
        foreach (var observer in first)
            observer.Committed(place, batch);
        bool isFirst;
        lock (gate)
        {
            isFirst = !waiting.TryGetValue(place.DocumentId, out var batches);
            if (isFirst)
                waiting[place.DocumentId] = batches = [];
            batches!.Add(batch);
        }
        // A few readers are told at once; telling a crowd takes a while, and the log must go on.
        if (isFirst)
            _ = presence.Connections(place.Name) < CommitBatcher.Crowd ? SendAsync(place) : Task.Run(() => SendAsync(place));
    }

    /// <summary>
    /// Tells everybody who follows a report that what is around its texts has changed: where they stand, what is said about them.
    /// </summary>
    public void TellOfReview(string slug)
    {
        AroundChanged?.Invoke(slug);
        _ = hub.Clients.Group(Group(slug)).SendAsync("Reviewed", slug);
    }

    /// <summary>Raised with the report's slug before anybody is told that what is around its texts has changed.</summary>
    public event Action<string>? AroundChanged;

    /// <summary>
    /// Tells everybody in a text who is there, and who follows its report. Who came or went first is told first: an older list after a
    /// newer
    /// one would hide somebody.
    /// </summary>
    public Task TellPeopleAsync(DocumentName text)
    {
        lock (people)
        {
            var here = presence.People(text);
            return Task.WhenAll(
                hub.Clients.Group(Group(text)).SendAsync("People", text.ToString(), here),
                hub.Clients.Group(Group(text.Slug)).SendAsync("Moved", text.Slug, text.ToString(), here)
            );
        }
    }

    private async Task SendAsync(DocumentPlace place)
    {
        var name = place.Name.ToString();
        var group = hub.Clients.Group(Group(place.Name));
        while (Next(place.DocumentId) is { } batches)
        {
            var version = batches[^1].Version;
            try
            {
                // Keystroke 8: everybody is told, and then the sender's push is answered.
                await group.SendAsync("Updated", name, version, Updates(batches));
            }
            catch (Exception e)
            {
                // A page that misses a message sees the gap and pulls.
                Log.NotSent(logger, name, version, e);
            }
            // On its way to each connection, the senders' too: what is answered from now on arrives there after it.
            foreach (var batch in batches)
                batch.Tell();
        }
    }

    private List<Batch>? Next(int document)
    {
        lock (gate)
        {
            if (waiting[document] is { Count: > 0 } batches)
            {
                waiting[document] = [];
                return batches;
            }
            waiting.Remove(document);
            return null;
        }
    }

    private static List<WireUpdate> Updates(List<Batch> batches)
    {
        var updates = new List<WireUpdate>(batches.Count);
        foreach (var batch in batches)
        foreach (var entry in batch.Entries)
            updates.Add(entry.Wire);
        return updates;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Updates of {Document} up to {Version} did not reach everybody")]
        public static partial void NotSent(ILogger logger, string document, int version, Exception exception);
    }
}
