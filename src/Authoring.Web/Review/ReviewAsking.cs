using Authoring.Web.Comments;

namespace Authoring.Web.Review;

/// <summary>What somebody is about to do, and what he is told and asked before.</summary>
/// <param name="Texts">What it will be done about.</param>
/// <param name="Unread">Of these what he has not opened, or not seen to its end.</param>
/// <param name="Left">What he has chosen and it will not be done about.</param>
/// <param name="AsksMinutes">The day of the meeting is asked, once for all.</param>
/// <param name="NeedsWords">A reason must be given.</param>
/// <param name="Commented">Texts with open comments, of which he is told before he submits them.</param>
/// <param name="Quote">The words that a comment is about; null: the text as a whole, or no comment.</param>
public sealed record ReviewAsking(
    ReviewVerb Verb,
    IReadOnlyList<QueuedText> Texts,
    IReadOnlyList<QueuedText> Unread,
    IReadOnlyList<QueuedText> Left,
    bool AsksMinutes,
    bool NeedsWords,
    IReadOnlyList<QueuedText> Commented,
    string? Quote = null
)
{
    /// <param name="moved">Paths of those that have changed since they were shown.</param>
    public static ReviewAsking About(ReviewVerb verb, IReadOnlyList<QueuedText> texts, IReadOnlySet<string> moved)
    {
        var able = texts.Where(text => IsAble(verb, text, moved)).ToList();
        return new ReviewAsking(
            verb,
            able,
            verb == ReviewVerb.Approve ? [.. able.Where(text => !text.Mine.IsRead)] : [],
            [.. texts.Except(able)],
            verb == ReviewVerb.Approve && able.Any(text => text.Mine.AsksMinutes),
            verb == ReviewVerb.Return || (verb == ReviewVerb.Approve && able.Any(text => text.Mine.NeedsReason)),
            verb == ReviewVerb.Submit ? [.. able.Where(text => text.Mine.OpenComments > 0)] : []
        );
    }

    /// <summary>Not an act of the chain: something is said about a text.</summary>
    public static ReviewAsking Comment(QueuedText text, PrintedWords? marked) =>
        new(ReviewVerb.Revise, [text], [], [], false, true, [], marked?.Quote)
        {
            IsComment = true,
            IsWidened = marked is { IsExact: false },
        };

    public bool IsComment { get; private init; }

    /// <summary>The comment will be about the whole block of what was marked.</summary>
    public bool IsWidened { get; private init; }

    private static bool IsAble(ReviewVerb verb, QueuedText text, IReadOnlySet<string> moved) =>
        !moved.Contains(text.Path)
        && verb switch
        {
            ReviewVerb.Approve => text.Mine.MaySign,
            ReviewVerb.Return => text.Mine.MayReturn,
            ReviewVerb.Submit => text.Mine.MaySubmit,
            _ => false,
        };
}
