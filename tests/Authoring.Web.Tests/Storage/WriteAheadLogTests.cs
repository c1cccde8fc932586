using Authoring.Web.Editing;
using Authoring.Web.Operations;
using Authoring.Web.Storage;
using Authoring.Web.Tests.Editing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Storage;

/// <summary>
/// What SQLite logs beside the database while somebody reads for long is brought into it and cut, also when nobody types any more.
/// </summary>
public sealed class WriteAheadLogTests
{
    private const int Limit = 256 * 1024;
    private const string Text = "small/sections/01-basic";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static Task<RunningWorkspace> StartAsync() => RunningWorkspace.StartAsync(("Editing:WriteAheadLogBytes", $"{Limit}"));

    private static long LogBytes(RunningWorkspace workspace) => new FileInfo(workspace.Database + "-wal").Length;

    private static async Task<LiveWriter> WriterAsync(RunningWorkspace workspace)
    {
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        var person = await db.Users.SingleAsync(u => u.UserName == "author1");
        var writer = new LiveWriter(workspace.Address, await workspace.SignInAsync("author1"), person.Id, Text, "author1", seed: 1);
        await writer.ConnectAsync();
        return writer;
    }

    private static async Task<SqliteConnection> ReadAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN; SELECT COUNT(*) FROM \"Updates\"";
        await command.ExecuteScalarAsync();
        return connection;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
            await Task.Delay(50, patience.Token);
    }

    [Fact]
    public async Task It_grows_under_a_long_reader_and_is_cut_when_he_has_gone()
    {
        await using var workspace = await StartAsync();
        await using var writer = await WriterAsync(workspace);
        await using (await ReadAsync(workspace.Database))
        {
            while (LogBytes(workspace) < 3 * Limit)
                Assert.True(await writer.TypeAsync());
        }
        await UntilAsync(() => LogBytes(workspace) <= Limit); // and nobody types
        Assert.True(await writer.TypeAsync());
    }

    [Fact]
    public async Task Readers_who_take_turns_keep_it_no_longer_than_the_last_of_them()
    {
        await using var workspace = await StartAsync();
        await using var writer = await WriterAsync(workspace);
        var reader = await ReadAsync(workspace.Database);
        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < 100; i++)
                Assert.True(await writer.TypeAsync());
            var next = await ReadAsync(workspace.Database); // always somebody
            await reader.DisposeAsync();
            reader = next;
        }
        await reader.DisposeAsync();
        await UntilAsync(() => LogBytes(workspace) <= Limit);
    }

    [Fact]
    public async Task The_program_itself_reads_in_short_pieces()
    {
        await using var workspace = await StartAsync();
        await using var writer = await WriterAsync(workspace);
        for (var i = 0; i < 50; i++)
            Assert.True(await writer.TypeAsync());
        var asked = 0;
        await workspace
            .Services.GetRequiredService<LogVerification>()
            .VerifyAsync(
                (_, _) =>
                {
                    asked++;
                    Assert.True(IsFree(workspace.Database));
                }
            );
        Assert.True(asked > 1);
        await workspace.Services.GetRequiredService<DatabaseVerification>().VerifyAsync(atOnce: false);
        Assert.True(IsFree(workspace.Database));
    }

    /// <summary>Nobody reads: all of it can be brought into the database and cut.</summary>
    private static bool IsFree(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) == 0;
    }
}
