using System.Net;
using System.Text.Json;
using Authoring.Text;
using Authoring.Web.History;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Authoring.Web.Tests.Editing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.History;

/// <summary>Who wrote what is what the server saw, whoever says what; readers may know it, and nobody else.</summary>
public sealed class AuthorsTests(ITestOutputHelper output)
{
    private const string Document = "small/sections/01-basic";
    private const string Address = "/reports/small/live/sections/01-basic/authors";
    private static readonly int Length = SmallReport.First.Length;

    [Fact]
    public async Task Each_range_is_his_who_pushed_it_whatever_the_update_says()
    {
        await using var workspace = await RunningWorkspace.StartAsync();
        await using var one = await workspace.ConnectAsync("author1");
        await using var other = await workspace.ConnectAsync("author2");
        await one.CallAsync(
            "Push",
            Document,
            0,
            new[]
            {
                new
                {
                    id = "a",
                    clientID = "a",
                    changes = new object[] { new object[] { 0, "甲的话。" }, Length },
                    by = "999",
                },
            }
        );
        await other.CallAsync(
            "Push",
            Document,
            1,
            new[]
            {
                new
                {
                    id = "b",
                    clientID = "b",
                    changes = new object[] { 2, new object[] { 0, "乙" }, Length + 2 },
                },
            }
        );
        await one.CallAsync(
            "Push",
            Document,
            2,
            new[]
            {
                new
                {
                    id = "c",
                    clientID = "a",
                    changes = new object[] { new object[] { 1 }, Length + 4 },
                },
            }
        );

        using var reader = await workspace.BrowseAsync("city-reviewer");
        var (first, second) = (await IdAsync(workspace, "author1"), await IdAsync(workspace, "author2"));
        var answer = await ReadAsync(reader, Address);
        Assert.Equal(3, answer.GetProperty("version").GetInt32());
        Assert.Equal([(0, 1, first), (1, 2, second), (2, 4, first), (4, Length + 4, null)], RangesOf(answer));
        Assert.Equal(
            [first, second],
            answer.GetProperty("people").EnumerateArray().Select(person => person.GetProperty("id").GetString()).Order()
        );
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        Assert.Equal(
            (await db.Updates.SingleAsync(u => u.Version == 2)).At,
            answer.GetProperty("ranges")[1].GetProperty("at").GetDateTimeOffset().ToUnixTimeMilliseconds()
        );

        // Earlier versions, in any order, and what was never there.
        Assert.Equal([(0, 4, first), (4, Length + 4, null)], RangesOf(await ReadAsync(reader, $"{Address}?version=1")));
        Assert.Equal([(0, Length, null)], RangesOf(await ReadAsync(reader, $"{Address}?version=0")));
        foreach (var version in new[] { 4, -1 })
            Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync($"{Address}?version={version}")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await reader.GetAsync($"{Address}?version=x")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/reports/small/live/sections/09-none/authors")).StatusCode);
    }

    [Fact]
    public async Task What_is_carried_on_is_what_the_whole_log_gives_packed_or_not()
    {
        var seed = Environment.GetEnvironmentVariable("AUTHORING_SEED") is { } fixedSeed ? int.Parse(fixedSeed) : Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        const string start = "# 标题\n\n一段文字，其后还有。\n";
        await using var bench = await SessionBench.StartAsync();
        var document = await bench.AddTextAsync(start);
        var random = new Random(seed);
        var open = bench.Open(document);
        var writers = new[] { new SimulatedWriter(bench.People[0], "w", 0, start), new SimulatedWriter(bench.People[1], "v", 0, start) };
        var carried = new Authors(bench.History);
        for (var i = 0; i < 120; i++)
        {
            var writer = writers[random.Next(2)];
            writer.Edit(random);
            await open.Session.PushAsync(writer.PersonId, writer.Version, [.. writer.Unconfirmed]);
            for (var version = -1; version != writer.Version; )
            {
                version = writer.Version;
                var pulled = await open.Session.PullAsync(writer.Version);
                writer.Receive(pulled.Version, pulled.Updates);
            }
            if (random.Next(4) == 0)
                await CheckAsync(null);
            if (random.Next(8) == 0)
                await CheckAsync(random.Next(writer.Version + 1));
        }
        (bench.Limits.UpdatesPerStretch, bench.Limits.UpdatesLeftUnpacked, bench.Limits.PackedAfter) = (10, 15, TimeSpan.Zero);
        Assert.True(await bench.PackAsync() > 0);
        await CheckAsync(null);

        async Task CheckAsync(int? version)
        {
            var (known, anew) = (
                (await carried.FindAsync(document, version))!,
                (await new Authors(bench.History).FindAsync(document, version))!
            );
            Assert.Equal((anew.Version, anew.Text), (known.Version, known.Text));
            Assert.Equal(anew.Ranges, known.Ranges);
            Assert.Equal(known.Text.Length, known.Ranges.Sum(range => range.To - range.From));
            // Nobody is said to have written what he has not: each character is of a person who wrote in the text, or of nobody.
            Assert.All(known.Ranges, range => Assert.True(range.PersonId is null || bench.People.Take(2).Contains(range.PersonId.Value)));
            Assert.Equal((await bench.History.AtAsync(document, known.Version))!.Text, known.Text);
        }
    }

