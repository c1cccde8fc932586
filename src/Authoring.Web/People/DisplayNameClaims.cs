using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Authoring.Web.People;

/// <summary>Puts the name that others see into the sign-in cookie.</summary>
internal sealed class DisplayNameClaims(UserManager<Person> users, RoleManager<IdentityRole<int>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Person, IdentityRole<int>>(users, roles, options)
{
    public const string Name = "display-name";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(Name, user.DisplayName));
        return identity;
    }
}
