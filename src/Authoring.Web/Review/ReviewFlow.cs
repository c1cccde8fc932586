namespace Authoring.Web.Review;

/// <summary>Why an act is refused: a name, for which the resources have a sentence.</summary>
public enum ReviewRefusal
{
    /// <summary>Not in this state of the text.</summary>
    NotNow,

    /// <summary>Not this person.</summary>
    NotAllowed,

    /// <summary>Nobody signs his own text.</summary>
    OwnText,

    /// <summary>An act that takes something back or stands in for somebody says why.</summary>
    NoReason,

    /// <summary>It is another text by now than the one that was read.</summary>
    Changed,

    /// <summary>Something must be put right first.</summary>
    Blocked,

    /// <summary>Nobody signs at any stage for this text.</summary>
    NoSigners,

    /// <summary>Who signs at this stage says on which day the meeting was that passed the text.</summary>
    NoMinutes,

    /// <summary>Comments on the text are open; whoever submits it all the same says so.</summary>
    OpenComments,
}

/// <summary>
/// Where a text stands: its state, at which of its stages it lies, and whether somebody has signed since it was submitted.
/// </summary>
/// <param name="Stage">Index among the stages that the text passes; while it is in review.</param>
/// <param name="Stages">How many stages it passes.</param>
internal readonly record struct ReviewPosition(ReviewState State, int Stage, int Stages)
{
    public bool IsSignedOnce => State is ReviewState.Final or ReviewState.Waiting || (State == ReviewState.InReview && Stage > 0);
}

/// <summary>Who acts, as far as it matters.</summary>
/// <param name="MayWrite">He may write in the text.</param>
/// <param name="Manages">He manages the report.</param>
/// <param name="Signs">He is one of those who sign at the stage where the text lies.</param>
/// <param name="MayOverride">He may sign for others there, and his own text.</param>
/// <param name="IsAuthor">He has written in the text, or submitted it.</param>
/// <param name="IsSubmitter">He submitted it in this round.</param>
/// <param name="SignedLast">The last standing signature is his, and he still signs at that stage, or for those who do.</param>
internal readonly record struct Actor(
    bool MayWrite,
    bool Manages,
    bool Signs,
    bool MayOverride,
    bool IsAuthor,
    bool IsSubmitter,
    bool SignedLast
);

/// <summary>What an act came to.</summary>
internal readonly record struct ReviewStep(ReviewPosition Now, bool IsOverride, ReviewRefusal? Refusal)
{
    public static ReviewStep Refuse(ReviewRefusal refusal) => new(default, false, refusal);

    public static ReviewStep To(ReviewPosition now, bool isOverride = false) => new(now, isOverride, null);
}

/// <summary>
/// The rules of the chain: which act leads where, and whose it is. Pure; what a text's stages are, and what it says, is decided elsewhere.
/// <code>
///               submit                 approve            approve
///   draft ────────────────▶ stage 1 ───────────▶ … ──────────────▶ final (locked)
///     ▲                       │  ▲                 │                  │
///     │  take back (submitter,│  └── take back ────┘                  │ take back (who signed last)
///     │  before the first     │      (who signed last)               │
///     │  signature), return   │                                       │
///     └───────────────────────┴──────────── reopen (with a reason) ───┘
/// </code>
/// A final section whose case card is final no longer waits (<see cref="ReviewState.Waiting"/>); it is reopened and taken back as a final
/// one.
/// </summary>
internal static class ReviewFlow
{
    /// <param name="hasReason">A reason was given.</param>
    public static ReviewStep Decide(ReviewPosition now, ReviewVerb verb, Actor actor, bool hasReason) =>
        verb switch
        {
            ReviewVerb.Submit => Submit(now, actor),
            ReviewVerb.Approve => Approve(now, actor, hasReason),
            ReviewVerb.Return => Return(now, actor, hasReason),
            ReviewVerb.TakeBack => TakeBack(now, actor),
            ReviewVerb.Reopen => Reopen(now, actor, hasReason),
            // Not asked for by anybody: whoever may write may change what was signed, and so ends what was signed.
            ReviewVerb.Edited => now.State != ReviewState.Draft
                ? ReviewStep.To(now with { State = ReviewState.Draft, Stage = 0 })
                : ReviewStep.Refuse(ReviewRefusal.NotNow),
            // Nobody asks for these as steps of the chain: that somebody goes on to edit moves nothing, and the others follow from what is
            // printed.
            ReviewVerb.Revise or ReviewVerb.Restored or ReviewVerb.CardsOpened or ReviewVerb.CardsFinal => ReviewStep.Refuse(
                ReviewRefusal.NotNow
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(verb)),
        };

