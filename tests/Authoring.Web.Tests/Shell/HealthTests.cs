using System.Net;
using System.Text.Json;
using Authoring.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Shell;

/// <summary>Ready means that what is typed is saved; live means that the process answers, whatever the database does.</summary>
public sealed class HealthTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static async Task<(HttpStatusCode Status, string? Reason, string Body)> ReadyAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/health/ready");
        var body = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, JsonDocument.Parse(body).RootElement.GetProperty("reason").GetString(), body);
    }

    private static async Task UntilAsync(HttpClient client, HttpStatusCode status)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await ReadyAsync(client)).Status != status)
            await Task.Delay(100, patience.Token);
    }

    [Fact]
    public async Task Ready_says_so_in_words()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        using var client = await workspace.BrowseAsync();
        var (status, reason, body) = await ReadyAsync(client);
        Assert.Equal((HttpStatusCode.OK, (string?)null), (status, reason));
        Assert.Contains("\"ready\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_database_is_not_ready_until_it_is_free()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "locked.db");
        await using var workspace = await RunningWorkspace.StartAsync(
            ("ConnectionStrings:Authoring", $"Data Source={file};Pooling=False;Default Timeout=1")
        );
        using var client = await workspace.BrowseAsync();
        await using (var other = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await other.OpenAsync();
            await using var command = other.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            await command.ExecuteNonQueryAsync();
            var (status, reason, body) = await ReadyAsync(client);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "locked"), (status, reason));
            Assert.Contains("sentence", body, StringComparison.Ordinal);
            Assert.DoesNotContain(folder.Path, body, StringComparison.Ordinal); // no secrets of the machine
            using var live = await client.GetAsync("/health/live");
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        }
        await UntilAsync(client, HttpStatusCode.OK);
    }

    [Fact]
    public async Task However_often_it_is_asked_it_writes_once_in_a_while()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        using var client = await workspace.BrowseAsync();
        await ReadyAsync(client);
        var written = await ProbeAsync(workspace);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ReadyAsync(client)));
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        Assert.Equal(1, await db.WriteProbes.CountAsync());
        Assert.NotEmpty(written);
    }

    private static async Task<byte[]> ProbeAsync(RunningWorkspace workspace)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        return (await db.WriteProbes.AsNoTracking().SingleAsync()).Data;
    }
}
