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
        var assigned = await AssignedAsync(db, reportId);
        var texts = await LastChangesAsync(db, reportId);
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

    private static async Task<ILookup<int, string>> AssignedAsync(AuthoringDb db, int reportId)
    {
        var assigned = await db
            .Assignments.AsNoTracking()
            .Where(a => a.Document!.ReportId == reportId)
            .OrderBy(a => a.Id)
            .Select(a => new { a.DocumentId, Name = a.Person!.DisplayName ?? a.Organisation!.Name })
            .ToListAsync();
        return assigned.ToLookup(a => a.DocumentId, a => a.Name);
    }

    private sealed record LastChange(int Id, string Path, long? At, int? By);

    /// <summary>The last update of a text is one step in the log's own index, however long the log is.</summary>
    private static Task<List<LastChange>> LastChangesAsync(AuthoringDb db, int reportId) =>
        db
            .Documents.AsNoTracking()
            .Where(d => d.ReportId == reportId && d.RemovedAt == null)
            .Select(d => new LastChange(
                d.Id,
                d.Path,
                db.Updates.Where(u => u.DocumentId == d.Id).OrderByDescending(u => u.Version).Select(u => (long?)u.At).FirstOrDefault(),
                db.Updates.Where(u => u.DocumentId == d.Id).OrderByDescending(u => u.Version).Select(u => (int?)u.PersonId).FirstOrDefault()
            ))
            .ToListAsync();
}
