using Authoring.Web.Editing;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace Authoring.Web.People;

internal static class Accounts
{
    /// <summary>Of a script's sign-in: hashing takes the longer, the longer a password is.</summary>
    private const int MostBytes = 16 * 1024;

    /// <summary>ASP.NET Core Identity with a cookie and a lock-out, stored in the database.</summary>
    public static void AddPeople(this WebApplicationBuilder builder)
    {
        builder.Services.AddIdentity<Person, IdentityRole<int>>(o =>
            {
                o.Lockout.MaxFailedAccessAttempts = 10;
                o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
                o.Password.RequiredLength = 8;
                o.Password.RequireNonAlphanumeric = o.Password.RequireUppercase = o.Password.RequireLowercase = o.Password.RequireDigit = false;
            })
            .AddEntityFrameworkStores<AuthoringDb>()
            .AddClaimsPrincipalFactory<DisplayNameClaims>()
            .AddDefaultTokenProviders();
        builder.Services.ConfigureApplicationCookie(o =>
        {
            o.Cookie.Name = "authoring";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.LoginPath = "/sign-in";
            o.LogoutPath = "/sign-out";
            o.AccessDeniedPath = "/not-found";
            o.ReturnUrlParameter = "to";
            o.ExpireTimeSpan = TimeSpan.FromDays(14);
            o.SlidingExpiration = true;
            o.Events.OnValidatePrincipal = Standings.ValidateAsync;
            // The sign-in page itself says where to go, after looking at what was asked for.
            o.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
            // Scripts get a status, people get the page.
            o.Events.OnRedirectToLogin = context =>
            {
                if (IsForScripts(context.Request.Path)) context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                else context.Response.Redirect(context.RedirectUri);
                return Task.CompletedTask;
            };
        });
        builder.Services.AddSingleton<PersonDirectory>();
        builder.Services.AddSingleton<FirstAdministrator>();
        builder.Services.AddSingleton<Standings>();
        builder.Services.AddSingleton<Administration>();
        builder.Services.AddSingleton<Handovers>();
        builder.Services.AddSingleton<OpenLines>();
        // After SignalR's own options, which bring a list of filters of theirs.
        builder.Services.PostConfigure<HubOptions<EditingHub>>(o => o.AddFilter<OpenLines>());
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddAuthorization();
    }

    public static void MapAccounts(this WebApplication app)
    {
        app.UseOwnPasswords();
        app.MapPost("/api/sign-in", AnswerAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        app.MapPost("/sign-out", async (HttpContext context, IAntiforgery antiforgery, SignInManager<Person> signIn, OpenLines lines) =>
        {
            if (!await antiforgery.IsRequestValidAsync(context)) return Results.LocalRedirect("/sign-out");
            await signIn.SignOutAsync();
            // Texts that are still open in other tabs hear no more; those in other browsers come back by themselves.
            if (context.User.Identity is { IsAuthenticated: true }) lines.Cut(context.User.PersonId());
            return Results.LocalRedirect("/sign-in");
        }).WithOrder(-1); // the page of the same address would take the form, too
    }

    /// <summary>Signs in under the lock-out; a withdrawn account is refused like a wrong password.</summary>
    public static Task<SignInResult> SignInAsync(SignInManager<Person> signIn, string? name, string? password) =>
        TryAsync(signIn, name, password, person => signIn.PasswordSignInAsync(person, password!, isPersistent: true, lockoutOnFailure: true));

    private static async Task<SignInResult> TryAsync(SignInManager<Person> signIn, string? name, string? password, Func<Person, Task<SignInResult>> attempt)
    {
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrEmpty(password)) return SignInResult.Failed;
        return await SignInTurns.TakeAsync(signIn.UserManager, name, async () =>
            await signIn.UserManager.FindByNameAsync(name.Trim()) is { Disabled: false } person ? await attempt(person) : SignInResult.Failed);
    }

    // A cross-site form cannot send JSON, so this needs no token.
    private static async Task<IResult> AnswerAsync([FromBody] Credentials credentials, SignInManager<Person> signIn)
    {
        var isOther = false;
        var result = await TryAsync(signIn, credentials.Name, credentials.Password, person =>
        {
            isOther = credentials.Person is { } expected && WireUpdate.PersonId(person.Id) != expected;
            return isOther ? signIn.CheckPasswordSignInAsync(person, credentials.Password!, lockoutOnFailure: true)
                : signIn.PasswordSignInAsync(person, credentials.Password!, isPersistent: true, lockoutOnFailure: true);
        });
        if (!result.Succeeded) return Results.Unauthorized();
        // The page that asks holds unsent words of one person; nobody else is signed in there. Only who knows the other's password learns that it was right.
        if (isOther) return Results.Json(new { code = "other-person" }, statusCode: StatusCodes.Status409Conflict);
        return InitialPassword.IsStillUsedBy(signIn.Context.User) ? Results.Json(new { code = InitialPassword.Claim, address = "/account" }, statusCode: StatusCodes.Status403Forbidden) : Results.NoContent();
    }

    /// <summary>Addresses that scripts call: they want a status, not a page.</summary>
    public static bool IsForScripts(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs") || (path.StartsWithSegments("/reports") &&
            (path.Value!.Contains("/live/", StringComparison.Ordinal) || path.Value.EndsWith("/figures", StringComparison.Ordinal) || path.Value.EndsWith("/cards", StringComparison.Ordinal)));

    /// <param name="Person">The only one who may sign in by this, where a page asks for one.</param>
    private sealed record Credentials(string? Name, string? Password, string? Person = null);
}
