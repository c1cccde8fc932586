using System.Security.Claims;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Identity;

namespace Authoring.Web.People;

/// <summary>
/// What an administrator does with people and organisations. Each action asks the database again whether the caller is one, and they take
/// turns:
/// so two administrators cannot each disable the other and leave nobody.
/// </summary>
internal sealed class Administration(
    IServiceScopeFactory scopes,
    AccountStatuses statuses,
    AccountChanges changes,
    HubConnections lines,
    SignInAttempts attempts,
    IOrganisationUse use
) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>For pages that only administrators may see.</summary>
    public async Task<bool> IsOpenToAsync(ClaimsPrincipal caller) =>
        await statuses.FindAsync(caller) is { IsAdministrator: true, MustChangePassword: false };

    /// <summary>Nothing for somebody who is no administrator.</summary>
    public async Task<Roster?> ReadAsync(ClaimsPrincipal caller)
    {
        if (!await IsOpenToAsync(caller))
            return null;
        await using var scope = scopes.CreateAsyncScope();
        return await RosterReader.ReadAsync(scope.ServiceProvider.GetRequiredService<AuthoringDb>(), caller.PersonId());
    }

    public Task<AdministrationResult> CreateOrganisationAsync(ClaimsPrincipal caller, OrganisationDraft draft) =>
        ActAsync(caller, register => register.CreateOrganisationAsync(draft));

    public Task<AdministrationResult> EditOrganisationAsync(ClaimsPrincipal caller, int id, OrganisationDraft draft) =>
        ActAsync(caller, register => register.EditOrganisationAsync(id, draft));

    /// <summary>Only one to which nobody belongs and under which no other stands; what was assigned to it is so no more.</summary>
    public Task<AdministrationResult> DeleteOrganisationAsync(ClaimsPrincipal caller, int id) =>
        ActAsync(caller, register => register.DeleteOrganisationAsync(id, changes.Tell));

    public Task<AdministrationResult> CreatePersonAsync(ClaimsPrincipal caller, PersonDraft draft) =>
        ActAsync(caller, register => register.CreatePersonAsync(draft));

    public Task<AdministrationResult> EditPersonAsync(ClaimsPrincipal caller, int id, PersonDraft draft) =>
        ActAsync(caller, register => register.EditPersonAsync(id, draft, isSelf: id == caller.PersonId()));

    /// <summary>The new password must be changed at the next sign-in; whoever is signed in with the old one is signed out.</summary>
    public Task<AdministrationResult> ResetPasswordAsync(ClaimsPrincipal caller, int id) =>
        ActAsync(
            caller,
            register =>
                id == caller.PersonId()
                    ? Task.FromResult(AdministrationResult.Refuse(Fields.None, "own-password"))
                    : register.ResetPasswordAsync(id)
        );

    public Task<AdministrationResult> DisableAsync(ClaimsPrincipal caller, int id) =>
        ActAsync(
            caller,
            register =>
                id == caller.PersonId()
                    ? Task.FromResult(AdministrationResult.Refuse(Fields.None, "disable-self"))
                    : register.DisableAsync(id)
        );

    public Task<AdministrationResult> EnableAsync(ClaimsPrincipal caller, int id) => ActAsync(caller, register => register.EnableAsync(id));

    /// <summary>Creates them all, and the organisations that are not there yet; or, with one objection, nothing.</summary>
    public Task<AdministrationResult> EnrolAsync(
        ClaimsPrincipal caller,
        IReadOnlyList<Newcomer> newcomers,
        Func<AuthoringDb, IReadOnlyList<Person>, Task> settle
    ) => ActAsync(caller, register => register.EnrolAsync(newcomers, settle));

    private async Task<AdministrationResult> ActAsync(ClaimsPrincipal caller, Func<Register, Task<AdministrationResult>> action)
    {
        await turn.WaitAsync();
        try
        {
            if (!await IsOpenToAsync(caller))
                return AdministrationResult.Refuse(Fields.None, "not-allowed");
            await using var scope = scopes.CreateAsyncScope();
            var services = scope.ServiceProvider;
            var (db, users) = (services.GetRequiredService<AuthoringDb>(), services.GetRequiredService<UserManager<Person>>());
            return await action(new Register(db, users, attempts, use, EndSessions));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What was allowed to a sign-in is not any more: at the next message, and for connections that only listen, too.</summary>
    public void EndSessions(int personId)
    {
        changes.Tell();
        lines.Cut(personId);
    }

    public void Dispose() => turn.Dispose();
}
