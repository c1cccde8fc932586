using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Editing;

/// <summary>
/// Tells groups of connections without waiting for any of them. What a connection has not taken yet is counted; beyond the limit it is
/// closed, and its page comes back and asks for what it has missed. SignalR's own way waits for the slowest, and keeps for a deaf one
/// whatever comes.
/// </summary>
internal sealed class PromptConnections<THub>(ILogger<DefaultHubLifetimeManager<THub>> logger, IOptions<EditingLimits> limits)
    : DefaultHubLifetimeManager<THub>(logger)
    where THub : Hub
{
    private readonly ConcurrentDictionary<string, Line> lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, Line>> groups = new(StringComparer.Ordinal);
    private readonly Lock joining = new();

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        lines[connection.ConnectionId] = new Line(connection, limits.Value.UnsentBytesPerConnection);
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (lines.TryRemove(connection.ConnectionId, out var line))
            lock (joining)
                foreach (var group in line.Groups)
                    Leave(group, connection.ConnectionId);
        return base.OnDisconnectedAsync(connection);
    }

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        lock (joining)
        {
            // One that has gone meanwhile joins nothing: nobody would take it out again.
            if (!lines.TryGetValue(connectionId, out var line))
                return Task.CompletedTask;
            line.Groups.Add(groupName);
            groups.GetOrAdd(groupName, _ => new(StringComparer.Ordinal))[connectionId] = line;
        }
        return Task.CompletedTask;
    }

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        lock (joining)
        {
            if (lines.TryGetValue(connectionId, out var line))
                line.Groups.Remove(groupName);
            Leave(groupName, connectionId);
        }
        return Task.CompletedTask;
    }

    private void Leave(string group, string connection)
    {
        if (groups.TryGetValue(group, out var here) && here.TryRemove(connection, out _) && here.IsEmpty)
            groups.TryRemove(group, out _);
    }

    public override Task SendGroupAsync(
        string groupName,
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    ) => SendGroupExceptAsync(groupName, methodName, args, [], cancellationToken);

    public override Task SendGroupExceptAsync(
        string groupName,
        string methodName,
        object?[] args,
        IReadOnlyList<string> excludedConnectionIds,
        CancellationToken cancellationToken = default
    )
    {
        if (!groups.TryGetValue(groupName, out var here))
            return Task.CompletedTask;
        var message = new SerializedHubMessage(new InvocationMessage(methodName, args));
        foreach (var (connection, line) in here)
            if (excludedConnectionIds.Count == 0 || !excludedConnectionIds.Contains(connection))
                line.Send(message);
        return Task.CompletedTask;
    }

    /// <summary>One connection, and what waits to be sent to it.</summary>
    private sealed class Line(HubConnectionContext connection, long most)
    {
        private long unsent;

        /// <summary>Under the lock of joining.</summary>
        public HashSet<string> Groups { get; } = new(StringComparer.Ordinal);

        public void Send(SerializedHubMessage message)
        {
            if (Volatile.Read(ref unsent) > most)
                return; // it is being closed
            var writing = connection.WriteAsync(message, CancellationToken.None);
            if (writing.IsCompletedSuccessfully)
            {
                writing.GetAwaiter().GetResult();
                return;
            }
            var size = message.GetSerializedMessage(connection.Protocol).Length;
            if (Interlocked.Add(ref unsent, size) > most)
                connection.Abort();
            _ = WaitAsync(writing, size);
        }

        private async Task WaitAsync(ValueTask writing, int size)
        {
            try
            {
                await writing;
            }
            catch (Exception e)
                when (e is IOException or OperationCanceledException or InvalidOperationException or ObjectDisposedException)
            {
                // The connection is gone; its page asks for what it has missed when it is back.
            }
            finally
            {
                Interlocked.Add(ref unsent, -size);
            }
        }
    }
}
