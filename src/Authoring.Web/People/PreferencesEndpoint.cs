using Authoring.Web.Shell;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Authoring.Web.People;

/// <summary>Keeps how somebody likes his pages; the language is the one of his e-mails, too.</summary>
internal static class PreferencesEndpoint
{
    // Without a token it works on a page of yesterday, too. Pages of other sites, which would choose the language of somebody's mails, are
    // refused.
    public static void MapPreferences(this WebApplication app) => app.MapPost(Preferences.Address, KeepAsync).DisableAntiforgery();

    private static async Task<IResult> KeepAsync(
        HttpContext context,
        PersonDirectory people,
        [FromForm] string? theme,
        [FromForm] string? language,
        [FromForm(Name = "return")] string? back
    )
    {
        if (!OwnSite.IsSent(context.Request))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var options = new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Path = "/",
            HttpOnly = true,
            IsEssential = true,
            Secure = context.Request.IsHttps,
        };
        if (theme is "light" or "dark")
            context.Response.Cookies.Append(Preferences.ThemeCookie, theme, options);
        else if (theme == "system")
            context.Response.Cookies.Delete(Preferences.ThemeCookie, options);
        if (Array.Exists(Preferences.Languages, l => l.Culture == language))
        {
            if (context.User.Identity is { IsAuthenticated: true })
                await people.SpeakAsync(context.User.PersonId(), language!);
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language!)),
                options
            );
        }
        // Back to where it was asked: the script knows the place in the page, too; without it the browser says which page.
        var from =
            Uri.TryCreate(context.Request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == context.Request.Host.Value
                ? page.PathAndQuery
                : null;
        return Results.LocalRedirect(OwnPath.Read(back) ?? OwnPath.Read(from) ?? "/");
    }
}
