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
        KeepTheme(context, theme);
        if (Array.Exists(Preferences.Languages, l => l.Culture == language))
            await KeepLanguageAsync(context, people, language!);
        return Results.LocalRedirect(OwnPath.Read(back) ?? OwnPath.Read(AskedFrom(context.Request)) ?? "/");
    }

    private static void KeepTheme(HttpContext context, string? theme)
    {
        if (theme is "light" or "dark")
            context.Response.Cookies.Append(Preferences.ThemeCookie, theme, Cookie(context));
        else if (theme == "system")
            context.Response.Cookies.Delete(Preferences.ThemeCookie, Cookie(context));
    }

    private static async Task KeepLanguageAsync(HttpContext context, PersonDirectory people, string language)
    {
        if (context.User.Identity is { IsAuthenticated: true })
            await people.SpeakAsync(context.User.PersonId(), language);
        var value = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language));
        context.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, value, Cookie(context));
    }

    private static CookieOptions Cookie(HttpContext context) =>
        new()
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Path = "/",
            HttpOnly = true,
            IsEssential = true,
            Secure = context.Request.IsHttps,
        };

    /// <summary>The script knows the place in the page, too; without it the browser says which page.</summary>
    private static string? AskedFrom(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == request.Host.Value
            ? page.PathAndQuery
            : null;
}
