using System.Collections.Concurrent;

namespace Authoring.Web.People;

/// <summary>A new account or password, to be told to the person that it is for.</summary>
public sealed record Handover(string DisplayName, string UserName, string Password);

/// <summary>
/// Initial passwords between the form that made them and the page that shows them: each is shown once, to the administrator who made it,
/// and is kept nowhere.
/// </summary>
internal sealed class Handovers(TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<Guid, Kept> kept = new();

    private sealed record Kept(int Administrator, long At, IReadOnlyList<Handover> Handovers);

    public Guid Keep(int administrator, IReadOnlyList<Handover> handovers)
    {
        foreach (var (old, entry) in kept)
            if (clock.GetElapsedTime(entry.At) > Longest)
                kept.TryRemove(old, out _);
        var id = Guid.NewGuid();
        kept[id] = new Kept(administrator, clock.GetTimestamp(), handovers);
        return id;
    }

    public IReadOnlyList<Handover> Take(int administrator, Guid id) =>
        kept.TryGetValue(id, out var entry)
        && entry.Administrator == administrator
        && clock.GetElapsedTime(entry.At) <= Longest
        && kept.TryRemove(id, out _)
            ? entry.Handovers
            : [];
}
