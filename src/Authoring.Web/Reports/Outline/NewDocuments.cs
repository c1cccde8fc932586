using System.Globalization;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports.Outline;

/// <summary>Texts that are added to a report.</summary>
internal static class NewDocuments
{
    /// <summary>Adds one under the next free number: <c>sections/10-section.md</c>, <c>cases/c13.md</c>.</summary>
    /// <param name="textOf">What it begins with, by its key.</param>
    public static async Task<Document> AddAsync(AuthoringDb db, int reportId, ReportPart part, Func<string, string> textOf)
    {
        var document = await NextAsync(db, reportId, part);
        db.Documents.Add(document);
        await db.SaveChangesAsync();
        db.Snapshots.Add(
            new Snapshot
            {
                DocumentId = document.Id,
                Version = 0,
                Text = textOf(document.Key),
            }
        );
        return document;
    }

    private static async Task<Document> NextAsync(AuthoringDb db, int reportId, ReportPart part)
    {
        var known = await db.Documents.Where(d => d.ReportId == reportId).Select(d => new { d.Path, d.Key }).ToListAsync();
        for (var number = 1; ; number++)
        {
            var (key, path, start) = Names(part, number);
            if (known.Exists(d => d.Key == key || d.Path.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
                continue;
            return new Document
            {
                ReportId = reportId,
                Kind = part == ReportPart.Case ? DocumentKind.Case : DocumentKind.Section,
                Key = key,
                Path = path,
            };
        }
    }

    /// <summary>And with what a path begins that has taken the number.</summary>
    private static (string Key, string Path, string Start) Names(ReportPart part, int number)
    {
        var key = number.ToString("00", CultureInfo.InvariantCulture);
        return part == ReportPart.Case
            ? ($"c{key}", $"cases/c{key}.md", $"cases/c{key}.")
            : ($"{key}-section", $"sections/{key}-section.md", $"sections/{key}-");
    }
}
