using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>All texts of a report, as one person has to do with them.</summary>
internal sealed partial class ReviewService
{
    /// <returns>In the order of the report, a card behind the section in which it stands; nothing for who may not read it, and where there
    /// is no chain.</returns>
    public async Task<IReadOnlyList<QueuedText>> QueueAsync(ClaimsPrincipal caller, LiveReport report, Compilation compilation)
    {
        var access = await rights.InReportAsync(caller, report.Id);
        if (access == Access.None)
            return [];
        await using var db = await database.CreateDbContextAsync();
        var entries = await JudgedAsync(db, report, compilation, await ReviewEntry.ReadAllAsync(db, report.Id));
        var records = await QueueRecords.ReadAsync(db, report.Id, caller.PersonId());
        var making = new QueueMaking(
            report,
            compilation,
            records,
            entries.Where(e => e.Entry.Standing.State == ReviewState.Final).Select(e => e.Path).ToHashSet(StringComparer.Ordinal),
            DateOnly.FromDateTime(clock.GetLocalNow().DateTime)
        );
        var queue = new List<QueuedText>();
        foreach (var (id, path, entry) in entries)
        {
            if (!report.Documents.TryGetValue(path, out var name) || !making.Knows(path))
                continue;
            var text = await rights.InTextAsync(caller, report.Id, id);
            var looking = new Acting(
                caller.PersonId(),
                text == TextAccess.Write,
                access == Access.Manage,
                ReviewVerb.Submit,
                new ReviewWords()
            );
            queue.Add(making.Text(new DocumentPlace(id, report.Id, name, path), entry, looking));
        }
        return [.. queue.OrderBy(text => text.Order)];
    }

    /// <summary>Remembers that somebody has read what a text printed, to its end.</summary>
    /// <param name="hash">Of what he was shown, at <paramref name="version"/> of the text.</param>
    public async Task MarkReadAsync(ClaimsPrincipal caller, LiveReport report, DocumentName name, string hash, int version)
    {
        if (await rights.InReportAsync(caller, report.Id) == Access.None || await sessions.FindAsync(name) is not { } place)
            return;
        await using var db = await database.CreateDbContextAsync();
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (await db.TextReadings.FindAsync(caller.PersonId(), place.DocumentId) is { } read)
            read.Take(hash, version, at);
        else
            db.TextReadings.Add(FirstReading(caller.PersonId(), place.DocumentId, hash, version, at));
        await db.SaveChangesAsync();
    }

    private static TextReading FirstReading(int personId, int documentId, string hash, int version, long at) =>
        new()
        {
            PersonId = personId,
            DocumentId = documentId,
            Hash = hash,
            Version = version,
            At = at,
        };

