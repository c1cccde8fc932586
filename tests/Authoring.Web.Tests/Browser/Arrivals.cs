using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

public static class Arrivals
{
    /// <summary>
    /// Waits until the address of the page matches <paramref name="address"/>, a regular expression.
    /// Playwright's own WaitForURLAsync looks once and then listens: a page that arrives between the two is waited for in vain.
    /// </summary>
    public static Task ArriveAtAsync(this IPage page, string address) => Assertions.Expect(page).ToHaveURLAsync(new Regex(address));
}
