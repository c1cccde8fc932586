using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Notices;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <param name="Stranded">How many texts would be without their stage; if any, nothing may be changed.</param>
/// <param name="Reports">Slugs of those that the change is about.</param>
/// <param name="Asked">Who is to sign a text now that was not asked to before.</param>
internal sealed record ChainMigrationChange(
    int Stranded,
    IReadOnlyList<string> Reports,
    IReadOnlyList<DocumentPlace> Moved,
    IReadOnlyList<(DocumentPlace Text, IReadOnlyList<int> People)> Asked
);

/// <summary>A text in review before a chain is changed.</summary>
internal sealed record TextInReview(DocumentPlace Place, int? StageId, IReadOnlyList<int> Signers);

/// <summary>Keeps texts on their way when the chain under them changes. Used inside the transaction that changes it.</summary>
internal sealed class ChainMigration(Rights rights, ReviewService service, NoticeService notices, Broadcast broadcast, TimeProvider clock)
{
    /// <summary>The texts of some reports that are in review, and where they lie.</summary>
    public async Task<IReadOnlyList<TextInReview>> BeforeAsync(AuthoringDb db, IQueryable<int> reports)
    {
        var found = new List<TextInReview>();
        foreach (var reportId in await reports.ToListAsync())
        foreach (var (place, entry) in await OnTheirWayAsync(db, reportId))
            found.Add(new TextInReview(place, entry.Stage?.Id, [.. entry.Stage?.For(entry.OrganisationId).Select(s => s.PersonId) ?? []]));
        return found;
    }

    /// <summary>Leads each text to where it lies by the chain as it is now; who signs there may read it.</summary>
    public async Task<ChainMigrationChange> AfterAsync(AuthoringDb db, IReadOnlyList<TextInReview> before)
    {
        var stranded = 0;
        List<DocumentPlace> moved = [];
        List<(DocumentPlace, IReadOnlyList<int>)> asked = [];
        foreach (var ofReport in before.GroupBy(text => text.Place.ReportId))
        {
            var now = (await OnTheirWayAsync(db, ofReport.Key)).ToDictionary(text => text.Place.DocumentId);
            foreach (var text in ofReport)
            {
                var entry = now[text.Place.DocumentId].Entry;
                // The stage where it lies may come later now, and may not be gone.
                if (text.StageId is { } was && entry.Stages.All(s => s.Id != was))
                    stranded++;
                if (stranded > 0 || entry.Stage is not { } stage)
                    continue;
                var row = await db.TextReviews.SingleAsync(r => r.DocumentId == text.Place.DocumentId);
                if (row.StageId != stage.Id)
                {
                    (row.StageId, row.At, row.Turn) = (stage.Id, clock.GetUtcNow().ToUnixTimeMilliseconds(), row.Turn + 1);
                    moved.Add(text.Place);
                }
                var signers = stage.For(entry.OrganisationId).Select(s => s.PersonId).ToList();
                await ReviewService.LetReadAsync(db, text.Place.ReportId, signers);
                if (signers.Except(text.StageId == stage.Id ? text.Signers : []).ToList() is { Count: > 0 } others)
                    asked.Add((text.Place, others));
            }
        }
        await db.SaveChangesAsync();
        return new ChainMigrationChange(
            stranded,
            [.. before.Select(text => text.Place.Name.Slug).Distinct(StringComparer.Ordinal)],
            moved,
            asked
        );
    }

    /// <summary>Once it is committed.</summary>
    public async Task TellAsync(ChainMigrationChange change, int byId)
    {
        rights.Forget();
        foreach (var slug in change.Reports)
            broadcast.TellOfReview(slug);
        foreach (var place in change.Moved)
            service.TellMoved(place);
        foreach (var (text, people) in change.Asked)
            await notices.TellAsync(people, new News(NoticeKind.ToSign, text.ReportId, text.DocumentId, byId));
    }

    private static async Task<List<(DocumentPlace Place, ReviewEntry Entry)>> OnTheirWayAsync(AuthoringDb db, int reportId)
    {
        var slug = await db.Reports.Where(r => r.Id == reportId).Select(r => r.Slug).SingleAsync();
        var documents = await db.Documents.AsNoTracking().Where(d => d.ReportId == reportId).ToDictionaryAsync(d => d.Id);
        return
        [
            .. (await ReviewEntry.ReadAllAsync(db, reportId, withRemoved: true))
                .Where(text => text.Entry.Standing.State == ReviewState.InReview)
                .Select(text => (PlaceOf(slug, documents[text.DocumentId]), text.Entry)),
        ];
    }

    private static DocumentPlace PlaceOf(string slug, Document document) =>
        new(document.Id, document.ReportId, new DocumentName(slug, document.Kind, document.Key), document.Path);
}
