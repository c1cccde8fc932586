using System.Security.Claims;
using Authoring.Compile;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Notices;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>What somebody says with an act.</summary>
/// <param name="Hash">Of what he has read: see <see cref="ContentHash"/>.</param>
/// <param name="Words">An opinion, or a reason.</param>
/// <param name="Minutes">The day of the meeting that passed the text.</param>
/// <param name="From">The network address that it comes from.</param>
/// <param name="DespiteComments">Who submits was told that comments are open.</param>
/// <param name="IsBound">Whatever the act: it is done about the text with that hash, and about no other.</param>
public sealed record ReviewWords(
    string? Hash = null,
    string? Words = null,
    DateOnly? Minutes = null,
    string? From = null,
    bool DespiteComments = false,
    bool IsBound = false
)
{
    public const int Longest = 2_000; // UTF-16 code units
}

/// <param name="Blocks">What must be put right first.</param>
internal sealed record ReviewResult(ReviewRefusal? Refusal, IReadOnlyList<Blocker> Blocks)
{
    public static ReviewResult Done { get; } = new(null, []);

    public static ReviewResult Refuse(ReviewRefusal refusal, params IReadOnlyList<Blocker> blocks) => new(refusal, blocks);
}

/// <summary>
/// Acts on texts on their way through the chain. Each is judged and recorded while the text stands still, so no signature ever stands on
/// words that
/// its signer has not seen; a signature counts only as long as the text prints what was signed.
/// </summary>
internal sealed partial class ReviewService(
    IDbContextFactory<AuthoringDb> database,
    Rights rights,
    Sessions sessions,
    LiveReports reports,
    NoticeService notices,
    Broadcast broadcast,
    TimeProvider clock
)
{
    /// <summary>Raised when a text stands elsewhere than before, on a thread of the pool.</summary>
    public event Action<DocumentPlace>? Changed;

    public Task<ReviewResult> ActAsync(ClaimsPrincipal caller, DocumentPlace place, ReviewVerb verb, ReviewWords words) =>
        ActAsync(caller, place, verb, words, null);

    private async Task<ReviewResult> ActAsync(
        ClaimsPrincipal caller,
        DocumentPlace place,
        ReviewVerb verb,
        ReviewWords words,
        ToldTogether? together
    )
    {
        if (await reports.FindForReadingAsync(caller, place.Name.Slug) is not { } report || !Asked.Contains(verb))
            return ReviewResult.Refuse(ReviewRefusal.NotAllowed);
        var (access, manages) = (
            await rights.InTextAsync(caller, place.ReportId, place.DocumentId),
            await rights.InReportAsync(caller, place.ReportId) == Access.Manage
        );
        if (access is TextAccess.None or TextAccess.ReadRemoved)
            return ReviewResult.Refuse(ReviewRefusal.NotAllowed);
        words = words with { Words = string.IsNullOrWhiteSpace(words.Words) ? null : words.Words.Trim() };
        var act = new Acting(caller.PersonId(), access == TextAccess.Write, manages, verb, words) { Together = together };
        return await ActAsync(report, place, act);
    }

    private async Task<ReviewResult> ActAsync(LiveReport report, DocumentPlace place, Acting act)
    {
        // Approval 3: it is judged and recorded while the text stands still, so that nobody signs what he has not seen.
        var (answer, happened) = await sessions
            .Of(place)
            .HoldStillAsync(
                async (version, text) =>
                {
                    var (result, done) = await RecordAsync(report, place, version, text, act);
                    return ((result, done), done is [.., var last] ? (bool?)(last.After.Standing.State == ReviewState.Final) : null);
                }
            );
        foreach (var (done, after) in happened)
            await TellAsync(place, done, after);
        if (happened.Count > 0)
            await SettleHostsAsync(report, place);
        return answer;
    }

    private sealed record Acting(int PersonId, bool MayWrite, bool Manages, ReviewVerb Verb, ReviewWords Words)
    {
        /// <summary>What is told of it waits there for what else is done at once; null: it is told by itself.</summary>
        public ToldTogether? Together { get; init; }

        /// <summary>What follows from what is printed is the doing of who changed that, not of who came upon it.</summary>
        public static Acting ByNobodysWill(int personId, ReviewVerb verb) => new(personId, true, false, verb, new ReviewWords());
    }

    /// <summary>
    /// The text stands still. What is printed is judged first: what was signed may be void, or count again, and nobody has written it down.
    /// </summary>
    private async Task<(ReviewResult Answer, List<(Acting Act, ReviewEntry After)> Happened)> RecordAsync(
        LiveReport report,
        DocumentPlace place,
        int version,
        TrackedText text,
        Acting act
    )
    {
        var happened = new List<(Acting, ReviewEntry)>();
        await using var db = await database.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await ReviewEntry.ReadAsync(db, place.ReportId, place.DocumentId) is not { } entry)
            return (ReviewResult.Refuse(ReviewRefusal.NoSigners), happened);
        var compilation = await CompileAsync(report, place, version, text);
        var printed = PrintedText.Of(report, compilation, place.Path);
        if (await SettleAsync(db, report, compilation, place, entry, printed, version) is { } settled)
        {
            entry = (await ReviewEntry.ReadAsync(db, place.ReportId, place.DocumentId))!;
            happened.Add((settled, entry));
        }
        // What its writer sees as a draft he can submit at once; nobody else acts on what has just become another text.
        var answer =
            happened is [var (first, _)] && first.Verb == ReviewVerb.Edited && act.Verb != ReviewVerb.Submit
                ? ReviewResult.Refuse(ReviewRefusal.Changed)
                : await DecideAsync(db, compilation, place, entry, printed, version, act);
        await transaction.CommitAsync();
        if (answer.Refusal is null)
            happened.Add((act, (await ReviewEntry.ReadAsync(db, place.ReportId, place.DocumentId))!));
        return (answer, happened);
    }

    private async Task<ReviewResult> DecideAsync(
        AuthoringDb db,
        Compilation compilation,
        DocumentPlace place,
        ReviewEntry entry,
        PrintedText printed,
        int version,
        Acting act
    )
    {
        if (act.Verb == ReviewVerb.Submit && entry.OrganisationId is null)
            entry = ReviewEntry.Of(entry.Plan, entry.Row, await OrganisationOfAsync(db, act.PersonId), entry.Acts);
        var step = entry.Decide(act.Verb, await ActorAsync(db, place.DocumentId, entry, act), act.Words.Words is not null);
        // It went back because it was changed: who acts on what he has seen is told that.
        if (step.Refusal is { } refusal)
            return ReviewResult.Refuse(
                refusal == ReviewRefusal.NotNow && act.Words.IsBound && act.Words.Hash != printed.Hash ? ReviewRefusal.Changed : refusal
            );
        if ((act.Verb == ReviewVerb.Approve || act.Words.IsBound) && act.Words.Hash != printed.Hash)
            return ReviewResult.Refuse(ReviewRefusal.Changed);
        if (
            act.Verb is ReviewVerb.Submit or ReviewVerb.Approve
            && Blocks(compilation, place.Path, printed, await OpenCardsAsync(db, compilation, place, step)) is { Count: > 0 } blocks
        )
            return ReviewResult.Refuse(ReviewRefusal.Blocked, blocks);
        if (act.Verb == ReviewVerb.Approve && entry.Stage is { AsksMinutes: true } && act.Words.Minutes is null)
            return ReviewResult.Refuse(ReviewRefusal.NoMinutes);
        if (act.Verb == ReviewVerb.Submit && !act.Words.DespiteComments && await OpenCommentsAsync(db, compilation, place) > 0)
            return ReviewResult.Refuse(ReviewRefusal.OpenComments);
        await WriteAsync(db, place, entry, step, act, version, printed.Hash);
        return ReviewResult.Done;
    }

    private static Task<int?> OrganisationOfAsync(AuthoringDb db, int personId) =>
        db.Users.Where(p => p.Id == personId).Select(p => p.OrganisationId).SingleAsync();

    private static async Task<Actor> ActorAsync(AuthoringDb db, int documentId, ReviewEntry entry, Acting act) =>
        ActorOf(entry, act, await db.TextAuthors.AnyAsync(a => a.DocumentId == documentId && a.PersonId == act.PersonId));

    /// <param name="hasWritten">In the text, whoever submitted it.</param>
    private static Actor ActorOf(ReviewEntry entry, Acting act, bool hasWritten) =>
        new(
            act.MayWrite,
            act.Manages,
            entry.Stage?.For(entry.OrganisationId).Any(signer => signer.PersonId == act.PersonId) ?? false,
            entry.Stage is { } stage && entry.Plan.MayOverride(act.PersonId, stage.Id, entry.OrganisationId),
            entry.Row?.SubmittedBy == act.PersonId || hasWritten,
            entry.Row?.SubmittedBy == act.PersonId,
            entry.Signatures is [.., var last] && last.PersonId == act.PersonId && entry.StillSigns(last)
        );
}
