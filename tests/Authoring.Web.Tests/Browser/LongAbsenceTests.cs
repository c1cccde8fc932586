using System.Globalization;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>After a long absence what both sides wrote is there, soon, and the page does not stand still over it.</summary>
public sealed class LongAbsenceTests(Chromium chromium) : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";

    /// <summary><c>AUTHORING_RUNS=3000</c> is three days of one person.</summary>
    private static readonly int Edits = int.Parse(
        Environment.GetEnvironmentVariable("AUTHORING_RUNS") ?? "1000",
        CultureInfo.InvariantCulture
    );
    private const int Few = 300;

    private RunningWorkspace workspace = null!;
    private Line first = null!;
    private Line second = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        (first, second) = (new Line(workspace.Address), new Line(workspace.Address));
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
        await workspace.DisposeAsync();
    }

    [Fact]
    public async Task Many_edits_of_each_of_two_people_without_a_line_are_merged_in_few_updates_and_the_page_does_not_stand_still()
    {
        await using var anna = await Visitor.SignInAsync(chromium, first.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, second.Address, "author2");
        await Task.WhenAll(anna.OpenAsync(Document), ben.OpenAsync(Document));
        first.Cut();
        second.Cut();
        await WriteAsync(anna, "甲");
        await WriteAsync(ben, "乙");
        foreach (var visitor in new[] { anna, ben })
        {
            await Assertions.Expect(visitor.SyncState).ToHaveAttributeAsync("data-state", "offline");
            await visitor.Page.EvaluateAsync(ComposingTests.Longest);
            await visitor.Page.EvaluateAsync(Stopwatch);
        }

        first.Restore();
        second.Restore();
        await Task.WhenAll(anna.SyncedAsync(), ben.SyncedAsync());
        await ben.Page.WaitForFunctionAsync($"({TextOf})().split('甲').length === {Edits + 1}");
        await anna.Page.WaitForFunctionAsync($"({TextOf})().split('乙').length === {Edits + 1}");
        Assert.Equal(await anna.Page.EvaluateAsync<string>(TextOf), await ben.Page.EvaluateAsync<string>(TextOf));
        foreach (var visitor in new[] { anna, ben })
        {
            var (took, longest) = (
                await visitor.Page.EvaluateAsync<double>("window.took"),
                await visitor.Page.EvaluateAsync<double>("window.longest")
            );
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{took:F0} ms from the line's return until all was saved; the page stood still for {longest:F0} ms at most."
            );
        }
        // It is quick because what was not sent yet is one edit: how quick, the lines above say.
        await using var hub = await workspace.ConnectAsync("author1");
        Assert.InRange((await hub.CallAsync("Open", Document)).GetProperty("version").GetInt32(), 2, 20);
    }

    [Fact]
    public async Task A_thousand_updates_behind_with_edits_of_ones_own_the_page_catches_up_without_standing_still()
    {
        await using var anna = await Visitor.SignInAsync(chromium, first.Address, "author1");
        await anna.OpenAsync(Document);
        first.Cut();
        await WriteAsync(anna, "甲", Few);
        await Assertions.Expect(anna.SyncState).ToHaveAttributeAsync("data-state", "offline");
        await using var hub = await workspace.ConnectAsync("author2");
        var length = SmallReport.First.Length;
        for (var i = 0; i < 1_000; i++)
            await hub.CallAsync(
                "Push",
                Document,
                i,
                new[]
                {
                    new
                    {
                        id = $"u{i}",
                        clientID = "hub",
                        changes = new object[] { new object[] { 0, "乙" }, length++ },
                    },
                }
            );
        await anna.Page.EvaluateAsync(ComposingTests.Longest);
        await anna.Page.EvaluateAsync(Stopwatch);
        first.Restore();
        await anna.SyncedAsync();
        await anna.Page.WaitForFunctionAsync($"({TextOf})().split('乙').length === 1001");
        var (took, longest) = (
            await anna.Page.EvaluateAsync<double>("window.took"),
            await anna.Page.EvaluateAsync<double>("window.longest")
        );
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{took:F0} ms from the line's return until all was saved; the page stood still for {longest:F0} ms at most."
        );
        Assert.Equal(Few + 1, (await anna.Page.EvaluateAsync<string>(TextOf)).Split('甲').Length);
    }

    internal const string TextOf =
        "() => (document.querySelector('.cm-content').cmTile ?? document.querySelector('.cm-content').cmView).view.state.doc.toString()";

    /// <summary>From the moment at which the line is back until everything is saved.</summary>
    private const string Stopwatch = """
        () => {
          const mark = document.querySelector('[data-testid=sync-state]')
          let since = null
          new MutationObserver(() => {
            if (mark.dataset.state !== 'offline') since ??= performance.now()
            if (mark.dataset.state === 'synced') window.took ??= performance.now() - since
          }).observe(mark, { attributes: true })
        }
        """;

    /// <summary>Edits all over the text, each a transaction of its own as keystrokes are.</summary>
    private static Task WriteAsync(Visitor visitor, string sign, int? edits = null) =>
        visitor.Page.EvaluateAsync(
            """
            ([sign, edits]) => {
              const content = document.querySelector('.cm-content'), { view } = content.cmTile ?? content.cmView
              for (let i = 0, seed = 7; i < edits; i++) {
                seed = (seed * 1103515245 + 12345) % 2147483648
                view.dispatch({ changes: { from: seed % (view.state.doc.length + 1), insert: sign }, userEvent: 'input.type' })
              }
            }
            """,
            new object[] { sign, edits ?? Edits }
        );
}
