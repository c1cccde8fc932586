using System.Text;
using Authoring.Text;
using Authoring.Web.Editing;
using Authoring.Web.Editing.Packing;

namespace Authoring.Web.Tests.Editing;

/// <summary>
/// What is packed is not lost: each update comes back to the byte, any age of client can be brought up to date, and no id enters twice.
/// </summary>
public sealed class PackingTests(ITestOutputHelper output)
{
    private const string Start = "# 标题\n\n一段文字😀，其后还有。\n";

    private static List<LoggedUpdate> Log(Random random, int count)
    {
        var text = Rope.From(Start);
        var rows = new List<LoggedUpdate>();
        string[] beginnings = ["k3", "a.b#", "0", "", "页|"];
        for (var version = 1; version <= count; version++)
        {
            var edits = new List<Edit>();
            for (int from = 0, n = random.Next(4); n > 0 && from <= text.Length; n--)
            {
                from = random.Next(from, text.Length + 1);
                var to = Math.Min(text.Length, from + random.Next(3));
                edits.Add(
                    new Edit(
                        from,
                        to,
                        random.Next(3) switch
                        {
                            0 => "",
                            1 => "字\n报告😀",
                            _ => "x",
                        }
                    )
                );
                from = to + 1;
            }
            var changes = ChangeSet.Of(text.Length, edits);
            text = changes.Apply(text);
            var id = random.Next(4) switch
            {
                0 => $"{beginnings[random.Next(5)]}{version:d4}",
                1 => Guid.NewGuid().ToString("N"),
                _ => $"{beginnings[random.Next(5)]}{version}",
            };
            rows.Add(
                new LoggedUpdate
                {
                    DocumentId = 1,
                    Version = version,
                    PersonId = random.Next(3),
                    ClientId = $"c:{random.Next(4)}",
                    UpdateId = id.Length == 0 ? "x" : id,
                    At = 1_764_000_000_000 + random.NextInt64(-5_000, 5_000_000),
                    Changes = changes.ToJson(),
                    Marks = random.Next(4) == 0 ? Marks(random, text.Length) : null,
                }
            );
        }
        return rows;
    }

    private static string? Marks(Random random, int length)
    {
        var from = random.Next(length + 1);
        var marking = Marking.Of([
            new MarkChange(
                $"s{random.Next(3)}",
                "1",
                1_764_000_000_000,
                Ranges.Of(from, length),
                Ranges.Of(0, from),
                Ranges.Empty,
                random.Next(3) == 0 ? Outcome.Rejected : null,
                random.Next(3) == 0 ? "数据有误\n😀" : null
            ),
        ]);
        return marking.IsEmpty ? null : Encoding.UTF8.GetString(marking.ToUtf8Json());
    }

    [Fact]
    public void Every_update_comes_back_to_the_byte()
    {
        var seed = Environment.GetEnvironmentVariable("AUTHORING_SEED") is { } fixedSeed ? int.Parse(fixedSeed) : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var i = 0; i < 300; i++)
        {
            var rows = Log(new Random(seed + i), 1 + i);
            var again = UpdatePack.Read(LogPacking.Pack(rows).Data); // packing compares each, too
            Assert.Equal(
                rows.Select(r => (r.Version, r.PersonId, r.ClientId, r.UpdateId, r.At, r.Changes, r.Marks ?? "")),
                again.Select(e =>
                    (e.Version, e.PersonId, e.ClientId, e.UpdateId, e.At, e.Changes.ToJson(), Encoding.UTF8.GetString(e.MarksJson))
                )
            );
        }
    }

    [Fact]
    public void The_filter_misses_no_id_and_seldom_finds_one_that_is_not_there()
    {
        var ids = Enumerable.Range(0, 4_000).Select(i => (i % 7, $"page.{i}")).ToList();
        var filter = IdFilter.Of(ids);
        Assert.Equal(5_000, filter.Length);
        Assert.All(ids, id => Assert.True(IdFilter.MayHold(filter, id.Item1, id.Item2)));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(i => IdFilter.MayHold(filter, 1, $"other.{i}")), 0, 300);
    }

    [Fact]
    public async Task A_packed_log_is_read_rebased_over_verified_and_guarded_as_before()
    {
        await using var bench = await SessionBench.StartAsync();
        (bench.Limits.UpdatesPerStretch, bench.Limits.UpdatesLeftUnpacked, bench.Limits.PackedAfter) = (10, 15, TimeSpan.Zero);
        var text = await bench.AddTextAsync(Start);
        var session = bench.Open(text).Session;
        for (var i = 0; i < 60; i++)
            await session.PushAsync(bench.People[0], i, [Typed($"u{i}", Start.Length + i)]);
        var before = (await new LogReader(session).AllAsync());

        Assert.Equal(40, await bench.PackAsync());
        Assert.Equal(0, await bench.PackAsync());
        Assert.Equal(20, (await bench.LogAsync(text)).Count);
        Assert.Equal([0], (await bench.SnapshotsAsync(text)).Where(version => version <= 40));
        Assert.Contains(await bench.SnapshotsAsync(text), version => version > 40);

        await bench.StartAgainAsync();
        var again = bench.Open(text).Session;
        Assert.Equal(before, (await new LogReader(again).AllAsync()));
        Assert.Empty(await bench.VerifyAsync());
        // Sent again after weeks, from whatever version: it is known.
        foreach (var version in new[] { 3, 30, 60 })
            Assert.Equal(4, await again.PushAsync(bench.People[0], version, [Typed("u3", Start.Length + 3)]));
        // The same id of somebody else is another update; it is rebased over what was packed.
        Assert.Equal(61, await again.PushAsync(bench.People[1], 5, [Typed("u3", Start.Length + 5, "d")]));
        Assert.Equal(new string('x', 61) + Start, (await again.ReadAsync()).Text.Text.ToString());
    }

    private static PushedUpdate Typed(string id, int length, string client = "c") => new(id, client, ChangeSet.Replace(length, 0, 0, "x"));

    /// <summary>A client that has been away from the beginning.</summary>
    private sealed class LogReader(DocumentSession session)
    {
        public async Task<List<string>> AllAsync()
        {
            var all = new List<string>();
            for (var version = 0; ; )
            {
                var pulled = await session.PullAsync(version);
                if (pulled.Updates.Count == 0)
                    return all;
                Assert.Equal(version + pulled.Updates.Count, pulled.Version);
                version = pulled.Version;
                all.AddRange(pulled.Updates.Select(u => System.Text.Encoding.UTF8.GetString(u.Utf8.Span)));
            }
        }
    }
}
