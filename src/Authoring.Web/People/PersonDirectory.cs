using System.Security.Claims;
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
        return new Participant(PersonIds.Write(personId), found?.DisplayName ?? "", found?.Organisation ?? "");
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

    /// <summary>The language that somebody has chosen for his pages is the one of his e-mails.</summary>
    public async Task SpeakAsync(int personId, string language)
    {
        await using var db = await database.CreateDbContextAsync();
        await db.Users.Where(p => p.Id == personId).ExecuteUpdateAsync(set => set.SetProperty(p => p.Language, language));
    }
}

/// <summary>Somebody as the others in a text see him.</summary>
internal sealed record Participant(string Id, string Name, string Organisation);

/// <summary>How a person is named in messages and addresses.</summary>
internal static class PersonIds
{
    public static string Write(int id) => id.ToString();
}

internal static class Caller
{
    /// <summary>Who the sign-in cookie says the caller is.</summary>
    public static int PersonId(this ClaimsPrincipal caller) =>
        int.Parse(caller.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("The caller is not signed in."));
}
