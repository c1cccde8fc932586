using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Enrolment;

/// <summary>Reads a list row by row against who is there already.</summary>
internal sealed class EnrolmentPlanner
{
    private sealed record Known(int Id, string Name, bool IsDisabled);

    private readonly ListColumns columns;
    private readonly Dictionary<string, Known> accounts;
    private readonly HashSet<string> organisations;

    /// <summary>User names of the list, and the row in which each stands first.</summary>
    private readonly Dictionary<string, int> seen = new(StringComparer.OrdinalIgnoreCase);

    private EnrolmentPlanner(ListColumns columns, Dictionary<string, Known> accounts, HashSet<string> organisations) =>
        (this.columns, this.accounts, this.organisations) = (columns, accounts, organisations);

    public static async Task<EnrolmentPlan> PlanAsync(AuthoringDb db, PeopleSheet sheet, ListColumns columns, EnrolmentReport? report)
    {
        var people = await db
            .Users.AsNoTracking()
            .Select(p => new { p.UserName, Known = new Known(p.Id, p.DisplayName, p.Disabled) })
            .ToListAsync();
        var planner = new EnrolmentPlanner(
            columns,
            people.ToDictionary(p => p.UserName!, p => p.Known, StringComparer.OrdinalIgnoreCase),
            await db.Organisations.Select(o => o.Name).ToHashSetAsync(StringComparer.Ordinal)
        );
        return new EnrolmentPlan([.. sheet.Rows.Skip(columns.Heading + 1).Select(planner.Plan)], report);
    }

    private PlannedPerson Plan(SheetRow row)
    {
        var (name, userName, organisation) = (
            row[columns[ColumnKind.Name]],
            row[columns[ColumnKind.UserName]],
            row[columns[ColumnKind.Organisation]]
        );
        var roles = ListedRoles.Read(row[columns[ColumnKind.Role]]);
        List<(string, string)> wrongs = [.. Formulas(row)];
        if (wrongs.Count == 0)
            wrongs.AddRange([.. WrongNames(name, userName, organisation), .. WrongAccount(row.Number, name, userName)]);
        if (roles is { Signs: true } && organisation.Length == 0)
            wrongs.Add(("signs-for-nobody", ""));
        if (roles is null)
            wrongs.Add(("enrol-role", row[columns[ColumnKind.Role]]));
        var there = wrongs.Count == 0 ? accounts.GetValueOrDefault(userName) : null;
        var isNew = organisation.Length > 0 && !organisations.Contains(organisation);
        return new PlannedPerson(row.Number, name, userName, organisation, isNew, roles ?? ListedRoles.None, there?.Id, wrongs);
    }

    /// <summary>Only in the columns that are read: what else a list computes is its own affair.</summary>
    private IEnumerable<(string, string)> Formulas(SheetRow row) =>
        row.Formulas.Where(columns.At.Values.Contains).Order().Select(column => ("enrol-formula", PeopleSheet.ColumnName(column)));

    private static IEnumerable<(string, string)> WrongNames(string name, string userName, string organisation)
    {
        if (name.Length == 0)
            yield return ("enrol-name-empty", "");
        else if (NameRules.FaultOfName(name) is { } nameFault)
            yield return (nameFault, "");
        if (NameRules.FaultOfUserName(userName) is { } userFault)
            yield return (userFault, "");
        if (organisation.Length > 0 && NameRules.FaultOfName(organisation) is { } fault)
            yield return ("organisation-" + fault, "");
    }

    private IEnumerable<(string, string)> WrongAccount(int number, string name, string userName)
    {
        if (userName.Length == 0)
            yield break;
        if (!seen.TryAdd(userName, number))
            yield return ("enrol-twice", $"{seen[userName]}");
        else if (accounts.GetValueOrDefault(userName) is { } there && there.Name != name)
            yield return ("enrol-other-person", there.Name);
        else if (accounts.GetValueOrDefault(userName) is { IsDisabled: true })
            yield return ("enrol-disabled", "");
    }
}
