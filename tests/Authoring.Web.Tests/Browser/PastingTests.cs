using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>What Word copies arrives with its headings, tables and pictures, and as plain text if one would rather.</summary>
public sealed class PastingTests(Chromium chromium) : OnALine
{
    private const string First = "small/sections/01-basic";

    /// <summary>A picture of one dot.</summary>
    private const string Dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    private const string Html = $"""
        <html xmlns:w="urn:schemas-microsoft-com:office:word"><body><!--StartFragment-->
        <h2><span lang=EN-US>1.1</span>布局</h2><p class=MsoNormal>办学<b>质量</b>稳定<a href="#_ftn1"><sup>[1]</sup></a>。</p>
        <h2>1.2 规模</h2><p>表 1-1 人数</p>
        <table><tr><td><p>学校</p></td><td><p>人数</p></td></tr><tr><td><p>甲校</p></td><td><p>120</p></td></tr></table>
        <p><img width=300 src="data:image/png;base64,{Dot}"></p><p>图 1-1 校园</p>
        <div style="mso-element:footnote" id=ftn1><p><a href="#_ftnref1">[1]</a> 截至八月。</p></div>
        <!--EndFragment--></body></html>
        """;

    private const string Plain = "1.1布局\n办学质量稳定[1]。\n1.2 规模\n表 1-1 人数\n学校\t人数\n甲校\t120\n图 1-1 校园\n[1] 截至八月。";

    [Fact]
    public async Task What_Word_copies_comes_with_its_formats_or_without_them_in_one_press()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync(First);
        await anna.TypeAtEndAsync("\n");
        await PasteAsync(anna);
        await Assertions.Expect(anna.Page.GetByTestId("pasted-bar")).ToBeVisibleAsync();
        await Assertions.Expect(anna.Text).ToContainTextAsync("![校园]("); // the picture has arrived, too
        var text = await SavedAsync(anna);
        Assert.Contains(
            "## 布局\n\n办学**质量**稳定[^n1]。\n\n## 规模\n\n| 学校 | 人数 |\n| --- | ---: |\n| 甲校 | 120 |\n: 人数\n\n![校园](",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("[^n1]: 截至八月。", text, StringComparison.Ordinal);
        await Assertions.Expect(anna.Page.GetByTestId("figures").Locator("li[data-title='校园']")).ToHaveCountAsync(1);

        await anna.Page.GetByTestId("pasted-bar").GetByRole(AriaRole.Button, new() { Name = "纯文本" }).ClickAsync();
        text = await SavedAsync(anna);
        Assert.DoesNotContain("**质量**", text, StringComparison.Ordinal);
        Assert.Contains("办学质量稳定[1]。", text, StringComparison.Ordinal);
        await Assertions.Expect(anna.Page.GetByTestId("pasted-bar")).ToHaveCountAsync(0);
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task What_is_pasted_is_there_at_once_and_takes_its_formats_when_they_can_be_read()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        var mayCome = new TaskCompletionSource();
        await anna.Page.RouteAsync(
            "**/pasting.js*",
            async route =>
            {
                await mayCome.Task;
                await route.ContinueAsync();
            }
        );
        await anna.OpenAsync(First);
        await anna.TypeAtEndAsync("\n");
        await PasteAsync(anna);
        await anna.TypeAsync("接着写。");
        Assert.EndsWith("[1] 截至八月。接着写。", await SavedAsync(anna), StringComparison.Ordinal);
        mayCome.SetResult();
        await Assertions.Expect(anna.Page.GetByTestId("pasted-bar")).ToBeVisibleAsync();
        var text = await SavedAsync(anna);
        Assert.Contains("办学**质量**稳定[^n1]。", text, StringComparison.Ordinal);
        Assert.Contains("接着写。", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_line_what_is_pasted_is_its_plain_text()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.Page.RouteAsync("**/pasting.js*", route => route.AbortAsync());
        await anna.OpenAsync(First);
        await anna.TypeAtEndAsync("\n");
        var failed = new TaskCompletionSource();
        anna.Page.RequestFailed += (_, request) =>
        {
            if (request.Url.Contains("pasting.js", StringComparison.Ordinal))
                failed.TrySetResult();
        };
        await PasteAsync(anna);
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.EndsWith(
            "办学质量稳定[1]。\n\n1.2 规模\n\n表 1-1 人数\n\n学校 人数\n\n甲校 120\n\n图 1-1 校园\n\n[1] 截至八月。",
            await SavedAsync(anna),
            StringComparison.Ordinal
        );
    }

    private async Task<string> SavedAsync(Visitor visitor)
    {
        await visitor.SyncedAsync();
        await using var hub = await workspace.ConnectAsync("editor");
        return (await hub.CallAsync("Open", First)).GetProperty("text").GetString()!;
    }

    private static async Task PasteAsync(Visitor visitor) =>
        await visitor.Text.EvaluateAsync(
            """
            (content, [text, html]) => {
              const clipboardData = new DataTransfer()
              clipboardData.setData('text/plain', text)
              clipboardData.setData('text/html', html)
              content.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
            }
            """,
            new[] { Plain, Html }
        );
}
