using System.Security.Claims;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.People;

/// <summary>What the database says about a caller at this moment.</summary>
internal sealed record AccountStatus(int PersonId, string DisplayName, bool IsAdministrator, bool MustChangePassword);

/// <summary>
/// Asks the database about the caller at every request, so that a page follows a withdrawn account, a reset password or a new name at once.
/// Identity's own check runs on a timer and hands out a new cookie each time, which may cross a sign-out on its way; here a cookie is made
/// anew
/// only when what it says has changed.
/// </summary>
internal sealed class AccountStatuses(IDbContextFactory<AuthoringDb> database, IOptions<IdentityOptions> identity, SignInSessions sessions)
{
    /// <summary>
    /// Nothing when nobody is signed in, the account is withdrawn, the cookie is from before a changed password, or its session has
    /// ended.
    /// </summary>
    public async Task<AccountStatus?> FindAsync(ClaimsPrincipal? caller)
    {
        if (caller?.Identity is not { IsAuthenticated: true })
            return null;
        var id = caller.PersonId();
        var stamp = caller.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType);
        var session = SignInSessions.IdOf(caller);
        if (session is not null && sessions.HasEnded(session))
            return null;
        await using var db = await database.CreateDbContextAsync();
        // Who acts inside the server has no session.
        var signedIn = db.Users.Where(p =>
            p.Id == id
            && p.SecurityStamp == stamp
            && !p.Disabled
            && (session == null || db.SignInSessions.Any(s => s.Id == session && s.PersonId == id))
        );
        return await signedIn
            .Select(p => new AccountStatus(
                id,
                p.DisplayName,
                db.UserRoles.Any(r => r.UserId == id && db.Roles.Any(role => role.Id == r.RoleId && role.Name == FirstAdministrator.Role)),
                db.UserClaims.Any(c => c.UserId == id && c.ClaimType == InitialPassword.Claim)
            ))
            .FirstOrDefaultAsync();
    }

    /// <summary>The cookie's check at each request.</summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        // The files of the pages are for everybody.
        if (context.Request.Path.StartsWithSegments("/assets") || context.Request.Path.StartsWithSegments("/_framework"))
            return;
        var services = context.HttpContext.RequestServices;
        var caller = context.Principal!;
        // The page that says that something went wrong is for everybody: the database may be what did.
        if (context.Request.Path == "/error")
            context.RejectPrincipal();
        // A cookie without a session is from before there were sessions.
        else if (
            SignInSessions.IdOf(caller) is null
            || await services.GetRequiredService<AccountStatuses>().FindAsync(caller) is not { } standing
        )
        {
            context.RejectPrincipal();
            await services.GetRequiredService<SignInManager<Person>>().SignOutAsync();
        }
        else if (!Agrees(caller, standing))
        {
            var signIn = services.GetRequiredService<SignInManager<Person>>();
            if (await signIn.UserManager.FindByIdAsync(standing.PersonId.ToString()) is not { } person)
                return;
            var renewed = await signIn.CreateUserPrincipalAsync(person);
            ((ClaimsIdentity)renewed.Identity!).AddClaim(new Claim(SignInSession.Claim, SignInSessions.IdOf(caller)!));
            context.ReplacePrincipal(renewed);
            context.ShouldRenew = true;
        }
    }

    private static bool Agrees(ClaimsPrincipal caller, AccountStatus standing) =>
        caller.FindFirstValue(DisplayNameClaims.Name) == standing.DisplayName
        && caller.IsInRole(FirstAdministrator.Role) == standing.IsAdministrator
        && caller.HasClaim(c => c.Type == InitialPassword.Claim) == standing.MustChangePassword;
}
