using System.Collections.Immutable;

namespace Authoring.Web.History;

/// <summary>
/// What one person did in a stretch. Lengths are UTF-16 code units, counted as they were typed: what somebody typed and deleted again
/// counts twice.
/// </summary>
/// <param name="LastAt">When he last wrote, in milliseconds since 1970, UTC.</param>
public sealed record Share(int PersonId, int Inserted, int Deleted, long LastAt);

/// <summary>Versions that were written in one go: after <paramref name="First"/> - 1, up to <paramref name="Last"/>.</summary>
/// <param name="Began">In milliseconds since 1970, UTC, as <paramref name="Ended"/> is.</param>
public sealed record Stretch(int First, int Last, long Began, long Ended, ImmutableList<Share> Shares);

/// <summary>
/// Gathers versions as people remember them: by person and pause. Two who write in turn make two stretches; two who write at the same time
/// make one together, or
/// there would be one for every few keys.
/// <code>
///   甲甲甲甲 · · pause · · 甲甲     two stretches
///   甲甲甲甲乙乙乙乙               two stretches
///   甲甲乙甲乙乙甲                 one, of both
/// </code>
/// </summary>
internal sealed class Stretches
{
    /// <summary>Longer without a key, and it is another stretch.</summary>
    public const long Pause = 10 * 60_000;

    /// <summary>Who comes back sooner, while somebody else has begun, writes together with him.</summary>
    public const long Together = 2 * 60_000;

    private readonly List<Stretch> all = [];

    /// <summary>Up to which version it goes.</summary>
    public int Last => all.Count == 0 ? 0 : all[^1].Last;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Stretch> ToList() => [.. all];

    public void Add(int version, int personId, long at, int inserted, int deleted)
    {
        if (all.Count > 0 && at - all[^1].Ended < Pause && OwnStretch(personId, at) is >= 0 and var own)
        {
            while (all.Count > own + 1)
            {
                all[^2] = Joined(all[^2], all[^1]);
                all.RemoveAt(all.Count - 1);
            }
            all[own] = With(all[own], version, personId, at, inserted, deleted);
            return;
        }
        all.Add(new Stretch(version, version, at, at, [new Share(personId, inserted, deleted, at)]));
    }

    /// <summary>
    /// The one that he goes on with; below zero: none. It is the last one, or one before it in which he has just written.
    /// </summary>
    private int OwnStretch(int personId, long at)
    {
        for (var i = all.Count - 1; i >= 0 && (i == all.Count - 1 || at - all[i].Ended < Together); i--)
            if (Has(all[i], personId) is { } share && (i == all.Count - 1 || at - share.LastAt < Together))
                return i;
        return -1;
    }

    private static Share? Has(Stretch stretch, int personId) => stretch.Shares.Find(share => share.PersonId == personId);

    private static Stretch With(Stretch stretch, int version, int personId, long at, int inserted, int deleted) =>
        stretch with
        {
            Last = version,
            Ended = Math.Max(stretch.Ended, at),
            Shares = With(stretch.Shares, new Share(personId, inserted, deleted, at)),
        };

    private static Stretch Joined(Stretch one, Stretch next) =>
        next.Shares.Aggregate(
            one with
            {
                Last = next.Last,
                Ended = next.Ended,
            },
            (all, share) => all with { Shares = With(all.Shares, share) }
        );

    private static ImmutableList<Share> With(ImmutableList<Share> shares, Share more)
    {
        var at = shares.FindIndex(share => share.PersonId == more.PersonId);
        return at < 0
            ? shares.Add(more)
            : shares.SetItem(
                at,
                more with
                {
                    Inserted = shares[at].Inserted + more.Inserted,
                    Deleted = shares[at].Deleted + more.Deleted,
                    LastAt = Math.Max(shares[at].LastAt, more.LastAt),
                }
            );
    }
}
