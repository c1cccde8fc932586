using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
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

    /// <summary>The first picture in it that can be shown, by its path in the report folder; null: there is none.</summary>
    public (string Path, PictureInfo Info)? Picture { get; init; }

    /// <summary>Null: the report has no chain of review.</summary>
    public TextReviewState? Standing { get; init; }
}

/// <summary>Which of a report's case cards are looked at.</summary>
public enum CardChoice
{
    All,
    Placed,
    NotPlaced,
    Problems,
}

/// <param name="School">Whose; empty: everybody's.</param>
/// <param name="State">As <see cref="TextReviewState.State"/> has it; empty: all.</param>
/// <param name="Wanted">Words that all are found in a card or its place.</param>
internal sealed record CardFilter(CardChoice Choice, string School = "", string State = "", string Wanted = "")
{
    public IReadOnlyList<CaseCard> Of(IEnumerable<CaseCard> cards) => [.. cards.Where(Fits)];

    private bool Fits(CaseCard card) =>
        IsChosen(card)
        && (School.Length == 0 || card.Entry.School?.Trim() == School)
        && (State.Length == 0 || card.Standing?.State == State)
        && Wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Says(card, word));

    private bool IsChosen(CaseCard card) =>
        Choice switch
        {
            CardChoice.Placed => card.IsPlaced,
            CardChoice.NotPlaced => !card.IsPlaced,
            CardChoice.Problems => card.Problems.Count > 0 || card.Sections.Count > 1,
            _ => true,
        };

    private static bool Says(CaseCard card, string word) =>
        card
            .Sections.Select(section => (string?)section.Title)
            .Concat([card.Entry.Title, card.Entry.School, card.Entry.Id, card.Entry.Number, card.LastEdit?.By])
            .Any(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);
}

/// <summary>A report's case cards, each with where it stands and what became of it last.</summary>
internal sealed class CaseCardQueries(IDbContextFactory<AuthoringDb> database, TextReviewStates states)
{
    public async Task<IReadOnlyList<CaseCard>> ListForAsync(LiveReport report, Compilation compilation)
    {
        var (edits, standing) = (await LastEditsAsync(report.Id), await states.ListForAsync(report.Id));
        var pictures = PicturesOf(report, compilation);
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
                )
                {
                    Picture = pictures.TryGetValue(entry.Path, out var picture) ? picture : null,
                    Standing = standing.GetValueOrDefault(entry.Path),
                }),
        ];
    }

    private static Dictionary<string, (string Path, PictureInfo Info)> PicturesOf(LiveReport report, Compilation compilation) =>
        compilation
            .Report.Illustrations()
            .Where(found => found.Picture is not null && !found.Lacks.Contains(IllustrationLack.Picture))
            .Where(found => report.Pictures.ContainsKey(found.Picture!))
            .GroupBy(found => found.File, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (g.First().Picture!, report.Pictures[g.First().Picture!]), StringComparer.Ordinal);

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
