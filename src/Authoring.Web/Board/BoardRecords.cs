using Authoring.Web.Documents;
using Authoring.Web.Notices;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Board;

/// <summary>A text as the database has it.</summary>
/// <param name="Entry">Its way through the chain; null: there is no chain.</param>
internal sealed record BoardRecord(
    int Id,
    string Path,
    long? EditedAt,
    int? EditedBy,
    ReviewEntry? Entry,
    int OpenComments,
    int Suggestions
)
{
    public ReviewState State => Entry?.Standing.State ?? ReviewState.Draft;
}

internal sealed record BoardPerson(string Name, int? OrganisationId, bool Writes);

/// <summary>
/// All that the board shows of a report beside its texts, read at one moment: so many questions, however many texts there are.
/// </summary>
internal sealed record BoardRecords(
    IReadOnlyList<BoardRecord> Texts,
    ILookup<int, (int? PersonId, int? OrganisationId)> Assigned,
    ILookup<int, int> Authors,
    IReadOnlyDictionary<int, BoardPerson> People,
    IReadOnlyDictionary<int, string> Organisations,
    IReadOnlyDictionary<int, DateOnly> StageDays,
    DateOnly? Day,
    ILookup<int, long> Reminded
)
{
    public static async Task<BoardRecords> ReadAsync(AuthoringDb db, int reportId)
    {
        var texts = await TextsAsync(db, reportId);
        var assigned = await AssignedAsync(db, reportId);
        var authors = await AuthorsAsync(db, reportId);
        var named = texts
            .Select(t => t.EditedBy)
            .OfType<int>()
            .Concat(authors.SelectMany(people => people))
            .Concat(assigned.SelectMany(given => given).Select(given => given.PersonId).OfType<int>())
            .ToHashSet();
        return new BoardRecords(
            texts,
            assigned,
            authors,
            await PeopleAsync(db, reportId, named),
            await db.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Id, o => o.Name),
            await db.StageDeadlines.Where(d => d.ReportId == reportId).ToDictionaryAsync(d => d.StageId, d => d.Day),
            await db.Reports.Where(r => r.Id == reportId).Select(r => r.Deadline).SingleAsync(),
            await RemindedAsync(db, reportId)
        );
    }

    private static async Task<ILookup<int, (int? PersonId, int? OrganisationId)>> AssignedAsync(AuthoringDb db, int reportId)
    {
        var assigned = await db
            .Assignments.AsNoTracking()
            .Where(a => a.Document!.ReportId == reportId)
            .OrderBy(a => a.Id)
            .Select(a => new
            {
                a.DocumentId,
                a.PersonId,
                a.OrganisationId,
            })
            .ToListAsync();
        return assigned.ToLookup(a => a.DocumentId, a => (a.PersonId, a.OrganisationId));
    }

    private static async Task<ILookup<int, int>> AuthorsAsync(AuthoringDb db, int reportId)
    {
        var authors = await db
            .TextAuthors.AsNoTracking()
            .Join(db.Documents.Where(d => d.ReportId == reportId), a => a.DocumentId, d => d.Id, (a, _) => new { a.DocumentId, a.PersonId })
            .ToListAsync();
        return authors.ToLookup(a => a.DocumentId, a => a.PersonId);
    }

    private static Task<Dictionary<int, BoardPerson>> PeopleAsync(AuthoringDb db, int reportId, HashSet<int> named) =>
        db
            .Users.AsNoTracking()
            .Where(p => named.Contains(p.Id) || db.ReportMembers.Any(m => m.ReportId == reportId && m.PersonId == p.Id))
            .Select(p => new
            {
                p.Id,
                p.DisplayName,
                p.OrganisationId,
                Writes = !p.Disabled
                    && db.ReportMembers.Any(m =>
                        m.ReportId == reportId && m.PersonId == p.Id && (m.Role == ReportRole.Writer || m.Role == ReportRole.Editor)
                    ),
            })
            .ToDictionaryAsync(p => p.Id, p => new BoardPerson(p.DisplayName, p.OrganisationId, p.Writes));

    private static async Task<ILookup<int, long>> RemindedAsync(AuthoringDb db, int reportId)
    {
        var reminded = await db
            .Notices.AsNoTracking()
            .Where(n => n.Kind == NoticeKind.Reminder && n.ReportId == reportId && n.DocumentId != null)
            .GroupBy(n => n.DocumentId!.Value)
            .Select(g => new { Id = g.Key, At = g.Max(n => n.At) })
            .ToListAsync();
        return reminded.ToLookup(r => r.Id, r => r.At);
    }

    private static async Task<List<BoardRecord>> TextsAsync(AuthoringDb db, int reportId)
    {
        var comments = await OpenCommentsAsync(db, reportId);
        var suggestions = await SuggestionsAsync(db, reportId);
        var entries = (await ReviewEntry.ReadAllAsync(db, reportId)).ToDictionary(e => e.DocumentId, e => e.Entry);
        // The last update of a text is one step in the log's own index, however long the log is.
        var rows = await db
            .Documents.AsNoTracking()
            .Where(d => d.ReportId == reportId && d.RemovedAt == null)
            .Select(d => new
            {
                d.Id,
                d.Path,
                At = db
                    .Updates.Where(u => u.DocumentId == d.Id)
                    .OrderByDescending(u => u.Version)
                    .Select(u => (long?)u.At)
                    .FirstOrDefault(),
                By = db
                    .Updates.Where(u => u.DocumentId == d.Id)
                    .OrderByDescending(u => u.Version)
                    .Select(u => (int?)u.PersonId)
                    .FirstOrDefault(),
            })
            .ToListAsync();
        return rows.ConvertAll(r => new BoardRecord(
            r.Id,
            r.Path,
            r.At,
            r.By,
            entries.GetValueOrDefault(r.Id),
            comments.GetValueOrDefault(r.Id),
            suggestions.GetValueOrDefault(r.Id)
        ));
    }

    private static Task<Dictionary<int, int>> OpenCommentsAsync(AuthoringDb db, int reportId) =>
        db
            .CommentThreads.AsNoTracking()
            .Where(t => !t.IsResolved && t.Document!.ReportId == reportId)
            .GroupBy(t => t.DocumentId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count);

    private static Task<Dictionary<int, int>> SuggestionsAsync(AuthoringDb db, int reportId) =>
        db
            .Suggestions.AsNoTracking()
            .Where(s => s.EndedVersion == null)
            .Join(db.Documents.Where(d => d.ReportId == reportId), s => s.DocumentId, d => d.Id, (s, _) => s.DocumentId)
            .GroupBy(id => id)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count);
}
