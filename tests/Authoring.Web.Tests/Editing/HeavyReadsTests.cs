using Authoring.Web.Editing;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Editing;

/// <summary>What reads much takes turns, so that the machine has room for what is written.</summary>
public sealed class HeavyReadsTests
{
    private const string Document = "small/sections/01-basic";

    private static Task<RunningWorkspace> StartAsync() =>
        RunningWorkspace.StartAsync(("Editing:HeavyReadsAtOnce", "1"), ("Editing:UpdatesPerTurn", "0"));

    public static TheoryData<string, object?[]> Calls() =>
        new()
        {
            { "Open", [Document] },
            { "Pull", [Document, 0] },
            { "Compare", [Document, 0, "x"] },
            { "Comments", [Document] },
        };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_that_reads_much_waits_for_its_turn_and_a_writer_does_not(string call, object?[] arguments)
    {
        await using var workspace = await StartAsync();
        await using var reader = await workspace.ConnectAsync("school-reviewer");
        await using var writer = await workspace.ConnectAsync("author1");
        var (began, end) = (new TaskCompletionSource(), new TaskCompletionSource<int>());
        var another = workspace
            .Services.GetRequiredService<HeavyReads>()
            .RunAsync(() =>
            {
                began.SetResult();
                return end.Task;
            });
        await began.Task;
        var waiting = reader.CallAsync(call, arguments);
        for (var i = 0; i < 20; i++)
            await writer.CallAsync(
                "Push",
                Document,
                i,
                new[]
                {
                    new
                    {
                        id = $"u{i}",
                        clientID = "w",
                        changes = new object[] { new object[] { 0, "字" }, SmallReport.First.Length + i },
                    },
                }
            );
        Assert.False(waiting.IsCompleted);
        end.SetResult(0);
        await another;
        await waiting;
    }

    [Fact]
    public async Task One_that_fails_gives_its_turn_to_the_next()
    {
        await using var workspace = await StartAsync();
        var reads = workspace.Services.GetRequiredService<HeavyReads>();
        await Assert.ThrowsAsync<IOException>(() => reads.RunAsync<int>(() => throw new IOException()));
        Assert.Equal(1, await reads.RunAsync(() => Task.FromResult(1)).WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
