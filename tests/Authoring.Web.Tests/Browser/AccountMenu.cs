using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>The menu behind a person's initial.</summary>
internal static class AccountMenu
{
    /// <summary>What stands in it, the menu open.</summary>
    public static async Task<ILocator> InAccountMenuAsync(this IPage page, string testId)
    {
        var wanted = page.GetByTestId(testId);
        if (!await wanted.IsVisibleAsync())
            await page.GetByTestId("account-menu").ClickAsync();
        return wanted;
    }

    public static async Task ChooseLanguageAsync(this IPage page, string language) =>
        await (await page.InAccountMenuAsync($"language-{language}")).ClickAsync();

    public static async Task ChooseThemeAsync(this IPage page, string theme) =>
        await (await page.InAccountMenuAsync("theme")).SelectOptionAsync(theme);
}
