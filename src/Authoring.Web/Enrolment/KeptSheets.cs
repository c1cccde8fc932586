using System.Collections.Concurrent;

namespace Authoring.Web.Enrolment;

/// <summary>
/// Lists between the form that brought them and the press that makes people of them: one for each administrator, for an hour, and only a
/// few at a time.
/// </summary>
internal sealed class KeptSheets(TimeProvider clock)
{
    private const int Most = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<int, (Guid Id, PeopleSheet Sheet, DateTimeOffset At)> kept = new();

    public Guid Keep(int person, PeopleSheet sheet)
    {
        var id = Guid.NewGuid();
        kept[person] = (id, sheet, clock.GetUtcNow());
        foreach (var (owner, _) in kept.OrderByDescending(entry => entry.Value.At).Skip(Most))
            kept.TryRemove(owner, out _);
        return id;
    }

    public PeopleSheet? Find(int person, Guid id) =>
        kept.TryGetValue(person, out var entry) && entry.Id == id && clock.GetUtcNow() - entry.At < Longest ? entry.Sheet : null;
}
