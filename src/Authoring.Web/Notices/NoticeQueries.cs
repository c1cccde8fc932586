using System.Globalization;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Notices;

/// <summary>A notice as its person reads it.</summary>
/// <param name="By">Who brought it about, the last one of several; empty: nobody in particular.</param>
/// <param name="Text">Null: it is about the report as a whole.</param>
/// <param name="Count">How many things are gathered in it, by so many people.</param>
/// <param name="Day">By which something must be done.</param>
internal sealed record NoticeEntry(
    int Id,
    NoticeKind Kind,
    DateTimeOffset At,
    string By,
    string Report,
    TextName? Text,
    string? Words,
    bool IsUnread,
    int Count = 1,
    int People = 1,
    DateOnly? Day = null
)
{
    /// <summary>Leads to the place, and marks the notice read.</summary>
    public string Address => $"/notices/{Id}";
    public string Title => Text?.Title ?? Report;
}

/// <summary>What people were told, to be read; and the way from each notice to its place.</summary>
internal sealed class NoticeQueries(IDbContextFactory<AuthoringDb> database, TextTitles titles, NoticeService service)
{
    /// <param name="most">The newest so many.</param>
    public async Task<IReadOnlyList<NoticeEntry>> ListForAsync(int personId, int most)
    {
        await using var db = await database.CreateDbContextAsync();
        var newest = NoticeService.Of(db, personId).OrderByDescending(n => n.LastAt ?? n.At).ThenByDescending(n => n.Id).Take(most);
        return await EntriesAsync(db, newest);
    }

    public async Task<IReadOnlyList<NoticeEntry>> EntriesAsync(AuthoringDb db, IQueryable<Notice> notices)
    {
        var rows = await notices
            .AsNoTracking()
            .Select(n => new
            {
                n.Id,
                n.Kind,
                At = n.LastAt ?? n.At,
                n.Count,
                n.ByIds,
                By = n.By!.DisplayName,
                Report = db.Reports.Where(r => r.Id == n.ReportId).Select(r => r.Title).FirstOrDefault(),
                n.DocumentId,
                n.Words,
                n.ReadAt,
            })
            .ToListAsync();
        var texts = await titles.FindAsync([.. rows.Select(r => r.DocumentId).OfType<int>().Distinct()]);
        return rows.ConvertAll(r => new NoticeEntry(
            r.Id,
            r.Kind,
            DateTimeOffset.FromUnixTimeMilliseconds(r.At),
            r.By ?? "",
            r.Report ?? "",
            r.DocumentId is { } document ? texts.GetValueOrDefault(document) : null,
            r.Kind == NoticeKind.Deadline ? null : r.Words,
            r.ReadAt is null,
            r.Count,
            r.ByIds?.Split(',').Length ?? 1,
            r.Kind == NoticeKind.Deadline ? DayOf(r.Words) : null
        ));
    }

    /// <summary>
    /// Where a notice leads, which is read from now on; null: it is not this person's, or of a report that he may not read any more.
    /// </summary>
    public async Task<string?> OpenAsync(int personId, int id)
    {
        await using var db = await database.CreateDbContextAsync();
        var notice = await db
            .Notices.AsNoTracking()
            .Where(n =>
                n.Id == id && n.PersonId == personId && db.ReportMembers.Any(m => m.ReportId == n.ReportId && m.PersonId == personId)
            )
            .FirstOrDefaultAsync();
        if (notice is null)
            return null;
        await service.ReadAsync(personId, [id]);
        if (
            notice.Kind == NoticeKind.Deadline && !await IsEditorAsync(db, notice)
            || notice is { Kind: NoticeKind.Assigned, DocumentId: null }
        )
            return "/todo";
        if (notice.DocumentId is { } document && (await titles.FindAsync([document])).TryGetValue(document, out var text))
            return notice.Kind == NoticeKind.ToSign ? Addresses.OfReview(text.Name) : Addresses.OfText(text.Name) + Place(notice);
        var slug = await db.Reports.Where(r => r.Id == notice.ReportId).Select(r => r.Slug).SingleAsync();
        return Addresses.OfReport(slug, PageOf(notice));
    }

    /// <summary>Of a report, about several of whose texts it is.</summary>
    private static string PageOf(Notice notice) =>
        notice.Kind == NoticeKind.Deadline ? "board"
        : notice.Count > 1 ? "review"
        : "";

    private static Task<bool> IsEditorAsync(AuthoringDb db, Notice notice) =>
        db.ReportMembers.AnyAsync(m => m.ReportId == notice.ReportId && m.PersonId == notice.PersonId && m.Role == ReportRole.Editor);

    /// <summary>How a deadline's notice holds its day.</summary>
    public static string WordsOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? DayOf(string? words) =>
        DateOnly.TryParseExact(words, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>What the editor's page opens beside the text.</summary>
    private static string Place(Notice notice) =>
        notice switch
        {
            { Kind: NoticeKind.Comment, ThreadId: { } thread } => $"#comment-{thread}",
            { Kind: NoticeKind.Suggestion } => "#suggestions",
            { Kind: NoticeKind.Assigned } => "",
            _ => "#review",
        };
}
