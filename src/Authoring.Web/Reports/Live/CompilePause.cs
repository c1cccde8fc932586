namespace Authoring.Web.Reports.Live;

/// <summary>
/// How long a report waits until it is compiled again. It rests the longer, the longer that takes: whatever somebody types, the others have
/// most of the server.
/// </summary>
internal sealed class CompilePause(TimeProvider clock)
{
    /// <summary>Keys that follow each other faster share one compilation.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>A report rests so many times as long as it was compiled.</summary>
    private const int RestPerWork = 10;

    /// <summary>However long it takes, numbers are no older than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private (TimeSpan Length, long Since) rest;

    public TimeSpan Left
    {
        get
        {
            var longest = rest.Length < Longest ? rest.Length : Longest;
            var left = longest - clock.GetElapsedTime(rest.Since);
            return left > Shortest ? left : Shortest;
        }
    }

    /// <summary>A compilation has ended that began then.</summary>
    public void Begin(long compiledSince)
    {
        var ended = clock.GetTimestamp();
        rest = (RestPerWork * clock.GetElapsedTime(compiledSince, ended), ended);
    }
}
