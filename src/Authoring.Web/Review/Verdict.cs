namespace Authoring.Web.Review;

/// <summary>What is to be said of a text's signatures, seen with what the text prints now.</summary>
internal enum Verdict
{
    /// <summary>It is as it is recorded.</summary>
    Stands,

    /// <summary>It prints something else than was signed.</summary>
    Ended,

    /// <summary>It prints again what was signed, and nobody has done anything about it since: what was signed counts again.</summary>
    Restored,

    /// <summary>It is final, and a case card in it is not any more.</summary>
    CardsOpened,

    /// <summary>It waits for its case cards, and they are final.</summary>
    CardsFinal,
}

internal sealed partial record ReviewEntry
{
    /// <summary>
    /// The one place that says whether what was signed still holds. What is only suggested is not yet another text: while suggestions pend
    /// nobody can sign, and what was signed waits
    /// for what becomes of them. In a final text nothing may be printed that was not signed, not even as a suggestion.
    /// </summary>
    public static bool Covers(string? signed, PrintedText now, bool isFinal) =>
        now.Seen is null || signed == now.Seen || (!isFinal && signed == now.Unsuggested);

    private bool Covers(PrintedText now, bool isFinal) => Covers(Row?.Hash, now, isFinal);

    /// <param name="cardsAreFinal">All case cards that stand in it are.</param>
    public Verdict Judge(PrintedText now, bool cardsAreFinal)
    {
        switch (Standing.State)
        {
            case ReviewState.Draft:
                return now.Seen is not null && Last is { Verb: ReviewVerb.Edited } ended && Stages.Count > 0 && Covers(now, WasFinal(ended))
                    ? Verdict.Restored
                    : Verdict.Stands;
            case ReviewState.InReview:
                return Covers(now, isFinal: false) ? Verdict.Stands : Verdict.Ended;
            case ReviewState.Final:
                return !Covers(now, isFinal: true) ? Verdict.Ended
                    : cardsAreFinal ? Verdict.Stands
                    : Verdict.CardsOpened;
            default:
                return !Covers(now, isFinal: false) ? Verdict.Ended
                    : cardsAreFinal && Covers(now, isFinal: true) ? Verdict.CardsFinal
                    : Verdict.Stands;
        }
    }

    /// <summary>Where a verdict leaves the text.</summary>
    public ReviewPosition After(Verdict verdict, bool cardsAreFinal) =>
        verdict switch
        {
            Verdict.Ended => new ReviewPosition(ReviewState.Draft, 0, Stages.Count),
            Verdict.CardsOpened => new ReviewPosition(ReviewState.Waiting, 0, Stages.Count),
            Verdict.CardsFinal => new ReviewPosition(ReviewState.Final, 0, Stages.Count),
            Verdict.Restored => Restored(cardsAreFinal),
            _ => Standing,
        };

    /// <summary>Where it lay when it was changed; what was signed meanwhile at no stage is left to sign.</summary>
    private ReviewPosition Restored(bool cardsAreFinal)
    {
        var next = Unsigned(StandingSignatures([.. Acts, new ReviewAct { Hash = "", Verb = ReviewVerb.Restored }]));
        if (!WasFinal(Last!) && next < Stages.Count)
            return new ReviewPosition(ReviewState.InReview, next, Stages.Count);
        return new ReviewPosition(cardsAreFinal ? ReviewState.Final : ReviewState.Waiting, 0, Stages.Count);
    }

    /// <summary>An act on a text in review says at which stage it lay.</summary>
    private static bool WasFinal(ReviewAct ended) => ended.StageId is null;

    public static ReviewVerb VerbOf(Verdict verdict) =>
        verdict switch
        {
            Verdict.Ended => ReviewVerb.Edited,
            Verdict.Restored => ReviewVerb.Restored,
            Verdict.CardsOpened => ReviewVerb.CardsOpened,
            Verdict.CardsFinal => ReviewVerb.CardsFinal,
            _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
        };

    /// <summary>The entry as it will be once somebody has written the verdict down.</summary>
    public ReviewEntry As(Verdict verdict, bool cardsAreFinal, int personId, long at, string hash)
    {
        if (verdict == Verdict.Stands || Row is null)
            return this;
        var act = new ReviewAct
        {
            Verb = VerbOf(verdict),
            Round = Row.Round,
            PersonId = personId,
            At = at,
            Hash = hash,
            StageId = Stage?.Id,
            StageName = Stage?.Name,
        };
        return Of(Plan, RowAt(After(verdict, cardsAreFinal), Row, at), OrganisationId, [.. Acts, act]);
    }

    private TextReview RowAt(ReviewPosition position, TextReview row, long at) =>
        new()
        {
            DocumentId = row.DocumentId,
            State = position.State,
            StageId = position.State == ReviewState.InReview ? Stages[position.Stage].Id : null,
            Round = row.Round,
            OrganisationId = row.OrganisationId,
            SubmittedBy = row.SubmittedBy,
            Hash = row.Hash,
            At = at,
            Turn = row.Turn,
        };

    /// <summary>Whose text it was when it was submitted: what was signed then counts again for the stages that it passed then.</summary>
    public ReviewEntry ForItsRound() =>
        Row is { Hash: not null } row && row.OrganisationId != OrganisationId ? Of(Plan, row, row.OrganisationId, Acts) : this;
}
