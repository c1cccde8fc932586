using Authoring.Compile;
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
                Name = new DocumentName(d.Report!.Slug, d.Kind, d.Key),
                d.Path,
                d.Report.Title,
            })
            .ToListAsync();
        var titles = new Dictionary<int, TextName>();
        foreach (var report in rows.GroupBy(row => row.Name.Slug))
        {
            var outline = await OutlineAsync(report.Key);
            foreach (var row in report)
                titles[row.Id] = new TextName(row.Name, TitleOf(outline?[row.Path].FirstOrDefault(), row.Name.Key), row.Title);
        }
        return titles;
    }

    private async Task<ILookup<string, OutlineEntry>?> OutlineAsync(string slug) =>
        await reports.FindAsync(slug) is { } live
            ? (await live.CurrentAsync()).Report.Outline.ToLookup(entry => entry.Path, StringComparer.Ordinal)
            : null;

    private static string TitleOf(OutlineEntry? entry, string key) =>
        entry is null ? key
        : entry.Number.Length > 0 ? $"{entry.Number} {entry.Title}"
        : entry.Title;
}
