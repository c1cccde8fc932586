using System.Text.Json;
using Authoring.Web.Notices;
using Authoring.Web.Tests.Review;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Comments;

/// <summary>What is said once is told once: an answer does not bring the whole thread along, and a lively thread is one notice.</summary>
public sealed class CommentTrafficTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<IReadOnlyList<NoticeEntry>> NoticesAsync(string name) =>
        await office.Workspace.Services.GetRequiredService<NoticeQueries>().ListForAsync(await office.IdAsync(name), 50);

    [Fact]
    public async Task An_answer_is_told_alone_with_how_many_there_are()
    {
        var reader = await office.HubAsync("author3");
        var events = new List<JsonElement>();
        var bytes = 0L;
        reader.Event += (name, arguments) =>
        {
            if (name != "Commented")
                return;
            lock (events)
                events.Add(arguments[1]);
            bytes += arguments.GetRawText().Length;
        };
        await reader.CallAsync("Open", Office.Basic);
        var thread = await office.CommentAsync("city-reviewer", Office.Basic, "请核实");
        var author = await office.HubAsync("author1");
        const int Replies = 60;
        var words = new string('说', 1_000);
        for (var i = 0; i < Replies; i++)
            await author.CallAsync("Reply", Office.Basic, thread, new { text = words });
        var first = (await reader.CallAsync("Comments", Office.Basic))
            .GetProperty("threads")[0]
            .GetProperty("entries")[0]
            .GetProperty("id")
            .GetInt32();
        await (await office.HubAsync("city-reviewer")).CallAsync("Amend", Office.Basic, thread, first, "请再核实");
        await author.CallAsync("Handle", Office.Basic, thread, new { resolved = true });
        await Office.UntilAsync(
            () =>
            {
                lock (events)
                    return Task.FromResult(events.Count == Replies + 3);
            },
            "all events"
        );
        lock (events)
        {
            Assert.All(events, e => Assert.InRange(e.GetProperty("entries").GetArrayLength(), 0, 1));
            Assert.Equal(Enumerable.Range(1, Replies + 1), events.Take(Replies + 1).Select(e => e.GetProperty("count").GetInt32()));
            Assert.Equal("请再核实", events[^2].GetProperty("entries")[0].GetProperty("text").GetString());
            Assert.Equal(
                (true, 0),
                (events[^1].GetProperty("isResolved").GetBoolean(), events[^1].GetProperty("entries").GetArrayLength())
            );
        }
        Assert.InRange(bytes, 0, Replies * (words.Length * 6 + 2_000)); // grows with what was said, not with its square
        var whole = (await reader.CallAsync("Comments", Office.Basic)).GetProperty("threads")[0];
        Assert.Equal((Replies + 1, Replies + 1), (whole.GetProperty("entries").GetArrayLength(), whole.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task A_lively_thread_is_one_notice_that_counts_who_and_how_much()
    {
        var thread = await office.CommentAsync("city-reviewer", Office.Basic, "请核实");
        foreach (var name in new[] { "author1", "author2", "author1", "author3", "author1" })
            await (await office.HubAsync(name)).CallAsync("Reply", Office.Basic, thread, new { text = $"{name}说" });
        var notice = Assert.Single(await NoticesAsync("city-reviewer"));
        Assert.Equal((5, 3, "撰稿人甲", "author1说", true), (notice.Count, notice.People, notice.By, notice.Words, notice.IsUnread));
        var words =
            office.Workspace.Services.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<Authoring.Web.Shell.Words>>();
        Assert.Equal("撰稿人甲等 3 人在《1. 基本情况》的一处批注里有 5 条新消息", NoticeSentence.Of(words, notice));
        Assert.Equal(1, (await (await office.HubAsync("city-reviewer")).CallAsync("Waiting")).GetProperty("notices").GetInt32());
        // Another thread is another notice; and what comes after reading is new.
        var second = await office.CommentAsync("city-reviewer", Office.Basic, "另一处");
        await (await office.HubAsync("author2")).CallAsync("Reply", Office.Basic, second, new { text = "好" });
        Assert.Equal(2, (await NoticesAsync("city-reviewer")).Count);
        await office.Workspace.Services.GetRequiredService<NoticeService>().ReadAsync(await office.IdAsync("city-reviewer"), null);
        await (await office.HubAsync("author2")).CallAsync("Reply", Office.Basic, thread, new { text = "又" });
        var notices = await NoticesAsync("city-reviewer");
        Assert.Equal((3, 1, true), (notices.Count, notices[0].Count, notices[0].IsUnread));
    }
}
