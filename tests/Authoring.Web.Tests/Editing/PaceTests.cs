using System.Text.Json;
using Authoring.Web.Documents;
using Authoring.Web.Editing;

namespace Authoring.Web.Tests.Editing;

/// <summary>What one person asks has a measure, so that the others are answered; ordinary work never meets it.</summary>
public sealed class PaceTests
{
    private const string Document = "small/sections/01-basic";

    private static async Task<int> UntilTooFastAsync(Func<Task<JsonElement>> call, int most)
    {
        for (var i = 0; i < most; i++)
        {
            try
            {
                await call();
            }
            catch (HubError error) when (error.Code == "too-fast")
            {
                return i;
            }
            catch (HubError)
            {
                continue; // refused for another reason costs, too
            }
        }
        return most;
    }

    public static TheoryData<string, object?[]> Calls() =>
        new()
        {
            { "Open", [Document] },
            { "Pull", [Document, 0] },
            { "Compare", [Document, 0, "x"] },
            { "Differ", [Document, 0, "x"] },
            { "Point", [Document, "c", 0, 0, 0] },
            { "Comments", [Document] },
            {
                "Comment",
                [
                    Document,
                    new
                    {
                        version = 0,
                        from = 0,
                        to = 1,
                        subject = "words",
                        text = "x",
                    },
                ]
            },
            { "Reply", [Document, 1, new { text = "x" }] },
            { "Handle", [Document, 1, new { resolved = true }] },
            { "Assign", [Document, 1, null] },
            { "Amend", [Document, 1, 1, "x"] },
            { "Follow", ["small"] },
            { "Whereabouts", ["small"] },
            { "Act", [Document, "approve", null] },
            { "Act", [Document, "dance", null] },
            { "Waiting", [] },
            { "Open", ["none/sections/none"] },
            { "Destroy", [] },
        };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Every_call_is_too_fast_at_last_for_its_sender_alone(string call, object?[] arguments)
    {
        await using var workspace = await RunningWorkspace.StartAsync(("Editing:ReadingAtOnce", "100"), ("Editing:ReadingPerSecond", "0"));
        await using var hasty = await workspace.ConnectAsync("school-reviewer");
        await using var second = await workspace.ConnectAsync("school-reviewer");
        await using var other = await workspace.ConnectAsync("author1");
        Assert.InRange(await UntilTooFastAsync(() => hasty.CallAsync(call, arguments), 200), 1, 120);
        Assert.Equal(0, await UntilTooFastAsync(() => second.CallAsync("Pull", Document, 0), 1)); // the same person in another window
        await hasty.CallAsync("Close", Document); // takes away, and is never too fast
        await other.CallAsync("Open", Document);
        await other.CallAsync(
            "Push",
            Document,
            0,
            new[]
            {
                new
                {
                    id = "u",
                    clientID = "o",
                    changes = new object[] { new object[] { 0, "字" }, SmallReport.First.Length },
                },
            }
        );
    }

    [Fact]
    public async Task Forty_windows_of_one_person_that_come_back_at_once_are_all_answered()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        var cookie = await workspace.SignInAsync("author1");
        var windows = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => HubClient.ConnectAsync(workspace.Address, cookie)));
        for (var round = 0; round < 2; round++)
            await Task.WhenAll(
                windows.Select(async window =>
                {
                    await window.CallAsync("Open", Document);
                    await window.CallAsync("Follow", "small");
                    await window.CallAsync("Comments", Document);
                    await window.CallAsync("Waiting");
                    await window.CallAsync("Pull", Document, 0);
                    await window.CallAsync("Compare", Document, 0, "x");
                })
            );
        foreach (var window in windows)
            await window.DisposeAsync();
    }

    [Fact]
    public void A_bucket_fills_again_and_a_dear_call_is_paid_off_afterwards()
    {
        var clock = new TurnedClock();
        var pace = new Pace(new EditingLimits { ReadingAtOnce = 10, ReadingPerSecond = 2 }, clock);
        pace.Enter(1);
        pace.Spend(1, 15);
        Assert.Equal(RefusalCode.TooFast, Assert.Throws<Refusal>((Action)(() => pace.Enter(1))).Code);
        pace.Enter(2);
        clock.Turn(TimeSpan.FromSeconds(2));
        Assert.Throws<Refusal>((Action)(() => pace.Enter(1)));
        clock.Turn(TimeSpan.FromSeconds(2));
        pace.Enter(1);
        clock.Turn(TimeSpan.FromDays(1));
        for (var i = 0; i < 10; i++)
            pace.Enter(1);
        Assert.Throws<Refusal>((Action)(() => pace.Enter(1)));
    }

    /// <summary>Goes on when it is told to.</summary>
    private sealed class TurnedClock : TimeProvider
    {
        private long now;

        public void Turn(TimeSpan by) => now += by.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;
    }
}
