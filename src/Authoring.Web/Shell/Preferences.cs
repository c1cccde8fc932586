namespace Authoring.Web.Shell;

/// <summary>
/// How somebody likes his pages: light or dark, and in which language. Both are cookies, so that the first byte of a page is right
/// already: nothing flashes, and no script is needed.
/// </summary>
internal static class Preferences
{
    public const string Address = "/preferences";
    public const string ThemeCookie = "theme";

    /// <summary>
    /// Set by <c>shell/drawer.ts</c> when somebody folds the drawer or opens it; the writing page, where room is dear, has its own.
    /// </summary>
    public const string DrawerCookie = "drawer";
    public const string WritingDrawerCookie = "drawer-writing";
    public const string Rail = "rail";
    public const string Wide = "wide";

    /// <summary>Without a choice the browser's own is followed.</summary>
    public static readonly string[] Themes = ["system", "light", "dark"];
    public static readonly (string Culture, string Name)[] Languages = [("zh-CN", "中文"), ("en", "English")];

    /// <summary>What stands on the page's first element; nothing where the browser decides.</summary>
    public static string? ThemeOf(HttpContext? context) =>
        context?.Request.Cookies[ThemeCookie] is "light" or "dark" ? context.Request.Cookies[ThemeCookie] : null;

    /// <summary>The drawer as he left it; at first it is wide, and a rail of icons beside a text.</summary>
    public static string DrawerOf(HttpContext? context, bool isWriting) =>
        context?.Request.Cookies[isWriting ? WritingDrawerCookie : DrawerCookie] is { } chosen and (Rail or Wide) ? chosen
        : isWriting ? Rail
        : Wide;
}
