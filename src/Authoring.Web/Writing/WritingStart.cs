using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Writing;

/// <summary>
/// Where somebody goes on who presses 写作: to the text that he changed last, else to the first that is his own, else to the first in which
/// he may write, else to the first. It is found out when he presses, and costs no page anything.
/// </summary>
internal sealed class WritingStart(LiveReports reports, Rights rights, IDbContextFactory<AuthoringDb> database)
{
    public static void Map(WebApplication app)
    {
        foreach (var word in new[] { "write", "writing" })
            app.MapGet(
                    $"/reports/{{slug}}/{word}",
                    async (string slug, HttpContext context, WritingStart start) =>
                        await start.FindAsync(context.User, slug) is { } address ? Results.LocalRedirect(address) : Results.NotFound()
                )
                .RequireAuthorization();
    }

    /// <returns>The overview, where there is no text yet; nothing, where he may not read.</returns>
    public async Task<string?> FindAsync(ClaimsPrincipal caller, string slug)
    {
        if (await reports.FindForReadingAsync(caller, slug) is not { } report)
            return null;
        var shown = (await report.CurrentAsync())
            .Report.Outline.Where(file => report.Documents.ContainsKey(file.Path))
            .Select(file => file.Path)
            .ToList();
        var texts = await TextsAsync(caller.PersonId(), report.Id);
        var mine = new List<Text>();
        foreach (var text in texts.Where(t => shown.Contains(t.Path)).OrderBy(t => shown.IndexOf(t.Path)))
            if (await rights.InTextAsync(caller, report.Id, text.Id) is TextAccess.Write or TextAccess.Suggest)
                mine.Add(text);
        var path =
            mine.Where(t => t.ChangedAt is not null).MaxBy(t => t.ChangedAt)?.Path
            ?? mine.Find(t => t.IsOwn)?.Path
            ?? mine.FirstOrDefault()?.Path
            ?? shown.FirstOrDefault();
        return path is null ? Addresses.OfReport(slug) : Addresses.OfText(report.Documents[path]);
    }

    private sealed record Text(int Id, string Path, bool IsOwn, long? ChangedAt);

    /// <summary>Of each text the person's own last change, one look into the log from its end; only where he has written at all.</summary>
    private async Task<List<Text>> TextsAsync(int person, int report)
    {
        await using var db = await database.CreateDbContextAsync();
        var organisation = await db.Users.Where(p => p.Id == person).Select(p => p.OrganisationId).SingleAsync();
        return await db
            .Documents.AsNoTracking()
            .Where(d => d.ReportId == report && d.RemovedAt == null)
            .Select(d => new Text(
                d.Id,
                d.Path,
                db.Assignments.Any(a =>
                    a.DocumentId == d.Id && (a.PersonId == person || (a.OrganisationId != null && a.OrganisationId == organisation))
                ),
                db.TextAuthors.Any(a => a.DocumentId == d.Id && a.PersonId == person)
                    ? db
                        .Updates.Where(u => u.DocumentId == d.Id && u.PersonId == person)
                        .OrderByDescending(u => u.Version)
                        .Select(u => (long?)u.At)
                        .FirstOrDefault()
                    : null
            ))
            .ToListAsync();
    }
}
