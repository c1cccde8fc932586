using Authoring.Web.Documents;

namespace Authoring.Web.Review;

/// <summary>How the editing protocol says that an act of review is not done.</summary>
internal static class ReviewRefusals
{
    /// <summary>An act of review that is not done. What blocks it is named by its kind.</summary>
    public static Refusal Of(ReviewRefusal refusal, IReadOnlyList<Blocker> blocks) =>
        refusal switch
        {
            ReviewRefusal.NotNow => new Refusal(RefusalCode.NotNow, "this cannot be done in the state in which the text is"),
            ReviewRefusal.OwnText => new Refusal(RefusalCode.NotAllowed, "nobody signs a text that he has written in or submitted himself"),
            ReviewRefusal.NoReason => new Refusal(RefusalCode.NoReason, "say why"),
            ReviewRefusal.Changed => new Refusal(
                RefusalCode.Changed,
                "it is not the text any more that was read; look at what has changed, and sign that"
            ),
            ReviewRefusal.Blocked => new Refusal(
                RefusalCode.Blocked,
                string.Join(
                    ", ",
                    blocks.Select(block => $"{block.Word} {block.Count}{string.Concat(block.Titles.Select(title => $" 《{title}》"))}")
                )
            ),
            ReviewRefusal.NoMinutes => new Refusal(
                RefusalCode.NoMinutes,
                "at this stage whoever signs says on which day the meeting was that passed the text"
            ),
            ReviewRefusal.OpenComments => new Refusal(
                RefusalCode.OpenComments,
                "comments are open; settle them, or submit the text despite them (despiteComments)"
            ),
            ReviewRefusal.NoSigners => new Refusal(RefusalCode.Blocked, "nobody signs at any stage for this text"),
            _ => Refusal.NotAllowed("this is for somebody else to do"),
        };
}
