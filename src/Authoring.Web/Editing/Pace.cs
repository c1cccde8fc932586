using System.Collections.Concurrent;
using Authoring.Web.Documents;

namespace Authoring.Web.Editing;

/// <summary>
/// How much one person may ask, whatever he asks and from however many windows: a bucket of units for each, a unit being some microseconds
/// of the server's work. Who has any left is answered, and a dear call may leave him in debt, which he waits for: what a call costs is
/// often known only when it is done.
/// </summary>
internal sealed class Pace(EditingLimits limits, TimeProvider clock)
{
    private readonly ConcurrentDictionary<int, Bucket> buckets = new();

    private sealed class Bucket(double units, long at)
    {
        public readonly Lock Gate = new();
        public double Units = units;
        public long At = at;
    }

    /// <summary>Refuses who has asked too much; every call costs something.</summary>
    public void Enter(int personId)
    {
        if (Take(personId, 1, mayOwe: false))
            return;
        throw Refusal.TooFast("you are asking more than one person can look at; wait a moment and ask again");
    }

    /// <summary>What a call cost beyond the one unit.</summary>
    public void Spend(int personId, long units) => Take(personId, units, mayOwe: true);

    private bool Take(int personId, long units, bool mayOwe)
    {
        var now = clock.GetTimestamp();
        var bucket = buckets.GetOrAdd(personId, _ => new Bucket(limits.ReadingAtOnce, now));
        lock (bucket.Gate)
        {
            var filled = clock.GetElapsedTime(bucket.At, now).TotalSeconds * limits.ReadingPerSecond;
            bucket.Units = Math.Min(limits.ReadingAtOnce, bucket.Units + filled);
            bucket.At = now;
            if (!mayOwe && bucket.Units < 1)
                return false;
            bucket.Units -= units;
            return true;
        }
    }
}
