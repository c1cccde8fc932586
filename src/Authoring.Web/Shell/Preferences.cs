using Authoring.Web.Notices;
using Authoring.Web.People;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Authoring.Web.Shell;

/// <summary>
/// How somebody likes his pages: light or dark, and in which language. Both are cookies, so that the first byte of a page is right
/// already: nothing flashes, and no script is needed.
/// </summary>
internal static class Preferences
{
    public const string Address = "/preferences";
    public const string ThemeCookie = "theme";

    /// <summary>Without a choice the browser's own is followed.</summary>
    public static readonly string[] Themes = ["system", "light", "dark"];
    public static readonly (string Culture, string Name)[] Languages = [("zh-CN", "中文"), ("en", "English")];

    /// <summary>What stands on the page's first element; nothing where the browser decides.</summary>
    public static string? ThemeOf(HttpContext? context) =>
        context?.Request.Cookies[ThemeCookie] is "light" or "dark" ? context.Request.Cookies[ThemeCookie] : null;

    // Without a token it works on a page of yesterday, too. Pages of other sites, which would choose the language of somebody's mails, are
    // refused.
    public static void MapPreferences(this WebApplication app) => app.MapPost(Address, KeepAsync).DisableAntiforgery();

    private static async Task<IResult> KeepAsync(
        HttpContext context,
        NoticeWishes wishes,
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
            context.Response.Cookies.Append(ThemeCookie, theme, options);
        else if (theme == "system")
            context.Response.Cookies.Delete(ThemeCookie, options);
        if (Array.Exists(Languages, l => l.Culture == language))
        {
            if (context.User.Identity is { IsAuthenticated: true })
                await wishes.SpeakAsync(context.User.PersonId(), language!);
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
