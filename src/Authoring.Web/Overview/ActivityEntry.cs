namespace Authoring.Web.Overview;

/// <summary>What somebody did; the words <c>activity.…</c> say it.</summary>
public enum ActivityKind
{
    Wrote,
    Suggested,
    Commented,
    Settled,
    Named,
    Submitted,
    Approved,
    Returned,
    TakenBack,
    Reopened,

    /// <summary>Changed what others had signed, and so ended their signatures.</summary>
    Edited,
}

/// <summary>Something that somebody did in a report. What he did several times on one day in one text stands once.</summary>
/// <param name="At">The last time.</param>
/// <param name="Count">How often, for comments and suggestions.</param>
/// <param name="About">The stage, or the name of a version.</param>
public sealed record ActivityEntry(
    DateTimeOffset At,
    ActivityKind Kind,
    int PersonId,
    string Person,
    int DocumentId,
    int Count = 1,
    string? About = null
);
