using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Authoring.Benchmarks.Live;

/// <summary>
/// Types one character at a time over the real protocol. Each keystroke inserts one character, so a version alone says how long the text
/// is: what others
/// type is passed over undecoded but for its version, and three hundred of these weigh less than the server that is measured. Who watches
/// decodes all of it.
/// </summary>
internal sealed class Typist(Uri server, string cookie, string text, int number, Stamps stamps, bool watches) : IAsyncDisposable
{
    private const byte Separator = 0x1e;

    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly byte[] prefix = Encoding.UTF8.GetBytes($$"""{"type":1,"target":"Updated","arguments":["{{text}}",""");
    private Task reading = Task.CompletedTask;
    private int version,
        start,
        length,
        calls;

    /// <summary>From a key to the answer that it is on disk, in milliseconds.</summary>
    public List<double> Answered { get; } = [];

    /// <summary>From another writer's key to its arrival here.</summary>
    public List<double> Arrived { get; } = [];

    public async Task OpenAsync()
    {
        socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(new UriBuilder(new Uri(server, "/hubs/editing")) { Scheme = "ws" }.Uri, stop.Token);
        await SendAsync("""{"protocol":"json","version":1}""");
        reading = ReadAsync();
        var opened = await CallAsync("Open", JsonSerializer.Serialize(new[] { text }));
        (start, length) = (opened.GetProperty("version").GetInt32(), opened.GetProperty("text").GetString()!.Length);
        Seen(start);
    }

    /// <summary>So many keys, so far apart; a key that falls due while the last ones are on their way leaves with the next push.</summary>
    public async Task TypeAsync(int keys, TimeSpan gap, TimeSpan phase)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var typed = 0; typed < keys; )
        {
            var due = phase + typed * gap - TimeProvider.System.GetElapsedTime(began);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, TimeProvider.System);
            var now = Math.Min(keys, 1 + (int)((TimeProvider.System.GetElapsedTime(began) - phase) / gap));
            for (var key = typed; key < now; key++)
                stamps.Press(number, key, began, phase + key * gap);
            await PushAsync(typed, now);
            for (var key = typed; key < now; key++)
                Answered.Add(stamps.Since(number, key));
            typed = now;
        }
    }

    private async Task PushAsync(int from, int to)
    {
        var at = Volatile.Read(ref version);
        var before = length + at - start;
        var place = number * 97 % length;
        var updates = Enumerable
            .Range(from, to - from)
            .Select(key =>
                $$"""{"id":"{{number}}.{{key}}","clientID":"typist-{{number}}","""
                + $$""" "changes":[{{place}},[0,"字"],{{before + key - from - place}}]}"""
            );
        var answer = await CallAsync("Push", $"[\"{text}\",{at},[{string.Join(',', updates)}]]");
        Seen(answer.GetProperty("version").GetInt32());
    }

    private void Seen(int newer)
    {
        for (var known = version; newer > known; known = version)
            Interlocked.CompareExchange(ref version, newer, known);
    }

    public async Task<JsonElement> CallAsync(string method, string arguments)
    {
        var id = Interlocked.Increment(ref calls).ToString();
        var answer = waiting[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync($$"""{"type":1,"invocationId":"{{id}}","target":"{{method}}","arguments":{{arguments}}}""");
        return await answer.Task;
    }

    private async Task SendAsync(string message)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)Separator), WebSocketMessageType.Text, true, stop.Token);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.GetMemory(16 * 1024), stop.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                buffer.Advance(received.Count);
                if (!received.EndOfMessage)
                    continue;
                Take(buffer.WrittenSpan);
                buffer.ResetWrittenCount();
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The line is gone; whoever waits learns it below.
        }
        foreach (var answer in waiting.Values)
            answer.TrySetException(new IOException("The line broke."));
    }

    private void Take(ReadOnlySpan<byte> messages)
    {
        while (messages.IndexOf(Separator) is var end and >= 0)
        {
            var message = messages[..end];
            if (message.StartsWith(prefix))
                TakeUpdates(message);
            else if (message.StartsWith("{\"type\":3"u8))
                TakeAnswer(JsonDocument.Parse(message.ToArray()).RootElement);
            messages = messages[(end + 1)..];
        }
    }

    private void TakeUpdates(ReadOnlySpan<byte> message)
    {
        var digits = message[prefix.Length..];
        if (System.Buffers.Text.Utf8Parser.TryParse(digits, out int newer, out _))
            Seen(newer);
        if (!watches)
            return;
        foreach (var update in JsonDocument.Parse(message.ToArray()).RootElement.GetProperty("arguments")[2].EnumerateArray())
        {
            var parts = update.GetProperty("id").GetString()!.Split('.');
            if (int.Parse(parts[0]) is var writer && writer != number)
                Arrived.Add(stamps.Since(writer, int.Parse(parts[1])));
        }
    }

    private void TakeAnswer(JsonElement message)
    {
        if (!waiting.TryRemove(message.GetProperty("invocationId").GetString()!, out var answer))
            return;
        if (message.TryGetProperty("error", out var error))
            answer.TrySetException(new InvalidOperationException(error.GetString()));
        else
            answer.TrySetResult(message.TryGetProperty("result", out var result) ? result : default);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        socket.Abort();
        await reading;
        socket.Dispose();
        stop.Dispose();
        sending.Dispose();
    }
}

/// <summary>When each key of each writer was due, on the clock that all share.</summary>
internal sealed class Stamps(int writers, int keys)
{
    private readonly long[] due = new long[writers * keys];

    public void Press(int writer, int key, long began, TimeSpan after) =>
        due[writer * keys + key] = began + (long)(after.TotalSeconds * TimeProvider.System.TimestampFrequency);

    public double Since(int writer, int key) => TimeProvider.System.GetElapsedTime(due[writer * keys + key]).TotalMilliseconds;
}
