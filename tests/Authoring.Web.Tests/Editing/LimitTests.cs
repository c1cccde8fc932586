using System.Text.Json;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// Over a limit there is a refusal with the number in it; what was refused can be sent in a form that fits, and everybody else goes on.
/// </summary>
public sealed class LimitTests : IAsyncLifetime
{
    private const string First = "small/sections/01-basic",
        Second = "small/sections/02-training";

    private RunningWorkspace workspace = null!;
    private HubClient author = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync(
            ("Editing:OpenTextsPerConnection", "1"),
            ("Editing:ConnectionsPerText", "2"),
            ("Editing:MaxUpdatesPerPush", "3"),
            ("Editing:MaxIdLength", "12"),
            ("Editing:MaxSpans", "5")
        );
        author = await workspace.ConnectAsync("author1");
        await author.CallAsync("Open", First);
    }

    public async ValueTask DisposeAsync()
    {
        await author.DisposeAsync();
        await workspace.DisposeAsync();
    }

    private static object Insert(string id, int length, string clientID = "client-1") =>
        new
        {
            id,
            clientID,
            changes = new object[] { new object[] { 0, "字" }, length },
        };

    private static async Task RefusedAsync(string code, string number, Task<JsonElement> call)
    {
        var error = await Assert.ThrowsAsync<HubError>(() => call);
        Assert.Equal(code, error.Code);
        Assert.Contains(number, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_has_so_many_texts_open_and_another_one_after_it_has_closed_one()
    {
        await RefusedAsync("too-large", "1", author.CallAsync("Open", Second));
        await author.CallAsync("Open", First); // the one that it has is no other
        await author.CallAsync("Close", First);
        await author.CallAsync("Open", Second);
    }

    [Fact]
    public async Task A_text_is_open_in_so_many_windows_and_in_another_one_when_somebody_has_left()
    {
        var second = await workspace.ConnectAsync("author2");
        await second.CallAsync("Open", First);
        await using var third = await workspace.ConnectAsync("author3");
        await RefusedAsync("too-large", "2", third.CallAsync("Open", First));
        await second.CallAsync("Close", First);
        await third.CallAsync("Open", First);
        await second.DisposeAsync();
    }

    [Fact]
    public async Task A_push_has_so_many_updates_and_more_arrive_in_two()
    {
        var updates = Enumerable.Range(0, 4).Select(i => Insert($"u{i}", SmallReport.First.Length + i)).ToArray();
        await RefusedAsync("too-large", "3", author.CallAsync("Push", First, 0, updates));
        Assert.Equal(3, (await author.CallAsync("Push", First, 0, updates[..3])).GetProperty("version").GetInt32());
        Assert.Equal(4, (await author.CallAsync("Push", First, 3, updates[3..])).GetProperty("version").GetInt32());
        Assert.Equal("字字字字" + SmallReport.First, (await author.CallAsync("Open", First)).GetProperty("text").GetString());
    }

    [Fact]
    public async Task An_id_and_a_change_are_so_long()
    {
        await RefusedAsync(
            "bad-message",
            "12",
            author.CallAsync("Push", First, 0, new[] { Insert("u234567890123", SmallReport.First.Length) })
        );
        await RefusedAsync(
            "bad-message",
            "12",
            author.CallAsync("Push", First, 0, new[] { Insert("u", SmallReport.First.Length, "c234567890123") })
        );
        var pieces = string.Join(',', Enumerable.Repeat("""[0,"x"],1""", 3));
        await RefusedAsync(
            "too-large",
            "5",
            author.CallRawAsync("Push", $$"""["{{First}}",0,[{"id":"u","clientID":"c","changes":[{{pieces}}]}]]""")
        );
        Assert.Equal(0, (await author.CallAsync("Open", First)).GetProperty("version").GetInt32());
    }
}
