using System.Security.Claims;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.History;

internal enum NamingResult
{
    Done,
    NotAllowed,
    NotThere,
    Empty,
    TooLong,
    Taken,
}

/// <summary>
/// Names versions. Who may write in a text may name its versions, and who manages the report always may, also when the text is final; a
/// name is changed or removed by who
/// gave it, or by who manages the report.
/// </summary>
internal sealed class NamedVersionService(IDbContextFactory<AuthoringDb> database, TextHistory history, Rights rights, TimeProvider clock)
{
    /// <summary>Raised when a text has other names, with its id, on a thread of the pool.</summary>
    public event Action<int>? Changed;

    public async Task<bool> MayNameAsync(ClaimsPrincipal caller, DocumentPlace place) =>
        await rights.InReportAsync(caller, place.ReportId) == Access.Manage
        || await rights.InTextAsync(caller, place.ReportId, place.DocumentId) == TextAccess.Write;

    public async Task<NamingResult> NameAsync(ClaimsPrincipal caller, DocumentPlace place, int version, string name)
    {
        if (!await MayNameAsync(caller, place))
            return NamingResult.NotAllowed;
        if (version < 0 || version > await history.LastVersionAsync(place.DocumentId))
            return NamingResult.NotThere;
        await using var db = await database.CreateDbContextAsync();
        return await WriteAsync(
            db,
            new NamedVersion
            {
                DocumentId = place.DocumentId,
                Version = version,
                Name = "",
            },
            caller,
            name
        );
    }

    public async Task<NamingResult> RenameAsync(ClaimsPrincipal caller, DocumentPlace place, int id, string name)
    {
        await using var db = await database.CreateDbContextAsync();
        var (found, refused) = await FindAsync(db, caller, place, id);
        return found is null ? refused : await WriteAsync(db, found, caller, name);
    }

    /// <summary>The version itself stays, as every version does.</summary>
    public async Task<NamingResult> RemoveAsync(ClaimsPrincipal caller, DocumentPlace place, int id)
    {
        await using var db = await database.CreateDbContextAsync();
        var (found, refused) = await FindAsync(db, caller, place, id);
        if (found is null)
            return refused;
        db.NamedVersions.Remove(found);
        await db.SaveChangesAsync();
        Changed?.Invoke(place.DocumentId);
        return NamingResult.Done;
    }

    private async Task<(NamedVersion? Found, NamingResult Refused)> FindAsync(
        AuthoringDb db,
        ClaimsPrincipal caller,
        DocumentPlace place,
        int id
    )
    {
        if (!await MayNameAsync(caller, place))
            return (null, NamingResult.NotAllowed);
        if (await db.NamedVersions.SingleOrDefaultAsync(n => n.Id == id && n.DocumentId == place.DocumentId) is not { } found)
            return (null, NamingResult.NotThere);
        var isOwn = found.PersonId == caller.PersonId() || await rights.InReportAsync(caller, place.ReportId) == Access.Manage;
        return isOwn ? (found, NamingResult.Done) : (null, NamingResult.NotAllowed);
    }

    private async Task<NamingResult> WriteAsync(AuthoringDb db, NamedVersion named, ClaimsPrincipal caller, string name)
    {
        name = name.Trim();
        if (name.Length == 0)
            return NamingResult.Empty;
        if (name.Length > NamedVersion.LongestName)
            return NamingResult.TooLong;
        if (await db.NamedVersions.AnyAsync(n => n.DocumentId == named.DocumentId && n.Name == name && n.Id != named.Id))
            return NamingResult.Taken;
        (named.Name, named.PersonId, named.At) = (name, caller.PersonId(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        if (named.Id == 0)
            db.NamedVersions.Add(named);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (DatabaseTrouble.Of(e) is null)
        {
            // Somebody gave the name, or removed this one, at the same moment: the key of the table says so.
            return named.Id == 0 ? NamingResult.Taken : NamingResult.NotThere;
        }
        Changed?.Invoke(named.DocumentId);
        return NamingResult.Done;
    }
}
