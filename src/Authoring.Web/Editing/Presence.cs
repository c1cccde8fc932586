using System.Collections.Concurrent;
using Authoring.Web.Documents;
using Authoring.Web.People;

namespace Authoring.Web.Editing;

/// <summary>Which connections have which texts open, and who sits behind them.</summary>
internal sealed class Presence
{
    private readonly Lock gate = new();
    private readonly Dictionary<DocumentName, Dictionary<string, Participant>> texts = [];
    private readonly ConcurrentDictionary<string, HashSet<DocumentName>> connections = new(StringComparer.Ordinal);

    /// <summary>Adds a connection where there is room for it; true when the list of people has changed by it.</summary>
    public bool Join(DocumentName text, string connection, Participant person, EditingLimits limits)
    {
        lock (gate)
        {
            CheckRoom(text, connection, person, limits);
            connections.GetOrAdd(connection, _ => []).Add(text);
            if (!texts.TryGetValue(text, out var here))
                texts[text] = here = new(StringComparer.Ordinal);
            var isNew = here.Values.All(p => p.Id != person.Id);
            here[connection] = person;
            return isNew;
        }
    }

    private void CheckRoom(DocumentName text, string connection, Participant person, EditingLimits limits)
    {
        var here = texts.GetValueOrDefault(text);
        if (here?.ContainsKey(connection) ?? false)
            return;
        if (connections.TryGetValue(connection, out var open) && open.Count >= limits.OpenTextsPerConnection)
            throw Refusal.TooLarge($"{limits.OpenTextsPerConnection} texts are open on this connection; close one first");
        if (here is null)
            return;
        // His own are said first: he can do something about them.
        if (here.Values.Count(p => p.Id == person.Id) >= limits.ConnectionsPerPersonAndText)
            throw Refusal.TooLarge($"you have this text open in {limits.ConnectionsPerPersonAndText} windows; close one of them first");
        if (here.Count >= limits.ConnectionsPerText)
            throw Refusal.TooLarge($"{limits.ConnectionsPerText} windows have this text open; try again when somebody has left");
    }

    /// <summary>Takes a connection out of one text; true when the list of people has changed by it.</summary>
    public bool Leave(DocumentName text, string connection)
    {
        lock (gate)
        {
            if (connections.TryGetValue(connection, out var open))
                open.Remove(text);
            if (!texts.TryGetValue(text, out var here) || !here.Remove(connection, out var person))
                return false;
            if (here.Count == 0)
                texts.Remove(text);
            return here.Values.All(p => p.Id != person.Id);
        }
    }

    /// <summary>Takes a connection out of everything and returns the texts that it had open.</summary>
    public IReadOnlyList<DocumentName> Forget(string connection)
    {
        lock (gate)
            return connections.TryRemove(connection, out var open) ? [.. open] : [];
    }

    public bool IsEmpty(DocumentName text) => Connections(text) == 0;

    /// <summary>How many connections have a text open.</summary>
    public int Connections(DocumentName text)
    {
        lock (gate)
            return texts.TryGetValue(text, out var here) ? here.Count : 0;
    }

    /// <summary>What a person has open in a report, and where.</summary>
    public IReadOnlyList<(DocumentName Text, string Connection)> Of(string personId, string slug)
    {
        lock (gate)
            return
            [
                .. from text in texts
                where text.Key.Slug == slug
                from here in text.Value
                where here.Value.Id == personId
                select (text.Key, here.Key),
            ];
    }

    /// <summary>The people in a text, each once, by name.</summary>
    public IReadOnlyList<Participant> People(DocumentName text)
    {
        lock (gate)
            return texts.TryGetValue(text, out var here) ? ByName(here.Values) : [];
    }

    /// <summary>Who is in which text of a report.</summary>
    public IReadOnlyList<(DocumentName Text, IReadOnlyList<Participant> People)> In(string slug)
    {
        lock (gate)
            return [.. texts.Where(text => text.Key.Slug == slug).Select(text => (text.Key, ByName(text.Value.Values)))];
    }

    private static IReadOnlyList<Participant> ByName(IEnumerable<Participant> here) =>
        [.. here.DistinctBy(p => p.Id).OrderBy(p => p.Name, StringComparer.Ordinal)];
}
