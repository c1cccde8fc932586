using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Editing.Packing;
using Authoring.Web.People;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Tests.Editing;

/// <summary>Real sessions on a real log in a real database, without the web around them.</summary>
internal sealed class SessionBench : IAsyncDisposable
{
    internal sealed class OpenText
    {
        public DocumentSession Session { get; set; } = null!;
        public Action<Batch> Committed { get; set; } = _ => { };
    }

    private readonly string folder;
    private readonly ServiceProvider services;
    private readonly IDbContextFactory<AuthoringDb> database;
    private EditLog log;
    private int texts;

    private SessionBench(string folder, int patience)
    {
        this.folder = folder;
        services = new ServiceCollection()
            .AddDbContextFactory<AuthoringDb>(o =>
                o.UseSqlite($"Data Source={File};Default Timeout={patience}").AddInterceptors(Reading, new ChainBeginning())
            )
            .BuildServiceProvider();
        database = services.GetRequiredService<IDbContextFactory<AuthoringDb>>();
        log = new EditLog(database, Options.Create(Limits), new ReviewedTextsInChain(), NullLogger<EditLog>.Instance);
    }

    public EditingLimits Limits { get; } =
        new()
        {
            UpdatesPerSnapshot = 7,
            UpdatesInMemory = 5,
            UpdatesPerPull = 4,
        };
    public List<int> People { get; } = [];
    public HeldReading Reading { get; } = new();

    /// <summary>How long batches gather before they go to the log.</summary>
    public TimeSpan Gathering { get; set; }
    private string File => Path.Combine(folder, "bench.db");

    /// <param name="patience">Seconds for which a locked database is waited for.</param>
    public static async Task<SessionBench> StartAsync(int patience = 30)
    {
        // In memory where that can be had: what is tested here is order, not the disk.
        var place = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"authoring-bench-{Guid.NewGuid():N}");
        Directory.CreateDirectory(place);
        var bench = new SessionBench(place, patience);
        await using (var db = await bench.database.CreateDbContextAsync())
        {
            await db.Database.MigrateAsync();
            var people = Enumerable.Range(0, 5).Select(i => new Person { UserName = $"p{i}", DisplayName = $"p{i}" }).ToList();
            db.Users.AddRange(people);
            db.Reports.Add(
                new Report
                {
                    Slug = "bench",
                    Title = "bench",
                    Definition = "title: bench",
                }
            );
            await db.SaveChangesAsync();
            bench.People.AddRange(people.Select(p => p.Id));
        }
        await bench.log.StartAsync(CancellationToken.None);
        return bench;
    }

    public async Task<int> AddTextAsync(string text)
    {
        await using var db = await database.CreateDbContextAsync();
        var name = $"s{texts++}";
        var document = new Document
        {
            ReportId = 1,
            Kind = DocumentKind.Section,
            Key = name,
            Path = $"sections/{name}.md",
        };
        db.Documents.Add(document);
        await db.SaveChangesAsync();
        db.Snapshots.Add(
            new Snapshot
            {
                DocumentId = document.Id,
                Version = 0,
                Text = text,
            }
        );
        await db.SaveChangesAsync();
        return document.Id;
    }

    public OpenText Open(int document)
    {
        var text = new OpenText();
        text.Session = new DocumentSession(
            document,
            log,
            new CommitBatcher(log, () => Gathering, TimeProvider.System),
            Limits,
            TimeProvider.System,
            (_, batch) =>
            {
                text.Committed(batch);
                batch.Tell();
            }
        );
        return text;
    }

    /// <summary>What a new process knows: the database, and nothing else.</summary>
    public async Task StartAgainAsync()
    {
        await log.StopAsync(CancellationToken.None);
        log = new EditLog(database, Options.Create(Limits), new ReviewedTextsInChain(), NullLogger<EditLog>.Instance);
        await log.StartAsync(CancellationToken.None);
    }

    /// <summary>What the texts were, from the same database.</summary>
    public TextHistory History => new(database, log);

    /// <summary>Keeps everybody else from writing until it is disposed.</summary>
    public async Task<IAsyncDisposable> LockDatabaseAsync()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async Task<List<LoggedUpdate>> LogAsync(int document)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Updates.AsNoTracking().Where(u => u.DocumentId == document).OrderBy(u => u.Version).ToListAsync();
    }

    public Task<List<LogFault>> VerifyAsync(Action<string, int>? verified = null) =>
        new LogVerification(database, log).VerifyAsync(verified);

    /// <summary>As at the start on a database of before there were chains.</summary>
    public Task ChainEarlierAsync() => new EarlierLogs(database, log, NullLogger<EarlierLogs>.Instance).ChainAsync();

    public Task<List<(string Path, int Version)>> ChainedLaterAsync() => new LogVerification(database, log).ChainedLaterAsync();

    public async Task<T> WithDatabaseAsync<T>(Func<AuthoringDb, Task<T>> act)
    {
        await using var db = await database.CreateDbContextAsync();
        return await act(db);
    }

    public Task<int> PackAsync() => new LogPacking(database, log, Options.Create(Limits), TimeProvider.System).PackAsync();

    public async Task ExecuteAsync(string sql)
    {
        await using var db = await database.CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    /// <summary>The versions at which the whole text was written beside the log.</summary>
    public async Task<List<int>> SnapshotsAsync(int document)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Snapshots.Where(s => s.DocumentId == document).Select(s => s.Version).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await log.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
