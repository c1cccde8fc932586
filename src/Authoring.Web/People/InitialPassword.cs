using System.Security.Claims;
using System.Security.Cryptography;
using Authoring.Web.Shell;

namespace Authoring.Web.People;

/// <summary>
/// A password that somebody else has set: good for one thing, to be replaced by one's own. Until then every address but a few is closed.
/// </summary>
internal static class InitialPassword
{
    /// <summary>A claim that is stored with the account, and so in the cookie, too.</summary>
    public const string Claim = "must-change-password";

    // Without those that look alike on paper.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly string[] Open =
    [
        "/account",
        "/sign-in",
        "/sign-out",
        "/api/sign-in",
        "/assets",
        "/_framework",
        "/_content",
        Preferences.Address,
        "/icon.svg",
        "/health",
        "/error",
        "/not-found",
    ];

    /// <summary>
    /// Twelve characters in groups of four, to be read out or copied by hand: 59 bits. One that happens to spell something is not
    /// taken.
    /// </summary>
    public static string Generate()
    {
        while (true)
        {
            var password = string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));
            if (password.Any(char.IsLetter) && GuessablePassword.CostOf(password, []) >= GuessablePassword.Enough)
                return password;
        }
    }

    public static bool IsStillUsedBy(ClaimsPrincipal caller) => caller.HasClaim(c => c.Type == Claim);

    public static void UseOwnPasswords(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                var path = context.Request.Path;
                if (!IsStillUsedBy(context.User) || Array.Exists(Open, open => path.StartsWithSegments(open)))
                    await next();
                else if (ScriptAddresses.IsForScripts(path))
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                else
                    context.Response.Redirect("/account");
            }
        );
}