    [Fact]
    public void Contributions_are_what_stands_there_without_white_space_and_make_up_the_whole()
    {
        var text = new AuthoredText(
            3,
            Rope.From("甲 😀\n乙乙乙原文原文"),
            [new(0, 5, 1, 1_000), new(5, 7, 2, 3_000), new(7, 8, 2, 2_000), new(8, 12, null, 0)]
        );
        Assert.Equal([new(null, 4, 4 / 9.0, 0), new(2, 3, 3 / 9.0, 3_000), new(1, 2, 2 / 9.0, 1_000)], Contribution.Of(text));
        Assert.Empty(Contribution.Of(new AuthoredText(0, Rope.From(" \n"), [new(0, 2, null, 0)])));
    }

    [Fact]
    public async Task A_phrase_is_found_in_the_versions_in_which_it_came_and_went()
    {
        await using var bench = await SessionBench.StartAsync();
        var document = await bench.AddTextAsync("就业率九成。\n");
        var session = bench.Open(document).Session;
        await PushAsync(0, "a", new Edit(3, 3, "稳步"));
        await PushAsync(1, "b", new Edit(0, 0, "就业率，"));
        await PushAsync(0, "c", new Edit(0, 7, ""));
        var found = (await new PhraseSearcher(bench.History, TimeProvider.System).FindAsync(document, "就业率"))!;
        Assert.Equal(
            [(3, bench.People[0], 2, 0), (2, bench.People[1], 1, 2)],
            found.Steps.Select(step => (step.Version, step.PersonId, step.Before, step.After))
        );
        Assert.Equal((2, 1, 0, 3, true), (found.StepCount, found.AtStart, found.Now, found.Version, found.IsWhole));
        var came = (await new PhraseSearcher(bench.History, TimeProvider.System).FindAsync(document, "稳步"))!;
        Assert.Equal([(1, 0, 1)], came.Steps.Select(step => (step.Version, step.Before, step.After)));
        Assert.Equal(0, (await new PhraseSearcher(bench.History, TimeProvider.System).FindAsync(document, "从未有过"))!.StepCount);
        Assert.Null(await new PhraseSearcher(bench.History, TimeProvider.System).FindAsync(document + 1, "就业率"));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new PhraseSearcher(bench.History, TimeProvider.System).FindAsync(document, "就业率", null, stopped.Token)
        );

        async Task PushAsync(int person, string id, Edit edit)
        {
            var (version, text) = await session.ReadAsync();
            await session.PushAsync(bench.People[person], version, [new(id, $"client-{person}", ChangeSet.Of(text.Text.Length, [edit]))]);
        }
    }

    private static async Task<string> IdAsync(RunningWorkspace workspace, string name) =>
        (await workspace.PersonAsync(name)).PersonId().ToString();

    private static async Task<JsonElement> ReadAsync(HttpClient browser, string address) =>
        JsonDocument.Parse(await browser.GetStringAsync(new Uri(address, UriKind.Relative))).RootElement;

    private static List<(int, int, string?)> RangesOf(JsonElement answer) =>
        [
            .. answer
                .GetProperty("ranges")
                .EnumerateArray()
                .Select(range =>
                    (range.GetProperty("from").GetInt32(), range.GetProperty("to").GetInt32(), range.GetProperty("by").GetString())
                ),
        ];
}
