using Authoring.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// Somebody else keeps the database locked under the running server: writers are told, nothing acknowledged is lost, and work goes on when
/// it clears.
/// </summary>
public sealed class LockedDatabaseTests
{
    private const string Text = "small/sections/01-basic";

    [Fact]
    public async Task A_locked_database_refuses_and_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "locked.db");
        // It waits for a second where a real server waits for half a minute.
        await using var workspace = await RunningWorkspace.StartAsync(
            ("ConnectionStrings:Authoring", $"Data Source={file};Pooling=False;Default Timeout=1")
        );
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        var writers = new List<LiveWriter>();
        foreach (var name in new[] { "author1", "author2", "editor" })
        {
            var person = await db.Users.SingleAsync(u => u.UserName == name);
            writers.Add(new LiveWriter(workspace.Address, await workspace.SignInAsync(name), person.Id, Text, name, seed: person.Id));
            await writers[^1].ConnectAsync();
        }
        await TypeAsync(writers, 20);

        for (var round = 0; round < 2; round++)
        {
            await using (await LockAsync(file))
            {
                var before = await db.Updates.CountAsync();
                Assert.DoesNotContain(true, await Task.WhenAll(writers.Select(writer => writer.TypeAsync())));
                Assert.All(writers, writer => Assert.Contains("not-saved", writer.Refusals[^1], StringComparison.Ordinal));
                Assert.Equal(before, await db.Updates.CountAsync());
                Assert.Subset(
                    (await db.Updates.Select(u => u.UpdateId).ToListAsync()).ToHashSet(),
                    writers.SelectMany(w => w.Writer.Acknowledged).ToHashSet()
                );
            }
            await Task.WhenAll(writers.Select(writer => writer.SettleAsync()));
            await TypeAsync(writers, 5);
        }

        for (var i = 0; i < 2; i++)
            await Task.WhenAll(writers.Select(writer => writer.SettleAsync()));
        var log = await db.Updates.AsNoTracking().OrderBy(u => u.Version).ToListAsync();
        Assert.Equal(Enumerable.Range(1, log.Count), log.Select(u => u.Version));
        var replay = Naive.Replay(SmallReport.First, log);
        foreach (var writer in writers.ConvertAll(w => w.Writer))
        {
            Assert.Equal(writer.Made, log.Where(u => u.ClientId == writer.ClientId).Select(u => u.UpdateId));
            Assert.Equal(replay, writer.Text.ToString());
        }
        foreach (var writer in writers)
        {
            Assert.Empty(writer.Breaks); // told over a line that stands
            await writer.DisposeAsync();
        }
    }

    private static Task TypeAsync(List<LiveWriter> writers, int times) =>
        Task.WhenAll(
            writers.Select(async writer =>
            {
                for (var i = 0; i < times; i++)
                    Assert.True(await writer.TypeAsync(), string.Join("; ", writer.Refusals));
            })
        );

    private static async Task<IAsyncDisposable> LockAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
