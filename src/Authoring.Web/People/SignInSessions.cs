using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Claims;
using System.Security.Cryptography;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.People;

/// <summary>
/// The sign-ins that are worth something, in the database. A cookie alone is not: it can be copied, and cannot be taken back. Each
/// request asks (<see cref="AccountStatuses"/>), and a session that ends takes its open connections with it.
/// </summary>
internal sealed partial class SignInSessions(
    IDbContextFactory<AuthoringDb> database,
    HubConnections lines,
    TimeProvider clock,
    IOptions<SignInLimits> limits,
    ILogger<SignInSessions> logger
)
{
    /// <summary>Those that ended and could not be written down: they are over all the same, as long as this process lives.</summary>
    private readonly ConcurrentDictionary<string, bool> unwritten = new(StringComparer.Ordinal);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Begins one for whom a cookie is about to be handed out, and names it in the cookie.</summary>
    public async Task BeginAsync(ClaimsPrincipal person)
    {
        var (id, personId, now) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), person.PersonId(), Now);
        var over = now - (long)TimeSpan.FromDays(limits.Value.SessionDays + 1).TotalMilliseconds;
        await using var db = await database.CreateDbContextAsync();
        db.SignInSessions.Add(
            new SignInSession
            {
                Id = id,
                PersonId = personId,
                StartedAt = now,
                RenewedAt = now,
            }
        );
        await db.SaveChangesAsync();
        await db.SignInSessions.Where(s => s.RenewedAt < over).ExecuteDeleteAsync();
        var tooMany = await db
            .SignInSessions.Where(s => s.PersonId == personId)
            .OrderByDescending(s => s.StartedAt)
            .Skip(limits.Value.SessionsOfPerson)
            .Select(s => s.Id)
            .ToListAsync();
        if (tooMany.Count > 0)
            await db.SignInSessions.Where(s => tooMany.Contains(s.Id)).ExecuteDeleteAsync();
        foreach (var ended in tooMany)
            lines.Cut(ended);
        ((ClaimsIdentity)person.Identity!).AddClaim(new Claim(SignInSession.Claim, id));
    }

    /// <summary>Its cookie has been handed out anew.</summary>
    public async Task RenewAsync(ClaimsPrincipal person)
    {
        var (id, now) = (IdOf(person), Now);
        await using var db = await database.CreateDbContextAsync();
        await db.SignInSessions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.RenewedAt, now));
    }

    /// <summary>From now on its cookie opens nothing, and whoever came by it is cut off.</summary>
    public async Task EndAsync(ClaimsPrincipal person)
    {
        if (IdOf(person) is not { } id)
            return;
        unwritten[id] = true;
        try
        {
            await using var db = await database.CreateDbContextAsync();
            await db.SignInSessions.Where(s => s.Id == id).ExecuteDeleteAsync();
            unwritten.TryRemove(id, out _);
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            Log.NotWritten(logger, e);
        }
        lines.Cut(id);
    }

    /// <summary>
    /// All of a person's, as when the password has changed. The connections are cut by whoever changed it, when the new cookie is
    /// on its way.
    /// </summary>
    public async Task EndAllAsync(int personId)
    {
        await using var db = await database.CreateDbContextAsync();
        await db.SignInSessions.Where(s => s.PersonId == personId).ExecuteDeleteAsync();
    }

    /// <summary>It has ended, and the database may not know.</summary>
    public bool HasEnded(string id) => unwritten.ContainsKey(id);

    public static string? IdOf(ClaimsPrincipal? person) => person?.FindFirstValue(SignInSession.Claim);

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Error,
            "A sign-in has ended and could not be deleted from the database; its cookie is refused until this process ends"
        )]
        public static partial void NotWritten(ILogger logger, Exception exception);
    }
}
