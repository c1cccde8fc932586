using System.Runtime.CompilerServices;
using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Cases;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Board;

/// <summary>The board of a report: how far each of its texts is, on whom it waits, and what stands in the way.</summary>
internal sealed class BoardService(IDbContextFactory<AuthoringDb> database, Rights rights, TimeProvider clock)
{
    /// <summary>A text that has not changed is not counted again.</summary>
    private static readonly ConditionalWeakTable<ProjectedText, StrongBox<int>> Counted = [];

    /// <returns>Nothing for somebody who may not read the report.</returns>
    public async Task<IReadOnlyList<BoardText>?> ReadAsync(ClaimsPrincipal caller, LiveReport report, Compilation compilation)
    {
        var access = await rights.InReportAsync(caller, report.Id);
        if (access == Access.None)
            return null;
        await using var db = await database.CreateDbContextAsync();
        var records = await BoardRecords.ReadAsync(db, report.Id);
        var person = caller.PersonId();
        var mayRemindAll =
            access == Access.Manage
            || records.Texts.Any(text =>
                text.Entry?.Plan.Stages.Any(stage => stage.Signers.Any(signer => signer.PersonId == person)) ?? false
            );
        var texts = new List<BoardText>();
        foreach (var text in TextsOf(report, compilation, records))
            texts.Add(
                text with
                {
                    MayRemind =
                        text.State != BoardState.Final
                        && (mayRemindAll || await rights.InTextAsync(caller, report.Id, text.DocumentId) == TextAccess.Write),
                }
            );
        return texts;
    }

    /// <summary>For the server's own work; nobody's right is asked, and nobody may remind anybody.</summary>
    public async Task<IReadOnlyList<BoardText>> ReadAsync(LiveReport report)
    {
        await using var db = await database.CreateDbContextAsync();
        return TextsOf(report, await report.CurrentAsync(), await BoardRecords.ReadAsync(db, report.Id));
    }

