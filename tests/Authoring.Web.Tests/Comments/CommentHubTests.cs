using System.Text.Json;
using Authoring.Text;
using Authoring.Web.Comments;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Comments;

/// <summary>Comments move with the text, survive what they are about, and go to whom they concern.</summary>
public sealed class CommentHubTests : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private static readonly int At = SmallReport.First.IndexOf("现有", StringComparison.Ordinal);

    private RunningWorkspace workspace = null!;
    private HubClient author = null!,
        reviewer = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        author = await workspace.ConnectAsync("author1");
        reviewer = await workspace.ConnectAsync("city-reviewer");
    }

    public async ValueTask DisposeAsync()
    {
        await author.DisposeAsync();
        await reviewer.DisposeAsync();
        await workspace.DisposeAsync();
    }

    private static async Task<int> CommentAsync(
        HubClient who,
        int version,
        int from,
        int to,
        string text = "请核实",
        params string[] mentions
    ) =>
        (
            await who.CallAsync(
                "Comment",
                Document,
                new
                {
                    version,
                    from,
                    to,
                    subject = "words",
                    text,
                    mentions,
                }
            )
        ).GetInt32();

    private static Task EditAsync(HubClient who, int version, params object[] changes) =>
        who.CallAsync(
            "Push",
            Document,
            version,
            new[]
            {
                new
                {
                    id = Guid.NewGuid().ToString("N"),
                    clientID = "c",
                    changes,
                },
            }
        );

    private async Task<JsonElement> ThreadAsync(int index = 0) =>
        (await author.CallAsync("Comments", Document)).GetProperty("threads")[index];

    private async Task<string> AnchoredAsync(int index = 0)
    {
        var list = await author.CallAsync("Comments", Document);
        var thread = list.GetProperty("threads")[index];
        var opened = await author.CallAsync("Open", Document);
        Assert.Equal(opened.GetProperty("version").GetInt32(), thread.GetProperty("version").GetInt32());
        return opened.GetProperty("text").GetString()![thread.GetProperty("from").GetInt32()..thread.GetProperty("to").GetInt32()];
    }

    private async Task<string> PersonAsync(string name)
    {
        var people = (await author.CallAsync("Comments", Document)).GetProperty("people").EnumerateArray();
        return people.Single(p => p.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;
    }

    [Fact]
    public async Task A_comment_stays_with_its_words_through_edits_and_restarts_and_says_what_they_were_when_they_are_gone()
    {
        await CommentAsync(reviewer, 0, At, At + 2);
        await EditAsync(author, 0, new object[] { 0, "前言。" }, SmallReport.First.Length);
        Assert.Equal("现有", await AnchoredAsync());
        await EditAsync(author, 1, At + 4, new object[] { 0, "实" }, SmallReport.First.Length - At - 1);
        Assert.Equal("现实有", await AnchoredAsync());

        await author.DisposeAsync();
        await reviewer.DisposeAsync();
        await workspace.StopAsync();
        await workspace.StartAgainAsync();
        author = await workspace.ConnectAsync("author1");
        reviewer = await workspace.ConnectAsync("city-reviewer");
        Assert.Equal("现实有", await AnchoredAsync());

        await EditAsync(author, 2, At + 3, new object[] { 3 }, SmallReport.First.Length - At - 2);
        var gone = await ThreadAsync();
        Assert.True(gone.GetProperty("collapsed").GetBoolean());
        Assert.Equal("现有", gone.GetProperty("quote").GetString());
    }

    [Fact]
    public async Task A_comment_on_a_text_that_has_gone_on_is_where_it_was_meant()
    {
        for (var i = 0; i < 20; i++)
            await EditAsync(author, i, new object[] { 0, "字" }, SmallReport.First.Length + i);
        await CommentAsync(reviewer, 0, At, At + 2);
        Assert.Equal("现有", await AnchoredAsync());
        Assert.Equal("bad-version", (await Assert.ThrowsAsync<HubError>(() => CommentAsync(reviewer, 99, 0, 1))).Code);
        Assert.Equal("bad-message", (await Assert.ThrowsAsync<HubError>(() => CommentAsync(reviewer, 0, 0, 99_999))).Code);
    }

    [Fact]
    public async Task A_comment_on_suggested_words_keeps_its_place_when_they_are_accepted_and_says_what_they_were_when_they_are_rejected()
    {
        var (start, length) = (SmallReport.First.Length, SmallReport.First.Length);
        foreach (var id in new[] { "kept", "dropped" })
        {
            await author.CallAsync(
                "Push",
                Document,
                id == "kept" ? 0 : 1,
                new[]
                {
                    new
                    {
                        id,
                        clientID = "c",
                        changes = new object[] { length, new object[] { 0, "另有一所。" } },
                        suggests = true,
                    },
                }
            );
            length += "另有一所。".Length;
        }
        await CommentAsync(reviewer, 2, start + 2, start + 4, "哪一所？");
        await CommentAsync(reviewer, 2, start + 7, start + 9, "同上");
        var marks = (await author.CallAsync("Open", Document))
            .GetProperty("marks")
            .EnumerateArray()
            .Select(mark => mark.GetProperty("id").GetString())
            .ToList();
        Assert.Equal(["kept", "dropped"], marks);
        await author.CallAsync(
            "Push",
            Document,
            2,
            new[]
            {
                new
                {
                    id = "accept",
                    clientID = "c",
                    changes = new object[] { length },
                    marks = new[]
                    {
                        new
                        {
                            id = "kept",
                            clear = new[] { new[] { start, start + 5 } },
                            outcome = "accepted",
                        },
                    },
                },
            }
        );
        Assert.Equal("一所", await AnchoredAsync());
        await author.CallAsync(
            "Push",
            Document,
            3,
            new[]
            {
                new
                {
                    id = "reject",
                    clientID = "c",
                    changes = new object[] { start + 5, new object[] { 5 } },
                    marks = new[]
                    {
                        new
                        {
                            id = "dropped",
                            clear = Array.Empty<int[]>(),
                            outcome = "rejected",
                        },
                    },
                },
            }
        );
        Assert.Equal("一所", await AnchoredAsync());
        Assert.Equal(
            (true, "一所"),
            ((await ThreadAsync(1)).GetProperty("collapsed").GetBoolean(), (await ThreadAsync(1)).GetProperty("quote").GetString())
        );
    }

    [Fact]
    public async Task Everybody_in_the_text_sees_a_thread_grow_be_given_and_settled()
    {
        var events = new List<JsonElement>();
        author.Event += (name, arguments) =>
        {
            if (name == "Commented")
                lock (events)
                    events.Add(arguments[1]);
        };
        await author.CallAsync("Open", Document);
        var thread = await CommentAsync(reviewer, 0, At, At + 2);
        await author.CallAsync("Reply", Document, thread, new { text = "已核实" });
        await reviewer.CallAsync("Assign", Document, thread, await PersonAsync("撰稿人乙"));
        await author.CallAsync(
            "Handle",
            Document,
            thread,
            new
            {
                resolved = true,
                adoption = "partly",
                reason = "以附表为准",
            }
        );
        var now = await ThreadAsync();
        Assert.Equal(
            (true, "partly", "以附表为准", "撰稿人甲", "撰稿人乙"),
            (
                now.GetProperty("isResolved").GetBoolean(),
                now.GetProperty("adoption").GetString(),
                now.GetProperty("reason").GetString(),
                now.GetProperty("handledBy").GetString(),
                now.GetProperty("assignee").GetProperty("name").GetString()
            )
        );
        Assert.Equal(["请核实", "已核实"], now.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("text").GetString()));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            lock (events)
                if (events.Count == 4 && events[^1].GetProperty("isResolved").GetBoolean())
                    break;
            await author.CallAsync("Pull", Document, 0);
        }
        await reviewer.CallAsync("Handle", Document, thread, new { resolved = false });
        Assert.False((await ThreadAsync()).GetProperty("isResolved").GetBoolean());
    }

    [Fact]
    public async Task Who_has_nothing_to_do_with_a_thread_does_not_settle_it_and_words_are_their_authors()
    {
        var thread = await CommentAsync(author, 0, At, At + 2);
        Assert.Equal(
            "not-allowed",
            (await Assert.ThrowsAsync<HubError>(() => reviewer.CallAsync("Handle", Document, thread, new { resolved = true }))).Code
        );
        var entry = (await ThreadAsync()).GetProperty("entries")[0].GetProperty("id").GetInt32();
        Assert.Equal(
            "not-allowed",
            (await Assert.ThrowsAsync<HubError>(() => reviewer.CallAsync("Amend", Document, thread, entry, "改"))).Code
        );
        await author.CallAsync("Amend", Document, thread, entry, "请核实数据");
        Assert.Equal("请核实数据", (await ThreadAsync()).GetProperty("entries")[0].GetProperty("text").GetString());
        Assert.Equal(
            "not-found",
            (
                await Assert.ThrowsAsync<HubError>(() =>
                    author.CallAsync("Reply", "small/sections/02-training", thread, new { text = "x" })
                )
            ).Code
        );
    }

    [Fact]
    public async Task Who_is_named_or_answered_is_told_once()
    {
        var told = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var other = await workspace.ConnectAsync("author2");
        other.Event += (name, arguments) =>
        {
            if (name == "Noticed")
                told.TrySetResult(arguments[0].GetInt32());
        };
        await CommentAsync(reviewer, 0, At, At + 2, "@撰稿人乙 请看", await PersonAsync("撰稿人乙"));
        Assert.Equal(1, await told.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"version":0,"from":0,"to":1,"subject":"words","text":""}""")]
    [InlineData("""{"version":0,"from":0,"to":1,"subject":"words","text":"  \n "}""")]
    [InlineData("""{"version":0,"from":2,"to":1,"subject":"words","text":"x"}""")]
    [InlineData("""{"version":0,"from":0,"to":1,"subject":"song","text":"x"}""")]
    [InlineData("""{"version":0,"from":0,"to":1,"subject":"words","text":7}""")]
    [InlineData("""{"version":0,"from":0,"to":1,"subject":"words","text":"x","mentions":["a"]}""")]
    [InlineData("""{"from":0,"to":1}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    public async Task What_is_no_comment_is_refused(string comment) =>
        Assert.Equal(
            "bad-message",
            (await Assert.ThrowsAsync<HubError>(() => author.CallRawAsync("Comment", $"[\"{Document}\",{comment}]"))).Code
        );

    /// <summary>
    /// Random edits by several people, and comments made in between at old versions: each is where a replay of the log from its making puts
    /// it.
    /// </summary>
    [Fact]
    public async Task Comments_are_where_the_log_leads_them()
    {
        var seed = Environment.GetEnvironmentVariable("AUTHORING_SEED") is { } given ? int.Parse(given) : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"AUTHORING_SEED={seed}");
        var random = new Random(seed);
        var place = (
            await workspace
                .Services.GetRequiredService<Sessions>()
                .FindAsync(new DocumentName("small", DocumentKind.Section, "01-basic"), TestContext.Current.CancellationToken)
        )!;
        var (session, service, caller) = (
            workspace.Services.GetRequiredService<Sessions>().Of(place),
            workspace.Services.GetRequiredService<CommentService>(),
            await workspace.PersonAsync("author1")
        );
        var returned = 0;
        var made = new List<(int Id, int Version, int MadeAt, Anchor Anchor)>();
        for (var i = 0; i < 200; i++)
        {
            var (version, text) = await session.ReadAsync();
            if (random.Next(4) == 0)
            {
                var at = Math.Max(0, version - random.Next(10));
                var (from, to) = (random.Next(5), 5 + random.Next(5));
                made.Add(
                    (
                        await service.AddAsync(caller, place, new NewComment(at, from, to, CommentSubject.Words, "x", [])),
                        at,
                        version,
                        Anchor.Within(from, to)
                    )
                );
                continue;
            }
            var start = random.Next(text.Text.Length);
            var change =
                random.Next(2) == 0 && text.Text.Length > 30
                    ? ChangeSet.Replace(text.Text.Length, start, Math.Min(text.Text.Length, start + random.Next(6)), "")
                    : ChangeSet.Replace(text.Text.Length, start, start, "新增");
            if (change.IsEmpty)
                continue;
            await session.PushAsync(int.Parse(await PersonAsync("撰稿人甲")), version, [new PushedUpdate($"u{i}", "c", change)]);
        }
        var log = await workspace
            .Services.GetRequiredService<EditLog>()
            .SinceAsync(place.DocumentId, 0, int.MaxValue, TestContext.Current.CancellationToken);
        var texts = new List<Rope> { Rope.From(SmallReport.First) };
        foreach (var entry in log)
            texts.Add(entry.Changes.Apply(texts[^1]));
        var threads = (await service.ListAsync(place)).Threads.ToDictionary(t => t.Id);
        foreach (var (id, version, madeAt, anchor) in made)
        {
            var then = log.Skip(version).Take(madeAt - version).Aggregate(anchor, (moved, entry) => moved.Map(entry.Changes));
            var expected = CommentPlace.Of(then, texts[madeAt].Slice(then.From, then.To), new CommentLimits());
            foreach (var entry in log.Skip(madeAt))
                expected = expected.Map(entry, texts[entry.Version - 1], texts[entry.Version], new CommentLimits());
            Assert.Equal(
                (expected.Anchor.From, expected.Anchor.To, expected.Anchor.Collapsed),
                (threads[id].From, threads[id].To, threads[id].Collapsed)
            );
            if (
                !expected.Anchor.Collapsed
                && expected.Anchor != log.Skip(madeAt).Aggregate(then, (moved, entry) => moved.Map(entry.Changes))
            )
                returned++;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{returned} of {made.Count} came back to their words");
    }
}
