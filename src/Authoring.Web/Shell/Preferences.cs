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
}
