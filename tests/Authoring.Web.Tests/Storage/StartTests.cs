using System.Diagnostics;
using Authoring.Web.Storage;
using Authoring.Web.Tests.Browser;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Authoring.Web.Tests.Storage;

/// <summary>A start that was killed keeps no later one from starting, and one database has one server.</summary>
public sealed class StartTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5); // a start on a busy machine

    private static AuthoringDb Open(string file) =>
        new(new DbContextOptionsBuilder<AuthoringDb>().UseSqlite($"Data Source={file};Pooling=False").Options);

    private static async Task ExecuteAsync(string file, string sql)
    {
        await using var db = Open(file);
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private const string LeftLock = """
        CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
        INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2025-12-01 03:00:00+00:00');
        """;

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    public async Task A_lock_that_a_killed_start_has_left_is_cleared(string? migrated)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "left.db");
        if (migrated is not null)
        {
            await using var db = Open(file);
            await db.GetService<IMigrator>().MigrateAsync(migrated);
        }
        await ExecuteAsync(file, LeftLock);
        await using var workspace = await RunningWorkspace
            .StartAsync(("ConnectionStrings:Authoring", $"Data Source={file};Pooling=False"))
            .WaitAsync(Patience);
        Assert.NotEmpty(await workspace.SignInAsync("author1"));
    }

    [Fact]
    public async Task Whoever_has_nothing_to_migrate_asks_for_no_lock()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await workspace.StopAsync();
        await ExecuteAsync(workspace.Database, LeftLock);
        await workspace.StartAgainAsync().WaitAsync(Patience);
        await using var db = Open(workspace.Database);
        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("""SELECT COUNT(*) AS Value FROM "__EFMigrationsLock" """).SingleAsync());
    }

    [Fact]
    public async Task A_first_start_that_is_killed_at_any_moment_is_done_by_the_next()
    {
        var seed = Environment.GetEnvironmentVariable("AUTHORING_SEED") is { } kept ? int.Parse(kept) : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "first.db");
        for (var kill = 0; kill < 4; kill++)
        {
            foreach (var left in Directory.GetFiles(folder.Path, "first.db*"))
                File.Delete(left);
            await using var killed = Server.Start(file, "demo");
            await killed.UntilAsync(() => File.Exists(file));
            await Task.Delay(random.Next(0, 400)); // any moment will do: nothing is waited for here
            await killed.KillAsync();
            await using var next = Server.Start(file, "demo");
            await next.SaysAsync("Now listening on").WaitAsync(Patience);
        }
    }

    [Fact]
    public async Task A_second_server_on_a_database_is_refused_in_words_and_harms_nothing()
    {
        await using var first = await ServerProcess.StartAsync();
        await using var second = Server.Start(first.Database, "demo", ("Database__LockSeconds", "0.5"));
        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains("另一个进程正在使用数据库", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);

        // By another way to the same file, too.
        var link = Path.Combine(Path.GetDirectoryName(first.Database)!, "link.db");
        File.CreateSymbolicLink(link, first.Database);
        await using var third = Server.Start(link, "serve", ("Database__LockSeconds", "0"));
        Assert.Equal(1, await third.ExitAsync());
    }

    [Fact]
    public async Task A_server_that_is_about_to_end_is_waited_for()
    {
        await using var first = await ServerProcess.StartAsync();
        await using var second = Server.Start(first.Database, "demo");
        await second.SaysAsync("Another process serves the database");
        await first.KillAsync();
        await second.SaysAsync("Now listening on").WaitAsync(Patience);
    }

    [Theory]
    [InlineData("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_Future', '10.0.0')", "更新的版本")]
    [InlineData(null, "不是数据库")]
    public async Task A_database_of_another_kind_is_refused_in_words_and_left_as_it_is(string? change, string word)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "other.db");
        if (change is null)
            await File.WriteAllTextAsync(file, "这不是数据库，只是一份普通的文字。".PadRight(600, '。'));
        else
        {
            await using (var db = Open(file))
                await db.Database.MigrateAsync();
            await ExecuteAsync(file, change);
        }
        await using var server = Server.Start(file, "serve");
        Assert.Equal(1, await server.ExitAsync());
        Assert.Contains(word, server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output, StringComparison.Ordinal);
        if (change is null)
            Assert.StartsWith("这不是数据库", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    /// <summary>The program as a process, which may end by itself.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly Process process;
        private readonly System.Text.StringBuilder heard = new();
        private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Output
        {
            get
            {
                lock (heard)
                    return heard.ToString();
            }
        }

        private Server(ProcessStartInfo start)
        {
            process = Process.Start(start)!;
            process.OutputDataReceived += (_, line) => Hear(line.Data);
            process.ErrorDataReceived += (_, line) => Hear(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        public static Server Start(string database, string mode, params (string Name, string Value)[] settings)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Authoring.Web.dll"), mode])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetDirectoryName(database)!,
            };
            start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Ports.Next()}";
            start.Environment["ConnectionStrings__Authoring"] = $"Data Source={database}";
            start.Environment["Authoring__Seed"] = "";
            foreach (var (name, value) in settings)
                start.Environment[name] = value;
            return new Server(start);
        }

        private void Hear(string? line)
        {
            lock (heard)
            {
                heard.AppendLine(line);
                more.SetResult();
                more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public async Task SaysAsync(string words)
        {
            while (true)
            {
                Task next;
                lock (heard)
                    next = more.Task;
                if (Output.Contains(words, StringComparison.Ordinal))
                    return;
                if (await Task.WhenAny(next, process.WaitForExitAsync(), Task.Delay(Patience)) != next)
                    throw new TimeoutException($"It did not say so:\n{Output}");
            }
        }

        public async Task UntilAsync(Func<bool> condition)
        {
            for (var waited = Stopwatch.StartNew(); !condition(); await Task.Delay(5))
                if (waited.Elapsed > Patience)
                    throw new TimeoutException(Output);
        }

        public async Task<int> ExitAsync()
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
            return process.ExitCode;
        }

        public async Task KillAsync()
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await KillAsync();
            process.Dispose();
        }
    }
}
