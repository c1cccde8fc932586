using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.People;

internal static class RosterReader
{
    public static async Task<Roster> ReadAsync(AuthoringDb db, int self)
    {
        var people = await PeopleAsync(db, self);
        var counts = people.CountBy(p => p.OrganisationId ?? 0).ToDictionary();
        var organisations = (await db.Organisations.AsNoTracking().ToListAsync()).ConvertAll(o => new OrganisationView(
            o.Id,
            o.Name,
            counts.GetValueOrDefault(o.Id),
            o.Level,
            o.ParentId
        ));
        return new Roster(
            [
                .. people
                    .OrderBy(p => p.IsDisabled)
                    .ThenBy(p => p.Organisation, StringComparer.Ordinal)
                    .ThenBy(p => p.DisplayName, StringComparer.Ordinal),
            ],
            [.. organisations.OrderBy(o => o.Name, StringComparer.Ordinal)]
        );
    }

    private static async Task<List<PersonView>> PeopleAsync(AuthoringDb db, int self)
    {
        var administrators = await AdministratorsAsync(db);
        var people = await db
            .Users.AsNoTracking()
            .Select(p => new PersonView(
                p.Id,
                p.DisplayName,
                p.UserName!,
                p.OrganisationId,
                p.Organisation!.Name,
                false,
                p.Disabled,
                p.Id == self,
                p.SignsForOrganisation
            ))
            .ToListAsync();
        return people.ConvertAll(p => p with { IsAdministrator = administrators.Contains(p.Id) });
    }

    private static Task<HashSet<int>> AdministratorsAsync(AuthoringDb db) =>
        db
            .UserRoles.Where(r => db.Roles.Any(role => role.Id == r.RoleId && role.Name == FirstAdministrator.Role))
            .Select(r => r.UserId)
            .ToHashSetAsync();
}