    private static ReviewStep Submit(ReviewPosition now, Actor actor)
    {
        if (now.State != ReviewState.Draft)
            return ReviewStep.Refuse(ReviewRefusal.NotNow);
        if (!actor.MayWrite)
            return ReviewStep.Refuse(ReviewRefusal.NotAllowed);
        return now.Stages == 0
            ? ReviewStep.Refuse(ReviewRefusal.NoSigners)
            : ReviewStep.To(now with { State = ReviewState.InReview, Stage = 0 });
    }

    private static ReviewStep Approve(ReviewPosition now, Actor actor, bool hasReason)
    {
        if (now.State != ReviewState.InReview)
            return ReviewStep.Refuse(ReviewRefusal.NotNow);
        if (!actor.Signs && !actor.MayOverride)
            return ReviewStep.Refuse(ReviewRefusal.NotAllowed);
        var standsIn = !actor.Signs || actor.IsAuthor;
        if (standsIn && !actor.MayOverride)
            return ReviewStep.Refuse(ReviewRefusal.OwnText);
        if (standsIn && !hasReason)
            return ReviewStep.Refuse(ReviewRefusal.NoReason);
        return ReviewStep.To(
            now.Stage + 1 < now.Stages ? now with { Stage = now.Stage + 1 } : now with { State = ReviewState.Final, Stage = 0 },
            standsIn
        );
    }

    private static ReviewStep Return(ReviewPosition now, Actor actor, bool hasReason)
    {
        if (now.State != ReviewState.InReview)
            return ReviewStep.Refuse(ReviewRefusal.NotNow);
        if (!actor.Signs && !actor.MayOverride)
            return ReviewStep.Refuse(ReviewRefusal.NotAllowed);
        return hasReason
            ? ReviewStep.To(now with { State = ReviewState.Draft, Stage = 0 }, !actor.Signs)
            : ReviewStep.Refuse(ReviewRefusal.NoReason);
    }

    private static ReviewStep TakeBack(ReviewPosition now, Actor actor)
    {
        if (now.State == ReviewState.Draft)
            return ReviewStep.Refuse(ReviewRefusal.NotNow);
        if (now.IsSignedOnce)
            return !actor.SignedLast
                ? ReviewStep.Refuse(ReviewRefusal.NotAllowed)
                : ReviewStep.To(
                    now with
                    {
                        State = ReviewState.InReview,
                        Stage = now.State == ReviewState.InReview ? now.Stage - 1 : now.Stages - 1,
                    }
                );
        return actor.IsSubmitter || actor.Manages
            ? ReviewStep.To(now with { State = ReviewState.Draft, Stage = 0 })
            : ReviewStep.Refuse(ReviewRefusal.NotAllowed);
    }

    private static ReviewStep Reopen(ReviewPosition now, Actor actor, bool hasReason)
    {
        if (now.State is not (ReviewState.Final or ReviewState.Waiting))
            return ReviewStep.Refuse(ReviewRefusal.NotNow);
        if (!actor.Manages && !actor.SignedLast)
            return ReviewStep.Refuse(ReviewRefusal.NotAllowed);
        return hasReason ? ReviewStep.To(now with { State = ReviewState.Draft, Stage = 0 }) : ReviewStep.Refuse(ReviewRefusal.NoReason);
    }
}
