using Authoring.Text;
using Authoring.Web.Editing;

namespace Authoring.Web.History;

/// <summary>With an update a phrase came to stand in a text more often, or less.</summary>
/// <param name="Before">How often it stood there before; <paramref name="After"/> that update.</param>
internal readonly record struct PhraseStep(int Version, int PersonId, long At, int Before, int After);

/// <param name="Steps">The last ones, the newest first.</param>
/// <param name="StepCount">How many there were.</param>
/// <param name="AtStart">How often it stood in the text as seeded.</param>
/// <param name="Now">How often it stands in the text at <paramref name="Version"/>.</param>
/// <param name="IsWhole">The whole log was searched; otherwise there was no time for what came after <paramref name="Version"/>.</param>
internal sealed record PhraseFound(IReadOnlyList<PhraseStep> Steps, int StepCount, int AtStart, int Now, int Version, bool IsWhole);

/// <summary>Searches a text's log for the versions in which a phrase came or went.</summary>
internal sealed class PhraseSearcher(TextHistory history, TimeProvider clock)
{
    /// <summary>The longest phrase, in UTF-16 code units.</summary>
    public const int Longest = 200;
    public const int MostSteps = 200;
    private const int BetweenReports = 1_000; // updates
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    /// <summary>Reads the log from the beginning; what it costs grows with what was written, not with the length of the text.</summary>
    /// <param name="progress">Hears now and then which version was reached.</param>
    /// <returns>Null: there is no such text.</returns>
    public async Task<PhraseFound?> FindAsync(
        int documentId,
        string phrase,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        if (phrase.Length is 0 or > Longest)
            throw new ArgumentException($"A phrase has 1 to {Longest} characters.", nameof(phrase));
        var began = clock.GetTimestamp();
        if (await history.AtAsync(documentId, 0, cancellation) is not { } seeded)
            return null;
        var counted = new PhraseCount(seeded.Text, phrase);
        var (atStart, version, stepCount, isWhole) = (counted.Count, 0, 0, true);
        var steps = new Queue<PhraseStep>();
        await foreach (var entry in history.UpdatesAsync(documentId, 0, int.MaxValue, cancellation))
        {
            var before = counted.Count;
            var more = counted.Add(entry.Changes);
            version = entry.Version;
            if (more != 0)
            {
                stepCount++;
                steps.Enqueue(new PhraseStep(version, entry.PersonId, entry.At, before, counted.Count));
                if (steps.Count > MostSteps)
                    steps.Dequeue();
            }
            if (version % BetweenReports != 0)
                continue;
            progress?.Report(version);
            isWhole = clock.GetElapsedTime(began) < MostTime;
            if (!isWhole)
                break;
        }
        return new PhraseFound([.. steps.Reverse()], stepCount, atStart, counted.Count, version, isWhole);
    }
}
