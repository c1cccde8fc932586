using System.IO.Pipelines;
using System.Text;
using Authoring.Web.Editing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// On lines that take nothing at all, and that nothing else cuts: whoever tells a group waits for none of them, and each is cut at its
/// limit.
/// </summary>
public sealed class PromptConnectionsTests : IDisposable
{
    private const string Group = "group";
    private const int Most = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly PromptConnections<AnyHub> connections = new(
        NullLogger<DefaultHubLifetimeManager<AnyHub>>.Instance,
        Options.Create(new EditingLimits { UnsentBytesPerConnection = Most })
    );
    private readonly List<HubConnectionContext> made = [];

    private sealed class AnyHub : Hub;

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <param name="takes">How many bytes the line takes though nobody reads.</param>
    private async Task<(HubConnectionContext Connection, Pipe Line)> JoinAsync(string id, long takes)
    {
        var (incoming, outgoing) = (new Pipe(), new Pipe(new PipeOptions(pauseWriterThreshold: takes, resumeWriterThreshold: takes)));
        var connection = new HubConnectionContext(
            new DefaultConnectionContext(id, new Ends(incoming.Reader, outgoing.Writer), new Ends(outgoing.Reader, incoming.Writer)),
            new HubConnectionContextOptions(),
            NullLoggerFactory.Instance
        )
        {
            Protocol = new JsonHubProtocol(),
        };
        made.Add(connection);
        await connections.OnConnectedAsync(connection);
        await connections.AddToGroupAsync(id, Group);
        return (connection, outgoing);
    }

    private Task TellAsync(string words) => connections.SendGroupAsync(Group, "Said", [words]);

    [Fact]
    public async Task Nobody_waits_for_a_line_that_takes_nothing()
    {
        await JoinAsync("deaf", takes: 1);
        var (_, line) = await JoinAsync("other", takes: long.MaxValue);
        for (var i = 0; i < 20; i++)
            Assert.True(TellAsync($"words {i}").IsCompletedSuccessfully);
        var read = await line.Reader.ReadAtLeastAsync(1);
        Assert.Contains("words 19", Encoding.UTF8.GetString(read.Buffer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_for_it_has_a_limit_and_then_it_is_cut_and_nobody_else()
    {
        var (deaf, _) = await JoinAsync("deaf", takes: 1);
        var (other, _) = await JoinAsync("other", takes: long.MaxValue);
        var cut = new TaskCompletionSource();
        await using var registered = deaf.ConnectionAborted.Register(cut.SetResult);
        var words = new string('x', 1_000);
        for (var i = 0; i < Most / 1_000 - 1; i++)
            _ = TellAsync(words);
        Assert.False(deaf.ConnectionAborted.IsCancellationRequested);
        for (var i = 0; i < 3; i++)
            _ = TellAsync(words);
        await cut.Task.WaitAsync(Patience);
        Assert.False(other.ConnectionAborted.IsCancellationRequested);
    }

    public void Dispose() => made.ForEach(connection => connection.Abort());
}
