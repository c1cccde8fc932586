using System.Security.Claims;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.People;

/// <summary>
/// The book of people and organisations, open for one action of an administrator. Who may open it is decided in <see
/// cref="Administration"/>.
/// </summary>
internal sealed partial class Register(
    AuthoringDb db,
    UserManager<Person> users,
    SignInAttempts attempts,
    IOrganisationUse use,
    Action<int> endSessions
)
{
    public async Task<AdministrationResult> CreatePersonAsync(PersonDraft draft)
    {
        var person = new Person
        {
            UserName = draft.UserName?.Trim(),
            DisplayName = NameRules.Tidy(draft.DisplayName),
            OrganisationId = draft.OrganisationId,
            SignsForOrganisation = draft.Signs,
            LockoutEnabled = true,
        };
        var objections = await ObjectToPersonAsync(person);
        if (objections.Count > 0)
            return AdministrationResult.Refuse(objections);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var handover = await AddAsync(person);
        if (draft.IsAdministrator)
            Check(await users.AddToRoleAsync(person, FirstAdministrator.Role));
        await transaction.CommitAsync();
        return AdministrationResult.HandOver(handover);
    }

    public async Task<AdministrationResult> EditPersonAsync(int id, PersonDraft draft, bool isSelf)
    {
        if (await FindAsync(id) is not { } person)
            return AdministrationResult.Refuse(Fields.None, "gone");
        var wasAdministrator = await users.IsInRoleAsync(person, FirstAdministrator.Role);
        if (wasAdministrator && !draft.IsAdministrator && (isSelf ? "demote-self" : await ObjectToFewerAsync(person)) is { } reason)
            return AdministrationResult.Refuse(Fields.Administrator, reason);
        (person.DisplayName, person.UserName) = (NameRules.Tidy(draft.DisplayName), draft.UserName?.Trim());
        (person.OrganisationId, person.SignsForOrganisation) = (draft.OrganisationId, draft.Signs);
        var objections = await ObjectToPersonAsync(person);
        if (objections.Count > 0)
            return AdministrationResult.Refuse(objections);
        await using var transaction = await db.Database.BeginTransactionAsync();
        Check(await users.UpdateAsync(person));
        if (draft.IsAdministrator != wasAdministrator)
            Check(
                draft.IsAdministrator
                    ? await users.AddToRoleAsync(person, FirstAdministrator.Role)
                    : await users.RemoveFromRoleAsync(person, FirstAdministrator.Role)
            );
        await transaction.CommitAsync();
        // An open line says whose it is at its beginning only: it comes back by itself, under the new name.
        endSessions(person.Id);
        return AdministrationResult.Done;
    }

    public async Task<AdministrationResult> ResetPasswordAsync(int id)
    {
        if (await FindAsync(id) is not { } person)
            return AdministrationResult.Refuse(Fields.None, "gone");
        var password = InitialPassword.Generate();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            Check(await users.RemovePasswordAsync(person));
            Check(await users.AddPasswordAsync(person, password)); // both change the security stamp
            await MustChangeAsync(person);
            await EndSignInsAsync(id);
            await transaction.CommitAsync();
        }
        attempts.Forgive(person.NormalizedUserName!);
        endSessions(person.Id);
        return AdministrationResult.HandOver(new Handover(person.DisplayName, person.UserName!, password));
    }

    public async Task<AdministrationResult> DisableAsync(int id)
    {
        if (await FindAsync(id) is not { } person)
            return AdministrationResult.Refuse(Fields.None, "gone");
        if (await users.IsInRoleAsync(person, FirstAdministrator.Role) && await ObjectToFewerAsync(person) is { } reason)
            return AdministrationResult.Refuse(Fields.None, reason);
        person.Disabled = true;
        Check(await users.UpdateSecurityStampAsync(person));
        await EndSignInsAsync(id);
        endSessions(person.Id);
        return AdministrationResult.Done;
    }

    public async Task<AdministrationResult> EnableAsync(int id)
    {
        if (await FindAsync(id) is not { } person)
            return AdministrationResult.Refuse(Fields.None, "gone");
        person.Disabled = false;
        Check(await users.UpdateAsync(person));
        endSessions(person.Id);
        return AdministrationResult.Done;
    }

    /// <param name="settle">What else comes to them, in the same transaction.</param>
    public async Task<AdministrationResult> EnrolAsync(
        IReadOnlyList<Newcomer> newcomers,
        Func<AuthoringDb, IReadOnlyList<Person>, Task> settle
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var people = await PeopleOfAsync(newcomers);
        List<Objection> objections = [];
        foreach (var person in people)
            objections.AddRange(await ObjectToPersonAsync(person));
        if (objections.Count > 0 || people.DistinctBy(p => users.NormalizeName(p.UserName)).Count() < people.Count)
            return AdministrationResult.Refuse(Fields.None, "enrol-changed");
        List<Handover> handovers = [];
        foreach (var (person, newcomer) in people.Zip(newcomers))
        {
            handovers.Add(await AddAsync(person));
            if (newcomer.IsAdministrator)
                Check(await users.AddToRoleAsync(person, FirstAdministrator.Role));
        }
        await settle(db, people);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return AdministrationResult.HandOver(handovers);
    }

    /// <summary>Organisations that are not there yet come with their people.</summary>
    private async Task<List<Person>> PeopleOfAsync(IReadOnlyList<Newcomer> newcomers)
    {
        var organisations = await db.Organisations.ToDictionaryAsync(o => o.Name, StringComparer.Ordinal);
        foreach (var name in newcomers.Select(n => n.Organisation).Where(name => name.Length > 0).Distinct())
            if (!organisations.ContainsKey(name))
                organisations[name] = new Organisation { Name = name, Level = NameRules.LevelOf(name) };
        return
        [
            .. newcomers.Select(newcomer => new Person
            {
                UserName = newcomer.UserName,
                DisplayName = newcomer.DisplayName,
                Organisation = organisations.GetValueOrDefault(newcomer.Organisation),
                SignsForOrganisation = newcomer.Signs,
                LockoutEnabled = true,
            }),
        ];
    }

    private async Task<Handover> AddAsync(Person person)
    {
        var password = InitialPassword.Generate();
        Check(await users.CreateAsync(person, password));
        await MustChangeAsync(person);
        return new Handover(person.DisplayName, person.UserName!, password);
    }

    private async Task MustChangeAsync(Person person)
    {
        if ((await users.GetClaimsAsync(person)).All(c => c.Type != InitialPassword.Claim))
            Check(await users.AddClaimAsync(person, new Claim(InitialPassword.Claim, "yes")));
    }

    private Task EndSignInsAsync(int id) => db.SignInSessions.Where(s => s.PersonId == id).ExecuteDeleteAsync();

    private Task<Person?> FindAsync(int id) => users.FindByIdAsync(id.ToString());

    private async Task<IReadOnlyList<Objection>> ObjectToPersonAsync(Person person)
    {
        var objections = new List<Objection>();
        if (NameRules.FaultOfName(person.DisplayName) is { } fault)
            objections.Add(new(Fields.Name, fault));
        if (NameRules.FaultOfUserName(person.UserName ?? "") is { } userFault)
            objections.Add(new(Fields.UserName, userFault));
        else if (await users.FindByNameAsync(person.UserName!) is { } other && other.Id != person.Id)
            objections.Add(new(Fields.UserName, "user-name-taken"));
        if (person is { SignsForOrganisation: true, OrganisationId: null, Organisation: null })
            objections.Add(new(Fields.Signs, "signs-for-nobody"));
        if (person.OrganisationId is { } id && !await db.Organisations.AnyAsync(o => o.Id == id))
            objections.Add(new(Fields.Organisation, "organisation-gone"));
        return objections;
    }

    /// <summary>Why there may not be one administrator less, or nothing.</summary>
    private async Task<string?> ObjectToFewerAsync(Person person)
    {
        var administrators = await users.GetUsersInRoleAsync(FirstAdministrator.Role);
        return administrators.Any(a => a.Id != person.Id && !a.Disabled) ? null : "last-administrator";
    }

    // What the rules above let through and the account store refuses is a fault of ours.
    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(
                $"The account was not saved: {string.Join("; ", result.Errors.Select(e => e.Description))}"
            );
    }
}
