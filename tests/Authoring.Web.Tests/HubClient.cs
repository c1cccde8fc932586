using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Authoring.Web.Tests;

/// <summary>What the hub answered instead of a result.</summary>
public sealed class HubError(string message) : Exception(message)
{
    /// <summary>The contract's code, or nothing when the sentence has none.</summary>
    public string? Code =>
        Message.IndexOf("HubException: ", StringComparison.Ordinal) is var i and >= 0 ? Message[(i + 14)..].Split(':')[0] : null;
}

/// <summary>SignalR's JSON protocol on a bare web socket, as far as the contract needs it: the feed has no .NET client.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const byte Separator = 0x1e;

    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly CancellationTokenSource stop = new();
    private Task reading = Task.CompletedTask;
    private int calls;

    /// <summary>Name and arguments of each event, in the order of arrival, on the reader's thread.</summary>
    public event Action<string, JsonElement>? Event;

    /// <summary>Completes when the connection is gone.</summary>
    public Task Closed => reading;

    public static async Task<HubClient> ConnectAsync(Uri server, string cookie)
    {
        var client = new HubClient();
        client.socket.Options.SetRequestHeader("Cookie", cookie);
        await client.socket.ConnectAsync(new UriBuilder(new Uri(server, "/hubs/editing")) { Scheme = "ws" }.Uri, client.stop.Token);
        await client.SendTextAsync("""{"protocol":"json","version":1}""");
        client.reading = client.ReadAsync();
        return client;
    }

    public async Task<JsonElement> CallAsync(string method, params object?[] arguments) =>
        await CallRawAsync(method, JsonSerializer.Serialize(arguments));

    /// <summary>The arguments as JSON text, which need not be such as a serializer would write.</summary>
    /// <param name="type">1 calls, 4 asks for a stream.</param>
    public async Task<JsonElement> CallRawAsync(string method, string arguments, int type = 1)
    {
        var id = Interlocked.Increment(ref calls).ToString();
        var answer = waiting[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendTextAsync($$"""{"type":{{type}},"invocationId":"{{id}}","target":"{{method}}","arguments":{{arguments}}}""");
        // A socket that the server has closed still takes what is sent.
        await Task.WhenAny(answer.Task, reading).WaitAsync(TimeSpan.FromSeconds(30));
        return answer.Task.IsCompleted ? await answer.Task : throw new IOException("The connection closed.");
    }

    /// <summary>Sends whatever it is told to, well-formed or not.</summary>
    public async Task SendTextAsync(string message)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(message) + 1];
        Encoding.UTF8.GetBytes(message, bytes);
        bytes[^1] = Separator;
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, true, stop.Token);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.GetMemory(64 * 1024), stop.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                buffer.Advance(received.Count);
                if (!received.EndOfMessage)
                    continue;
                TakeAll(buffer.WrittenSpan);
                buffer.ResetWrittenCount();
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection is gone; callers learn it below.
        }
        foreach (var answer in waiting.Values)
            answer.TrySetException(new IOException("The connection closed."));
    }

    private void TakeAll(ReadOnlySpan<byte> messages)
    {
        while (messages.IndexOf(Separator) is var end and >= 0)
        {
            Take(JsonDocument.Parse(messages[..end].ToArray()).RootElement);
            messages = messages[(end + 1)..];
        }
    }

    private void Take(JsonElement message)
    {
        if (!message.TryGetProperty("type", out var type))
            return; // the answer to the handshake
        if (type.GetInt32() == 1)
            Event?.Invoke(message.GetProperty("target").GetString()!, message.GetProperty("arguments"));
        if (type.GetInt32() != 3 || !waiting.TryRemove(message.GetProperty("invocationId").GetString()!, out var answer))
            return;
        if (message.TryGetProperty("error", out var error))
            answer.TrySetException(new HubError(error.GetString()!));
        else
            answer.TrySetResult(message.TryGetProperty("result", out var result) ? result : default);
    }

    /// <summary>Cuts the line without a farewell.</summary>
    public void Cut()
    {
        stop.Cancel();
        socket.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await reading;
        socket.Dispose();
        stop.Dispose();
        sending.Dispose();
    }
}
