using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.Todo;

/// <summary>By when something must be done.</summary>
/// <param name="IsNear">It cannot wait any more, or is late.</param>
public readonly record struct DueDay(DateOnly? Day, bool IsLate, bool IsNear);

/// <summary>One thing that waits for somebody, with the one thing to do about it.</summary>
/// <param name="Action">What the way there is called, as in the words <c>todo.go-…</c>.</param>
/// <param name="Place">What the editor's page opens beside the text.</param>
public abstract record TodoRow(TextName Text, DueDay Due, string Action, string Place = "")
{
    /// <summary>Where it is done.</summary>
    public virtual string Address => Addresses.OfText(Text.Name) + Place;
}

/// <summary>A text that waits for somebody's signature.</summary>
/// <param name="Stage">What the stage is called.</param>
/// <param name="Since">When it came to lie there.</param>
/// <param name="By">Who submitted it, and <paramref name="Organisation"/> whose text it is, where that is known.</param>
public sealed record SignatureTodo(TextName Text, string Stage, DateTimeOffset Since, string? By, string? Organisation, DueDay Due)
    : TodoRow(Text, Due, "sign")
{
    public override string Address => Addresses.OfReview(Text.Name);
}

/// <summary>A text of somebody's that is a draft.</summary>
/// <param name="Returned">Who sent it back and why; null: it was not.</param>
/// <param name="IsGiven">It was given to him; otherwise nobody was given it, and he has written in it.</param>
/// <param name="IsBegun">He has written in it.</param>
public sealed record DraftTodo(TextName Text, SentBackTodo? Returned, DueDay Due, bool IsGiven, bool IsBegun)
    : TodoRow(
        Text,
        Due,
        Returned is not null ? "rewrite"
            : IsBegun ? "write-on"
            : "write",
        Returned is null ? "" : "#review"
    );

/// <param name="Verb">As in the protocol: <c>return</c>, <c>reopen</c>, <c>edited</c>.</param>
public sealed record SentBackTodo(string Verb, string By, DateTimeOffset At, string? Words);

/// <summary>A comment that is given to somebody or names him, and is not settled.</summary>
public sealed record CommentTodo(TextName Text, int Thread, string By, DateTimeOffset At, string Words, bool IsGiven)
    : TodoRow(Text, default, IsGiven ? "settle" : "answer", $"#comment-{Thread}");

/// <summary>A text of somebody's in which others suggest something.</summary>
public sealed record SuggestionTodo(TextName Text, int Count) : TodoRow(Text, default, "decide", "#suggestions");

/// <summary>A text that nobody was given, and in which somebody may write.</summary>
public sealed record OpenTodo(TextName Text, DueDay Due) : TodoRow(Text, Due, "write");

/// <summary>The texts of a report that nobody was given and nobody has begun: what somebody can do there all the same.</summary>
/// <param name="Count">Of all of them.</param>
/// <param name="Texts">The first few, for who writes and has nothing of his own in the report; else none.</param>
/// <param name="Manages">He can give them to somebody.</param>
public sealed record OpenTexts(string Report, string Slug, int Count, IReadOnlyList<OpenTodo> Texts, bool Manages)
{
    /// <summary>As <see cref="TodoRow.Action"/>.</summary>
    public string Action => Manages ? "assign" : "look";
    public string Address => Addresses.OfReport(Slug, Manages ? "members" : "");
}

/// <summary>What waits for one person, in all reports that he may read; what has waited longest comes first.</summary>
/// <param name="Open">Not asked of him by anybody.</param>
public sealed record Todos(
    IReadOnlyList<SignatureTodo> ToSign,
    IReadOnlyList<DraftTodo> Returned,
    IReadOnlyList<CommentTodo> Comments,
    IReadOnlyList<SuggestionTodo> Suggestions,
    IReadOnlyList<DraftTodo> Drafts,
    IReadOnlyList<OpenTexts> Open
)
{
    public static Todos Nothing { get; } = new([], [], [], [], [], []);

    /// <summary>What others have asked of him, and drafts whose day is near; drafts that have time are work, and not counted.</summary>
    public int Asked => ToSign.Count + Returned.Count + Comments.Count + Suggestions.Count + Drafts.Count(draft => draft.Due.IsNear);
    public bool IsEmpty => Asked == 0 && Drafts.Count == 0;

    /// <summary>What others wrote to him or into his texts.</summary>
    public int Mentions => Comments.Count + Suggestions.Count;

    /// <summary>What he can write: what he was given or has begun, and else what nobody was given.</summary>
    public int ToWrite => Drafts.Count + Open.Where(report => report.Texts.Count > 0).Sum(report => report.Count);

    /// <summary>All but what is open to anybody, each with its one action.</summary>
    public IEnumerable<TodoRow> Rows => [.. ToSign, .. Returned, .. Comments, .. Suggestions, .. Drafts];

    /// <summary>The nearest day of what waits for him, also one that is over.</summary>
    public TodoRow? Nearest => Rows.Where(row => row.Due.Day is not null).MinBy(row => row.Due.Day);
}
