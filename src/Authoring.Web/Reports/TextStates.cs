using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports;

/// <param name="Writers">Those who were given the text, people and organisations; nobody: all who write in the report.</param>
/// <param name="LastBy">Who changed it last, and <paramref name="LastAt"/> when; nobody: it is as it began.</param>
internal sealed record TextState(IReadOnlyList<string> Writers, bool MayWrite, string? LastBy, DateTimeOffset? LastAt);

/// <summary>How far each text of a report is, for the overview.</summary>
internal sealed class TextStates(IDbContextFactory<AuthoringDb> database, Rights rights)
{
    /// <returns>By path in the report folder.</returns>
    public async Task<IReadOnlyDictionary<string, TextState>> ListForAsync(ClaimsPrincipal caller, int reportId)
    {
        await using var db = await database.CreateDbContextAsync();
        var assigned = (
            await db
                .Assignments.AsNoTracking()
                .Where(a => a.Document!.ReportId == reportId)
                .OrderBy(a => a.Id)
                .Select(a => new { a.DocumentId, Name = a.Person!.DisplayName ?? a.Organisation!.Name })
                .ToListAsync()
        ).ToLookup(a => a.DocumentId, a => a.Name);
        // The last update of a text is one step in the log's own index, however long the log is.
        var texts = await db
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
        var authors = texts.Select(t => t.By).OfType<int>().Distinct().ToList();
        var names = await db.Users.Where(p => authors.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName);
        var states = new Dictionary<string, TextState>(StringComparer.Ordinal);
        foreach (var text in texts)
            states[text.Path] = new TextState(
                [.. assigned[text.Id]],
                await rights.InTextAsync(caller, reportId, text.Id) == TextAccess.Write,
                text.By is { } by ? names.GetValueOrDefault(by) : null,
                text.At is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null
            );
        return states;
    }
}
