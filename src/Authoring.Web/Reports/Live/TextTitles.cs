using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports.Live;

/// <summary>A text as people call it.</summary>
/// <param name="Title">With its number, where it has one.</param>
public sealed record TextName(DocumentName Name, string Title, string Report);

/// <summary>What texts are called, wherever they are spoken of outside their report. It asks for no right: the caller has.</summary>
internal sealed class TextTitles(IDbContextFactory<AuthoringDb> database, LiveReports reports)
{
    /// <returns>By the text's id. One that was taken out of its report is called by its key.</returns>
    public async Task<IReadOnlyDictionary<int, TextName>> FindAsync(IReadOnlyCollection<int> documents)
    {
        if (documents.Count == 0)
            return new Dictionary<int, TextName>();
        await using var db = await database.CreateDbContextAsync();
        var rows = await db
            .Documents.AsNoTracking()
            .Where(d => documents.Contains(d.Id))
            .Select(d => new
            {
                d.Id,
                d.Kind,
                d.Key,
                d.Path,
                d.Report!.Slug,
                d.Report.Title,
            })
            .ToListAsync();
        var titles = new Dictionary<int, TextName>();
        foreach (var report in rows.GroupBy(row => row.Slug))
        {
            var outline = await reports.FindAsync(report.Key) is { } live
                ? (await live.CurrentAsync()).Report.Outline.ToLookup(entry => entry.Path, StringComparer.Ordinal)
                : null;
            foreach (var row in report)
            {
                var entry = outline?[row.Path].FirstOrDefault();
                titles[row.Id] = new TextName(
                    new DocumentName(row.Slug, row.Kind, row.Key),
                    entry is null ? row.Key
                        : entry.Number.Length > 0 ? $"{entry.Number} {entry.Title}"
                        : entry.Title,
                    row.Title
                );
            }
        }
        return titles;
    }
}
