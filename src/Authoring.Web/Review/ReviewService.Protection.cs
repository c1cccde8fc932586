using System.Security.Claims;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Review;

/// <summary>A signature that a change would end.</summary>
/// <param name="Stage">As the stage was called then.</param>
/// <param name="Text">What the text is called that was signed, where it is another one: the section in which a case card stands. Null: the
/// very text that is asked about.</param>
public sealed record ProtectedSignature(string Stage, string By, DateTimeOffset At, string? Text = null);

/// <summary>Whose signatures a change would end.</summary>
/// <param name="Round">Of the text that is asked about; of several, the highest.</param>
/// <param name="Asks">The caller may make the change, and has not yet said in this round that he goes on.</param>
public sealed record Protection(int Round, IReadOnlyList<ProtectedSignature> Signatures, bool Asks);

internal sealed partial class ReviewService
{
    /// <summary>Whose signatures would end if the caller changed some texts; null: nobody's.</summary>
    /// <param name="paths">In the report folder.</param>
    public async Task<Protection?> ProtectionAsync(ClaimsPrincipal caller, LiveReport report, IReadOnlyCollection<string> paths) =>
        await ProtectionAsync(caller, report, await report.CurrentAsync(), paths);

    /// <summary>
    /// Whose signatures would end if the report had other settings, another order or other texts: those of the texts that would print other
    /// words.
    /// </summary>
    public async Task<Protection?> ProtectionAsync(ClaimsPrincipal caller, LiveReport report, ReportDefinition changed)
    {
        var (now, then) = (await report.CompileNowAsync(), await report.CompileWithAsync(changed));
        var others = report.Documents.Keys.Where(path => ContentHash.Of(report, now, path) != ContentHash.Of(report, then, path)).ToList();
        await using var db = await database.CreateDbContextAsync();
        return await ProtectionAsync(db, caller, report, now, others, await rights.InReportAsync(caller, report.Id) == Access.Manage);
    }

    private async Task<Protection?> ProtectionAsync(
        ClaimsPrincipal caller,
        LiveReport report,
        Compilation compilation,
        IReadOnlyCollection<string> paths
    )
    {
        await using var db = await database.CreateDbContextAsync();
        var ids = await db.Documents.Where(d => d.ReportId == report.Id && paths.Contains(d.Path)).Select(d => d.Id).ToListAsync();
        var mayChange = ids.Count > 0;
        foreach (var id in ids)
            mayChange &= await rights.InTextAsync(caller, report.Id, id) == TextAccess.Write;
        return await ProtectionAsync(db, caller, report, compilation, WithHosts(compilation, paths), mayChange, paths);
    }

    private static async Task<Protection?> ProtectionAsync(
        AuthoringDb db,
        ClaimsPrincipal caller,
        LiveReport report,
        Compilation compilation,
        IReadOnlyCollection<string> paths,
        bool mayChange,
        IReadOnlyCollection<string>? own = null
    )
    {
        var signed = await SignedAsync(db, report, compilation, paths);
        if (signed.Count == 0)
            return null;
        var names = await NamesAsync(db, signed.SelectMany(text => text.Entry.Signatures).Select(act => act.PersonId));
        var titles = compilation.Report.Outline.ToDictionary(text => text.Path, text => text.Title, StringComparer.Ordinal);
        var signatures = signed
            .SelectMany(text =>
                text.Entry.Signatures.Select(act => new ProtectedSignature(
                    act.StageName ?? "",
                    names.GetValueOrDefault(act.PersonId, ""),
                    At(act.At),
                    own?.Count == 1 && own.Contains(text.Path) ? null : titles.GetValueOrDefault(text.Path, text.Path)
                ))
            )
            .ToList();
        var rounds = signed
            .Where(text => own?.Contains(text.Path) ?? true)
            .Select(text => text.Entry.Row!.Round)
            .DefaultIfEmpty(signed.Max(text => text.Entry.Row!.Round));
        return new Protection(rounds.Max(), signatures, mayChange && signed.Any(text => !HasAgreed(text.Entry, caller.PersonId())));
    }

