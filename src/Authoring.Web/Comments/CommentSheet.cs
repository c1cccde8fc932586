using System.Globalization;
using System.Text;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Comments;

/// <summary>
/// The matrix of a report's comments as a file for a spreadsheet:
/// <c>/reports/{slug}/comments/export?choice=open&amp;school=…&amp;round=1</c>.
/// </summary>
internal static class CommentSheet
{
    /// <summary>= + - @ as typed, of full width, of small width and raised, and the minus of mathematics.</summary>
    private const string FormulaSigns = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207c\u207a\u207b\u2212";

    private static readonly string[] Columns =
    [
        "number",
        "text",
        "school",
        "quote",
        "opinion",
        "by",
        "made",
        "adoption",
        "reason",
        "handler",
        "handled",
    ];

    public static void Map(WebApplication app) =>
        app.MapGet(
                "/reports/{slug}/comments/export",
                async (
                    string slug,
                    CommentChoice? choice,
                    string? school,
                    int? round,
                    string? text,
                    int? person,
                    HttpContext context,
                    LiveReports reports,
                    CommentQueries book,
                    IStringLocalizer<Words> words,
                    TimeProvider clock
                ) =>
                {
                    if (
                        await reports.FindForReadingAsync(context.User, slug) is not { } report
                        || await book.ReadAsync(context.User, report, await report.CurrentAsync()) is not { } lines
                    )
                        return Results.NotFound();
                    var chosen = new CommentFilter(choice ?? CommentChoice.All, school ?? "", round, text ?? "", person).Of(
                        lines,
                        context.User.PersonId()
                    );
                    // With its mark at the beginning, spreadsheets know the file for UTF-8.
                    return Results.File(
                        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Csv(chosen, words, clock.LocalTimeZone))],
                        "text/csv; charset=utf-8",
                        $"{slug}-{words["comments.file"]}.csv"
                    );
                }
            )
            .RequireAuthorization();

    /// <summary>
    /// As RFC 4180 has it. What a spreadsheet would take for a formula gets an apostrophe in front: anybody may have written it.
    /// </summary>
    public static string Csv(IReadOnlyList<CommentListView> lines, IStringLocalizer<Words> words, TimeZoneInfo zone)
    {
        var csv = new StringBuilder();
        Add(Columns.Select(column => words[$"comments.{column}"].Value));
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            Add([
                (i + 1).ToString(CultureInfo.InvariantCulture),
                line.Title,
                string.Join(words["shell.comma"], line.Schools),
                line.Quote,
                line.Words,
                $"{line.By} {line.Organisation}".Trim(),
                Day(line.At),
                words[$"comments.adoption-{line.Adoption}"],
                line.Reason ?? "",
                line.HandledBy ?? line.Assignee ?? "",
                line.HandledAt is { } at ? Day(at) : "",
            ]);
        }
        return csv.ToString();

        void Add(IEnumerable<string> cells) => csv.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        string Day(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>Every file for a spreadsheet takes its cells from here.</summary>
    internal static string Cell(string text) => $"\"{(IsFormula(text) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>
    /// Spreadsheets pass over blanks and what is not seen, and those in Chinese offices read signs of full width as the others. A
    /// tab or a line's end in front is a formula's disguise as well.
    /// </summary>
    private static bool IsFormula(string text)
    {
        if (text is ['\t' or '\r' or '\n', ..])
            return true;
        var first = text.FirstOrDefault(c =>
            !(char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format)
        );
        return FormulaSigns.Contains(first, StringComparison.Ordinal);
    }
}
