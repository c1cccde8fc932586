using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// Pictures, file names, captions and titles that were made to harm (scripts, paths, marks that turn the writing around, ten thousand
/// characters) are text to everybody
/// who meets them: nothing runs, nothing leaves the report, and every page stays as wide as its window.
/// </summary>
public sealed class HostileTests(Chromium chromium) : IAsyncLifetime
{
    private const string First = "small/sections/01-basic";
    private const string Script = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    private const string Turned = "\u202Egnp.exe\u2066";

    private static readonly string[] Everywhere =
    [
        "/",
        "/reports/small",
        "/reports/small?edit=true",
        "/reports/small/settings",
        "/reports/small/members",
        "/reports/small/lists",
        "/reports/small/figures",
        "/reports/small/cases",
        $"/reports/{First}",
        "/reports/small/cases/c02",
    ];

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<Visitor> ArriveAsync(string name, int width = 1440)
    {
        var visitor = await Visitor.ArriveAsync(chromium, workspace.Address, width);
        await visitor.Page.AddInitScriptAsync(
            "window.alert = what => { throw new Error(`a script ran: ${what}`) }; document.addEventListener('securitypolicyviolation', e => { throw new Error(`a script tried: ${e.blockedURI}`) })"
        );
        await visitor.SignInAsync(name);
        return visitor;
    }

    [Fact]
    public async Task What_was_made_to_harm_is_text_on_every_page_and_in_the_download()
    {
        await using var anna = await ArriveAsync("author1");
        await using var chief = await ArriveAsync("editor");
        await using var reader = await ArriveAsync("city-reviewer", 390);
        await HostilePicturesAsync(anna);
        await HostileTextAsync(anna);
        await HostileTitlesAsync(chief);

        foreach (var visitor in new[] { chief, reader })
        foreach (var address in Everywhere)
        {
            await visitor.GoToAsync(address);
            if (address.Contains("/sections/", StringComparison.Ordinal))
                await Assertions.Expect(visitor.Preview).ToContainTextAsync("<script>alert(2)</script>");
            await StaysItselfAsync(visitor.Page, $"{address}");
        }
        await DownloadAsync(reader);
        foreach (var visitor in new[] { anna, chief, reader })
            Assert.DoesNotContain(
                visitor.Complaints,
                c => !c.Contains("422", StringComparison.Ordinal) && !c.Contains("404", StringComparison.Ordinal)
            );
    }