    /// <summary>
    /// Records that the caller was told whose signatures his change would end, and goes on. Where there are none, there is nothing to
    /// record.
    /// </summary>
    /// <returns>Null: it is done.</returns>
    public async Task<ReviewRefusal?> ReviseAsync(ClaimsPrincipal caller, LiveReport report, IReadOnlyCollection<string> paths)
    {
        await using var db = await database.CreateDbContextAsync();
        foreach (var id in await db.Documents.Where(d => d.ReportId == report.Id && paths.Contains(d.Path)).Select(d => d.Id).ToListAsync())
            if (await rights.InTextAsync(caller, report.Id, id) != TextAccess.Write)
                return ReviewRefusal.NotAllowed;
        var compilation = await report.CurrentAsync();
        await ReviseAsync(db, caller, report, compilation, WithHosts(compilation, paths));
        return null;
    }

    /// <summary>The same for other settings, another order or other texts of a report.</summary>
    public async Task<ReviewRefusal?> ReviseAsync(ClaimsPrincipal caller, LiveReport report, ReportDefinition changed)
    {
        if (await rights.InReportAsync(caller, report.Id) != Access.Manage)
            return ReviewRefusal.NotAllowed;
        var (now, then) = (await report.CompileNowAsync(), await report.CompileWithAsync(changed));
        await using var db = await database.CreateDbContextAsync();
        await ReviseAsync(
            db,
            caller,
            report,
            now,
            [.. report.Documents.Keys.Where(path => ContentHash.Of(report, now, path) != ContentHash.Of(report, then, path))]
        );
        return null;
    }

    private async Task ReviseAsync(
        AuthoringDb db,
        ClaimsPrincipal caller,
        LiveReport report,
        Compilation compilation,
        IReadOnlyCollection<string> paths
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var (path, id, entry) in await SignedAsync(db, report, compilation, paths))
        {
            if (HasAgreed(entry, caller.PersonId()))
                continue;
            db.ReviewActs.Add(
                new ReviewAct
                {
                    DocumentId = id,
                    Round = entry.Row!.Round,
                    StageId = entry.Stage?.Id,
                    StageName = entry.Stage?.Name,
                    Verb = ReviewVerb.Revise,
                    PersonId = caller.PersonId(),
                    At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                    Version = compilation.Texts.GetValueOrDefault(path)?.Version ?? 0,
                    Hash = entry.Row.Hash ?? "",
                }
            );
        }
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        broadcast.TellOfReview(report.Slug);
    }

    /// <summary>What is written in a case card is printed in the section in which it stands.</summary>
    private static List<string> WithHosts(Compilation compilation, IReadOnlyCollection<string> paths) =>
        [.. paths.Concat(HostsOf(compilation, paths)).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> HostsOf(Compilation compilation, IReadOnlyCollection<string> cards) =>
        compilation
            .Report.Cards()
            .Where(card => cards.Contains(card.Path))
            .SelectMany(card => card.Places)
            .Select(place => place.Path)
            .Distinct(StringComparer.Ordinal);

    /// <summary>Those of some texts in which a signature stands, in the given order.</summary>
    private static async Task<List<(string Path, int Id, ReviewEntry Entry)>> SignedAsync(
        AuthoringDb db,
        LiveReport report,
        Compilation compilation,
        IReadOnlyCollection<string> paths
    )
    {
        var signed = new List<(string, int, ReviewEntry)>();
        var ids = await db
            .Documents.Where(d => d.ReportId == report.Id && paths.Contains(d.Path))
            .ToDictionaryAsync(d => d.Path, d => d.Id, StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (
                !ids.TryGetValue(path, out var id)
                || await ReviewEntry.ReadAsync(db, report.Id, id) is not { Row.State: not ReviewState.Draft, Signatures.Count: > 0 } entry
            )
                continue;
            // Void already, though nobody has written it down yet.
            if (entry.Judge(PrintedText.Of(report, compilation, path), cardsAreFinal: true) != Verdict.Ended)
                signed.Add((path, id, entry));
        }
        return signed;
    }

    private static bool HasAgreed(ReviewEntry entry, int personId) =>
        entry.Acts.Any(act => act.Verb == ReviewVerb.Revise && act.PersonId == personId && act.Round == entry.Row!.Round);
}
