using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace Authoring.Web.Tests.Editing;

/// <summary>Somebody who reads slowly, or not at all, holds nobody up: what he has not taken is bounded, and then he is cut.</summary>
public sealed class SlowReaderTests(ITestOutputHelper output)
{
    private const string Document = "small/sections/01-basic";

    /// <summary>Opens the text and reads nothing from then on.</summary>
    private static async Task<ClientWebSocket> DeafAsync(RunningWorkspace workspace, string cookie)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookie);
        socket.Options.SetBuffer(1024, 1024);
        await socket.ConnectAsync(
            new UriBuilder(new Uri(workspace.Address, "/hubs/editing")) { Scheme = "ws" }.Uri,
            CancellationToken.None
        );
        foreach (
            var message in new[] { """{"protocol":"json","version":1}""", $$"""{"type":1,"target":"Open","arguments":["{{Document}}"]}""" }
        )
            await socket.SendAsync(Encoding.UTF8.GetBytes(message + "\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
        return socket;
    }

    [Fact]
    public async Task Readers_who_never_read_are_cut_and_the_writers_answers_come_as_if_they_were_not_there()
    {
        await using var workspace = await RunningWorkspace.StartAsync(
            ("Editing:UnsentBytesPerConnection", "500000"),
            ("Editing:MaxTextLength", "100000000")
        );
        var cookie = await workspace.SignInAsync("school-reviewer");
        await using var writer = await workspace.ConnectAsync("author1");
        await using var honest = await workspace.ConnectAsync("author2");
        await writer.CallAsync("Open", Document);
        var heard = new TaskCompletionSource();
        const int Pushes = 120,
            Each = 100_000;
        honest.Event += (name, arguments) =>
        {
            if (name == "Updated" && arguments[1].GetInt32() == Pushes)
                heard.TrySetResult();
        };
        await honest.CallAsync("Open", Document);
        var deaf = new List<ClientWebSocket>();
        for (var i = 0; i < 5; i++)
            deaf.Add(await DeafAsync(workspace, cookie));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await PeopleAsync(writer)) < 3)
            patience.Token.ThrowIfCancellationRequested();
        // All five are of one person, who is said to have left with the last of them.
        var gone = new TaskCompletionSource();
        honest.Event += (name, arguments) =>
        {
            if (name == "People" && arguments[1].GetArrayLength() == 2)
                gone.TrySetResult();
        };

        var times = new List<double>();
        var (length, padding) = (SmallReport.First.Length, new string('x', Each));
        for (var i = 0; i < Pushes; i++)
        {
            // Puts the same in and takes it out again: the updates are large, the text is not.
            object[] changes = i % 2 == 0 ? [new object[] { 0, padding }, length] : [new[] { Each }, length];
            var began = Stopwatch.GetTimestamp();
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
                        changes,
                    },
                }
            );
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        times.Sort();
        output.WriteLine($"answers: median {times[Pushes / 2]:0.0} ms, p90 {times[Pushes * 9 / 10]:0.0} ms, longest {times[^1]:0.0} ms");
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        foreach (var socket in deaf)
            socket.Dispose();
    }

    private static async Task<int> PeopleAsync(HubClient who) =>
        (await who.CallAsync("Open", Document)).GetProperty("people").GetArrayLength();
}
