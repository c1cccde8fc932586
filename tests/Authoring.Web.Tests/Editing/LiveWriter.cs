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

    public SimulatedWriter Writer => writer ?? throw new InvalidOperationException("Open the text first.");
    /// <summary>The sentences with which pushes were refused.</summary>
    public List<string> Refusals { get; } = [];

    public static async Task<string> SignInAsync(Uri server, string name)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = server };
        var answer = await http.PostAsJsonAsync("/api/sign-in", new { name, password = "demo-2025" });
        answer.EnsureSuccessStatusCode();
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
    }

    public async Task ConnectAsync()
    {
        if (hub is not null) await hub.DisposeAsync();
        hub = await HubClient.ConnectAsync(server, cookie);
        hub.Event += (what, arguments) =>
        {
            if (what != "Updated" || arguments[0].GetString() != document) return;
            lock (gate)
                if (writer is null || !writer.Receive(arguments[1].GetInt32(), Wire(arguments[2]))) isBehind = true;
        };
        var opened = await hub.CallAsync("Open", document);
        lock (gate) writer ??= new SimulatedWriter(personId, name, opened.GetProperty("version").GetInt32(), opened.GetProperty("text").GetString()!);
        await CatchUpAsync(opened.GetProperty("version").GetInt32());
    }

    /// <summary>Types once and sends; true when it was acknowledged, false when the connection broke or the server refused.</summary>
    public async Task<bool> TypeAsync()
    {
        lock (gate) Writer.Edit(random);
        return await SendAsync();
    }

    /// <summary>Sends what is unconfirmed.</summary>
    public async Task<bool> SendAsync()
    {
        try
        {
            if (isBehind) await CatchUpAsync(int.MaxValue);
            int version;
            PushedUpdate[] updates;
            lock (gate) (version, updates) = (Writer.Version, Writer.Unconfirmed.ToArray());
            if (updates.Length == 0) return true;
            var wire = updates.Select(u => new { id = u.Id, clientID = u.ClientId, changes = JsonSerializer.Deserialize<JsonElement>(u.Changes.ToUtf8Json()) });
            await hub!.CallAsync("Push", document, version, wire);
            lock (gate) Writer.Acknowledged.UnionWith(updates.Select(u => u.Id));
            return true;
        }
        catch (HubError refused)
        {
            Refusals.Add(refused.Message);
            return false;
        }
        catch (Exception e) when (e is IOException or WebSocketException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
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
            if (known >= version) return;
            var pulled = await hub!.CallAsync("Pull", document, known);
            var updates = Wire(pulled.GetProperty("updates"));
            if (updates.Count == 0) return;
            lock (gate) Writer.Receive(pulled.GetProperty("version").GetInt32(), updates);
        }
    }

    private static List<WireUpdate> Wire(JsonElement updates) =>
        [.. updates.EnumerateArray().Select(u => new WireUpdate(JsonSerializer.SerializeToUtf8Bytes(u)))];

    /// <summary>Sends and pulls until nothing is left to send and everything has arrived.</summary>
    public async Task SettleAsync()
    {
        for (var patience = 0; ; patience++)
        {
            if (patience > 100) throw new InvalidOperationException($"{name} does not come to rest: {string.Join("; ", Refusals.TakeLast(3))}");
            if (!await SendAsync())
            {
                if (hub!.Closed.IsCompleted) await ConnectAsync();
                continue;
            }
            await CatchUpAsync(int.MaxValue);
            lock (gate)
                if (Writer.Unconfirmed.Count == 0) return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (hub is not null) await hub.DisposeAsync();
    }
}
