using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <param name="Status"><c>done</c>, <c>now</c> or <c>later</c>.</param>
/// <param name="Signers">Who may sign.</param>
internal sealed record StageView(
    string Key,
    string Name,
    string Status,
    IReadOnlyList<string> Signers,
    string? By,
    DateTimeOffset? At,
    string? Words,
    DateOnly? Minutes,
    bool IsOverride
);

/// <summary>Where a text stands, as one person sees it.</summary>
/// <param name="State"><c>draft</c>, the key of the stage where it lies, <c>final</c> or <c>waiting</c> (for its case cards); a draft
/// again: why (<see cref="SentBack"/>).</param>
/// <param name="Name">What the stage is called, in review.</param>
/// <param name="Turn">How many acts there were; each look at the text after an act has a higher one.</param>
/// <param name="Hash">Of what is shown; an approval names it.</param>
/// <param name="Version">Of the text that is shown.</param>
/// <param name="Acts">What this person may do now: <c>submit</c>, <c>approve</c>, <c>return</c>, <c>take-back</c>, <c>reopen</c>.</param>
/// <param name="NeedsReason">His approval would stand in for somebody.</param>
/// <param name="SentBack">Why it is a draft again: the act (<c>return</c>, <c>reopen</c>, <c>edited</c>, <c>take-back</c>), whose, and his
/// words.</param>
/// <param name="Approved">What this person approved last.</param>
/// <param name="OpenComments">On the text and the case cards in it; who submits it all the same says so.</param>
/// <param name="Protection">Whose signatures a change of the text would end; null: nobody's.</param>
internal sealed record ReviewView(
    string State,
    string? Name,
    int Round,
    int Turn,
    string Hash,
    int Version,
    IReadOnlyList<StageView> Stages,
    IReadOnlyList<string> Acts,
    IReadOnlyList<BlockerView> Blocks,
    bool NeedsReason,
    bool AsksMinutes,
    SentBackView? SentBack,
    ApprovedView? Approved,
    int OpenComments,
    Protection? Protection
);

/// <param name="Kind"><c>suggestions</c>, <c>suggestions-elsewhere</c>, <c>errors</c> or <c>cards</c>.</param>
internal sealed record BlockerView(string Kind, int Count, IReadOnlyList<string> Titles);

/// <param name="Version">Of the text.</param>
/// <param name="Hash">Of all that was approved.</param>
internal sealed record ApprovedView(int Version, string Hash);

/// <param name="Voided">How many signatures ended with it.</param>
public sealed record SentBackView(string Verb, string By, DateTimeOffset At, string? Words, int Voided);

internal sealed partial class ReviewService
{
    private static readonly (ReviewVerb Verb, string Word)[] Verbs =
    [
        (ReviewVerb.Submit, "submit"),
        (ReviewVerb.Approve, "approve"),
        (ReviewVerb.Return, "return"),
        (ReviewVerb.TakeBack, "take-back"),
        (ReviewVerb.Reopen, "reopen"),
        (ReviewVerb.Edited, "edited"),
        (ReviewVerb.Revise, "revise"),
        (ReviewVerb.Restored, "restored"),
        (ReviewVerb.CardsOpened, "cards-opened"),
        (ReviewVerb.CardsFinal, "cards-final"),
    ];

    /// <summary>What somebody may ask for as an act of review; the others follow from something else.</summary>
    private static readonly ReviewVerb[] Asked =
    [
        ReviewVerb.Submit,
        ReviewVerb.Approve,
        ReviewVerb.Return,
        ReviewVerb.TakeBack,
        ReviewVerb.Reopen,
    ];

    public static string Word(ReviewVerb verb) => Verbs.Single(v => v.Verb == verb).Word;

    /// <summary>What somebody calls an act; nothing for what is none, or nobody's.</summary>
    public static ReviewVerb? Read(string word) =>
        Verbs.Where(v => v.Word == word && Asked.Contains(v.Verb)).Select(v => (ReviewVerb?)v.Verb).FirstOrDefault();

    /// <summary>Null: there is no chain.</summary>
    /// <param name="compilation">What is shown.</param>
    public async Task<ReviewView?> AboutAsync(ClaimsPrincipal caller, LiveReport report, Compilation compilation, DocumentPlace place)
    {
        compilation = compilation.Final ?? compilation;
        if (!compilation.Texts.TryGetValue(place.Path, out var text))
            return null;
        await using var db = await database.CreateDbContextAsync();
        if (await ReviewEntry.ReadAsync(db, place.ReportId, place.DocumentId) is not { } entry)
            return null;
        var printed = PrintedText.Of(report, compilation, place.Path);
        entry = await JudgedAsync(db, report, compilation, place, entry, printed);
        var looking = await LookingAsync(caller, place);
        var actor = await ActorAsync(db, place.DocumentId, entry, looking);
        if (entry is { OrganisationId: null, Standing.State: ReviewState.Draft })
            entry = ReviewEntry.Of(entry.Plan, entry.Row, await OrganisationOfAsync(db, looking.PersonId), entry.Acts);
        var acts = ActsOf(entry, actor);
        var approval = entry.Decide(ReviewVerb.Approve, actor, hasReason: true);
        var names = await NamesAsync(db, entry.Acts.Select(a => a.PersonId));
        var blocks =
            acts.Contains("submit") || acts.Contains("approve")
                ? Blocks(compilation, place.Path, printed, await OpenCardsAsync(db, compilation, place, approval))
                : [];
        return new ReviewView(
            StateOf(entry),
            entry.Stage?.Name,
            entry.Row?.Round ?? 0,
            entry.Row?.Turn ?? 0,
            printed.Hash,
            text.Version,
            [.. entry.Rows.Select(row => StageOf(entry, row.Stage, row.Signature, names))],
            acts,
            blocks.ConvertAll(block => new BlockerView(block.Word, block.Count, block.Titles)),
            approval is { Refusal: null, IsOverride: true },
            entry.Stage?.AsksMinutes ?? false,
            SentBackOf(entry, names),
            ApprovedBy(entry, looking.PersonId),
            await OpenCommentsAsync(db, compilation, place),
            await ProtectionAsync(caller, report, compilation, [place.Path])
        );
    }

