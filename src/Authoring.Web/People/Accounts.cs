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

internal static partial class Accounts
{
    /// <summary>Of a sign-in: hashing takes the longer, the longer a password is.</summary>
    public const int MostBytes = 16 * 1024;

    public static void MapAccounts(this WebApplication app)
    {
        app.UseOwnPasswords();
        app.MapPreferences();
        app.MapPost("/api/sign-in", AnswerAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        app.MapPost(
                "/sign-out",
                async (HttpContext context, IAntiforgery antiforgery, SignInManager<Person> signIn, SignInSessions sessions) =>
                {
                    if (!await antiforgery.IsRequestValidAsync(context))
                        return Results.LocalRedirect("/sign-out");
                    // Texts that are still open in other tabs hear no more; sessions in other browsers go on.
                    await sessions.EndAsync(context.User);
                    await signIn.SignOutAsync();
                    return Results.LocalRedirect("/sign-in");
                }
            )
            .WithOrder(-1); // the page of the same address would take the form, too
    }

    /// <summary>
    /// A cookie is about to be handed out: from now on its session stands for it, and the one that the browser had is over.
    /// </summary>
    public static async Task BeginSessionAsync(CookieSigningInContext context)
    {
        var (former, sessions) = (context.HttpContext.User, context.HttpContext.RequestServices.GetRequiredService<SignInSessions>());
        await sessions.BeginAsync(context.Principal!);
        // Texts that are open in other tabs come back under the new cookie, once the browser has it.
        if (SignInSessions.IdOf(former) is not null)
            context.Response.OnCompleted(() => sessions.EndAsync(former));
    }

    public static async Task RenewSessionAsync(CookieSlidingExpirationContext context)
    {
        if (!context.ShouldRenew || context.Principal is not { } caller)
            return;
        try
        {
            await context.HttpContext.RequestServices.GetRequiredService<SignInSessions>().RenewAsync(caller);
        }
        catch (Exception e) when (IsOfDatabase(e))
        {
            context.ShouldRenew = false; // at one of the next requests
        }
    }

    /// <summary>The database cannot be read or written: nobody can sign in, and that is said in words.</summary>
    public static bool IsOfDatabase(Exception exception) => exception is DbException or DbUpdateException or IOException;

    // A cross-site form cannot send JSON, so this needs no token.
    private static async Task<IResult> AnswerAsync(
        [FromBody] Credentials credentials,
        HttpContext context,
        SignInService door,
        IStringLocalizer<Words> words
    )
    {
        if (!OwnSite.IsAsked(context.Request))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        try
        {
            var result = await door.SignInAsync(
                credentials.Name,
                credentials.Password,
                person => credentials.Person is not { } expected || PersonIds.Write(person.Id) == expected
            );
            if (result.Answer == SignInStatus.Paused)
                context.Response.Headers.RetryAfter = Math.Ceiling(result.Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return AnswerTo(result.Answer, context);
        }
        catch (Exception e) when (IsOfDatabase(e) && DatabaseTrouble.Of(e) is null && !context.Response.HasStarted)
        {
            Log.Failed(context.RequestServices.GetRequiredService<ILogger<SignInService>>(), e);
            return Results.Json(
                new { code = "not-now", sentence = words["people.not-now"].Value },
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
        }
    }

    private static IResult AnswerTo(SignInStatus status, HttpContext context) =>
        status switch
        {
            SignInStatus.Done when InitialPassword.IsStillUsedBy(context.User) => Results.Json(
                new { code = InitialPassword.Claim, address = "/account" },
                statusCode: StatusCodes.Status403Forbidden
            ),
            SignInStatus.Done => Results.NoContent(),
            // The page that asks holds unsent words of one person; nobody else is signed in there. Only who knows the other's
            // password learns that it was right.
            SignInStatus.OtherPerson => Results.Json(new { code = "other-person" }, statusCode: StatusCodes.Status409Conflict),
            _ => Results.Unauthorized(),
        };

    /// <param name="Person">The only one who may sign in by this, where a page asks for one.</param>
    private sealed record Credentials(string? Name, string? Password, string? Person = null);

    public static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Nobody can sign in: the database cannot be read or written")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
