using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Authoring.Text;
using Authoring.Web.Editing;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// Somebody who types as fast as he is answered, over a real connection; when it breaks he goes on typing, connects again and
/// sends what was not acknowledged under the same ids. What he knows is behind one lock: events come on the reader's thread.
/// </summary>
internal sealed class LiveWriter(Uri server, string cookie, int personId, string document, string name, int seed) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private HubClient? hub;
    private SimulatedWriter? writer;
    private bool isBehind;

    private HubClient Hub => hub ?? throw new IOException("There is no connection.");

    public SimulatedWriter Writer => writer ?? throw new InvalidOperationException("Open the text first.");

    /// <summary>The sentences with which pushes were refused.</summary>
    public List<string> Refusals { get; } = [];

    /// <summary>How the line broke, each time.</summary>
    public List<string> Breaks { get; } = [];

    public static async Task<string> SignInAsync(Uri server, string name)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = server };
        var answer = await http.PostAsJsonAsync("/api/sign-in", new { name, password = "demo-2025" });
        answer.EnsureSuccessStatusCode();
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
    }

    /// <summary>
    /// Connects and opens the text. A line may break at any step of that, too, and the server may not be there yet: then again, for two
    /// minutes.
    /// </summary>
    public async Task ConnectAsync(CancellationToken cancellation = default)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await ConnectOnceAsync();
                return;
            }
            catch (Exception e) when (IsBrokenLine(e) && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromMinutes(2))
            {
                Breaks.Add($"connecting: {e.GetType().Name}: {e.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellation);
            }
        }
    }

    private static bool IsBrokenLine(Exception e) =>
        e
            is IOException
                or WebSocketException
                or HttpRequestException
                or OperationCanceledException
                or ObjectDisposedException
                or TimeoutException;

    private async Task ConnectOnceAsync()
    {
        await DisposeAsync();
        hub = await HubClient.ConnectAsync(server, cookie);
        hub.Event += (what, arguments) =>
        {
            if (what != "Updated" || arguments[0].GetString() != document)
                return;
            lock (gate)
                if (writer is null || !writer.Receive(arguments[1].GetInt32(), Wire(arguments[2])))
                    isBehind = true;
        };
        var opened = await hub.CallAsync("Open", document);
        lock (gate)
            writer ??= new SimulatedWriter(
                personId,
                name,
                opened.GetProperty("version").GetInt32(),
                opened.GetProperty("text").GetString()!
            );
        await CatchUpAsync(opened.GetProperty("version").GetInt32());
    }

    /// <summary>Types once and sends; true when it was acknowledged, false when the connection broke or the server refused.</summary>
    public async Task<bool> TypeAsync()
    {
        lock (gate)
            Writer.Edit(random);
        return await SendAsync();
    }

    /// <summary>Sends what is unconfirmed.</summary>
    public async Task<bool> SendAsync()
    {
        try
        {
            if (isBehind)
                await CatchUpAsync(int.MaxValue);
            int version;
            PushedUpdate[] updates;
            lock (gate)
                (version, updates) = (Writer.Version, Writer.Unconfirmed.ToArray());
            if (updates.Length == 0)
                return true;
            var wire = updates.Select(u => new
            {
                id = u.Id,
                clientID = u.ClientId,
                changes = JsonSerializer.Deserialize<JsonElement>(u.Changes.ToUtf8Json()),
            });
            await Hub.CallAsync("Push", document, version, wire);
            lock (gate)
                Writer.Acknowledged.UnionWith(updates.Select(u => u.Id));
            return true;
        }
        catch (HubError refused)
        {
            Refusals.Add(refused.Message);
            return false;
        }
        catch (Exception e) when (IsBrokenLine(e))
        {
            Breaks.Add($"sending: {e.GetType().Name}: {e.Message}");
            return false;
        }
    }

    private async Task CatchUpAsync(int version)
    {
        while (true)
        {
            int known;
            lock (gate)
            {
                isBehind = false;
                known = Writer.Version;
            }
            if (known >= version)
                return;
            var pulled = await Hub.CallAsync("Pull", document, known);
            var updates = Wire(pulled.GetProperty("updates"));
            if (updates.Count == 0)
                return;
            lock (gate)
                Writer.Receive(pulled.GetProperty("version").GetInt32(), updates);
        }
    }

    private static List<WireUpdate> Wire(JsonElement updates) =>
        [.. updates.EnumerateArray().Select(u => new WireUpdate(JsonSerializer.SerializeToUtf8Bytes(u)))];

    /// <summary>Sends and pulls until nothing is left to send and everything has arrived.</summary>
    public async Task SettleAsync()
    {
        for (var patience = 0; ; patience++)
        {
            if (patience > 100)
                throw new InvalidOperationException(
                    $"{name} does not come to rest: {string.Join("; ", Refusals.TakeLast(3).Concat(Breaks.TakeLast(3)))}"
                );
            if (!await SendAsync())
            {
                if (hub is null || hub.Closed.IsCompleted)
                    await ConnectAsync();
                continue;
            }
            try
            {
                await CatchUpAsync(int.MaxValue);
            }
            catch (Exception e) when (IsBrokenLine(e))
            {
                Breaks.Add($"catching up: {e.GetType().Name}: {e.Message}");
                continue;
            }
            lock (gate)
                if (Writer.Unconfirmed.Count == 0)
                    return;
        }
    }

    /// <summary>What he knows, for somebody who has to find out what went wrong.</summary>
    public string Describe()
    {
        lock (gate)
            return $"""
                {name}: {document}, person {personId}, version {writer?.Version}
                {writer?.Made.Count} made, {writer?.Acknowledged.Count} acknowledged
                  unconfirmed: {string.Join(
                    ' ',
                    writer?.Unconfirmed.Select(u => $"{u.Id} {System.Text.Encoding.UTF8.GetString(u.Changes.ToUtf8Json())}") ?? []
                )}
                  refusals: {string.Join(" | ", Refusals)}
                  breaks: {string.Join(" | ", Breaks)}
                  text: {JsonSerializer.Serialize(writer?.Text.ToString())}
                """;
    }

    public async ValueTask DisposeAsync()
    {
        var before = hub;
        hub = null;
        if (before is not null)
            await before.DisposeAsync();
    }
}
