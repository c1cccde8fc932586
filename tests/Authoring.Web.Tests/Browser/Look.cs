using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// A page as somebody sees it: in a language, light and dark, and as wide as it is or on a telephone. What is found is gathered.
/// </summary>
internal sealed record Look(IPage Page, Uri Server, string Language, int Width, List<string> Faults)
{
    public const int Narrow = 390;
    private const int Height = 844;

    private static readonly string[] OfColours = ["color-contrast"];

    /// <summary>What a narrower window may change in a page that is otherwise judged already.</summary>
    private static readonly string[] OfLayout = ["scrollable-region-focusable", "target-size"];

    public async Task OpenAsync()
    {
        var address = Server.ToString();
        await Page.Context.AddCookiesAsync([
            Cookie("theme", "light"),
            Cookie(".AspNetCore.Culture", Uri.EscapeDataString($"c={Language}|uic={Language}")),
        ]);
        // What is just fading in is pale for a moment.
        await Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await WidenAsync();

        Cookie Cookie(string name, string value) =>
            new()
            {
                Name = name,
                Value = value,
                Url = address,
            };
    }

    public async Task SeeAsync(string address)
    {
        await Page.GotoAsync(new Uri(Server, address).ToString());
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", Language);
        // What waits for the circuit is pale until then, which is not how anybody reads it.
        await Assertions.Expect(Page.Locator("fieldset.until-live[disabled]")).ToHaveCountAsync(0);
        await JudgeAsync(address);
    }

    /// <param name="isListOpen">The list of a drop-down hangs at the end of the page and belongs to its field by <c>aria-controls</c>:
    /// to no landmark, then.</param>
    public async Task JudgeAsync(string what, bool isListOpen = false)
    {
        Take(what, "light", await Axe.FaultsAsync(Page, without: isListOpen ? ["region"] : []));
        // Dark is the same page in other colours: they alone are judged again.
        await PaintAsync("dark");
        Take(what, "dark", await Axe.FaultsAsync(Page, OfColours));
        await PaintAsync("light");
        await MeasureAsync(what);
        // A list hangs where its field was when it was opened: on a telephone it is opened there.
        if (Width == Narrow || isListOpen)
            return;
        // Where it is narrow a panel may hide what has the focus, and nobody would type on.
        var focused = await Page.EvaluateHandleAsync("document.activeElement");
        await NarrowAsync();
        Take(what, "narrow", await Axe.FaultsAsync(Page, OfLayout));
        await MeasureAsync(what);
        await WidenAsync();
        await focused.EvaluateAsync("element => { if (element !== document.activeElement) element.focus() }");
    }

    /// <summary>And waits until everything has taken its new place: what is still on its way covers other things.</summary>
    public async Task NarrowAsync()
    {
        await Page.SetViewportSizeAsync(Narrow, Height);
        await Page.EvaluateAsync(
            """
            async () => {
              const frame = () => new Promise(requestAnimationFrame)
              await frame()
              await Promise.allSettled(document.getAnimations().map(animation => animation.finished))
              await frame()
            }
            """
        );
    }

    public Task WidenAsync() => Page.SetViewportSizeAsync(Width, Height);

    private Task PaintAsync(string theme) => Page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme }", theme);

    private async Task MeasureAsync(string what)
    {
        if (!await Axe.FitsAsync(Page))
            Faults.Add($"{what} ({Language}) is wider than the window of {Page.ViewportSize!.Width}");
    }

    private void Take(string what, string how, IReadOnlyList<string> found) =>
        Faults.AddRange(found.Select(fault => $"{what} ({Language}, {Width}, {how}): {fault}"));
}