    private List<BoardText> TextsOf(LiveReport report, Compilation compilation, BoardRecords records)
    {
        var making = new Making(report, compilation, records, DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
        var outline = compilation
            .Report.Outline.Select((entry, order) => (entry, order))
            .ToLookup(found => found.entry.Path, StringComparer.Ordinal);
        var texts = new List<BoardText>();
        foreach (var record in records.Texts)
        {
            var place = outline[record.Path].Select(found => ((OutlineEntry Entry, int Order)?)found).FirstOrDefault();
            if (place is var (entry, order) && report.Documents.ContainsKey(record.Path))
                texts.Add(making.Text(record, entry, order));
        }
        return [.. texts.OrderBy(text => text.Order)];
    }

    /// <summary>What the stages of a report are called, in their order; none where there is no chain.</summary>
    public async Task<IReadOnlyList<string>> StagesAsync(LiveReport report)
    {
        await using var db = await database.CreateDbContextAsync();
        return [.. (await ChainPlan.FindForReportAsync(db, report.Id))?.Stages.Select(stage => stage.Name) ?? []];
    }

    private static int WordsOf(ProjectedText text) =>
        Counted.GetValue(text, counted => new StrongBox<int>(WordCount.Of(counted.Text.ToString()))).Value;

    /// <summary>The board as it is made, text by text.</summary>
    private sealed class Making(LiveReport report, Compilation compilation, BoardRecords records, DateOnly today)
    {
        private readonly ILookup<string, Diagnostic> errors = compilation
            .Report.Diagnostics.Where(d => d.Severity == Severity.Error)
            .ToLookup(d => d.File, StringComparer.Ordinal);
        private readonly IReadOnlyList<CardEntry> cards = compilation.Report.Cards();
        private readonly HashSet<string> final = records
            .Texts.Where(t => t.State == ReviewState.Final)
            .Select(t => t.Path)
            .ToHashSet(StringComparer.Ordinal);

        public BoardText Text(BoardRecord record, OutlineEntry entry, int order)
        {
            var organisations = OrganisationsOf(record);
            var (stage, stages) = (record.Entry?.Stage, record.Entry?.Stages ?? []);
            var state = StateOf(record);
            var deadline = state is BoardState.Final or BoardState.Waiting ? null : Day(stage ?? (stages.Count > 0 ? stages[0] : null));
            var awaited = state switch
            {
                BoardState.Final or BoardState.Waiting => [],
                BoardState.InReview => SignersOf(record.Entry!),
                _ => WritersOf(record),
            };
            var words = compilation.Texts.TryGetValue(record.Path, out var text) ? WordsOf(text) : 0;
            var isWritten = words > (entry.Part == ReportPart.Case ? 0 : WordCount.Of(entry.Title));
            return new BoardText(
                record.Id,
                record.Path,
                order,
                Addresses.OfText(report.Documents[record.Path]),
                entry.Number.Length > 0 ? $"{entry.Number} {entry.Title}" : entry.Title,
                entry.Part == ReportPart.Case,
                Names(record, organisations),
                state,
                stage?.Name,
                deadline,
                deadline < today,
                LastEditOf(record),
                words,
                record.OpenComments,
                record.Suggestions,
                state == BoardState.Final ? [] : [.. Blocks(record, stage, stages, awaited, isWritten)],
                awaited,
                records.Reminded[record.Id].Select(at => (DateTimeOffset?)DateTimeOffset.FromUnixTimeMilliseconds(at)).FirstOrDefault(),
                false,
                isWritten,
                ChapterOf(record.Path) ?? (entry.Number.Length > 0 ? $"{entry.Number} {entry.Title}" : entry.Title)
            );
        }

        private string? ChapterOf(string card) =>
            cards.FirstOrDefault(found => found.Path == card)?.Places is [var (section, _), ..]
            && compilation.Report.Outline.FirstOrDefault(found => found.Path == section) is { } chapter
                ? (chapter.Number.Length > 0 ? $"{chapter.Number} {chapter.Title}" : chapter.Title)
                : null;

        private static BoardState StateOf(BoardRecord record) =>
            record.State switch
            {
                ReviewState.Final => BoardState.Final,
                ReviewState.Waiting => BoardState.Waiting,
                ReviewState.InReview => BoardState.InReview,
                _ => record.Entry?.SentBack?.Verb switch
                {
                    ReviewVerb.Return => BoardState.Returned,
                    ReviewVerb.Edited => BoardState.Edited,
                    ReviewVerb.Reopen => BoardState.Reopened,
                    ReviewVerb.TakeBack => BoardState.TakenBack,
                    _ => BoardState.Draft,
                },
            };

        private DateOnly? Day(PlannedStage? stage) =>
            stage is not null && records.StageDays.TryGetValue(stage.Id, out var day) ? day : records.Day;

        private LastEdit? LastEditOf(BoardRecord record) =>
            record is { EditedAt: { } at, EditedBy: { } by }
                ? new LastEdit(DateTimeOffset.FromUnixTimeMilliseconds(at), records.People.GetValueOrDefault(by)?.Name ?? "")
                : null;

        /// <summary>While a text is a draft, those to whom it was given; otherwise the one that it was submitted for.</summary>
        private List<int> OrganisationsOf(BoardRecord record)
        {
            var submitted = record.Entry?.Row?.OrganisationId is { } own ? new List<int> { own } : [];
            if (record.State != ReviewState.Draft)
                return submitted;
            var given = records
                .Assigned[record.Id]
                .Select(a => a.OrganisationId ?? records.People.GetValueOrDefault(a.PersonId ?? 0)?.OrganisationId)
                .OfType<int>()
                .Distinct()
                .ToList();
            return given.Count > 0 ? given : submitted;
        }

        /// <summary>A card that was given to nobody says itself which school it is of.</summary>
        private List<string> Names(BoardRecord record, List<int> organisations) =>
            organisations.Count > 0 ? [.. organisations.Select(id => records.Organisations.GetValueOrDefault(id)).OfType<string>()]
            : cards.FirstOrDefault(card => card.Path == record.Path)?.School is { Length: > 0 } school && !string.IsNullOrWhiteSpace(school)
                ? [school.Trim()]
            : [];

        private static List<Awaited> SignersOf(ReviewEntry entry) =>
            [.. (entry.Stage?.For(entry.OrganisationId) ?? []).Select(signer => new Awaited(signer.PersonId, signer.Name))];

        /// <summary>Those who were given it, else those who have written in it; and may still write in the report.</summary>
        private List<Awaited> WritersOf(BoardRecord record)
        {
            var given = records.Assigned[record.Id].ToList();
            var people =
                given.Count > 0
                    ? given.SelectMany(a =>
                        a.PersonId is { } one
                            ? [one]
                            : records.People.Where(p => p.Value.OrganisationId == a.OrganisationId).Select(p => p.Key)
                    )
                    : records.Authors[record.Id].Concat(record.Entry?.Row?.SubmittedBy is { } submitter ? [submitter] : []);
            return
            [
                .. people
                    .Distinct()
                    .Where(id => records.People.GetValueOrDefault(id) is { Writes: true })
                    .Select(id => new Awaited(id, records.People[id].Name)),
            ];
        }

        private BoardBlockKind WithoutWriter(BoardRecord record, bool isWritten) =>
            records.Assigned[record.Id].Any() || records.Authors[record.Id].Any() ? BoardBlockKind.WritersGone
            : isWritten ? BoardBlockKind.NoWriter
            : BoardBlockKind.Unwritten;

        private IEnumerable<BoardBlock> Blocks(
            BoardRecord record,
            PlannedStage? stage,
            IReadOnlyList<PlannedStage> stages,
            List<Awaited> awaited,
            bool isWritten
        )
        {
            if (record.Suggestions > 0)
                yield return new BoardBlock(BoardBlockKind.Suggestions, record.Suggestions);
            if (errors[record.Path].Count() is > 0 and var count)
                yield return new BoardBlock(BoardBlockKind.Errors, count);
            if (OpenCards(record, stage is not null && stages is [.., var last] && last.Id == stage.Id) is > 0 and var open)
                yield return new BoardBlock(BoardBlockKind.Cards, open);
            if (awaited.Count == 0 && record.State == ReviewState.Draft)
                yield return new BoardBlock(WithoutWriter(record, isWritten), 0);
            if (stages.Count == 0 || (record.State == ReviewState.InReview && awaited.Count == 0))
                yield return new BoardBlock(BoardBlockKind.NoSigner, 0);
        }

        /// <summary>They stand in the way of the last signature.</summary>
        private int OpenCards(BoardRecord record, bool isAtLastStage) =>
            record.State == ReviewState.Waiting || isAtLastStage
                ? cards.Count(card => !final.Contains(card.Path) && card.Places.Any(p => p.Path == record.Path))
                : 0;
    }
}
