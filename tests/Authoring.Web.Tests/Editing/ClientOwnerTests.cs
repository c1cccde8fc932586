using System.Text.Json;
using Authoring.Web.Documents;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// A clientID belongs to the person who first pushed with it, and nobody can take another's words off the way to the disk by it.
/// </summary>
public sealed class ClientOwnerTests : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private static readonly int Length = SmallReport.First.Length;

    private RunningWorkspace workspace = null!;
    private HubClient victim = null!,
        writer = null!,
        reader = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        await ConnectAsync();
    }

    private async Task ConnectAsync()
    {
        victim = await workspace.ConnectAsync("author1");
        writer = await workspace.ConnectAsync("author2");
        reader = await workspace.ConnectAsync("school-reviewer");
    }

    private async Task DisconnectAsync()
    {
        foreach (var hub in new[] { victim, writer, reader })
            await hub.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        await workspace.DisposeAsync();
    }

    private async Task RestartAsync()
    {
        await DisconnectAsync();
        await workspace.StopAsync();
        await workspace.StartAgainAsync();
        await ConnectAsync();
    }

    private static Task<JsonElement> PushAsync(HubClient who, string client, int version = 0) =>
        who.CallAsync(
            "Push",
            Document,
            version,
            new[]
            {
                new
                {
                    id = $"{client}-{version}-{Guid.NewGuid():N}",
                    clientID = client,
                    changes = new object[] { new object[] { 0, "字" }, Length + version },
                },
            }
        );

    private static Task<JsonElement> PointAsync(HubClient who, string client) => who.CallAsync("Point", Document, client, 0, 0, 0);

    private static async Task<string?> RefusedAsync(Task<JsonElement> call) => (await Assert.ThrowsAsync<HubError>(() => call)).Code;

    [Fact]
    public async Task Who_only_reads_takes_nobodys_clientID_by_pointing_with_it()
    {
        await PointAsync(reader, "page");
        await PushAsync(victim, "page");
        Assert.Equal("not-allowed", await RefusedAsync(PointAsync(reader, "page")));
    }

    [Fact]
    public async Task Who_only_reads_takes_none_either_after_a_restart_or_before_the_victim_points()
    {
        await PointAsync(victim, "page");
        await PushAsync(victim, "page");
        await PointAsync(victim, "other-page");
        await RestartAsync();
        foreach (var client in new[] { "page", "other-page" })
        {
            _ = await Record.ExceptionAsync(() => PointAsync(reader, client));
            await PushAsync(victim, client, client == "page" ? 1 : 2);
        }
    }

    [Fact]
    public async Task A_writer_who_has_seen_a_clientID_in_Pointed_does_not_push_with_it_first()
    {
        await PointAsync(victim, "page");
        Assert.Equal("not-allowed", await RefusedAsync(PushAsync(writer, "page")));
        Assert.Equal("not-allowed", await RefusedAsync(PointAsync(writer, "page")));
        await PushAsync(victim, "page");
        Assert.Equal("not-allowed", await RefusedAsync(PushAsync(writer, "page", 1)));
    }

    [Fact]
    public async Task What_was_pushed_with_belongs_to_its_person_after_a_restart_in_every_text()
    {
        await PushAsync(victim, "page");
        await RestartAsync();
        Assert.Equal("not-allowed", await RefusedAsync(PushAsync(writer, "page", 1)));
        var second = new
        {
            id = "w1",
            clientID = "page",
            changes = new object[] { SmallReport.Second.Length, new object[] { 0, "x" } },
        };
        Assert.Equal("not-allowed", await RefusedAsync(writer.CallAsync("Push", "small/sections/02-training", 0, new[] { second })));
        await PushAsync(victim, "page", 1);
    }

    [Fact]
    public async Task A_flood_of_clientIDs_makes_the_server_forget_the_senders_own_alone()
    {
        await PointAsync(victim, "page");
        await PushAsync(victim, "pushed");
        for (var i = 0; i < 2_000; i++)
            await PointAsync(i % 2 == 0 ? reader : writer, $"flood-{i}");
        Assert.Equal("not-allowed", await RefusedAsync(PushAsync(writer, "page", 1)));
        Assert.Equal("not-allowed", await RefusedAsync(PushAsync(writer, "pushed", 1)));
        await PushAsync(victim, "page", 1);
    }

    [Fact]
    public async Task The_servers_own_changes_are_not_in_anybodys_way_who_has_guessed_their_clientIDs()
    {
        var editor = (await workspace.PersonAsync("editor")).FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)!.Value;
        await PushAsync(writer, $"history-{editor}");
        await PushAsync(victim, "page", 1);
        var service = (Authoring.Web.History.RestoreService)workspace.Services.GetService(typeof(Authoring.Web.History.RestoreService))!;
        var sessions = (Authoring.Web.Editing.Sessions)workspace.Services.GetService(typeof(Authoring.Web.Editing.Sessions))!;
        Assert.True(DocumentName.TryParse(Document, out var name));
        var place = (await sessions.FindAsync(name, TestContext.Current.CancellationToken))!;
        Assert.Equal(
            Authoring.Web.History.RestoreResult.Done,
            (await service.RestoreAsync(await workspace.PersonAsync("editor"), place, 0)).Answer
        );
    }
}
