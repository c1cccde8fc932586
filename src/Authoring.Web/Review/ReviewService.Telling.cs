using Authoring.Web.Documents;
using Authoring.Web.Notices;

namespace Authoring.Web.Review;

internal sealed partial class ReviewService
{
    /// <summary>A text stands elsewhere than before, though nobody did anything about it: its chain has changed.</summary>
    public void TellMoved(DocumentPlace place) => Changed?.Invoke(place);

    /// <summary>What is around all texts of a report has changed.</summary>
    public void TellReport(string slug) => broadcast.TellOfReview(slug);

    private async Task TellAsync(DocumentPlace place, Acting act, ReviewEntry entry)
    {
        rights.Forget();
        Changed?.Invoke(place);
        broadcast.TellOfReview(place.Name.Slug);
        // Whoever was told that signatures are void and has not read it need not be alarmed.
        if (act.Verb == ReviewVerb.Restored)
            await notices.WithdrawAsync(place.DocumentId, NoticeKind.Edited);
        var (kind, people) = (act.Verb, entry.Standing.State) switch
        {
            (ReviewVerb.Restored, _) => (NoticeKind.Restored, Concerned(entry)),
            (ReviewVerb.Submit or ReviewVerb.Approve or ReviewVerb.TakeBack, ReviewState.InReview) => (
                NoticeKind.ToSign,
                entry.Stage?.For(entry.OrganisationId).Select(signer => signer.PersonId) ?? []
            ),
            (_, ReviewState.Final) => (NoticeKind.Final, Concerned(entry)),
            (ReviewVerb.CardsOpened, _) => (NoticeKind.CardsOpened, Concerned(entry)),
            (ReviewVerb.Edited, _) => (NoticeKind.Edited, Concerned(entry)),
            (ReviewVerb.Reopen, _) => (NoticeKind.Reopened, Concerned(entry)),
            (ReviewVerb.TakeBack, _) => (NoticeKind.TakenBack, Concerned(entry)),
            _ => (NoticeKind.Returned, Concerned(entry)),
        };
        var news = new News(
            kind,
            place.ReportId,
            place.DocumentId,
            act.PersonId,
            act.Words.Words,
            IsQuiet: act.Verb == ReviewVerb.Restored
        );
        if (act.Together is { } together && ToldTogether.Takes(news))
            together.Add(people, news);
        else
            await notices.TellAsync(people, news);
    }

    /// <summary>Who submitted a text or signed it in this round.</summary>
    private static IEnumerable<int> Concerned(ReviewEntry entry) =>
        entry.Acts.Where(a => a.Round == entry.Row?.Round && a.Verb is ReviewVerb.Submit or ReviewVerb.Approve).Select(a => a.PersonId);
}
