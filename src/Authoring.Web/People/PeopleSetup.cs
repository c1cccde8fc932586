using System.Data.Common;
using System.Globalization;
using Authoring.Web.Shell;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.People;

internal static class PeopleSetup
{
    /// <summary>ASP.NET Core Identity with a cookie and sessions, stored in the database.</summary>
    public static void AddPeople(this WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection("SignIn");
        builder.Services.Configure<SignInLimits>(limits);
        builder.Services.AddIdentity();
        var days = (limits.Get<SignInLimits>() ?? new SignInLimits()).SessionDays;
        builder.Services.ConfigureApplicationCookie(o => SetCookie(o, days));
        builder.Services.AddAccounts();
        builder.Services.AddSigningIn();
        builder.Services.Configure<CircuitLimits>(builder.Configuration.GetSection("Circuits"));
        builder.Services.AddConnections();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddAuthorization();
    }

    private static void AddIdentity(this IServiceCollection services) =>
        services
            .AddIdentity<Person, IdentityRole<int>>(o =>
            {
                // What may be a password is said in PasswordRules alone; how often one may be wrong, in SignInAttempts.
                o.Password.RequiredLength = o.Password.RequiredUniqueChars = 1;
                o.Password.RequireNonAlphanumeric =
                    o.Password.RequireUppercase =
                    o.Password.RequireLowercase =
                    o.Password.RequireDigit =
                        false;
            })
            .AddPasswordValidator<PasswordRules>()
            .AddEntityFrameworkStores<AuthoringDb>()
            .AddClaimsPrincipalFactory<DisplayNameClaims>()
            .AddDefaultTokenProviders();

    private static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<PersonDirectory>();
        services.AddSingleton<FirstAdministrator>();
        services.AddSingleton<AccountStatuses>();
        services.AddSingleton<AccountChanges>();
        services.AddSingleton<Administration>();
        services.AddSingleton<Handovers>();
    }

    private static void AddSigningIn(this IServiceCollection services)
    {
        services.AddScoped<SignInService>();
        services.AddScoped<OwnPassword>();
        services.AddScoped<PasswordRules>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<SignInSessions>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<NobodysPassword>();
    }

    private static void AddConnections(this IServiceCollection services)
    {
        services.AddSingleton<HubConnections>();
        services.AddScoped<CircuitHandler, CircuitOfSession>();
        // For all hubs: that of the editors, and that of the pages' circuits.
        services.Configure<HubOptions>(o => o.AddFilter<HubConnections>());
    }

    private static void SetCookie(CookieAuthenticationOptions o, int sessionDays)
    {
        o.Cookie.Name = "authoring";
        o.Cookie.HttpOnly = true;
        o.Cookie.SameSite = SameSiteMode.Lax;
        o.LoginPath = "/sign-in";
        o.LogoutPath = "/sign-out";
        o.AccessDeniedPath = "/not-found";
        o.ReturnUrlParameter = "to";
        o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        o.ExpireTimeSpan = TimeSpan.FromDays(sessionDays);
        o.SlidingExpiration = true;
        o.Events.OnValidatePrincipal = AccountStatuses.ValidateAsync;
        o.Events.OnSigningIn = Accounts.BeginSessionAsync;
        o.Events.OnCheckSlidingExpiration = Accounts.RenewSessionAsync;
        // The sign-in page itself says where to go, after looking at what was asked for.
        o.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        o.Events.OnRedirectToLogin = AskToSignIn;
    }

    /// <summary>Scripts get a status, people get the page.</summary>
    private static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (ScriptAddresses.IsForScripts(context.Request.Path))
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
