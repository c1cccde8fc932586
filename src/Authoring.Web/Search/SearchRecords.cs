using System.Security.Claims;
using Authoring.Web.Comments;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Search;

/// <summary>What of a search is in the database. It asks for no right: the scope has.</summary>
internal sealed class SearchRecords(IDbContextFactory<AuthoringDb> database, TextTitles titles)
{
    private const int MostRecent = 5;
    private const int LongestWords = 80;
    private const int Before = 16;

    /// <summary>Comments whose words have all that is looked for, the newest first.</summary>
    public async Task<IReadOnlyList<SearchHit>> CommentsAsync(SearchScope scope, SearchQuery query, int most)
    {
        var reports = scope.Reports.Select(one => one.Report.Id).ToList();
        await using var db = await database.CreateDbContextAsync();
        var entries = db
            .CommentThreads.AsNoTracking()
            .Where(t => reports.Contains(t.Document!.ReportId) && t.Document.RemovedAt == null)
            .SelectMany(
                t => t.Entries,
                (t, e) =>
                    new
                    {
                        t.Id,
                        t.DocumentId,
                        EntryId = e.Id,
                        e.Text,
                        By = e.Person!.DisplayName,
                    }
            );
        foreach (var pattern in query.Words.Select(Pattern))
            entries = entries.Where(e => EF.Functions.Like(e.Text, pattern, Escape));
        var found = await entries.OrderByDescending(e => e.EntryId).Take(most).ToListAsync();
        var texts = await titles.FindAsync([.. found.Select(e => e.DocumentId).Distinct()]);
        return
        [
            .. found.Select(e => new SearchHit(
                "",
                Around(e.Text, query.Words[0]),
                $"{e.By} · {texts[e.DocumentId].Title}",
                $"{Addresses.OfText(texts[e.DocumentId].Name)}#comment-{e.Id}"
            )),
        ];
    }

    /// <summary>
    /// Who belongs to the reports, and for administrators everybody: an administrator is led to the account, an editor to the members,
    /// others to the board that says how far everybody is.
    /// </summary>
    public async Task<IReadOnlyList<SearchHit>> PeopleAsync(ClaimsPrincipal caller, SearchScope scope, SearchQuery query, int most)
    {
        var isAdministrator = caller.IsInRole(FirstAdministrator.Role);
        var reports = scope.Reports.Select(one => one.Report.Id).ToList();
        await using var db = await database.CreateDbContextAsync();
        var people = db
            .Users.AsNoTracking()
            .Where(p => !p.Disabled && (isAdministrator || db.ReportMembers.Any(m => m.PersonId == p.Id && reports.Contains(m.ReportId))));
        foreach (var pattern in query.Words.Select(Pattern))
            people = people.Where(p => EF.Functions.Like(p.DisplayName + " " + (p.Organisation!.Name ?? ""), pattern, Escape));
        var found = await people
            .OrderBy(p => p.DisplayName)
            .Take(most)
            .Select(p => new
            {
                p.Id,
                p.DisplayName,
                Organisation = p.Organisation!.Name,
                Report = db
                    .ReportMembers.Where(m => m.PersonId == p.Id && reports.Contains(m.ReportId))
                    .Select(m => (int?)m.ReportId)
                    .FirstOrDefault(),
            })
            .ToListAsync();
        return
        [
            .. found.Select(p => new SearchHit(
                "",
                p.DisplayName,
                p.Organisation ?? "",
                isAdministrator ? $"/people?person={p.Id}" : PageOf(p.Report)
            )),
        ];

        string PageOf(int? report)
        {
            var one = scope.Reports.First(r => r.Report.Id == report);
            return Addresses.OfReport(one.Report.Slug, one.Access == Access.Manage ? "members" : "board");
        }
    }

    /// <summary>Where he wrote last; who has not written yet sees where others did.</summary>
    public async Task<IReadOnlyList<SearchHit>> RecentAsync(ClaimsPrincipal caller, SearchScope scope)
    {
        var (person, reports) = (caller.PersonId(), scope.Reports.Select(one => one.Report.Id).ToList());
        await using var db = await database.CreateDbContextAsync();
        var texts = db.Documents.AsNoTracking().Where(d => reports.Contains(d.ReportId) && d.RemovedAt == null);
        var own = await texts
            .Where(d => db.TextAuthors.Any(a => a.DocumentId == d.Id && a.PersonId == person))
            .Select(d => new
            {
                d.Id,
                At = db
                    .Updates.Where(u => u.DocumentId == d.Id && u.PersonId == person)
                    .OrderByDescending(u => u.Version)
                    .Select(u => (long?)u.At)
                    .FirstOrDefault(),
            })
            .ToListAsync();
        if (own.Count == 0)
            own = await texts
                .Select(d => new
                {
                    d.Id,
                    At = db
                        .Updates.Where(u => u.DocumentId == d.Id)
                        .OrderByDescending(u => u.Version)
                        .Select(u => (long?)u.At)
                        .FirstOrDefault(),
                })
                .ToListAsync();
        var recent = own.Where(d => d.At is not null).OrderByDescending(d => d.At).Take(MostRecent).Select(d => d.Id).ToList();
        return await HitsAsync(recent, scope);
    }

    private async Task<IReadOnlyList<SearchHit>> HitsAsync(List<int> texts, SearchScope scope)
    {
        var names = await titles.FindAsync(texts);
        return
        [
            .. texts.Select(id => new SearchHit(
                "",
                names[id].Title,
                scope.Reports.Count == 1 ? "" : names[id].Report,
                Addresses.OfText(names[id].Name)
            )),
        ];
    }

    private const string Escape = "\\";

    /// <summary>Signs that mean something to the database mean themselves.</summary>
    private static string Pattern(string word)
    {
        var plain = word.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
        return $"%{plain}%";
    }

    /// <summary>The words of a comment where it has what was looked for.</summary>
    private static string Around(string text, string word)
    {
        var line = text.ReplaceLineEndings(" ");
        var at = Math.Max(0, line.IndexOf(word, StringComparison.OrdinalIgnoreCase) - Before);
        var shown = line.AsSpan(at, Math.Min(LongestWords, line.Length - at));
        return $"{(at > 0 ? "…" : "")}{shown}{(at + shown.Length < line.Length ? "…" : "")}";
    }
}
