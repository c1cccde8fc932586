using System.Diagnostics;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// Eight people who ask for everything as fast as they can do not keep a writer waiting. AUTHORING_UNPACED=1 lifts their measure, to see
/// what it is worth.
/// </summary>
public sealed class HostileReadersTests(ITestOutputHelper output)
{
    private const string Large = "small/sections/01-basic",
        Elsewhere = "small/sections/02-training";
    private static readonly string[] Readers =
    [
        "school-reviewer",
        "county-reviewer",
        "city-reviewer",
        "approver",
        "admin",
        "author2",
        "author3",
        "editor",
    ];
    private const int Pushes = 200;

    [Fact]
    public async Task A_writer_is_answered_while_eight_readers_ask_for_everything()
    {
        var isUnpaced = Environment.GetEnvironmentVariable("AUTHORING_UNPACED") is not null;
        await using var workspace = await RunningWorkspace.StartAsync(
            isUnpaced
                ?
                [
                    ("Editing:ReadingPerSecond", "1000000000"),
                    ("Editing:ReadingAtOnce", "1000000000"),
                    ("Editing:HeavyReadsAtOnce", "1000"),
                ]
                : []
        );
        await using var writer = await workspace.ConnectAsync("author1");
        await writer.CallAsync(
            "Push",
            Large,
            0,
            new[]
            {
                new
                {
                    id = "large",
                    clientID = "w",
                    changes = new object[] { new object[] { 0, new string('字', 100_000) }, SmallReport.First.Length },
                },
            }
        );
        for (var i = 1; i <= 400; i++)
            await writer.CallAsync(
                "Push",
                Large,
                i,
                new[]
                {
                    new
                    {
                        id = $"l{i}",
                        clientID = "w",
                        changes = new object[] { new object[] { 0, "字" }, SmallReport.First.Length + 100_000 + i - 1 },
                    },
                }
            );
        await writer.CallAsync("Open", Elsewhere);
        var alone = await TypeAsync(writer, 0);

        using var enough = new CancellationTokenSource();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var (answers, refusals) = (0, 0);
        var attacks = Readers
            .Select(name =>
                Task.Run(async () =>
                {
                    var cookie = await workspace.SignInAsync(name);
                    var windows = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => HubClient.ConnectAsync(workspace.Address, cookie)));
                    await Task.WhenAll(
                        windows.Select(
                            async (window, i) =>
                            {
                                for (; !enough.IsCancellationRequested; i++)
                                {
                                    try
                                    {
                                        await (
                                            (i % 4) switch
                                            {
                                                0 => window.CallAsync("Open", Large),
                                                1 => window.CallAsync("Pull", Large, 0),
                                                2 => window.CallAsync("Compare", Large, 401, "x"),
                                                _ => window.CallAsync("Comments", Large),
                                            }
                                        );
                                        Interlocked.Increment(ref answers);
                                    }
                                    catch (HubError)
                                    {
                                        Interlocked.Increment(ref refusals);
                                    }
                                    catch (IOException)
                                    {
                                        return;
                                    }
                                }
                            }
                        )
                    );
                    foreach (var window in windows)
                        await window.DisposeAsync();
                })
            )
            .ToList();
        while (Volatile.Read(ref answers) < 100)
            await CloseAsync();
        var among = await TypeAsync(writer, Pushes);
        while (!isUnpaced && Volatile.Read(ref refusals) < 100)
            await CloseAsync();
        var afterwards = await TypeAsync(writer, 2 * Pushes);
        await enough.CancelAsync();
        await Task.WhenAll(attacks);
        output.WriteLine($"alone: {alone}; among eight readers: {among}; later: {afterwards}; {answers} answers, {refusals} refusals");

        async Task CloseAsync()
        {
            patience.Token.ThrowIfCancellationRequested();
            await writer.CallAsync("Close", Large);
        }
    }

    private static async Task<string> TypeAsync(HubClient writer, int version)
    {
        var times = new List<double>();
        for (var i = version; i < version + Pushes; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await writer.CallAsync(
                "Push",
                Elsewhere,
                i,
                new[]
                {
                    new
                    {
                        id = $"u{i}",
                        clientID = "w",
                        changes = new object[] { new object[] { 0, "字" }, SmallReport.Second.Length + i },
                    },
                }
            );
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        times.Sort();
        return $"median {times[Pushes / 2]:0.0} ms, p90 {times[Pushes * 9 / 10]:0.0} ms, longest {times[^1]:0.0} ms";
    }
}
