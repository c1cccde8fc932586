using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>An input method composes, somebody pastes far too much: the text of both stays whole.</summary>
public sealed class ComposingTests(Chromium chromium) : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private const int Limit = 1_000_000;

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<string> SavedAsync()
    {
        await using var hub = await workspace.ConnectAsync("editor");
        return (await hub.CallAsync("Open", Document)).GetProperty("text").GetString()!;
    }

    [Fact]
    public async Task While_an_input_method_composes_nothing_comes_in_and_nothing_goes_out()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        var (received, sent) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        anna.Page.WebSocket += (_, socket) =>
        {
            socket.FrameReceived += (_, frame) => received.Enqueue(frame.Text ?? "");
            socket.FrameSent += (_, frame) => sent.Enqueue(frame.Text ?? "");
        };
        await Task.WhenAll(anna.OpenAsync(Document), ben.OpenAsync(Document));
        var paragraph = anna.Text.Locator(".cm-line").Filter(new() { HasText = "全市现有学校" });
        await paragraph.ClickAsync();
        await anna.Page.Keyboard.PressAsync("End");
        var method = await anna.Page.Context.NewCDPSessionAsync(anna.Page);
        await ComposeAsync(method, "n");
        await ComposeAsync(method, "ni h");

        await ben.Text.Locator(".cm-line").Filter(new() { HasText = "全市现有学校" }).ClickAsync();
        await ben.Page.Keyboard.PressAsync("Home");
        await ben.TypeAsync("乙在同一段写。");
        await ben.SyncedAsync();
        while (
            !received.Any(frame =>
                frame.Contains("Updated", StringComparison.Ordinal)
                && (frame.Contains('写') || frame.Contains("\\u5199", StringComparison.Ordinal))
            )
        )
            await anna.Page.EvaluateAsync("new Promise(requestAnimationFrame)");
        await ComposeAsync(method, "ni hao");
        await anna.Page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        Assert.Equal("全市现有学校六所。ni hao", await paragraph.TextContentAsync());
        Assert.DoesNotContain(sent, frame => frame.Contains("\"Push\"", StringComparison.Ordinal));
        Assert.DoesNotContain("。ni", await ben.ShownTextAsync(), StringComparison.Ordinal);

        await method.SendAsync("Input.insertText", new() { ["text"] = "你好" });
        await ben.ShowsAsync("六所。你好");
        await anna.ShowsAsync("乙在同一段写。");
        await anna.SyncedAsync();
        var whole = SmallReport.First.Replace("全市现有学校六所。", "乙在同一段写。全市现有学校六所。你好", StringComparison.Ordinal);
        Assert.Equal(whole, await SavedAsync());
        Assert.Equal(whole, await anna.ShownTextAsync());
        Assert.Equal(whole, await ben.ShownTextAsync());

        await anna.Page.Keyboard.PressAsync("Control+z"); // takes back what was composed, in the paragraph in which the other wrote
        await anna.SyncedAsync();
        Assert.Equal(whole.Replace("你好", "", StringComparison.Ordinal), await SavedAsync());
    }

    [Fact]
    public async Task A_million_characters_pasted_leave_the_page_alive_are_said_to_be_too_many_and_go_with_one_undo()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync(Document);
        await anna.TypeAtEndAsync("粘贴之前。");
        await anna.SyncedAsync();
        var before = await SavedAsync();
        await anna.Page.EvaluateAsync(Longest);
        await anna.Text.EvaluateAsync(
            """
            (content, length) => {
              const data = new DataTransfer()
              data.setData('text/plain', '一二三四五六七八九。'.repeat(length / 10))
              content.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
            }
            """,
            Limit
        );
        var alarm = anna.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alarm).ToContainTextAsync("这一节太长", new() { Timeout = 60_000 });
        await Assertions.Expect(alarm.GetByText("对照并取用")).ToBeVisibleAsync();
        await anna.TypeAsync("还能写。");
        await Assertions.Expect(anna.Text).ToContainTextAsync("还能写。");
        // One undo takes back what was typed since, where the page was quick; the paste goes with one in any case.
        for (var undo = 0; undo < 8 && await LengthAsync(anna) > Limit; undo++)
            await anna.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(anna.SyncState).ToHaveAttributeAsync("data-state", "synced", new() { Timeout = 60_000 });
        await Assertions.Expect(alarm).ToBeHiddenAsync();
        Assert.Equal(before, await SavedAsync());
        Assert.Equal(before, await anna.ShownTextAsync());
        var longest = await anna.Page.EvaluateAsync<double>("window.longest");
        TestContext.Current.TestOutputHelper?.WriteLine($"The page stood still for {longest:F0} ms at most.");
        Assert.True(longest < 5_000, $"the page stood still for {longest} ms");
    }

    /// <summary>For how long the page could not answer a key, at most.</summary>
    internal const string Longest =
        "window.longest = 0; new PerformanceObserver(list => { for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration) }).observe({ entryTypes: ['longtask'] })";

    internal static Task ComposeAsync(ICDPSession method, string text) =>
        method.SendAsync(
            "Input.imeSetComposition",
            new()
            {
                ["text"] = text,
                ["selectionStart"] = text.Length,
                ["selectionEnd"] = text.Length,
            }
        );

    private static Task<int> LengthAsync(Visitor visitor) => visitor.Page.EvaluateAsync<int>($"({LongAbsenceTests.TextOf})().length");
}
