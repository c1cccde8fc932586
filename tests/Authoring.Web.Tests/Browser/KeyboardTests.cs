using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>Everything can be reached and answered with the keyboard alone, and one always sees where one is.</summary>
public sealed class KeyboardTests(Chromium chromium) : IAsyncLifetime
{
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    /// <summary>All that must be reached: of radio buttons with one name the chosen one is enough.</summary>
    private const string Reachable = """
        () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter(e =>
          e.tabIndex >= 0
          && !e.matches(':disabled, [aria-hidden=true], [type=hidden]')
          && !e.closest('fieldset[disabled]')
          && e.checkVisibility({ visibilityProperty: true })
          && !(e.type === 'radio' && !e.checked) && e.getBoundingClientRect().width > 0)
        """;

    private const string Step = """
        () => {
          const e = document.activeElement
          if (!e || e === document.body) return ''
          e.dataset.reached = 'yes'
          if (e.closest('.text-outline')) (window.reached ??= new Set()).add(e.title) // its buttons are made anew with their numbers
          const shows = [e, e.parentElement, e.closest('.mud-input-control, .mud-table, .cm-editor')].some(s => {
            if (!s) return false
            const style = getComputedStyle(s)
            return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
          })
          return shows ? '' : e.outerHTML.slice(0, 200)
        }
        """;

    [Theory]
    [InlineData("/", 1440)]
    [InlineData("/reports/small", 1440)]
    [InlineData("/reports/small?edit=true", 1440)]
    [InlineData("/reports/small/settings", 390)]
    [InlineData("/reports/small/members", 1440)]
    [InlineData("/reports/new", 390)]
    [InlineData("/account", 1440)]
    [InlineData("/reports/small/cases", 1440)]
    [InlineData("/reports/small/sections/01-basic", 1440)]
    [InlineData("/reports/small/cases/c01", 390)]
    public async Task Tab_reaches_everything_and_shows_where_one_is(string address, int width)
    {
        await using var visitor = await Visitor.SignInAsync(chromium, workspace.Address, "editor", width);
        await visitor.GoToAsync(address);
        await Assertions.Expect(visitor.Page.Locator("fieldset.until-live[disabled]")).ToHaveCountAsync(0);
        if (await visitor.SyncState.CountAsync() > 0)
        {
            await visitor.SyncedAsync();
            // It comes with what may be done with the text, which is asked for afterwards.
            await Assertions.Expect(visitor.Page.GetByTestId("review-submit")).ToBeVisibleAsync();
        }
        var count = await visitor.Page.EvaluateAsync<int>($"({Reachable})().length");
        Assert.True(count > 4, $"{address} has {count} things to reach");
        var missed = await MissedAsync(visitor.Page, count);
        // A page that comes alive meanwhile makes its parts anew, also those that were reached: then once more.
        Assert.Empty(missed.Length == 0 ? missed : await MissedAsync(visitor.Page, count));
    }

    private static async Task<string[]> MissedAsync(IPage page, int count)
    {
        await page.EvaluateAsync("() => document.activeElement?.blur()");
        for (var i = 0; i < count + 5; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            // The text shows its frame a moment after it has the focus.
            await Assertions.Expect(page.Locator(".cm-editor:has(.cm-content:focus):not(.cm-focused)")).ToHaveCountAsync(0);
            Assert.Equal("", await page.EvaluateAsync<string>(Step));
        }
        return await page.EvaluateAsync<string[]>(
            $"""
            ({Reachable})()
              .filter(e => !e.dataset.reached && !(e.closest('.text-outline') && window.reached?.has(e.title)))
              .map(e => e.outerHTML.slice(0, 200))
            """
        );
    }

    [Fact]
    public async Task The_menu_of_a_telephone_opens_closes_and_gives_the_focus_back()
    {
        await using var visitor = await Visitor.SignInAsync(chromium, workspace.Address, "admin", 390, 844);
        var page = visitor.Page;
        var people = page.GetByRole(AriaRole.Link, new() { Name = "人员与单位" });
        await Assertions.Expect(people).ToBeHiddenAsync();
        await page.GetByTestId("menu").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(people).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(people).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByTestId("menu")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        for (var i = 0; i < 4 && !await people.EvaluateAsync<bool>("e => e === document.activeElement"); i++)
            await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(people).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ArriveAtAsync(@"/people$");
        await Assertions.Expect(people).ToBeHiddenAsync();
    }
}
