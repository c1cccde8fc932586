using System.Security.Claims;
using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Editing;
using Authoring.Web.Notices;
using Authoring.Web.People;
using Authoring.Web.Reports;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>What somebody says with an act.</summary>
/// <param name="Hash">Of what he has read: see <see cref="ContentHash"/>.</param>
/// <param name="Words">An opinion, or a reason.</param>
/// <param name="Minutes">The day of the meeting that passed the text.</param>
/// <param name="From">The network address that it comes from.</param>
internal sealed record ReviewWords(string? Hash = null, string? Words = null, DateOnly? Minutes = null, string? From = null)
{
    public const int Longest = 2_000; // UTF-16 code units
}

/// <param name="Blocks">What must be put right first.</param>
internal sealed record ReviewAnswer(ReviewRefusal? Refusal, IReadOnlyList<Block> Blocks)
{
    public static ReviewAnswer Done { get; } = new(null, []);
    public static ReviewAnswer Refuse(ReviewRefusal refusal, params IReadOnlyList<Block> blocks) => new(refusal, blocks);
}

/// <summary>
/// Acts on texts on their way through the chain. Each is judged and recorded while the text stands still, so no signature ever stands on words that
/// its signer has not seen; a signature counts only as long as the text, its cards and pictures have the hash that was signed.
/// </summary>
internal sealed partial class ReviewDesk(IDbContextFactory<AuthoringDb> database, Rights rights, Sessions sessions, LiveReports reports, NoticeDesk notices, Broadcast broadcast, TimeProvider clock)
{
    /// <summary>Raised when a text stands elsewhere than before, on a thread of the pool.</summary>
    public event Action<DocumentPlace>? Changed;

    public async Task<ReviewAnswer> ActAsync(ClaimsPrincipal caller, DocumentPlace place, ReviewVerb verb, ReviewWords words)
    {
        if (await reports.FindForReadingAsync(caller, place.Name.Slug) is not { } report || !Asked.Contains(verb)) return ReviewAnswer.Refuse(ReviewRefusal.NotAllowed);
        var compilation = await report.CompileNowAsync();
        var (access, manages) = (await rights.InTextAsync(caller, place.ReportId, place.DocumentId), await rights.OfAsync(caller, place.ReportId) == Access.Manage);
        if (access is TextAccess.None or TextAccess.ReadRemoved) return ReviewAnswer.Refuse(ReviewRefusal.NotAllowed);
        var act = new Acting(caller.PersonId(), access == TextAccess.Write, manages, verb, words with { Words = string.IsNullOrWhiteSpace(words.Words) ? null : words.Words.Trim() });
        // What was signed was changed, and that is written down only now: so the text is a draft, as its writer sees, and can be submitted.
        var answer = await ActAsync(report, compilation, place, act);
        return verb == ReviewVerb.Submit && answer.Refusal == ReviewRefusal.Changed ? await ActAsync(report, compilation, place, act) : answer;
    }

    private async Task<ReviewAnswer> ActAsync(LiveReport report, Compilation compilation, DocumentPlace place, Acting act)
    {
        var (answer, entry) = await sessions.Of(place).HoldStillAsync(async (version, text) =>
        {
            var (result, after) = await RecordAsync(report, compilation, place, version, text, act);
            return ((result, after), after is null ? (bool?)null : after.Standing.State == ReviewState.Final);
        });
        // What was ended is the doing of who edited it, not of who came upon it.
        if (entry is { Acts: [.., { Verb: ReviewVerb.Edited } ended] }) act = new Acting(ended.PersonId, true, false, ReviewVerb.Edited, new ReviewWords());
        if (entry is not null) await TellAsync(place, act, entry);
        return answer;
    }

    private sealed record Acting(int PersonId, bool MayWrite, bool Manages, ReviewVerb Verb, ReviewWords Words);

