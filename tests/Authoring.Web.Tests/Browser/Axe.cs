using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// Does a page shut anybody out? Every rule is run; only what is wrong is described, for describing all that is well is most of the work.
/// </summary>
internal static class Axe
{
    private static readonly HashSet<ResultType> Wrong = [ResultType.Violations];

    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, AxeRunOptions? options = null)
    {
        options ??= new AxeRunOptions();
        options.ResultTypes = Wrong;
        // Within the page itself: the other way finishes each run in a new page, to which it carries everything. We have no frames that
        // would need that.
#pragma warning disable CS0618 // called legacy, for it cannot look into frames
        var found = await page.Locator("html").RunAxeLegacy(options);
#pragma warning restore CS0618
        return
        [
            .. found.Violations.Select(v =>
                $"{v.Id}: {string.Join(" | ", v.Nodes.Take(4).Select(n => $"{n.Html} {n.Any.FirstOrDefault()?.Message}"))}"
            ),
        ];
    }

    public static async Task FindsNothingAsync(IPage page)
    {
        var faults = await FaultsAsync(page);
        Assert.True(faults.Count == 0, $"{page.Url} at {page.ViewportSize?.Width}: {string.Join(Environment.NewLine, faults)}");
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
            $"{page.Url} is wider than {page.ViewportSize?.Width}"
        );
    }
}
