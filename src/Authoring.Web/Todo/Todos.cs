using Authoring.Web.Reports.Live;

namespace Authoring.Web.Todo;

/// <summary>A text that waits for somebody's signature.</summary>
/// <param name="Stage">What the stage is called.</param>
/// <param name="Since">When it came to lie there.</param>
public sealed record SignatureTodo(TextName Text, string Stage, DateTimeOffset Since, DateOnly? Deadline, bool IsLate);

/// <summary>A text of somebody's that is a draft.</summary>
/// <param name="Returned">Who sent it back and why; null: it was not.</param>
public sealed record DraftTodo(TextName Text, SentBackTodo? Returned, DateOnly? Deadline, bool IsLate);

/// <param name="Verb">As in the protocol: <c>return</c>, <c>reopen</c>, <c>edited</c>.</param>
public sealed record SentBackTodo(string Verb, string By, DateTimeOffset At, string? Words);

/// <summary>A comment that is given to somebody or names him, and is not settled.</summary>
public sealed record CommentTodo(TextName Text, int Thread, string By, DateTimeOffset At, string Words, bool IsGiven);

/// <summary>A text of somebody's in which others suggest something.</summary>
public sealed record SuggestionTodo(TextName Text, int Count);

/// <summary>What waits for one person, in all reports that he may read; what has waited longest comes first.</summary>
public sealed record Todos(
    IReadOnlyList<SignatureTodo> ToSign,
    IReadOnlyList<DraftTodo> Returned,
    IReadOnlyList<CommentTodo> Comments,
    IReadOnlyList<SuggestionTodo> Suggestions,
    IReadOnlyList<DraftTodo> Drafts
)
{
    public static Todos Nothing { get; } = new([], [], [], [], []);

    /// <summary>What others have asked of him. Drafts are work, and not counted.</summary>
    public int Asked => ToSign.Count + Returned.Count + Comments.Count + Suggestions.Count;
    public bool IsEmpty => Asked == 0 && Drafts.Count == 0;
}
