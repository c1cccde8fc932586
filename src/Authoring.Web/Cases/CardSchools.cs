using System.Security.Claims;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Cases;

/// <summary>Whose card it would be that somebody makes.</summary>
internal sealed class CardSchools(IDbContextFactory<AuthoringDb> database)
{
    /// <summary>His organisation's name; empty: he has none.</summary>
    public async Task<string> OfAsync(ClaimsPrincipal caller)
    {
        var id = caller.PersonId();
        await using var db = await database.CreateDbContextAsync();
        return await db.Users.Where(p => p.Id == id).Select(p => p.Organisation!.Name).FirstOrDefaultAsync() ?? "";
    }
}
