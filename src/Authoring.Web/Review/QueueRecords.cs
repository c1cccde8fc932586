using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>What a queue of review shows beside the ways of its texts: so many questions, however many texts there are.</summary>
/// <param name="OwnOrganisation">Of the person whose queue it is.</param>
/// <param name="Written">The texts in which he has written.</param>
/// <param name="Read">What he has read last, by the text's id.</param>
/// <param name="OpenComments">By the text's path.</param>
/// <param name="GivenTo">The one organisation to whom a text was given, by its path.</param>
internal sealed record QueueRecords(
    int? OwnOrganisation,
    IReadOnlySet<int> Written,
    IReadOnlyDictionary<int, TextReading> Read,
    IReadOnlyDictionary<string, int> OpenComments,
    IReadOnlyDictionary<int, string> Organisations,
    IReadOnlyDictionary<string, string> GivenTo,
    IReadOnlyDictionary<int, DateOnly> StageDays,
    DateOnly? Day,
    Dictionary<int, string> Names
)
{
    public static async Task<QueueRecords> ReadAsync(AuthoringDb db, int reportId, int personId)
    {
        var texts = db.Documents.Where(d => d.ReportId == reportId);
        var organisations = await db.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Id, o => o.Name);
        return new QueueRecords(
            await db.Users.Where(p => p.Id == personId).Select(p => p.OrganisationId).SingleAsync(),
            await db
                .TextAuthors.Where(a => a.PersonId == personId && texts.Any(d => d.Id == a.DocumentId))
                .Select(a => a.DocumentId)
                .ToHashSetAsync(),
            await db
                .TextReadings.AsNoTracking()
                .Where(r => r.PersonId == personId && texts.Any(d => d.Id == r.DocumentId))
                .ToDictionaryAsync(r => r.DocumentId),
            await db
                .CommentThreads.Where(t => !t.IsResolved && t.Document!.ReportId == reportId)
                .GroupBy(t => t.Document!.Path)
                .Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal),
            organisations,
            await GivenAsync(db, reportId, organisations),
            await db.StageDeadlines.Where(d => d.ReportId == reportId).ToDictionaryAsync(d => d.StageId, d => d.Day),
            await db.Reports.Where(r => r.Id == reportId).Select(r => r.Deadline).SingleAsync(),
            await db
                .Users.Where(p =>
                    db.ReviewActs.Any(a => a.PersonId == p.Id && texts.Any(d => d.Id == a.DocumentId))
                    || db.ReportMembers.Any(m => m.ReportId == reportId && m.PersonId == p.Id)
                )
                .ToDictionaryAsync(p => p.Id, p => p.DisplayName)
        );
    }

    private static async Task<Dictionary<string, string>> GivenAsync(AuthoringDb db, int reportId, Dictionary<int, string> organisations)
    {
        var given = await db
            .Assignments.AsNoTracking()
            .Where(a => a.Document!.ReportId == reportId)
            .Select(a => new { a.Document!.Path, Id = a.OrganisationId ?? a.Person!.OrganisationId })
            .Distinct()
            .ToListAsync();
        return given
            .GroupBy(a => a.Path, StringComparer.Ordinal)
            .Where(text => text.Count() == 1 && text.Single().Id is { } id && organisations.ContainsKey(id))
            .ToDictionary(text => text.Key, text => organisations[text.Single().Id!.Value], StringComparer.Ordinal);
    }
}
