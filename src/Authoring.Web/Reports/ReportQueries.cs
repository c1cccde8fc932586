using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports;

/// <summary>What a report is called.</summary>
public sealed record ReportName(string Slug, string Title);

/// <summary>A report as it stands in somebody's list.</summary>
/// <param name="Role">What he is in it, as in the words <c>members.role-…</c>.</param>
/// <param name="Texts">All of them; <paramref name="Final"/> and <paramref name="InReview"/> are among them.</param>
/// <param name="LastBy">Who changed a text last; null: nobody has.</param>
public sealed record ReportEntry(
    string Slug,
    string Title,
    string? Issuer,
    string? Period,
    DateOnly? Deadline,
    string Role,
    int Texts,
    int Final,
    int InReview,
    DateTimeOffset? LastAt,
    string? LastBy
);

/// <summary>The reports that a person may see.</summary>
internal sealed class ReportQueries(IDbContextFactory<AuthoringDb> database)
{
    public async Task<IReadOnlyList<ReportEntry>> ListForAsync(ClaimsPrincipal caller)
    {
        var person = caller.PersonId();
        await using var db = await database.CreateDbContextAsync();
        var rows = await db
            .ReportMembers.AsNoTracking()
            .Where(m => m.PersonId == person && !m.Person!.Disabled && !m.Report!.Slug.StartsWith(Report.PracticeMark))
            .OrderBy(m => m.Report!.Title)
            .Select(m => new Row(m.ReportId, m.Report!.Slug, m.Report.Title, m.Report.Definition, m.Report.Deadline, m.Role))
            .ToListAsync();
        var ids = rows.ConvertAll(row => row.Id);
        var (states, last) = (await StatesAsync(db, ids), await LastAsync(db, ids));
        return rows.ConvertAll(row => EntryOf(row, [.. states[row.Id]], last.GetValueOrDefault(row.Id)));
    }

    private sealed record Row(int Id, string Slug, string Title, string Definition, DateOnly? Deadline, ReportRole Role);

    /// <summary>Of each text of the reports, where it stands.</summary>
    private static async Task<ILookup<int, ReviewState>> StatesAsync(AuthoringDb db, List<int> reports)
    {
        var texts = await db
            .Documents.AsNoTracking()
            .Where(d => reports.Contains(d.ReportId) && d.RemovedAt == null)
            .Select(d => new
            {
                d.ReportId,
                State = db.TextReviews.Where(r => r.DocumentId == d.Id).Select(r => (ReviewState?)r.State).FirstOrDefault(),
            })
            .ToListAsync();
        return texts.ToLookup(text => text.ReportId, text => text.State ?? ReviewState.Draft);
    }

    private sealed record LastChange(int ReportId, long At, string By);

    /// <summary>The last update of a text is one step in the log's own index, however long the log is.</summary>
    private static async Task<Dictionary<int, LastChange>> LastAsync(AuthoringDb db, List<int> reports)
    {
        var changes = await db
            .Documents.AsNoTracking()
            .Where(d => reports.Contains(d.ReportId) && d.RemovedAt == null)
            .Select(d => new
            {
                d.ReportId,
                Last = db
                    .Updates.Where(u => u.DocumentId == d.Id)
                    .OrderByDescending(u => u.Version)
                    .Select(u => new { u.At, u.PersonId })
                    .FirstOrDefault(),
            })
            .ToListAsync();
        var latest = changes.Where(c => c.Last is not null).GroupBy(c => c.ReportId).Select(c => c.MaxBy(text => text.Last!.At)!).ToList();
        var people = latest.Select(c => c.Last!.PersonId).ToList();
        var names = await db.Users.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName);
        return latest.ToDictionary(
            c => c.ReportId,
            c => new LastChange(c.ReportId, c.Last!.At, names.GetValueOrDefault(c.Last.PersonId) ?? "")
        );
    }

    /// <summary>No more than what they are called: it stands above every page.</summary>
    public async Task<IReadOnlyList<ReportName>> NamesForAsync(ClaimsPrincipal caller)
    {
        var person = caller.PersonId();
        await using var db = await database.CreateDbContextAsync();
        return await db
            .ReportMembers.AsNoTracking()
            .Where(m => m.PersonId == person && !m.Person!.Disabled && !m.Report!.Slug.StartsWith(Report.PracticeMark))
            .OrderBy(m => m.Report!.Title)
            .Select(m => new ReportName(m.Report!.Slug, m.Report.Title))
            .ToListAsync();
    }

    /// <summary>For those who ask about rights next: it is said of any report.</summary>
    public async Task<(int Id, string Title)?> FindIdAsync(string slug)
    {
        await using var db = await database.CreateDbContextAsync();
        var found = await db.Reports.Where(r => r.Slug == slug).Select(r => new { r.Id, r.Title }).FirstOrDefaultAsync();
        return found is null ? null : (found.Id, found.Title);
    }

    private static ReportEntry EntryOf(Row row, List<ReviewState> states, LastChange? last)
    {
        var definition = ReportDefinition.Parse(row.Definition, row.Slug);
        return new ReportEntry(
            row.Slug,
            row.Title,
            definition.Issuer,
            definition.Period,
            row.Deadline,
            row.Role.ToString(),
            states.Count,
            states.Count(state => state == ReviewState.Final),
            states.Count(state => state is ReviewState.InReview or ReviewState.Waiting),
            last is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(last.At),
            last?.By
        );
    }
}
