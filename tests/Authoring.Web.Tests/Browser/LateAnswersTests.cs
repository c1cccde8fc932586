using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Authoring.Web.Tests.Review;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>What comes while a finger is down, or after the next key was pressed, takes nothing away from it.</summary>
public sealed class LateAnswersTests(Chromium chromium) : IAsyncLifetime
{
    private const string First = "small/sections/01-basic";
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private Task<Visitor> SignInAsync(string name) => Visitor.SignInAsync(chromium, office.Workspace.Address, name);

    /// <summary>Answers to matching questions wait until the source is set.</summary>
    private static async Task<TaskCompletionSource> HoldAsync(IPage page, [StringSyntax(StringSyntaxAttribute.Regex)] string address)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync(
            new Regex(address),
            async route =>
            {
                await held.Task;
                await route.ContinueAsync();
            }
        );
        return held;
    }

    private static async Task DownOnAsync(IPage page, ILocator element)
    {
        var box = (await element.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 5, box.Y + 5);
        await page.Mouse.DownAsync();
    }

    [Fact]
    public async Task A_link_is_followed_though_the_page_comes_alive_under_the_finger()
    {
        await office.ActAsync("author1", Office.Basic, "submit");
        await using var reviewer = await SignInAsync("school-reviewer");
        var held = await HoldAsync(reviewer.Page, "_blazor/negotiate");
        await reviewer.GoToAsync("/todo");
        var link = reviewer.Page.GetByTestId("todo-sign").GetByTestId("task").GetByRole(AriaRole.Link);
        await Assertions.Expect(link).ToBeVisibleAsync();
        await link.EvaluateAsync("link => { link.isOld = true }");
        await DownOnAsync(reviewer.Page, link);
        held.SetResult();
        await Assertions.Expect(link).Not.ToHaveJSPropertyAsync("isOld", true);
        await reviewer.Page.Mouse.UpAsync();
        await reviewer.Page.ArriveAtAsync(@"/reports/small/review\?text=sections/01-basic$");
    }

    [Fact]
    public async Task An_entry_of_the_outline_is_gone_to_though_its_number_comes_under_the_finger()
    {
        await using var anna = await SignInAsync("author1");
        var held = await HoldAsync(anna.Page, "/live/");
        await anna.OpenAsync(First);
        var entry = anna.Page.Locator(".text-outline button");
        await Assertions.Expect(entry).ToHaveTextAsync("基本情况");
        await DownOnAsync(anna.Page, entry);
        held.SetResult();
        await Assertions.Expect(entry).ToHaveTextAsync("1基本情况");
        await anna.Page.Mouse.UpAsync();
        await Assertions.Expect(anna.Text).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_choice_stays_when_the_answer_to_the_one_before_it_comes_late()
    {
        await using var chief = await SignInAsync("editor");
        var (page, gate, isHeld, drawn, waiting) = (chief.Page, new Lock(), false, 0, new Queue<(bool Draws, Action Send)>());
        await page.RouteWebSocketAsync(
            new Regex("_blazor"),
            route =>
            {
                var server = route.ConnectToServer();
                route.OnMessage(frame =>
                {
                    if (Says(frame, "OnRenderCompleted"u8))
                        Interlocked.Increment(ref drawn);
                    if (frame.Binary is { } bytes)
                        server.Send(bytes);
                    else
                        server.Send(frame.Text!);
                });
                server.OnMessage(frame =>
                {
                    void Send()
                    {
                        if (frame.Binary is { } bytes)
                            route.Send(bytes);
                        else
                            route.Send(frame.Text!);
                    }
                    lock (gate)
                        if (isHeld)
                            waiting.Enqueue((Says(frame, "JS.RenderBatch"u8), Send));
                        else
                            Send();
                });
            }
        );
        await chief.GoToAsync("/reports/small/members");
        await Assertions.Expect(page.Locator("fieldset.until-live:not([disabled])")).ToHaveCountAsync(1);
        var list = page.Locator("tr[data-path='sections/02-training.md']").GetByTestId("assign");
        await list.FocusAsync();
        lock (gate)
            isHeld = true;
        await page.Keyboard.PressAsync("ArrowDown");
        var first = await list.InputValueAsync();
        await Office.UntilAsync(
            () =>
            {
                lock (gate)
                    return Task.FromResult(waiting.Any(frame => frame.Draws));
            },
            "the first choice is answered"
        );
        await page.Keyboard.PressAsync("ArrowDown");
        var chosen = await list.InputValueAsync();
        Assert.NotEqual(first, chosen);
        var before = Volatile.Read(ref drawn);
        lock (gate)
            for (var isDrawn = false; !isDrawn; )
            {
                (isDrawn, var send) = waiting.Dequeue();
                send();
            }
        await Office.UntilAsync(
            () => Task.FromResult(Volatile.Read(ref drawn) > before),
            "the page has drawn the answer to the first choice"
        );
        Assert.Equal(chosen, await list.InputValueAsync());
    }

    private static bool Says(IWebSocketFrame frame, ReadOnlySpan<byte> name) =>
        (frame.Binary ?? Encoding.UTF8.GetBytes(frame.Text!)).AsSpan().IndexOf(name) >= 0;

    [Fact]
    public async Task Who_submits_right_after_the_last_suggestion_was_decided_is_not_held_up_by_it()
    {
        await office.GiveAsync(Office.Basic, "author1");
        await using var author = await SignInAsync("author1");
        await author.OpenAsync(First);
        await office.TypeAsync("editor", Office.Basic, "建议", suggests: true);
        await Assertions.Expect(author.Page.Locator(".review-notice-wait")).ToHaveCountAsync(1);
        await HoldAsync(author.Page, "/live/");
        await author.OpenPanelAsync("suggestions");
        await author.Page.GetByTestId("suggestion-reject").ClickAsync();
        await author.SyncedAsync();
        await author.Page.GetByTestId("review-submit").ClickAsync(new() { Force = true }); // what it shows is late, and it can be pressed
        await office.UntilStateAsync(Office.Basic, "school");
    }

    [Fact]
    public async Task A_picture_gets_another_id_when_the_report_turns_out_to_have_it()
    {
        await using var anna = await SignInAsync("author1");
        await office.TypeAsync("author2", First, "\n\n![图](../images/map.png){#fig:f01}\n");
        await anna.OpenAsync("small/sections/02-training");
        await anna.ListsAsync("figures", "图 1-2", "图");
        var held = await HoldAsync(anna.Page, "/pictures$");
        await anna.PressToolAsync("figure");
        await anna
            .Page.GetByTestId("figure-file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "图.png",
                    MimeType = "image/png",
                    Buffer = TestPicture.Png(31, 20),
                }
            );
        await Assertions.Expect(anna.Page.GetByTestId("figure-id")).ToHaveValueAsync("f01");
        held.SetResult();
        await Assertions.Expect(anna.Page.GetByTestId("figure-id")).ToHaveValueAsync("f02");
    }
}
