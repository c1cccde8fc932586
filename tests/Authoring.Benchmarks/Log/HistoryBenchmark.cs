using System.Diagnostics;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Editing.Packing;
using Authoring.Web.History;
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
/// What texts of 1,000, 10,000 and 100,000 updates cost to look back into, in the real database, before and after packing: opening versions
/// all over their life, who
/// wrote what, and the versions in which a phrase came or went.
/// </summary>
internal static class HistoryBenchmark
{
    private const int Length = 40_000,
        Looks = 40;
    private static readonly int[] Lives = [1_000, 10_000, 100_000];

    internal static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("authoring-history-").FullName;
        try
        {
            await using var services = new ServiceCollection()
                .AddDbContextFactory<AuthoringDb>(o =>
                    o.UseSqlite($"Data Source={Path.Combine(folder, "log.db")}").AddInterceptors(new ChainBeginning())
                )
                .BuildServiceProvider();
            var database = services.GetRequiredService<IDbContextFactory<AuthoringDb>>();
            var documents = await PrepareAsync(database);
            for (var i = 0; i < Lives.Length; i++)
                await WriteAsync(database, documents[i], Lives[i]);
            var log = new EditLog(database, Options.Create(new EditingLimits()), new ReviewedTextsInChain(), NullLogger<EditLog>.Instance);
            await MeasureAsync(database, log, documents, "one row each");
            var limits = Options.Create(new EditingLimits { PackedAfter = TimeSpan.Zero, UpdatesLeftUnpacked = 10 });
            await new LogPacking(database, log, limits, TimeProvider.System).PackAsync();
            await MeasureAsync(database, log, documents, "packed");
            await using var db = await database.CreateDbContextAsync();
            var longest = documents[^1];
            var kept = await db.Snapshots.CountAsync(s =>
                s.DocumentId == longest
                && s.Version > 0
                && db.PackedStretches.Any(p => p.DocumentId == longest && p.First <= s.Version && p.Last >= s.Version)
            );
            Console.WriteLine(
                $"whole texts kept among the packed of {Lives[^1]:N0} updates: {kept}, about {kept * Length * 3 / 1024:N0} KB"
            );
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(IDbContextFactory<AuthoringDb> database, EditLog log, List<int> documents, string how)
    {
        var history = new TextHistory(database, log);
        await history.AtAsync(documents[0], Lives[0] / 2);
        for (var i = 0; i < documents.Count; i++)
        {
            var (document, life, random) = (documents[i], Lives[i], new Random(7));
            var looks = new List<double>();
            for (var n = 0; n < Looks; n++)
                looks.Add(await TimeAsync(() => history.AtAsync(document, random.Next(life + 1))));
            looks.Sort();
            var authors = new Authors(history);
            var first = await TimeAsync(() => authors.FindAsync(document));
            var again = await TimeAsync(() => authors.FindAsync(document));
            var phrase = await TimeAsync(() => new PhraseSearcher(history, TimeProvider.System).FindAsync(document, "教学"));
            Console.WriteLine(
                $"{how, -12} {life, 7:N0} updates: a version {looks[Looks / 2], 6:F1} ms, the slowest of {Looks} {looks[^1], 6:F1}; authors first {first, 6:F0}, again {again, 5:F1}; a phrase {phrase, 6:F0}"
            );
        }
    }

    private static async Task<double> TimeAsync<T>(Func<Task<T>> what)
    {
        var clock = Stopwatch.StartNew();
        if (await what() is null)
            throw new InvalidDataException("Nothing was found.");
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task<List<int>> PrepareAsync(IDbContextFactory<AuthoringDb> database)
    {
        await using var db = await database.CreateDbContextAsync();
        await db.Database.MigrateAsync();
        db.Users.AddRange(new Person { UserName = "one", DisplayName = "one" }, new Person { UserName = "other", DisplayName = "other" });
        db.Reports.Add(
            new Report
            {
                Slug = "history",
                Title = "history",
                Definition = "title: history",
            }
        );
        await db.SaveChangesAsync();
        List<Document> documents =
        [
            .. Lives.Select(life => new Document
            {
                ReportId = 1,
                Kind = DocumentKind.Section,
                Key = $"s{life}",
                Path = $"sections/s{life}.md",
            }),
        ];
        db.Documents.AddRange(documents);
        await db.SaveChangesAsync();
        return documents.ConvertAll(d => d.Id);
    }

    /// <summary>Two people type words and take some out again, here and there, in a text that stays as long as a long chapter.</summary>
    private static async Task WriteAsync(IDbContextFactory<AuthoringDb> database, int document, int life)
    {
        string[] words = ["学", "校", "教学", "质量", "的", "，", "百分之", "培"];
        var (random, limits, at, place) = (new Random(life), new EditingLimits(), 1_764_000_000_000L, 0);
        var text = Rope.From(string.Concat(Enumerable.Repeat("全市中等职业学校坚持立德树人。", Length / 15)));
        await using (var db = await database.CreateDbContextAsync())
        {
            db.Snapshots.Add(
                new Snapshot
                {
                    DocumentId = document,
                    Version = 0,
                    Text = text.ToString(),
                }
            );
            await db.SaveChangesAsync();
        }
        for (var first = 1; first <= life; first += 10_000)
        {
            await using var db = await database.CreateDbContextAsync();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var version = first; version < first + Math.Min(10_000, life); version++)
            {
                if (random.Next(60) == 0)
                    place = random.Next(text.Length + 1);
                place = Math.Min(place, text.Length);
                var word = words[random.Next(words.Length)];
                var isTaken = place > 0 && random.Next(text.Length > Length ? 2 : 4) == 0;
                var change = isTaken
                    ? ChangeSet.Replace(text.Length, place - 1, place, "")
                    : ChangeSet.Replace(text.Length, place, place, word);
                place += isTaken ? -1 : word.Length;
                text = change.Apply(text);
                at += random.Next(60, 320) + (random.Next(40) == 0 ? random.Next(60_000) : 0);
                db.Updates.Add(
                    new LoggedUpdate
                    {
                        DocumentId = document,
                        Version = version,
                        PersonId = 1 + version / 700 % 2,
                        ClientId = $"{version / 700:x8}b17f0c2e",
                        UpdateId = $"{version / 700:x8}b17f0c2e.{version}",
                        At = at,
                        Changes = change.ToJson(),
                    }
                );
                if (version % limits.UpdatesPerSnapshot == 0)
                    db.Snapshots.Add(
                        new Snapshot
                        {
                            DocumentId = document,
                            Version = version,
                            Text = text.ToString(),
                        }
                    );
            }
            await db.SaveChangesAsync();
        }
    }
}
