using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Cases;

/// <summary>Where a card stands: the section, as people call it, and the way there.</summary>
public sealed record CaseCardSection(string Title, string Address);

/// <summary>When a card was last written in, and by whom.</summary>
public sealed record LastEdit(DateTimeOffset At, string By);

/// <summary>A case card in the list of a report's cards.</summary>
/// <param name="Sections">Where it is placed; empty: nowhere.</param>
public sealed record CaseCard(
    CardEntry Entry,
    string Address,
    IReadOnlyList<CaseCardSection> Sections,
    LastEdit? LastEdit,
    IReadOnlyList<Diagnostic> Problems
)
{
    /// <summary>That it stands nowhere is said beside it already.</summary>
    public const string NotPlaced = "case-not-placed";

    public bool IsPlaced => Sections.Count > 0;
}

/// <summary>A report's case cards, each with where it stands and what became of it last.</summary>
internal sealed class CaseCardQueries(IDbContextFactory<AuthoringDb> database)
{
    public async Task<IReadOnlyList<CaseCard>> ListForAsync(LiveReport report, Compilation compilation)
    {
        var edits = await LastEditsAsync(report.Id);
        var problems = compilation
            .Report.Diagnostics.Where(d => d.Code != CaseCard.NotPlaced)
            .ToLookup(d => d.File, StringComparer.Ordinal);
        var titles = compilation.Report.Outline.ToDictionary(
            o => o.Path,
            o => o.Number.Length > 0 ? $"{o.Number} {o.Title}" : o.Title,
            StringComparer.Ordinal
        );
        return
        [
            .. compilation
                .Report.Cards()
                .Select(entry => new CaseCard(
                    entry,
                    AddressOf(report, entry.Path) ?? "",
                    [
                        .. entry.Places.Select(place => new CaseCardSection(
                            titles.GetValueOrDefault(place.Path) ?? place.Path,
                            $"{AddressOf(report, place.Path)}#line-{compilation.LineInText(place.Path, place.Line)}"
                        )),
                    ],
                    edits.GetValueOrDefault(entry.Path),
                    [.. problems[entry.Path].Select(d => d with { Line = compilation.LineInText(entry.Path, d.Line) })]
                )),
        ];
    }

    private static string? AddressOf(LiveReport report, string path) =>
        report.Documents.TryGetValue(path, out var name) ? Addresses.OfText(name) : null;

    private async Task<Dictionary<string, LastEdit>> LastEditsAsync(int reportId)
    {
        await using var db = await database.CreateDbContextAsync();
        var rows = await (
            from document in db.Documents.Where(d => d.ReportId == reportId && d.Kind == DocumentKind.Case)
            from update in db.Updates.Where(u => u.DocumentId == document.Id).OrderByDescending(u => u.Version).Take(1)
            join person in db.Users on update.PersonId equals person.Id
            select new
            {
                document.Path,
                update.At,
                person.DisplayName,
            }
        )
            .AsNoTracking()
            .ToListAsync();
        return rows.ToDictionary(r => r.Path, r => EditOf(r.At, r.DisplayName), StringComparer.Ordinal);
    }

    private static LastEdit EditOf(long at, string by) => new(DateTimeOffset.FromUnixTimeMilliseconds(at), by);
}
