using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Comments;

/// <summary>A thread in the list of a report's comments: a line of the matrix 意见—采纳情况—理由—处理人.</summary>
/// <param name="Order">Where its text stands in the report; within a text, by the time at which it was made.</param>
/// <param name="Title">Of its text, with its number.</param>
/// <param name="Schools">Whose text it is.</param>
/// <param name="Round">Of the review of its text; 0 before the first.</param>
/// <param name="People">Everybody who has written in it.</param>
public sealed record CommentListView(
    int Id,
    int Order,
    string Title,
    string Address,
    IReadOnlyList<string> Schools,
    int Round,
    CommentSubject Subject,
    string Quote,
    string By,
    string Organisation,
    DateTimeOffset At,
    string Words,
    int Answers,
    IReadOnlySet<int> People,
    int? AssigneeId,
    string? Assignee,
    bool IsResolved,
    Adoption Adoption,
    string? Reason,
    string? HandledBy,
    DateTimeOffset? HandledAt
)
{
    /// <summary>The text that it is about.</summary>
    internal DocumentName Text { get; init; }

    /// <summary>All that was said in it, its own words first.</summary>
    public IReadOnlyList<SpokenWords> Said { get; init; } = [];

    /// <summary>Whoever looks may say what became of it.</summary>
    public bool MayHandle { get; init; }
}

/// <summary>What somebody said in a thread.</summary>
public sealed record SpokenWords(int PersonId, string By, string Organisation, DateTimeOffset At, string Text);

/// <summary>Which of a report's comments are looked at.</summary>
public enum CommentChoice
{
    All,
    Open,
    Mine,
    Given,
    Settled,
}

/// <param name="School">Whose texts; empty: everybody's.</param>
/// <param name="Round">Null: all.</param>
/// <param name="Text">By its path in addresses, <c>sections/01-basic</c>; empty: all.</param>
/// <param name="Person">Who has said something in it; null: anybody.</param>
internal sealed record CommentFilter(CommentChoice Choice, string School = "", int? Round = null, string Text = "", int? Person = null)
{
    public IReadOnlyList<CommentListView> Of(IEnumerable<CommentListView> lines, int personId) =>
        [
            .. lines.Where(line =>
                Fits(line, personId)
                && (School.Length == 0 || line.Schools.Contains(School))
                && (Round is null || line.Round == Round)
                && (Text.Length == 0 || PathOf(line) == Text)
                && (Person is not { } person || line.People.Contains(person))
            ),
        ];

    /// <summary>How the filter names a comment's text.</summary>
    public static string PathOf(CommentListView line) => line.Text.ToString()[(line.Text.Slug.Length + 1)..];

    private bool Fits(CommentListView line, int personId) =>
        Choice switch
        {
            CommentChoice.Open => !line.IsResolved,
            CommentChoice.Mine => line.People.Contains(personId),
            CommentChoice.Given => line.AssigneeId == personId,
            CommentChoice.Settled => line.IsResolved,
            _ => true,
        };
}

