using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Publishing.Obstacles;

/// <summary>What came of a waiver. Each has its sentence: <c>publish.waiver-…</c> among the words.</summary>
internal enum WaiverResult
{
    Done,
    NotAllowed,
    NothingChosen,

    /// <summary>None of what was chosen is in the way any more.</summary>
    Gone,
    NoReason,
    TooLong,
}

/// <summary>
/// Allows that something is missing: who manages the report, with a reason. What somebody allowed he or another takes back.
/// </summary>
internal sealed class WaiverService(IDbContextFactory<AuthoringDb> database, Rights rights, TimeProvider clock)
{
    public async Task<bool> MayWaiveAsync(ClaimsPrincipal caller, LiveReport report) =>
        await rights.InReportAsync(caller, report.Id) == Access.Manage;

    /// <summary>Those that hold, by what they are for. The caller has asked for the right.</summary>
    public async Task<IReadOnlyDictionary<string, WaiverView>> ListAsync(int reportId)
    {
        await using var db = await database.CreateDbContextAsync();
        var given = await db
            .Waivers.AsNoTracking()
            .Where(w => w.ReportId == reportId && w.WithdrawnAt == null)
            .Join(db.Users, w => w.PersonId, person => person.Id, (w, person) => new { Waiver = w, person.DisplayName })
            .ToListAsync();
        return given.ToDictionary(
            g => g.Waiver.Fingerprint,
            g => new WaiverView(g.Waiver.Id, g.Waiver.Reason, g.DisplayName, DateTimeOffset.FromUnixTimeMilliseconds(g.Waiver.At)),
            StringComparer.Ordinal
        );
    }

    /// <param name="obstacles">What is in the way now.</param>
    /// <param name="chosen">The fingerprints of what is to be allowed.</param>
    /// <param name="say">What a obstacle is, in a sentence.</param>
    public async Task<WaiverResult> WaiveAsync(
        ClaimsPrincipal caller,
        LiveReport report,
        IReadOnlyList<Obstacle> obstacles,
        IReadOnlyCollection<string> chosen,
        string reason,
        Func<Obstacle, string> say
    )
    {
        if (!await MayWaiveAsync(caller, report))
            return WaiverResult.NotAllowed;
        reason = reason.Trim();
        if (chosen.Count == 0)
            return WaiverResult.NothingChosen;
        if (reason.Length < Waiver.ShortestReason)
            return WaiverResult.NoReason;
        if (reason.Length > Waiver.LongestReason)
            return WaiverResult.TooLong;
        var open = obstacles.Where(obstacle => obstacle.Waiver is null && chosen.Contains(obstacle.Fingerprint)).ToList();
        if (open.Count == 0)
            return WaiverResult.Gone;
        foreach (var obstacle in open)
            await WriteAsync(caller, report, obstacle, reason, say(obstacle));
        return WaiverResult.Done;
    }

    private async Task WriteAsync(ClaimsPrincipal caller, LiveReport report, Obstacle obstacle, string reason, string about)
    {
        await using var db = await database.CreateDbContextAsync();
        db.Waivers.Add(
            new Waiver
            {
                ReportId = report.Id,
                Kind = obstacle.Kind,
                Fingerprint = obstacle.Fingerprint,
                About = about,
                Reason = reason,
                PersonId = caller.PersonId(),
                At = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            }
        );
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (DatabaseTrouble.Of(e) is null)
        {
            // Somebody has allowed it at the same moment: the key of the table says so.
        }
    }

    public async Task<WaiverResult> WithdrawAsync(ClaimsPrincipal caller, LiveReport report, int waiverId)
    {
        if (!await MayWaiveAsync(caller, report))
            return WaiverResult.NotAllowed;
        await using var db = await database.CreateDbContextAsync();
        var (by, at) = (caller.PersonId(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        var count = await db
            .Waivers.Where(w => w.Id == waiverId && w.ReportId == report.Id && w.WithdrawnAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.WithdrawnBy, by).SetProperty(w => w.WithdrawnAt, at));
        return count > 0 ? WaiverResult.Done : WaiverResult.Gone;
    }
}
