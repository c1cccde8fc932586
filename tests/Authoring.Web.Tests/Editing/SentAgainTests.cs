using System.Text.Json;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// An id that is in the log already is not applied again, even when its sender says that he has the version that it led to.
/// </summary>
public sealed class SentAgainTests : IAsyncLifetime
{
    private const string Text = "small/sections/01-basic";

    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private static object Insert(string id, int version, string client) =>
        new
        {
            id,
            clientID = client,
            changes = new object[] { new object[] { 0, "字" }, SmallReport.First.Length + version },
        };

    private static async Task<int> PushAsync(HubClient hub, string id, int version, string client = "first") =>
        (await hub.CallAsync("Push", Text, version, new[] { Insert(id, version, client) })).GetProperty("version").GetInt32();

    private static async Task<string> ReadAsync(HubClient hub) => (await hub.CallAsync("Open", Text)).GetProperty("text").GetString()!;

    [Fact]
    public async Task To_the_server_that_took_it_and_to_one_that_reads_of_it()
    {
        await using (var hub = await workspace.ConnectAsync("author1"))
        {
            Assert.Equal(1, await PushAsync(hub, "a", 0));
            Assert.Equal(2, await PushAsync(hub, "b", 1));
            Assert.Equal(1, await PushAsync(hub, "a", 2));
            Assert.Equal(2, await PushAsync(hub, "b", 2, client: "second")); // from another tab
            Assert.Equal("字字" + SmallReport.First, await ReadAsync(hub));
        }
        await workspace.StopAsync();
        await workspace.StartAgainAsync();
        await using var again = await workspace.ConnectAsync("author1");
        Assert.Equal(1, await PushAsync(again, "a", 2));
        Assert.Equal(3, await PushAsync(again, "c", 2));
        Assert.Equal(2, await PushAsync(again, "b", 3));
        Assert.Equal("字字字" + SmallReport.First, await ReadAsync(again));
    }

    [Fact]
    public async Task The_same_id_of_somebody_else_is_another_update()
    {
        await using var one = await workspace.ConnectAsync("author1");
        await using var other = await workspace.ConnectAsync("author2");
        Assert.Equal(1, await PushAsync(one, "a", 0));
        Assert.Equal(2, await PushAsync(other, "a", 1, client: "other"));
        Assert.Equal("字字" + SmallReport.First, await ReadAsync(one));
    }
}
