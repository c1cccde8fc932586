using System.Collections.Concurrent;
using Authoring.Text;
using Authoring.Web.Editing;

namespace Authoring.Web.History;

/// <summary>Characters that one person put into a text within one sitting.</summary>
/// <param name="From">In UTF-16 code units; up to <paramref name="To"/>.</param>
/// <param name="PersonId">Null: nobody; it stood there from the beginning.</param>
/// <param name="At">The last time of it, in milliseconds since 1970, UTC; 0 where nobody wrote.</param>
internal readonly record struct AuthoredRange(int From, int To, int? PersonId, long At);

/// <summary>Who wrote what stands in a text at a version: the whole text, without gaps.</summary>
internal sealed record AuthoredText(int Version, Rope Text, IReadOnlyList<AuthoredRange> Ranges);

/// <summary>
/// Who wrote what, from the log. What was worked out of a text is kept for the next who asks, so that only what was logged since is read;
/// of a few texts, the
/// last asked for.
/// </summary>
internal sealed class Authors(TextHistory history)
{
    private const int MostTexts = 32;

    /// <summary>Neighbours by one person that are no further apart in time are one.</summary>
    private static readonly long Sitting = (long)TimeSpan.FromMinutes(10).TotalMilliseconds;

    private readonly ConcurrentDictionary<int, Followed> followed = new();
    private long asked;

    /// <summary>A text's log, followed to some version. One at a time goes on with it.</summary>
    private sealed class Followed
    {
        public readonly SemaphoreSlim Gate = new(1, 1);
        public Trail? Breadcrumbs;
        public long Asked;
    }

    private sealed class Trail(Rope seeded)
    {
        private readonly Authorship authorship = new(seeded);

        // By version: who, and when.
        private readonly List<int> people = [0];
        private readonly List<long> times = [0];

        public Rope Text { get; private set; } = seeded;
        public int Version => authorship.Version;

        public void Add(LogEntry entry)
        {
            authorship.Add(entry.Changes);
            Text = entry.Changes.Apply(Text);
            people.Add(entry.PersonId);
            times.Add(entry.At);
        }

        public AuthoredText Now()
        {
            var ranges = new List<AuthoredRange>();
            foreach (var range in authorship.Ranges)
            {
                var next = new AuthoredRange(range.From, range.To, range.Version == 0 ? null : people[range.Version], times[range.Version]);
                if (ranges.Count > 0 && ranges[^1] is var last && last.PersonId == next.PersonId && Math.Abs(next.At - last.At) <= Sitting)
                    ranges[^1] = last with { To = next.To, At = Math.Max(last.At, next.At) };
                else
                    ranges.Add(next);
            }
            return new AuthoredText(Version, Text, ranges);
        }
    }

    /// <param name="version">Null: the last committed one.</param>
    /// <returns>Null: there is no such text, or it has no such version.</returns>
    public async Task<AuthoredText?> FindAsync(int documentId, int? version = null, CancellationToken cancellation = default)
    {
        if (version < 0)
            return null;
        var own = followed.GetOrAdd(documentId, _ => new Followed());
        own.Asked = Interlocked.Increment(ref asked);
        await own.Gate.WaitAsync(cancellation);
        try
        {
            // A version before what is known is worked out from the beginning, and the newer one stays known.
            var trail = own.Breadcrumbs is { } known && (version ?? int.MaxValue) >= known.Version ? known : null;
            if (trail is null)
            {
                if (await history.AtAsync(documentId, 0, cancellation) is not { } seeded)
                    return null;
                trail = new Trail(seeded.Text);
                own.Breadcrumbs ??= trail;
            }
            await foreach (var entry in history.UpdatesAsync(documentId, trail.Version, version ?? int.MaxValue, cancellation))
                trail.Add(entry);
            return version is { } wanted && wanted != trail.Version ? null : trail.Now();
        }
        finally
        {
            own.Gate.Release();
            LetGo();
        }
    }

    private void LetGo()
    {
        while (followed.Count > MostTexts)
            followed.TryRemove(followed.MinBy(text => Volatile.Read(ref text.Value.Asked)));
    }
}