    private static async Task StaysItselfAsync(IPage page, string what, int ownScripts = 0)
    {
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
            $"{what} is wider than the window"
        );
        Assert.Equal(
            ownScripts,
            await page.Locator("[onerror], [onclick], img[src='x'], script:not([src]):not([type='application/json'])").CountAsync()
        );
    }

    /// <summary>By content, not by name; and a name becomes one that no system minds.</summary>
    private static async Task HostilePicturesAsync(Visitor anna)
    {
        await anna.OpenAsync(First);
        await anna.TypeAtEndAsync("\n");
        await anna.PressToolAsync("figure");
        await anna
            .Page.GetByTestId("figure-file")
            .SetInputFilesAsync([
                new FilePayload
                {
                    Name = "drawing.png",
                    MimeType = "image/png",
                    Buffer = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(3)'/>"u8.ToArray(),
                },
                new FilePayload
                {
                    Name = "page.webp",
                    MimeType = "image/webp",
                    Buffer = "<!doctype html><script>alert(4)</script>"u8.ToArray(),
                },
                new FilePayload
                {
                    Name = $"{Script}{Turned}..\\..\\{new string('长', 300)}.png",
                    MimeType = "image/png",
                    Buffer = TestPicture.Png(31, 20),
                },
            ]);
        var items = anna.Page.Locator(".figure-item");
        await Assertions.Expect(anna.Page.Locator(".figure-item[data-state=refused]")).ToHaveCountAsync(2);
        var good = anna.Page.Locator(".figure-item[data-state=there]");
        await Assertions.Expect(good).ToHaveCountAsync(1);
        await good.GetByTestId("figure-caption").FillAsync($"{Script}{Turned}](../../x)*题注*");
        await good.GetByTestId("figure-alternative").FillAsync($"\" onerror=\"alert(5)\" {Turned}");
        await StaysItselfAsync(anna.Page, "the form");
        await anna.Page.GetByTestId("figure-insert").ClickAsync();
        await Assertions.Expect(items).ToHaveCountAsync(0);
        await Assertions.Expect(anna.Page.GetByTestId("figures").Locator("li[data-number='图 1-2']")).ToContainTextAsync(Script);
        await Assertions.Expect(anna.Preview.Locator("figure img").Last).ToHaveJSPropertyAsync("naturalWidth", 31);
        Assert.Matches(
            "^/reports/small/files/images/[^<>\"'\\\\:*?|%]+\\.png",
            Uri.UnescapeDataString((await anna.Preview.Locator("figure img").Last.GetAttributeAsync("src"))!).Split('?')[0]
        );
    }

    private static async Task HostileTextAsync(Visitor anna)
    {
        await anna.TypeAtEndAsync("\n");
        await anna.Page.Keyboard.InsertTextAsync(
            $"## {Script}{Turned}../../etc/passwd {new string('题', 10_000)}\n\n![{new string('W', 10_000)}](../images/map.png){{#fig:long}}\n\n![外](../../../../etc/passwd)\n\n[点](javascript:alert(6)) <javascript:alert(7)>\n\n"
                + $"| {Script} |\n| --- |\n| {Script} |\n\n: {Script}{new string('表', 10_000)}\n\n见@fig:long。\n"
        );
        await Assertions.Expect(anna.Page.GetByTestId("tables").Locator("li[data-number='表 1-1']")).ToHaveCountAsync(1);
        await anna.SyncedAsync();
        Assert.Equal(0, await anna.Page.Locator("a[href^='javascript:' i]").CountAsync());
        await StaysItselfAsync(anna.Page, "the editor");
    }

    private async Task HostileTitlesAsync(Visitor chief)
    {
        await chief.GoToAsync("/reports/small/settings");
        await Assertions.Expect(chief.Page.Locator("fieldset.until-live:not([disabled])")).ToHaveCountAsync(1);
        await chief.Page.GetByTestId("field-title").FillAsync($"{Script}{Turned}报告");
        await chief.Page.GetByTestId("settings-save").ClickAsync();
        await Assertions.Expect(chief.Page.GetByTestId("settings-said")).ToContainTextAsync("设置已保存");
        await chief.GoToAsync("/reports/small?edit=true");
        await Assertions.Expect(chief.Page.Locator("fieldset.until-live:not([disabled])")).ToHaveCountAsync(1);
        // Longer than the field lets it be, by whoever passes the field by.
        await chief
            .Page.GetByTestId("board-add-Case")
            .EvaluateAsync(
                "(field, title) => { field.removeAttribute('maxlength'); field.value = title; field.dispatchEvent(new Event('change', { bubbles: true })) }",
                new string('W', 10_000)
            );
        await chief.Page.Locator("[data-part=Case] form button").ClickAsync();
        await Assertions.Expect(chief.Page.GetByTestId("outline-said")).ToContainTextAsync("不超过 200 个字符");
        await chief.Page.GetByTestId("board-add-Case").FillAsync($"{Script}{Turned}{new string('W', 120)}");
        await chief.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(chief.Page.Locator("li[data-path='cases/c02.md']")).ToContainTextAsync(Script);
        await Assertions.Expect(chief.Page.Locator("h1")).ToHaveTextAsync($"{Script}gnp.exe报告");
    }

    /// <summary>Opened as a file, without the headers that a server sends.</summary>
    private async Task DownloadAsync(Visitor reader)
    {
        var html = await (
            await reader.Page.APIRequest.GetAsync(new Uri(workspace.Address, "/reports/small/export/html").ToString())
        ).TextAsync();
        await reader.Page.GotoAsync("about:blank");
        await reader.Page.SetContentAsync(html);
        await Assertions.Expect(reader.Page.Locator("h1").First).ToContainTextAsync(Script);
        await StaysItselfAsync(reader.Page, "the download", ownScripts: 1);
        Assert.Equal(0, await reader.Page.Locator("a[href^='javascript:' i], [src*='etc/passwd'], script[src]").CountAsync());
        Assert.DoesNotContain("alert", string.Concat(await reader.Page.Locator("script").AllTextContentsAsync()), StringComparison.Ordinal);
    }
}
