using System.Diagnostics;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Reports;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Authoring.Benchmarks.Log;

/// <summary>
/// How many updates a second the log takes on this disk, each flushed before it is acknowledged: from one writer who waits, and from many
/// at once.
/// </summary>
internal static class AppendBenchmark
{
    private const int Texts = 64;

    internal static async Task<int> RunAsync(int updates)
    {
        var folder = Directory.CreateTempSubdirectory("authoring-append-").FullName;
        try
        {
            var file = Path.Combine(folder, "append.db");
            await using var services = new ServiceCollection()
                .AddDbContextFactory<AuthoringDb>(o => o.UseSqlite($"Data Source={file}").AddInterceptors(new ChainBeginning()))
                .BuildServiceProvider();
            var database = services.GetRequiredService<IDbContextFactory<AuthoringDb>>();
            await using (var db = await database.CreateDbContextAsync())
                await PrepareAsync(db);
            using var log = new EditLog(
                database,
                Options.Create(new EditingLimits()),
                new ReviewedTextsInChain(),
                NullLogger<EditLog>.Instance
            );
            await log.StartAsync(CancellationToken.None);
            foreach (var texts in new[] { 1, Texts })
            {
                await TypeAsync(log, texts, first: texts == 1 ? 1 : updates + 1, 200); // warm
                var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
                await TypeAsync(log, texts, first: texts == 1 ? 201 : updates + 201, updates - 200);
                var (count, spent) = (texts * (updates - 200), Environment.CpuUsage.TotalTime - processor);
                Console.WriteLine(
                    $"{texts, 3} writers  {count / clock.Elapsed.TotalSeconds, 9:N0} updates a second, "
                        + $"{spent.TotalMicroseconds / count, 6:F1} µs of a processor for each"
                );
            }
            await log.StopAsync(CancellationToken.None);
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PrepareAsync(AuthoringDb db)
    {
        await db.Database.MigrateAsync();
        db.Users.Add(new Person { UserName = "writer", DisplayName = "writer" });
        db.Reports.Add(
            new Report
            {
                Slug = "append",
                Title = "append",
                Definition = "title: append",
            }
        );
        await db.SaveChangesAsync();
        var documents = Enumerable
            .Range(0, Texts)
            .Select(i => new Document
            {
                ReportId = 1,
                Kind = DocumentKind.Section,
                Key = $"{i}",
                Path = $"sections/{i}.md",
            })
            .ToList();
        db.Documents.AddRange(documents);
        await db.SaveChangesAsync();
        db.Snapshots.AddRange(
            documents.Select(document => new Snapshot
            {
                DocumentId = document.Id,
                Version = 0,
                Text = "",
            })
        );
        await db.SaveChangesAsync();
    }

    /// <summary>Each writer waits for the disk before he types on, in a text of his own.</summary>
    private static Task TypeAsync(EditLog log, int texts, int first, int count) =>
        Task.WhenAll(
            Enumerable
                .Range(1, texts)
                .Select(async document =>
                {
                    for (var version = first; version < first + count; version++)
                    {
                        var change = new TrackedChange(ChangeSet.Replace(version - 1, 0, 0, "x"), Marking.None);
                        var entry = LogEntry.Restore(
                            version,
                            1,
                            $"client-{document}",
                            $"client-{document}.{version}",
                            1_764_000_000_000L + version,
                            change
                        );
                        var state = new Authoring.Web.Editing.TextState(version - 1, TrackedText.Plain(Rope.From("")));
                        var batch = new Batch(document, state, [entry], state.Head, committed => committed.Tell());
                        log.Append(batch);
                        await batch.OnDisk;
                    }
                })
        );
}