    /// <summary>The text stands still. The entry is as it is afterwards; null: nothing has changed.</summary>
    private async Task<(ReviewAnswer Answer, ReviewEntry? After)> RecordAsync(LiveReport report, Compilation compilation, DocumentPlace place, int version, TrackedText text, Acting act)
    {
        await using var db = await database.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await ReviewEntry.ReadAsync(db, place.ReportId, place.DocumentId) is not { } entry) return (ReviewAnswer.Refuse(ReviewRefusal.NoSigners), null);
        if (act.Verb == ReviewVerb.Submit && entry.OrganisationId is null) entry = ReviewEntry.Of(entry.Plan, entry.Row, await OrganisationOfAsync(db, act.PersonId), entry.Acts);
        var hash = ContentHash.Of(report, compilation, place.Path, text, report.Texts());
        if (entry.Row is { State: not ReviewState.Draft, Hash: var signed } && signed != hash)
        {
            await WriteAsync(db, place, entry, ReviewStep.To(new Standing(ReviewState.Draft, 0, entry.Stages.Count)), await EditedAsync(db, place, entry), version, hash);
            await transaction.CommitAsync();
            return (ReviewAnswer.Refuse(ReviewRefusal.Changed), await ReviewEntry.ReadAsync(db, place.ReportId, place.DocumentId));
        }
        var step = entry.Decide(act.Verb, await ActorAsync(db, place.DocumentId, entry, act), act.Words.Words is not null);
        if (step.Refusal is { } refusal) return (ReviewAnswer.Refuse(refusal), null);
        if (act.Verb == ReviewVerb.Approve && act.Words.Hash != hash) return (ReviewAnswer.Refuse(ReviewRefusal.Changed), null);
        if (act.Verb is ReviewVerb.Submit or ReviewVerb.Approve && Blocks(compilation, place.Path, text, await OpenCardsAsync(db, compilation, place, step)) is { Count: > 0 } blocks)
            return (ReviewAnswer.Refuse(ReviewRefusal.Blocked, blocks), null);
        await WriteAsync(db, place, entry, step, act, version, hash);
        await transaction.CommitAsync();
        return (ReviewAnswer.Done, await ReviewEntry.ReadAsync(db, place.ReportId, place.DocumentId));
    }

    /// <summary>Ends what was signed, if it is another text by now.</summary>
    public async Task EndSignaturesAsync(LiveReport report, DocumentPlace place)
    {
        var compilation = await report.CompileNowAsync();
        var act = (Acting?)null;
        var entry = await sessions.Of(place).HoldStillAsync(async (version, text) =>
        {
            await using var db = await database.CreateDbContextAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var hash = ContentHash.Of(report, compilation, place.Path, text, report.Texts());
            if (await ReviewEntry.ReadAsync(db, place.ReportId, place.DocumentId) is not { Row: { State: not ReviewState.Draft } row } before || row.Hash == hash) return ((ReviewEntry?)null, (bool?)null);
            act = await EditedAsync(db, place, before);
            await WriteAsync(db, place, before, ReviewStep.To(new Standing(ReviewState.Draft, 0, before.Stages.Count)), act, version, hash);
            await transaction.CommitAsync();
            return (await ReviewEntry.ReadAsync(db, place.ReportId, place.DocumentId), false);
        });
        if (entry is not null) await TellAsync(place, act!, entry);
    }

    /// <summary>An act of nobody's will: whoever wrote last in the text, or in the cards of its report, ended what was signed.</summary>
    private static async Task<Acting> EditedAsync(AuthoringDb db, DocumentPlace place, ReviewEntry entry)
    {
        var (person, _) = await LastEditAsync(db, place, entry);
        return new Acting(person, true, false, ReviewVerb.Edited, new ReviewWords());
    }

    /// <summary>Who wrote last in the text, or in the cards of its report, and when.</summary>
    private static async Task<(int PersonId, long At)> LastEditAsync(AuthoringDb db, DocumentPlace place, ReviewEntry entry)
    {
        var last = await db.Documents.Where(d => d.Id == place.DocumentId || (d.ReportId == place.ReportId && d.Kind == DocumentKind.Case))
            .Select(d => db.Updates.Where(u => u.DocumentId == d.Id).OrderByDescending(u => u.Version).Select(u => new { u.At, u.PersonId }).FirstOrDefault()).ToListAsync();
        return last.Where(u => u is not null).MaxBy(u => u!.At) is { } edit ? (edit.PersonId, edit.At) : (entry.Row!.SubmittedBy!.Value, entry.Row.At);
    }

    private static Task<int?> OrganisationOfAsync(AuthoringDb db, int personId) => db.Users.Where(p => p.Id == personId).Select(p => p.OrganisationId).SingleAsync();

    private static async Task<Actor> ActorAsync(AuthoringDb db, int documentId, ReviewEntry entry, Acting act) => new(
        act.MayWrite, act.Manages, entry.Stage?.For(entry.OrganisationId).Any(signer => signer.PersonId == act.PersonId) ?? false,
        entry.Stage is { } stage && entry.Plan.MayOverride(act.PersonId, stage.Id, entry.OrganisationId),
        entry.Row?.SubmittedBy == act.PersonId || await db.TextAuthors.AnyAsync(a => a.DocumentId == documentId && a.PersonId == act.PersonId),
        entry.Row?.SubmittedBy == act.PersonId, entry.Signatures is [.., var last] && last.PersonId == act.PersonId);

    private async Task WriteAsync(AuthoringDb db, DocumentPlace place, ReviewEntry entry, ReviewStep step, Acting act, int version, string hash)
    {
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (await db.TextReviews.SingleOrDefaultAsync(r => r.DocumentId == place.DocumentId) is not { } row) db.TextReviews.Add(row = new TextReview { DocumentId = place.DocumentId });
        var stage = entry.Stage;
        if (act.Verb == ReviewVerb.Submit) (row.Round, row.SubmittedBy, row.OrganisationId, row.Hash) = (row.Round + 1, act.PersonId, entry.OrganisationId, hash);
        row.State = step.Now.State;
        row.StageId = step.Now.State == ReviewState.InReview ? entry.Stages[step.Now.Stage].Id : null;
        row.Reason = step.Now.State == ReviewState.Draft ? act.Words.Words : null;
        (row.At, row.Turn) = (at, row.Turn + 1);
        db.ReviewActs.Add(new ReviewAct
        {
            DocumentId = place.DocumentId, Round = row.Round, StageId = stage?.Id, StageName = stage?.Name, Verb = act.Verb, PersonId = act.PersonId, At = at,
            From = act.Words.From, Version = version, Hash = hash, Words = act.Words.Words, Minutes = stage is { AsksMinutes: true } ? act.Words.Minutes : null, IsOverride = step.IsOverride,
        });
        // Who is to sign must be able to read.
        if (step.Now.State == ReviewState.InReview)
            await LetReadAsync(db, place.ReportId, entry.Stages[step.Now.Stage].For(entry.OrganisationId).Select(signer => signer.PersonId));
        await db.SaveChangesAsync();
    }

    /// <summary>Makes readers of a report of those who are none of its members.</summary>
    public static async Task LetReadAsync(AuthoringDb db, int reportId, IEnumerable<int> people)
    {
        foreach (var person in people.Distinct())
            if (await db.ReportMembers.FindAsync(reportId, person) is null) db.ReportMembers.Add(new ReportMember { ReportId = reportId, PersonId = person, Role = ReportRole.Reader });
    }

    /// <summary>A text stands elsewhere than before, though nobody did anything about it: its chain has changed.</summary>
    public void TellMoved(DocumentPlace place) => Changed?.Invoke(place);

    /// <summary>What is around all texts of a report has changed.</summary>
    public void TellReport(string slug) => broadcast.TellOfReview(slug);

    private async Task TellAsync(DocumentPlace place, Acting act, ReviewEntry entry)
    {
        rights.Forget();
        Changed?.Invoke(place);
        broadcast.TellOfReview(place.Name.Slug);
        var (kind, people) = (act.Verb, entry.Standing.State) switch
        {
            (ReviewVerb.Submit or ReviewVerb.Approve or ReviewVerb.TakeBack, ReviewState.InReview) => (NoticeKind.ToSign, entry.Stage?.For(entry.OrganisationId).Select(signer => signer.PersonId) ?? []),
            (_, ReviewState.Final) => (NoticeKind.Final, Concerned(entry)),
            _ => (NoticeKind.Returned, Concerned(entry)),
        };
        await notices.TellAsync(people, new News(kind, place.ReportId, place.DocumentId, act.PersonId, act.Words.Words));
    }

    /// <summary>Who submitted a text or signed it in this round.</summary>
    private static IEnumerable<int> Concerned(ReviewEntry entry) =>
        entry.Acts.Where(a => a.Round == entry.Row?.Round && a.Verb is ReviewVerb.Submit or ReviewVerb.Approve).Select(a => a.PersonId);
}
