using System.Text.RegularExpressions;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports.Making;

/// <summary>
/// Takes a report that is there, last year's for instance, as the beginning of another: its chapters with their headings alone, or all that
/// it holds. Who may do so is asked by the caller.
/// </summary>
internal static partial class EarlierReport
{
    /// <param name="withText">Texts, case cards and pictures come along; otherwise nothing but headings.</param>
    public static async Task<NewReport> ReadAsync(AuthoringDb db, LiveReport report, bool withText)
    {
        var (yaml, texts) = report.Folder();
        var draft = DefinitionDraft.Read(yaml);
        if (!withText)
            draft = draft with { Cases = [] };
        var made = texts
            .Where(text => withText || report.Documents[text.Key].Kind == DocumentKind.Section)
            .Select(text => Text(report.Documents[text.Key], text.Key, text.Value.ToString(), withText))
            .ToList();
        return new NewReport(report.Slug, draft.Title, draft.ToYaml(), null, made, withText ? await FilesAsync(db, report.Id) : []);
    }

    private static NewText Text(DocumentName name, string path, string content, bool withText) =>
        new(name.Kind, name.Key, path, withText ? content : Headings(content));

    private static async Task<IReadOnlyList<(string Path, byte[] Content)>> FilesAsync(AuthoringDb db, int reportId)
    {
        var files = await db
            .ReportFiles.AsNoTracking()
            .Where(f => f.ReportId == reportId)
            .Select(f => new { f.Path, f.Content })
            .ToListAsync();
        return files.ConvertAll(f => (f.Path, f.Content));
    }

    /// <summary>The lines of a text that are headings, with their ids, each with an empty line behind it; none from within code.</summary>
    internal static string Headings(string text)
    {
        var headings = new List<string>();
        string? fence = null;
        foreach (var line in text.Split('\n'))
        {
            if (Fence().Match(line) is { Success: true } mark)
                fence =
                    fence is null ? mark.Groups[1].Value
                    : mark.Groups[1].Value.StartsWith(fence, StringComparison.Ordinal) ? null
                    : fence;
            else if (fence is null && Heading().IsMatch(line))
                headings.Add(line + "\n");
        }
        return string.Join('\n', headings);
    }

    [GeneratedRegex("^ {0,3}(```+|~~~+)")]
    private static partial Regex Fence();

    [GeneratedRegex("^#{1,6}[ \u3000]")]
    private static partial Regex Heading();
}