    /// <summary>Who only looks has the rights with which he would act.</summary>
    private async Task<Acting> LookingAsync(ClaimsPrincipal caller, DocumentPlace place)
    {
        var access = await rights.InTextAsync(caller, place.ReportId, place.DocumentId);
        var manages = await rights.InReportAsync(caller, place.ReportId) == Access.Manage;
        return new Acting(caller.PersonId(), access == TextAccess.Write, manages, ReviewVerb.Submit, new ReviewWords());
    }

    private static List<string> ActsOf(ReviewEntry entry, Actor actor) =>
        [.. Verbs.Where(v => Asked.Contains(v.Verb) && entry.Decide(v.Verb, actor, hasReason: true).Refusal is null).Select(v => v.Word)];

    private static SentBackView? SentBackOf(ReviewEntry entry, Dictionary<int, string> names) =>
        entry.SentBack is { } back
            ? new SentBackView(Word(back.Verb), names.GetValueOrDefault(back.PersonId, ""), At(back.At), back.Words, entry.EndedBy(back))
            : null;

    private static ApprovedView? ApprovedBy(ReviewEntry entry, int personId) =>
        entry.Acts.LastOrDefault(a => a.Verb == ReviewVerb.Approve && a.PersonId == personId) is { } approved
            ? new ApprovedView(approved.Version, approved.Hash)
            : null;

    /// <summary>Entries of texts of a report, as they are with what is printed.</summary>
    public async Task<IReadOnlyList<(int DocumentId, string Path, ReviewEntry Entry)>> JudgedAsync(
        AuthoringDb db,
        LiveReport report,
        Compilation compilation,
        IReadOnlyList<(int DocumentId, string Path, ReviewEntry Entry)> entries
    )
    {
        var judged = new List<(int, string, ReviewEntry)>();
        foreach (var (id, path, entry) in entries)
            if (report.Documents.TryGetValue(path, out var name) && compilation.Texts.ContainsKey(path))
            {
                var (place, printed) = (new DocumentPlace(id, report.Id, name, path), PrintedText.Of(report, compilation, path));
                judged.Add((id, path, await JudgedAsync(db, report, compilation, place, entry, printed)));
            }
            else
                judged.Add((id, path, entry));
        return judged;
    }

    /// <summary>
    /// What has become of signatures and is not written down yet: whoever reads is told the same as when it is. An older text than was
    /// acted on last is shown for a moment only, and is a
    /// draft for so long: nobody is asked to sign it.
    /// </summary>
    private static async Task<ReviewEntry> JudgedAsync(
        AuthoringDb db,
        LiveReport report,
        Compilation compilation,
        DocumentPlace place,
        ReviewEntry entry,
        PrintedText printed
    )
    {
        var asOfRound = entry.ForItsRound();
        var open = await OpenCardsAsync(db, compilation, place);
        var verdict = asOfRound.Judge(printed, open.Count == 0);
        if (verdict == Verdict.Stands)
            return entry;
        if (verdict == Verdict.Ended && compilation.Texts[place.Path].Version < entry.Acts[^1].Version)
            return ReviewEntry.Of(entry.Plan, asOfRound.As(verdict, false, 0, entry.Row!.At, printed.Hash).Row, entry.OrganisationId, []);
        var (by, at) = await CauseAsync(db, report, compilation, place, asOfRound, verdict, printed);
        return asOfRound.As(verdict, open.Count == 0, by, at, printed.Hash);
    }

    /// <summary>The word for where a text stands, for pages and their tests.</summary>
    public static string StateOf(ReviewEntry entry) =>
        entry.Standing.State switch
        {
            ReviewState.Final => "final",
            ReviewState.Waiting => "waiting",
            ReviewState.InReview => entry.Stage!.Key,
            _ => entry.SentBack?.Verb switch
            {
                ReviewVerb.Return => "returned",
                ReviewVerb.Reopen => "reopened",
                ReviewVerb.Edited => "edited",
                ReviewVerb.TakeBack => "taken-back",
                _ => "draft",
            },
        };

    /// <summary>All words for where a text stands that are no stage's key.</summary>
    public static readonly IReadOnlyList<string> States = ["draft", "returned", "edited", "reopened", "taken-back", "waiting", "final"];

    private static StageView StageOf(ReviewEntry entry, PlannedStage? stage, ReviewAct? signature, Dictionary<int, string> names)
    {
        var status =
            stage is not null && entry.Stage?.Id == stage.Id ? "now"
            : signature is not null ? "done"
            : "later";
        return new StageView(
            stage?.Key ?? "",
            stage?.Name ?? signature?.StageName ?? "",
            status,
            [.. stage?.For(entry.OrganisationId).Select(signer => signer.Name) ?? []],
            signature is null ? null : names.GetValueOrDefault(signature.PersonId),
            signature is null ? null : At(signature.At),
            signature?.Words,
            signature?.Minutes,
            signature?.IsOverride ?? false
        );
    }

    private static Task<Dictionary<int, string>> NamesAsync(AuthoringDb db, IEnumerable<int> people)
    {
        var ids = people.Distinct().ToList();
        return db.Users.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName);
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
