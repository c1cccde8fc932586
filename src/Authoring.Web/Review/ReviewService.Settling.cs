using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>
/// What becomes of signatures without anybody's will: they end, count again, or wait, as what is printed and the case cards in it become
/// others.
/// </summary>
internal sealed partial class ReviewService
{
    /// <summary>Writes down what has become of a text's signatures, if anything has.</summary>
    public async Task SettleAsync(LiveReport report, DocumentPlace place)
    {
        if (await SettleAloneAsync(report, place))
            await SettleHostsAsync(report, place);
    }

    private async Task<bool> SettleAloneAsync(LiveReport report, DocumentPlace place)
    {
        var (act, after) = await sessions
            .Of(place)
            .HoldStillAsync(
                async (version, text) =>
                {
                    await using var db = await database.CreateDbContextAsync();
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    if (await ReviewEntry.ReadAsync(db, place.ReportId, place.DocumentId) is not { } entry)
                        return ((null, null), (bool?)null);
                    var compilation = await CompileAsync(report, place, version, text);
                    var settled = await SettleAsync(
                        db,
                        report,
                        compilation,
                        place,
                        entry,
                        PrintedText.Of(report, compilation, place.Path),
                        version
                    );
                    if (settled is null)
                        return (((Acting?)null, (ReviewEntry?)null), null);
                    await transaction.CommitAsync();
                    var now = await ReviewEntry.ReadAsync(db, place.ReportId, place.DocumentId);
                    return ((settled, now), now!.Standing.State == ReviewState.Final);
                }
            );
        if (act is null)
            return false;
        await TellAsync(place, act, after!);
        return true;
    }

    /// <summary>A section is final only while its case cards are.</summary>
    private async Task SettleHostsAsync(LiveReport report, DocumentPlace place)
    {
        if (place.Name.Kind != DocumentKind.Case)
            return;
        var compilation = await report.CurrentAsync();
        foreach (var path in HostsOf(compilation, [place.Path]))
            if (report.Documents.TryGetValue(path, out var name) && await sessions.FindAsync(name) is { } host)
                await SettleAloneAsync(report, host);
    }

    /// <summary>The report as it is with this very text, which stands still.</summary>
    private static async Task<Compilation> CompileAsync(LiveReport report, DocumentPlace place, int version, TrackedText text)
    {
        var compilation = await report.CompileNowAsync();
        return compilation.Texts.TryGetValue(place.Path, out var known) && known.Version == version
            ? compilation
            : await report.CompileWithAsync(place.Path, new ProjectedText(place.Path, version, text, Projection.Final));
    }

    /// <summary>Call it while the text stands still. Null: everything is as it is recorded.</summary>
    private async Task<Acting?> SettleAsync(
        AuthoringDb db,
        LiveReport report,
        Compilation compilation,
        DocumentPlace place,
        ReviewEntry entry,
        PrintedText printed,
        int version
    )
    {
        entry = entry.ForItsRound();
        var open = await OpenCardsAsync(db, compilation, place);
        var verdict = entry.Judge(printed, open.Count == 0);
        if (verdict == Verdict.Stands)
            return null;
        // Approval 7: the signatures end; that is an act of its own, by whoever edited.
        var (person, _) = await CauseAsync(db, report, compilation, place, entry, verdict, printed);
        var act = Acting.ByNobodysWill(person, ReviewEntry.VerbOf(verdict));
        await WriteAsync(db, place, entry, ReviewStep.To(entry.After(verdict, open.Count == 0)), act, version, printed.Hash);
        return act;
    }

    /// <summary>Who brought a verdict about, and when.</summary>
    private static async Task<(int PersonId, long At)> CauseAsync(
        AuthoringDb db,
        LiveReport report,
        Compilation compilation,
        DocumentPlace place,
        ReviewEntry entry,
        Verdict verdict,
        PrintedText printed
    )
    {
        if (verdict is Verdict.CardsOpened or Verdict.CardsFinal)
        {
            var cards = compilation
                .Report.Cards()
                .Where(card => card.Places.Any(p => p.Path == place.Path))
                .Select(card => card.Path)
                .ToList();
            var last = await db
                .ReviewActs.Where(a =>
                    a.Verb != ReviewVerb.Revise
                    && db.Documents.Any(d => d.Id == a.DocumentId && d.ReportId == place.ReportId && cards.Contains(d.Path))
                )
                .OrderByDescending(a => a.Id)
                .Select(a => new { a.PersonId, a.At })
                .FirstOrDefaultAsync();
            if (last is not null)
                return (last.PersonId, last.At);
        }
        return await LastChangeAsync(db, report, place, entry, printed.Sources);
    }

    /// <summary>
    /// Who last changed something since the text came where it stands: its words, those of the texts that are printed in it, or the report
    /// around them. Where it was none of these,
    /// whoever has written last in the report: its words may be printed no longer.
    /// </summary>
    private static async Task<(int PersonId, long At)> LastChangeAsync(
        AuthoringDb db,
        LiveReport report,
        DocumentPlace place,
        ReviewEntry entry,
        IReadOnlyList<string> sources
    )
    {
        var edits = (
            await db
                .Documents.Where(d => d.ReportId == place.ReportId)
                .Select(d => new
                {
                    d.Id,
                    d.Path,
                    Last = db
                        .Updates.Where(u => u.DocumentId == d.Id)
                        .OrderByDescending(u => u.Version)
                        .Select(u => new { u.At, u.PersonId })
                        .FirstOrDefault(),
                })
                .ToListAsync()
        ).Where(text => text.Last is not null && text.Last.At >= entry.Row!.At).ToList();
        var changes = edits
            .Where(text => text.Id == place.DocumentId || sources.Contains(text.Path))
            .Select(text => (text.Last!.PersonId, text.Last.At))
            .ToList();
        if (report.ShapedBy is { } shaped && shaped.At >= entry.Row!.At)
            changes.Add(shaped);
        if (changes.Count == 0)
            changes = edits.ConvertAll(text => (text.Last!.PersonId, text.Last.At));
        return changes.Count > 0 ? changes.MaxBy(change => change.At) : (entry.Row!.SubmittedBy!.Value, entry.Row.At);
    }
}
