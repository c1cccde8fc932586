using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Authoring.Benchmarks.Log;

/// <summary>
/// What a server keeps in memory while people type for hours: twenty texts, a writer in each, with the real session, log and database; what
/// is
/// used after a collection, again and again. It must not grow with what was typed.
/// </summary>
internal static class MemoryBenchmark
{
    private const int Texts = 20,
        Rounds = 10,
        KeysPerRound = 2_500,
        Longest = 40_000;

    internal static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("authoring-memory-").FullName;
        try
        {
            await using var services = new ServiceCollection()
                .AddDbContextFactory<AuthoringDb>(o =>
                    o.UseSqlite($"Data Source={Path.Combine(folder, "log.db")}").AddInterceptors(new ChainBeginning())
                )
                .BuildServiceProvider();
            var database = services.GetRequiredService<IDbContextFactory<AuthoringDb>>();
            var documents = await PrepareAsync(database);
            var log = new EditLog(database, Options.Create(new EditingLimits()), new ReviewedTextsInChain(), NullLogger<EditLog>.Instance);
            await log.StartAsync(CancellationToken.None);
            var sessions = documents.ConvertAll(id => new DocumentSession(
                id,
                log,
                new CommitBatcher(log, () => TimeSpan.Zero, TimeProvider.System),
                new EditingLimits(),
                TimeProvider.System,
                (_, batch) => batch.Tell()
            ));
            for (var round = 1; round <= Rounds; round++)
            {
                var before = round;
                await Task.WhenAll(
                    sessions.Select((session, i) => Task.Run(() => TypeAsync(session, $"w{i}", new Random(before * Texts + i))))
                );
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Console.WriteLine(
                    $"{round * KeysPerRound * Texts, 9:N0} keystrokes: {GC.GetTotalMemory(forceFullCollection: true) / 1048576.0, 6:F1} MB"
                );
            }
            await log.StopAsync(CancellationToken.None);
            foreach (var session in sessions)
                session.Forget();
            Console.WriteLine($"all let go:           {GC.GetTotalMemory(forceFullCollection: true) / 1048576.0, 6:F1} MB");
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Types and deletes, so that the text stays as long as a long chapter.</summary>
    private static async Task TypeAsync(DocumentSession session, string name, Random random)
    {
        var (version, tracked) = await session.ReadAsync();
        var text = tracked.Text;
        for (var i = 0; i < KeysPerRound; i++)
        {
            var at = random.Next(text.Length + 1);
            var change =
                text.Length > Longest
                    ? ChangeSet.Replace(text.Length, at / 2, at / 2 + 1, "")
                    : ChangeSet.Replace(text.Length, at, at, "字");
            version = await session.PushAsync(1, version, [new PushedUpdate($"{name}.{version}", name, change)]);
            text = change.Apply(text);
        }
    }

    private static async Task<List<int>> PrepareAsync(IDbContextFactory<AuthoringDb> database)
    {
        await using var db = await database.CreateDbContextAsync();
        await db.Database.MigrateAsync();
        db.Users.Add(new Person { UserName = "writer", DisplayName = "writer" });
        db.Reports.Add(
            new Report
            {
                Slug = "memory",
                Title = "memory",
                Definition = "title: memory",
            }
        );
        await db.SaveChangesAsync();
        List<Document> documents =
        [
            .. Enumerable
                .Range(0, Texts)
                .Select(i => new Document
                {
                    ReportId = 1,
                    Kind = DocumentKind.Section,
                    Key = $"s{i}",
                    Path = $"sections/s{i}.md",
                }),
        ];
        db.Documents.AddRange(documents);
        await db.SaveChangesAsync();
        db.Snapshots.AddRange(
            documents.Select(d => new Snapshot
            {
                DocumentId = d.Id,
                Version = 0,
                Text = new string('文', Longest),
            })
        );
        await db.SaveChangesAsync();
        return documents.ConvertAll(d => d.Id);
    }
}
