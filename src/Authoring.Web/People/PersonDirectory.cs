using System.Security.Claims;
using Authoring.Web.Editing;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.People;

/// <summary>How people appear to others.</summary>
internal sealed class PersonDirectory(IDbContextFactory<AuthoringDb> database)
{
    public async Task<Participant> ParticipantAsync(int personId)
    {
        await using var db = await database.CreateDbContextAsync();
        var found = await db
            .Users.Where(p => p.Id == personId)
            .Select(p => new { p.DisplayName, Organisation = p.Organisation!.Name })
            .FirstOrDefaultAsync();
        return new Participant(WireUpdate.PersonId(personId), found?.DisplayName ?? "", found?.Organisation ?? "");
    }

    /// <summary>The names of some people, by their id.</summary>
    public async Task<IReadOnlyDictionary<int, string>> NamesAsync(IEnumerable<int> people, CancellationToken cancellation = default)
    {
        var ids = people.Distinct().ToList();
        if (ids.Count == 0)
            return new Dictionary<int, string>();
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Users.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, cancellation);
    }
}

internal static class Caller
{
    /// <summary>Who the sign-in cookie says the caller is.</summary>
    public static int PersonId(this ClaimsPrincipal caller) =>
        int.Parse(caller.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("The caller is not signed in."));
}
