using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Board;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Overview;

/// <summary>Puts together what the first page of a report shows, for one person.</summary>
internal sealed class OverviewService(
    IDbContextFactory<AuthoringDb> database,
    BoardService board,
    TextReviewStates states,
    ActivityQueries activity,
    Rights rights,
    TimeProvider clock
)
{
    private const int MostActivity = 20;

    /// <returns>Nothing for somebody who may not read the report.</returns>
    public async Task<OverviewView?> ReadAsync(ClaimsPrincipal caller, LiveReport report, Compilation compilation)
    {
        if (await board.ReadAsync(caller, report, compilation) is not { } texts)
            return null;
        await using var db = await database.CreateDbContextAsync();
        var entries = await ReviewEntry.ReadAllAsync(db, report.Id);
        var standings = await states.ListForAsync(report.Id, entries);
        var writable = new HashSet<int>();
        foreach (var text in texts)
            if (await rights.InTextAsync(caller, report.Id, text.DocumentId) == TextAccess.Write)
                writable.Add(text.DocumentId);
        var owners = await OwnersAsync(db, report.Id);
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var known = texts.ToDictionary(text => text.DocumentId);
        return new OverviewView(
            Tree(texts, compilation, text => Of(text, standings, owners, writable)),
            BoardTotals.Of(texts),
            texts.Sum(text => text.Words),
            Steps(texts, entries),
            Blocks(texts),
            Behind(texts),
            ProgressDays.Of([.. entries.Where(e => known.ContainsKey(e.DocumentId)).Select(e => e.Entry)], today, DayOf),
            [.. (await activity.ListAsync(report.Id, MostActivity)).Where(entry => known.ContainsKey(entry.DocumentId))],
            await db.Reports.Where(r => r.Id == report.Id).Select(r => r.Deadline).SingleAsync(),
            NextDay(texts),
            entries.Count(e => known.ContainsKey(e.DocumentId) && WaitsFor(e.Entry, caller.PersonId(), owners.Authors[e.DocumentId]))
        );
    }

    private DateOnly DayOf(long at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), clock.LocalTimeZone).DateTime);

    private sealed record OwnerLists(ILookup<int, Owner> Given, ILookup<int, Owner> Authors);

    private static async Task<OwnerLists> OwnersAsync(AuthoringDb db, int reportId)
    {
        var given = await db
            .Assignments.AsNoTracking()
            .Where(a => a.Document!.ReportId == reportId)
            .OrderBy(a => a.Id)
            .Select(a => new { a.DocumentId, Owner = new Owner(a.PersonId, a.Person!.DisplayName ?? a.Organisation!.Name) })
            .ToListAsync();
        var authors = await db
            .TextAuthors.AsNoTracking()
            .Where(a => db.Documents.Any(d => d.Id == a.DocumentId && d.ReportId == reportId))
            .Join(db.Users, a => a.PersonId, p => p.Id, (a, p) => new { a.DocumentId, Owner = new Owner(p.Id, p.DisplayName) })
            .ToListAsync();
        return new OwnerLists(given.ToLookup(a => a.DocumentId, a => a.Owner), authors.ToLookup(a => a.DocumentId, a => a.Owner));
    }

    private static OverviewText Of(
        BoardText text,
        IReadOnlyDictionary<string, TextReviewState> standings,
        OwnerLists owners,
        HashSet<int> writable
    )
    {
        var given = owners.Given[text.DocumentId].ToList();
        return new OverviewText(
            text,
            standings.GetValueOrDefault(text.Path),
            given.Count > 0 ? given : [.. owners.Authors[text.DocumentId]],
            given.Count > 0,
            writable.Contains(text.DocumentId),
            []
        );
    }

    /// <summary>A card that stands in several chapters stands with the first.</summary>
    private static IReadOnlyList<OverviewText> Tree(
        IReadOnlyList<BoardText> texts,
        Compilation compilation,
        Func<BoardText, OverviewText> of
    )
    {
        var chapterOf = compilation
            .Report.Cards()
            .Where(card => card.Places.Count > 0)
            .GroupBy(card => card.Path, StringComparer.Ordinal)
            .ToDictionary(card => card.Key, card => card.First().Places[0].Path, StringComparer.Ordinal);
        var cards = texts
            .Where(text => text.IsCard)
            .ToLookup(text =>
                chapterOf.GetValueOrDefault(text.Path) is { } path && texts.Any(t => !t.IsCard && t.Path == path) ? path : ""
            );
        return
        [
            .. texts.Where(text => !text.IsCard).Select(text => of(text) with { Cards = [.. cards[text.Path].Select(of)] }),
            .. cards[""].Select(of),
        ];
    }

    /// <summary>Steps at which nothing stands are left out, but the last: how far the way is belongs to how far one has come.</summary>
    private static IReadOnlyList<StepTotal> Steps(
        IReadOnlyList<BoardText> texts,
        IReadOnlyList<(int DocumentId, string Path, ReviewEntry Entry)> entries
    )
    {
        IReadOnlyList<PlannedStage> stages = entries.Count > 0 ? entries[0].Entry.Plan.Stages : [];
        var inReview = texts.Where(text => text.State == BoardState.InReview).ToLookup(text => text.Stage ?? "");
        StepTotal[] steps =
        [
            new("draft", null, 0, texts.Count(text => text.State is BoardState.Draft or BoardState.TakenBack)),
            new("back", null, 0, texts.Count(IsBack)),
            .. stages.Select((stage, order) => new StepTotal("review", stage.Name, order, inReview[stage.Name].Count())),
            new("waiting", null, 0, texts.Count(text => text.State == BoardState.Waiting)),
            new("final", null, 0, texts.Count(text => text.State == BoardState.Final)),
        ];
        return [.. steps.Where(step => step.Count > 0 || step.Key == "final")];
    }

    private static bool IsBack(BoardText text) => text.State is BoardState.Returned or BoardState.Edited or BoardState.Reopened;

    private static IReadOnlyList<BlockedTexts> Blocks(IReadOnlyList<BoardText> texts)
    {
        BlockedTexts[] found =
        [
            new("Late", [.. texts.Where(text => text.IsLate)]),
            new("Returned", [.. texts.Where(IsBack)]),
            .. Enum.GetValues<BoardBlockKind>()
                .Select(kind => new BlockedTexts(kind.ToString(), [.. texts.Where(text => text.Blocks.Any(block => block.Kind == kind))])),
        ];
        return [.. found.Where(blocked => blocked.Texts.Count > 0)];
    }

    /// <summary>None where all texts are of one organisation, or of none: there is nobody to compare it with.</summary>
    private static IReadOnlyList<OrganisationProgress> Behind(IReadOnlyList<BoardText> texts)
    {
        var organisations = texts
            .SelectMany(text => text.Organisations, (text, name) => (Name: name, Text: text))
            .GroupBy(found => found.Name, found => found.Text, StringComparer.Ordinal)
            .Select(found => new OrganisationProgress(found.Key, BoardTotals.Of([.. found])))
            .OrderByDescending(found => found.Totals.Late)
            .ThenBy(found => found.Share)
            .ThenBy(found => (double)found.Totals.InReview / found.Totals.All)
            .ThenBy(found => found.Name, StringComparer.Ordinal)
            .ToList();
        return organisations.Count > 1 ? organisations : [];
    }

    private static StageDay? NextDay(IReadOnlyList<BoardText> texts) =>
        texts
            .Where(text => text.Deadline is not null)
            .GroupBy(text => text.Deadline!.Value)
            .OrderBy(day => day.Key)
            .Select(day => new StageDay(day.Key, day.Select(text => text.Stage).Distinct().ToList() is [var one] ? one : null, day.Count()))
            .FirstOrDefault();

    /// <summary>Nobody signs his own text.</summary>
    private static bool WaitsFor(ReviewEntry entry, int personId, IEnumerable<Owner> authors) =>
        entry.Stage is { } stage
        && stage.For(entry.OrganisationId).Any(signer => signer.PersonId == personId)
        && (
            entry.Plan.MayOverride(personId, stage.Id, entry.OrganisationId)
            || (entry.Row?.SubmittedBy != personId && authors.All(author => author.PersonId != personId))
        );
}