    /// <summary>The queue as it is made, text by text; what it asks of the database is read once for all.</summary>
    private sealed class QueueMaking(
        LiveReport report,
        Compilation compilation,
        QueueRecords records,
        IReadOnlySet<string> final,
        DateOnly today
    )
    {
        private readonly IReadOnlyList<CardEntry> cards = compilation.Report.Cards();
        private readonly Dictionary<string, (OutlineEntry Entry, int Order)> outline = compilation
            .Report.Outline.Select((entry, order) => (entry, order))
            .DistinctBy(found => found.entry.Path)
            .ToDictionary(found => found.entry.Path, found => found, StringComparer.Ordinal);

        public bool Knows(string path) => outline.ContainsKey(path) && compilation.Texts.ContainsKey(path);

        public QueuedText Text(DocumentPlace place, ReviewEntry entry, Acting looking)
        {
            var printed = PrintedText.Of(report, compilation, place.Path);
            var organisation = OrganisationOf(place.Path, entry);
            // A draft that nobody was given is his organisation's who submits it.
            if (entry is { OrganisationId: null, Standing.State: ReviewState.Draft })
                entry = ReviewEntry.Of(entry.Plan, entry.Row, records.OwnOrganisation, entry.Acts);
            var mine = MineOf(place, entry, looking, printed);
            var chapter = ChapterOf(place.Path);
            return new QueuedText(
                place.DocumentId,
                place.Name,
                place.Path,
                TitleOf(place.Path),
                chapter,
                TitleOf(chapter),
                // Cards of a section come behind it, in the order of the report.
                (outline[chapter].Order * 1_000) + (chapter == place.Path ? 0 : 1 + Math.Min(998, outline[place.Path].Order)),
                organisation,
                GroupOf(entry, mine, looking.PersonId),
                printed.Hash,
                compilation.Texts[place.Path].Version,
                PositionOf(entry, looking, records),
                mine
            );
        }

        private string TitleOf(string path) =>
            outline[path].Entry is { Number.Length: > 0 } entry ? $"{entry.Number} {entry.Title}" : outline[path].Entry.Title;

        private string ChapterOf(string path) =>
            cards.FirstOrDefault(card => card.Path == path)?.Places is [var (section, _), ..] && outline.ContainsKey(section)
                ? section
                : path;

        private string? OrganisationOf(string path, ReviewEntry entry) =>
            entry.OrganisationId is { } id && records.Organisations.TryGetValue(id, out var name) && entry.Row is not null ? name
            : cards.FirstOrDefault(card => card.Path == path)?.School is { } school && !string.IsNullOrWhiteSpace(school) ? school.Trim()
            : records.GivenTo.GetValueOrDefault(path);

        private static QueueGroup GroupOf(ReviewEntry entry, QueuedActs mine, int personId) =>
            entry.Standing.State switch
            {
                ReviewState.Final => QueueGroup.Signed,
                ReviewState.Draft when entry.SentBack is not null => QueueGroup.Returned,
                ReviewState.Draft => mine.Acts.Contains("submit") ? QueueGroup.ToSubmit : QueueGroup.Drafts,
                _ when mine.Acts.Contains("approve") && Signs(entry, personId) => QueueGroup.ToSign,
                _ when entry.Signatures.Any(act => act.PersonId == personId) => QueueGroup.Signed,
                _ => QueueGroup.InReview,
            };

        private static bool Signs(ReviewEntry entry, int personId) =>
            entry.Stage?.For(entry.OrganisationId).Any(signer => signer.PersonId == personId) ?? false;

        private QueuedActs MineOf(DocumentPlace place, ReviewEntry entry, Acting looking, PrintedText printed)
        {
            var actor = ActorOf(entry, looking, records.Written.Contains(place.DocumentId));
            var acts = ActsOf(entry, actor);
            var approval = entry.Decide(ReviewVerb.Approve, actor, hasReason: true);
            IReadOnlyList<string> open = approval is { Refusal: null, Now.State: ReviewState.Final } ? OpenCardsIn(place.Path) : [];
            var act = entry.Acts.LastOrDefault(a => a.PersonId == looking.PersonId && a.Verb is ReviewVerb.Approve or ReviewVerb.Return);
            var read = records.Read.GetValueOrDefault(place.DocumentId);
            return new QueuedActs(
                acts,
                entry.Standing.State == ReviewState.InReview ? approval.Refusal : null,
                acts.Contains("submit") || acts.Contains("approve") ? Blocks(compilation, place.Path, printed, open) : [],
                approval is { Refusal: null, IsOverride: true },
                entry.Stage?.AsksMinutes ?? false,
                CommentsOn(place.Path),
                act?.Hash == printed.Hash || read?.Hash == printed.Hash,
                KnownOf(act, read, printed.Hash)
            );
        }

        private List<string> OpenCardsIn(string path) =>
            [.. cards.Where(card => card.Places.Any(p => p.Path == path) && !final.Contains(card.Path)).Select(card => card.Title)];

        private int CommentsOn(string path) =>
            cards
                .Where(card => card.Places.Any(p => p.Path == path))
                .Select(card => card.Path)
                .Append(path)
                .Distinct(StringComparer.Ordinal)
                .Sum(text => records.OpenComments.GetValueOrDefault(text));

        /// <summary>What he signed or returned last; else what he had read before it became what it is.</summary>
        private static KnownText? KnownOf(ReviewAct? act, TextReading? read, string hash) =>
            act is not null
                ? new KnownText(act.Verb == ReviewVerb.Approve ? KnownBy.Signed : KnownBy.Returned, act.Hash, act.Version, At(act.At))
            : read is null ? null
            : read.Hash != hash || read.FormerHash is null ? new KnownText(KnownBy.Read, read.Hash, read.Version, At(read.At))
            : new KnownText(KnownBy.Read, read.FormerHash, read.FormerVersion, At(read.FormerAt));

        private QueuedPosition PositionOf(ReviewEntry entry, Acting looking, QueueRecords records)
        {
            var state = entry.Standing.State;
            var next = NextOf(entry);
            var lies = entry.Stage ?? (entry.Stages.Count > 0 ? entry.Stages[0] : null);
            DateOnly? due =
                state is ReviewState.Final or ReviewState.Waiting ? null
                : lies is not null && records.StageDays.TryGetValue(lies.Id, out var day) ? day
                : records.Day;
            return new QueuedPosition(
                StateOf(entry),
                entry.Stage?.Name,
                NamesOf(entry.Stage, entry.OrganisationId),
                next?.Name,
                NamesOf(next, entry.OrganisationId),
                entry.Signatures.Count,
                entry.Stages.Count,
                due,
                due < today,
                SentBackOf(entry, records.Names)
            );
        }

        private static List<string> NamesOf(PlannedStage? stage, int? organisationId) =>
            [.. stage?.For(organisationId).Select(signer => signer.Name) ?? []];

        /// <summary>Where it goes when it is signed or, a draft, submitted.</summary>
        private static PlannedStage? NextOf(ReviewEntry entry) =>
            entry.Standing.State switch
            {
                ReviewState.Draft => entry.Stages.Count > 0 ? entry.Stages[0] : null,
                ReviewState.InReview => entry.Stages.FirstOrDefault(stage =>
                    stage.Id != entry.Stage?.Id && entry.SignatureAt(stage) is null
                ),
                _ => null,
            };
    }
}
