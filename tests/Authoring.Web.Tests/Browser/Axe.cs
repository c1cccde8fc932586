using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// Does a page shut anybody out? Every rule is run; only what is wrong is described, for describing all that is well is most of the work.
/// </summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    // In the page itself, which it enters once: the package's own way brings it along at every call, half a megabyte to be read, and looks
    // into frames, of which we have none.
    private const string Run = """
        async ({ only, without }) => {
          const options = { resultTypes: ['violations'] }
          if (only.length > 0) options.runOnly = { type: 'rule', values: only }
          else options.rules = Object.fromEntries(without.map(rule => [rule, { enabled: false }]))
          // A page of paper is as small as the screen makes it; the reading page has the same places, as large as they must be.
          const onPaper = only.includes('target-size') ? ['.sheet'] : []
          const { violations } = await axe.run({ exclude: onPaper }, options)
          const told = ({ html, any }) => `${html} ${any[0]?.message ?? ''}`
          return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map(told).join(' | ')}`)
        }
        """;

    /// <param name="only">The rules to run; without any, all.</param>
    /// <param name="without">Those not to run.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string[]? only = null, string[]? without = null)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(Run, new { only = only ?? [], without = without ?? [] });
    }

    public static async Task FindsNothingAsync(IPage page)
    {
        var faults = await FaultsAsync(page);
        Assert.True(faults.Count == 0, $"{page.Url} at {page.ViewportSize?.Width}: {string.Join(Environment.NewLine, faults)}");
        Assert.True(await FitsAsync(page), $"{page.Url} is wider than {page.ViewportSize?.Width}");
    }

    public static Task<bool> FitsAsync(IPage page) => page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth");
}
