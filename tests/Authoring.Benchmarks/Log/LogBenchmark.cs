using System.Diagnostics;
using Authoring.Benchmarks.Traces;
using Authoring.Text;
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

namespace Authoring.Benchmarks.Log;

/// <summary>
/// A recorded session in the real database: one row for each keystroke, with a time, a client and an id as browsers make them. What it
/// weighs
/// for each keystroke, plain and packed; and what it costs to open the text beside one that nobody has written in.
/// </summary>
internal static class LogBenchmark
{
    private const int RowsPerSave = 20_000;

    internal static async Task<int> RunAsync(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json.gz").Order(StringComparer.Ordinal).ToArray() : [];
        if (files.Length == 0)
        {
            await Console.Error.WriteLineAsync($"no *.json.gz in {folder}");
            return 2;
        }
        foreach (var file in files)
            await RunAsync(Traces.Trace.Load(file));
        return 0;
    }

    private static async Task RunAsync(Traces.Trace trace)
    {
        var folder = Directory.CreateTempSubdirectory("authoring-log-").FullName;
        try
        {
            var file = Path.Combine(folder, "log.db");
            await using var services = new ServiceCollection()
                .AddDbContextFactory<AuthoringDb>(o => o.UseSqlite($"Data Source={file}").AddInterceptors(new ChainBeginning()))
                .BuildServiceProvider();
            var database = services.GetRequiredService<IDbContextFactory<AuthoringDb>>();
            var (document, untouched) = await PrepareAsync(database, trace);
            var empty = Size(file);
            await WriteAsync(database, document, trace);
            var log = new EditLog(database, Options.Create(new EditingLimits()), new ReviewedTextsInChain(), NullLogger<EditLog>.Instance);
            Console.WriteLine($"{trace.Name}: {trace.Edits.Length:N0} keystrokes");
            Console.WriteLine($"  plain   {(double)(Size(file) - empty) / trace.Edits.Length, 7:F2} bytes a keystroke");
            await OpeningAsync(log, document, untouched);

            var limits = Options.Create(new EditingLimits { PackedAfter = TimeSpan.Zero, UpdatesLeftUnpacked = 0 });
            var clock = Stopwatch.StartNew();
            var packed = await new LogPacking(database, log, limits, TimeProvider.System).PackAsync();
            Console.WriteLine($"  packing {packed:N0} of them: {clock.Elapsed.TotalSeconds:F1} s");
            await using (var db = await database.CreateDbContextAsync())
            {
                var rest = trace.Edits.Length - packed;
                var stretches = await db.PackedStretches.Select(p => new { Data = p.Data.Length, Ids = p.Ids.Length }).ToListAsync();
                Console.WriteLine(
                    $"  packed  {(double)stretches.Sum(p => p.Data + p.Ids) / packed, 7:F2} bytes a keystroke, {(double)stretches.Sum(p => p.Ids) / packed:F2} of them to know ids by; in the file {(double)(Size(file) - empty) / trace.Edits.Length:F2} with {rest:N0} not packed"
                );
            }
            await OpeningAsync(log, document, untouched);
            await ReplayAsync(log, document, trace);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Document, int Untouched)> PrepareAsync(IDbContextFactory<AuthoringDb> database, Traces.Trace trace)
    {
        await using var db = await database.CreateDbContextAsync();
        await db.Database.MigrateAsync();
        db.Users.Add(new Person { UserName = "writer", DisplayName = "writer" });
        db.Reports.Add(
            new Report
            {
                Slug = "log",
                Title = "log",
                Definition = "title: log",
            }
        );
        await db.SaveChangesAsync();
        Document[] documents =
        [
            .. new[] { "long", "new" }.Select(key => new Document
            {
                ReportId = 1,
                Kind = DocumentKind.Section,
                Key = key,
                Path = $"sections/{key}.md",
            }),
        ];
        db.Documents.AddRange(documents);
        await db.SaveChangesAsync();
        db.Snapshots.Add(
            new Snapshot
            {
                DocumentId = documents[0].Id,
                Version = 0,
                Text = trace.Start,
            }
        );
        db.Snapshots.Add(
            new Snapshot
            {
                DocumentId = documents[1].Id,
                Version = 0,
                Text = trace.End,
            }
        );
        await db.SaveChangesAsync();
        return (documents[0].Id, documents[1].Id);
    }

    private static async Task WriteAsync(IDbContextFactory<AuthoringDb> database, int document, Traces.Trace trace)
    {
        var random = new Random(2025);
        var text = Rope.From(trace.Start);
        var limits = new EditingLimits();
        var at = 1_764_000_000_000L;
        for (var first = 0; first < trace.Edits.Length; first += RowsPerSave)
        {
            await using var db = await database.CreateDbContextAsync();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var i = first; i < Math.Min(first + RowsPerSave, trace.Edits.Length); i++)
            {
                var change = ChangeSet.Replace(text.Length, trace.Edits[i].From, trace.Edits[i].To, trace.Edits[i].Insert);
                text = change.Apply(text);
                at += random.Next(60, 320) + (random.Next(40) == 0 ? random.Next(60_000) : 0); // a fast typist who thinks now and then
                // A page is opened anew every few thousand keystrokes.
                var page = $"{i / 3_000:x8}b17f0c2e9a4d4f0e8c6b5a49";
                db.Updates.Add(
                    new LoggedUpdate
                    {
                        DocumentId = document,
                        Version = i + 1,
                        PersonId = 1,
                        ClientId = page,
                        UpdateId = $"{page}.{i % 3_000}",
                        At = at,
                        Changes = change.ToJson(),
                    }
                );
                if ((i + 1) % limits.UpdatesPerSnapshot == 0)
                    db.Snapshots.Add(
                        new Snapshot
                        {
                            DocumentId = document,
                            Version = i + 1,
                            Text = text.ToString(),
                        }
                    );
            }
            await db.SaveChangesAsync();
        }
        if (text.ToString() != trace.End)
            throw new InvalidDataException($"{trace.Name} does not end as recorded.");
    }

    /// <summary>
    /// The text of many updates beside one of the same length and none; the best of several, as nothing is to be learnt of the rest of the
    /// machine.
    /// </summary>
    private static async Task OpeningAsync(EditLog log, int document, int untouched)
    {
        double longLived = double.MaxValue,
            fresh = double.MaxValue;
        for (var i = 0; i < 15; i++)
        {
            longLived = Math.Min(longLived, await TimeAsync(document));
            fresh = Math.Min(fresh, await TimeAsync(untouched));
        }
        Console.WriteLine($"  opening {longLived, 7:F2} ms, a new text of the same length {fresh:F2} ms: {longLived / fresh:F2} times");

        async Task<double> TimeAsync(int which)
        {
            var clock = Stopwatch.StartNew();
            await log.ReadAsync(which);
            return clock.Elapsed.TotalMilliseconds;
        }
    }

    private static async Task ReplayAsync(EditLog log, int document, Traces.Trace trace)
    {
        var clock = Stopwatch.StartNew();
        var text = Rope.From(trace.Start);
        for (var version = 0; version < trace.Edits.Length; )
        {
            var entries = await log.SinceAsync(document, version, 5_000);
            foreach (var entry in entries)
                text = entry.Changes.Apply(text);
            version += entries.Count;
        }
        if (text.ToString() != trace.End)
            throw new InvalidDataException("The packed log does not give the text.");
        Console.WriteLine($"  replay  of all of it, unpacked on the way: {clock.Elapsed.TotalSeconds:F2} s");
    }

    private static long Size(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);";
        command.ExecuteNonQuery();
        return new FileInfo(file).Length;
    }
}
