using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>A stage on a sheet, signed or yet to be signed, by hand where it is printed.</summary>
/// <param name="Signers">Who may sign, where nobody has.</param>
/// <param name="Words">The opinion; of somebody who stood in, why.</param>
public sealed record ApprovalSheetView(
    string Stage,
    bool AsksMinutes,
    IReadOnlyList<string> Signers,
    string? By,
    DateTimeOffset? At,
    string? Words,
    DateOnly? Minutes,
    bool IsOverride
);

/// <summary>Something that was done about a text, in any of its rounds.</summary>
/// <param name="IsVoid">A signature that stands no longer.</param>
public sealed record ApprovalAct(
    int Round,
    string? Stage,
    string Verb,
    string By,
    DateTimeOffset At,
    string? Words,
    DateOnly? Minutes,
    int Version,
    bool IsOverride,
    bool IsVoid
);

/// <summary>What a sheet says of one text.</summary>
/// <param name="Version">Of the text, where it was submitted or signed last in this round; of a draft, the newest.</param>
/// <param name="Hash">Of the content that the signatures are bound to; of a draft, of what it says now.</param>
/// <param name="IsChanged">It was changed after it was signed: nothing stands.</param>
/// <param name="HasSuggestions">What was signed stands, and suggestions pend in what is printed: nobody can sign until they are
/// decided.</param>
public sealed record ApprovedText(
    string Path,
    string? Number,
    string Title,
    string? Organisation,
    TextReviewState ReviewPosition,
    int Round,
    int Version,
    string Hash,
    bool IsChanged,
    bool HasSuggestions,
    IReadOnlyList<ApprovalSheetView> Rows,
    IReadOnlyList<ApprovalAct> Acts
)
{
    /// <summary>As many digits of the hash as a person compares.</summary>
    public string ShortHash => Hash.Length > 12 ? Hash[..12] : Hash;
}

/// <summary>Reads what was signed for sheets of paper: of one text, or of all of a report.</summary>
internal sealed class ApprovalSheets(IDbContextFactory<AuthoringDb> database, TextReviewStates reviewStates, ReviewService service)
{
    /// <param name="only">The path of one text; null: all of the outline, in its order.</param>
    public async Task<IReadOnlyList<ApprovedText>> ReadAsync(LiveReport report, string? only)
    {
        var compilation = await report.CompileNowAsync();
        await using var db = await database.CreateDbContextAsync();
        var entries = (
            await service.JudgedAsync(db, report, compilation, await ReviewEntry.ReadAllAsync(db, report.Id, withRemoved: true))
        ).ToDictionary(e => e.Path, StringComparer.Ordinal);
        var states = await reviewStates.ListForAsync(report.Id, [.. entries.Values]);
        var organisations = await db.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Id, o => o.Name);
        var names = await NamesAsync(db, entries.Values.SelectMany(e => e.Entry.Acts).Select(a => a.PersonId).Distinct().ToList());
        var versions = await db
            .Documents.Where(d => d.ReportId == report.Id)
            .Select(d => new { d.Path, Version = db.Updates.Where(u => u.DocumentId == d.Id).Max(u => (int?)u.Version) ?? 0 })
            .ToDictionaryAsync(d => d.Path, d => d.Version);
        return [.. Wanted(compilation, only).Where(o => entries.ContainsKey(o.Path)).Select(o => Of(o.Path, o.Number, o.Title))];

        ApprovedText Of(string path, string? number, string title)
        {
            var (entry, state, printed) = (entries[path].Entry, states[path], PrintedText.Of(report, compilation, path));
            var last = LastSigned(entry);
            return new ApprovedText(
                path,
                number,
                title,
                entry.OrganisationId is { } id ? organisations.GetValueOrDefault(id) : null,
                state,
                entry.Row?.Round ?? 0,
                last?.Version ?? versions.GetValueOrDefault(path),
                last?.Hash ?? printed.Hash,
                entry is { SentBack.Verb: ReviewVerb.Edited },
                entry.Standing.State != ReviewState.Draft && printed.HasSuggestions,
                [.. entry.Rows.Select(r => RowOf(entry, r.Stage, r.Signature, names))],
                [.. entry.Acts.Select(a => ActOf(a, names, IsVoid(entry, a)))]
            );
        }
    }

    private static Task<Dictionary<int, string>> NamesAsync(AuthoringDb db, List<int> people) =>
        db.Users.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName);

    private static List<(string Path, string? Number, string Title)> Wanted(Compilation compilation, string? only)
    {
        var outline = compilation.Report.Outline.Select(o => (o.Path, Number: (string?)o.Number, o.Title)).ToList();
        if (only is null)
            return outline;
        return [outline.FirstOrDefault(o => o.Path == only) is { Path: not null } found ? found : (only, null, only)];
    }

    private static ReviewAct? LastSigned(ReviewEntry entry) =>
        entry.Standing.State == ReviewState.Draft ? null : entry.Acts.LastOrDefault(a => a.Verb is ReviewVerb.Submit or ReviewVerb.Approve);

    private static bool IsVoid(ReviewEntry entry, ReviewAct act) =>
        act.Verb == ReviewVerb.Approve && (entry.Standing.State == ReviewState.Draft || !entry.Signatures.Contains(act));

    private static ApprovalSheetView RowOf(ReviewEntry entry, PlannedStage? stage, ReviewAct? signature, Dictionary<int, string> names) =>
        new(
            signature?.StageName ?? stage?.Name ?? "",
            stage?.AsksMinutes ?? signature?.Minutes is not null,
            [.. stage?.For(entry.OrganisationId).Select(s => s.Name) ?? []],
            signature is null ? null : names.GetValueOrDefault(signature.PersonId),
            signature is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(signature.At),
            signature?.Words,
            signature?.Minutes,
            signature?.IsOverride ?? false
        );

    private static ApprovalAct ActOf(ReviewAct act, Dictionary<int, string> names, bool isVoid) =>
        new(
            act.Round,
            act.StageName,
            ReviewService.Word(act.Verb),
            names.GetValueOrDefault(act.PersonId, ""),
            DateTimeOffset.FromUnixTimeMilliseconds(act.At),
            act.Words,
            act.Minutes,
            act.Version,
            act.IsOverride,
            isVoid
        );
}