/// <summary>All comments of a report, in reading order.</summary>
internal sealed class CommentQueries(IDbContextFactory<AuthoringDb> database, Rights rights)
{
    /// <returns>Nothing for somebody who may not read the report. Comments on texts that were taken out of it are left out.</returns>
    public async Task<IReadOnlyList<CommentListView>?> ReadAsync(ClaimsPrincipal caller, LiveReport report, Compilation compilation)
    {
        if (await rights.InReportAsync(caller, report.Id) == Access.None)
            return null;
        await using var db = await database.CreateDbContextAsync();
        var threads = await ThreadsAsync(db, report.Id);
        var assigned = await SchoolsAsync(db, report.Id);
        var outline = compilation
            .Report.Outline.Select((entry, order) => (entry, order))
            .GroupBy(found => found.entry.Path, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var cards = compilation
            .Report.Cards()
            .GroupBy(card => card.Path, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().School, StringComparer.Ordinal);
        var (lines, handled) = (new List<CommentListView>(), new Dictionary<int, bool>());
        foreach (var thread in threads)
            if (
                report.Documents.TryGetValue(thread.Document!.Path, out var name)
                && outline.TryGetValue(thread.Document.Path, out var found)
            )
            {
                var schools = Schools(assigned[thread.DocumentId], cards.GetValueOrDefault(thread.Document.Path));
                if (!handled.TryGetValue(thread.DocumentId, out var mayHandle))
                    handled[thread.DocumentId] = mayHandle = await MayHandleAllAsync(caller, report.Id, thread.DocumentId);
                lines.Add(
                    Line(thread, name, found.entry, found.order, schools) with
                    {
                        MayHandle = mayHandle || thread.PersonId == caller.PersonId() || thread.AssigneeId == caller.PersonId(),
                    }
                );
            }
        return [.. lines.OrderBy(line => line.Order).ThenBy(line => line.At).ThenBy(line => line.Id)];
    }

    private async Task<bool> MayHandleAllAsync(ClaimsPrincipal caller, int reportId, int documentId) =>
        await rights.InTextAsync(caller, reportId, documentId) == TextAccess.Write
        || await rights.InReportAsync(caller, reportId) == Access.Manage;

    private static Task<List<CommentThread>> ThreadsAsync(AuthoringDb db, int reportId) =>
        db
            .CommentThreads.AsNoTracking()
            .Where(t => t.Document!.ReportId == reportId && t.Document.RemovedAt == null)
            .Include(t => t.Document)
            .Include(t => t.Person!.Organisation)
            .Include(t => t.Assignee)
            .Include(t => t.HandledBy)
            .Include(t => t.Entries)
                .ThenInclude(e => e.Person!.Organisation)
            .AsSplitQuery()
            .ToListAsync();

    private static async Task<ILookup<int, string?>> SchoolsAsync(AuthoringDb db, int reportId)
    {
        var assigned = await db
            .Assignments.AsNoTracking()
            .Where(a => a.Document!.ReportId == reportId)
            .Select(a => new { a.DocumentId, School = a.Organisation != null ? a.Organisation.Name : a.Person!.Organisation!.Name })
            .ToListAsync();
        return assigned.ToLookup(a => a.DocumentId, a => (string?)a.School);
    }

    /// <summary>Those to whom a text was given; a card that was given to nobody says itself which school it is of.</summary>
    private static List<string> Schools(IEnumerable<string?> assigned, string? card)
    {
        var given = assigned.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return given.Count > 0 ? given
            : string.IsNullOrWhiteSpace(card) ? []
            : [card.Trim()];
    }

    private static CommentListView Line(CommentThread thread, DocumentName name, OutlineEntry entry, int order, List<string> schools)
    {
        var entries = thread.Entries.OrderBy(e => e.Id).ToList();
        return new CommentListView(
            thread.Id,
            order,
            entry.Number.Length > 0 ? $"{entry.Number} {entry.Title}" : entry.Title,
            $"{Addresses.OfText(name)}#comment-{thread.Id}",
            schools,
            thread.Round,
            thread.Subject,
            thread.Quote,
            thread.Person!.DisplayName,
            thread.Person.Organisation?.Name ?? "",
            Time(thread.At),
            entries[0].Text,
            entries.Count - 1,
            entries.Select(e => e.PersonId).ToHashSet(),
            thread.AssigneeId,
            thread.Assignee?.DisplayName,
            thread.IsResolved,
            thread.Adoption,
            thread.Reason,
            thread.HandledBy?.DisplayName,
            thread.HandledAt is { } at ? Time(at) : null
        )
        {
            Text = name,
            Said = [.. entries.Select(Said)],
        };
    }

    private static SpokenWords Said(CommentEntry entry) =>
        new(entry.PersonId, entry.Person!.DisplayName, entry.Person.Organisation?.Name ?? "", Time(entry.At), entry.Text);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
