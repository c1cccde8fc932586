using System.Collections.Concurrent;
using System.Security.Claims;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Reports;

/// <summary>What a person may do in a report; each includes the ones before it.</summary>
internal enum Access { None, Read, Write }

/// <summary>Says who may do what, for every page and every message. What was read from the database is trusted for a moment only.</summary>
internal sealed class Rights(IDbContextFactory<AuthoringDb> database, TimeProvider clock, IOptions<IdentityOptions> identity)
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(2);
    private const int MostInMemory = 10_000;

    private readonly ConcurrentDictionary<(int PersonId, int ReportId), Entry> known = new();

    private readonly record struct Entry(Access Access, string? Stamp, long At);

    public async ValueTask<Access> OfAsync(ClaimsPrincipal caller, int reportId)
    {
        if (caller.Identity is not { IsAuthenticated: true }) return Access.None;
        var key = (caller.PersonId(), reportId);
        if (!known.TryGetValue(key, out var entry) || clock.GetElapsedTime(entry.At) > Trusted)
        {
            if (known.Count > MostInMemory) known.Clear();
            known[key] = entry = await ReadAsync(key.Item1, reportId);
        }
        // A cookie from before a changed password or a withdrawn account is worth nothing.
        return entry.Stamp == caller.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType) ? entry.Access : Access.None;
    }

    /// <summary>After somebody's rights have changed: the next message is judged by the new ones.</summary>
    public void Forget() => known.Clear();

    private async Task<Entry> ReadAsync(int personId, int reportId)
    {
        await using var db = await database.CreateDbContextAsync();
        var found = await db.ReportMembers.Where(m => m.PersonId == personId && m.ReportId == reportId && !m.Person!.Disabled)
            .Select(m => new { m.MayWrite, m.Person!.SecurityStamp }).FirstOrDefaultAsync();
        var access = found is null ? Access.None : found.MayWrite ? Access.Write : Access.Read;
        return new Entry(access, found?.SecurityStamp, clock.GetTimestamp());
    }
}
