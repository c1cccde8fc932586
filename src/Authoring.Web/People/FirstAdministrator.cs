using System.Security.Cryptography;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.People;

/// <summary>
/// The first start of <c>serve</c> on an empty database prints a link; whoever opens it first creates the administrator.
/// The link lives as long as the process and ends with the first account.
/// </summary>
internal sealed class FirstAdministrator(StartMode mode, IServer server, IServiceScopeFactory scopes, IConfiguration configuration)
{
    public const string Role = "administrator";
    private readonly SemaphoreSlim gate = new(1, 1);
    private string? token;

    /// <summary>Called once the server listens.</summary>
    public async Task OfferAsync(TextWriter output)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (mode.IsDemo || await scope.ServiceProvider.GetRequiredService<AuthoringDb>().Users.AnyAsync())
            return;
        token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        await output.WriteLineAsync($"No account yet. Create the administrator once at: {Address().TrimEnd('/')}/welcome?token={token}");
    }

    /// <summary>Where people reach the application, if that is set; else where it listens, by a name that leads somewhere.</summary>
    private string Address()
    {
        if (configuration["Mail:PublicUrl"] is { Length: > 0 } known)
            return known;
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        foreach (var anywhere in (string[])["://0.0.0.0", "://[::]", "://+", "://*"])
            address = address.Replace(anywhere, "://localhost", StringComparison.Ordinal);
        return address;
    }

    public bool Accepts(string? offered) =>
        token is not null
        && offered is not null
        && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(token), System.Text.Encoding.UTF8.GetBytes(offered));

    /// <summary>Creates the account and signs it in; nothing when the link has been used meanwhile.</summary>
    public async Task<IdentityResult?> CreateAsync(
        string? offered,
        string name,
        string displayName,
        string password,
        SignInManager<Person> signIn,
        RoleManager<IdentityRole<int>> roles
    )
    {
        await gate.WaitAsync();
        try
        {
            if (!Accepts(offered))
                return null;
            if (ObjectTo(name, displayName, signIn.UserManager.ErrorDescriber) is { } error)
                return IdentityResult.Failed(error);
            if (!await roles.RoleExistsAsync(Role))
                await roles.CreateAsync(new IdentityRole<int>(Role));
            var person = new Person
            {
                UserName = name,
                DisplayName = displayName,
                LockoutEnabled = true,
            };
            var result = await signIn.UserManager.CreateAsync(person, password);
            if (!result.Succeeded)
                return result;
            await signIn.UserManager.AddToRoleAsync(person, Role);
            token = null;
            await signIn.SignInAsync(person, isPersistent: true);
            return result;
        }
        finally
        {
            gate.Release();
        }
    }

    private static IdentityError? ObjectTo(string name, string displayName, IdentityErrorDescriber errors)
    {
        if (NameRules.FaultOfName(displayName) is { } fault)
            return new IdentityError { Code = fault, Description = fault };
        return NameRules.FaultOfUserName(name) is null ? null : errors.InvalidUserName(name);
    }
}
