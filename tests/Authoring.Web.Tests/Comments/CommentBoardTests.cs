using Authoring.Web.Comments;
using Authoring.Web.Documents;
using Authoring.Web.Tests.Review;
using Bunit;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Tests.Comments;

/// <summary>The page 批注: all comments of a report in one list, narrowed down, answered and settled without opening a text.</summary>
public sealed class CommentBoardTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<LivePart<CommentBoard>> OpenAsync(string person)
    {
        var part = await LivePart<CommentBoard>.OpenAsync(office.Workspace, person);
        await part.AppearsAsync("comments-line");
        return part;
    }

    private static Task UntilAsync(LivePart<CommentBoard> part, Action isSo) =>
        part.Shown.WaitForAssertionAsync(isSo, TimeSpan.FromSeconds(30));

    private static void Act(LivePart<CommentBoard> part, string act) => part.Press($"[data-testid=comments-act][data-act={act}]");

    private static Task ChooseAsync(LivePart<CommentBoard> part, string choice) =>
        part.Shown.Find($"[data-testid=comments-choice][data-choice={choice}]").ClickAsync(new());

    private static int[] Threads(LivePart<CommentBoard> part) =>
        [
            .. part
                .Shown.FindAll("[data-testid=comments-line]")
                .Select(line => int.Parse(line.GetAttribute("data-thread")!, System.Globalization.CultureInfo.InvariantCulture)),
        ];

    private async Task<CommentThread> ThreadAsync(int id)
    {
        await using var db = await office.DatabaseAsync();
        return await db.CommentThreads.Include(t => t.Entries).Include(t => t.HandledBy).SingleAsync(t => t.Id == id);
    }

    [Fact]
    public async Task A_comment_is_answered_and_taken_up_in_place()
    {
        var id = await office.CommentAsync("city-reviewer", Office.Basic, "请核实");
        await using var part = await OpenAsync("author1");
        Assert.EndsWith($"/sections/01-basic#comment-{id}", part.Shown.Find("[data-testid=comments-place]").GetAttribute("href"));
        Act(part, "Reply");
        await part.AppearsAsync("comments-typed");
        await part.FillAsync("comments-typed", "已核实");
        part.Submit(".comments-form");
        await UntilAsync(part, () => Assert.Contains("已核实", part.TextOf("comments-line"), StringComparison.Ordinal));
        Act(part, "Adopt");
        await UntilAsync(part, () => Assert.Contains("采纳", part.TextOf("comments-adoption"), StringComparison.Ordinal));
        var thread = await ThreadAsync(id);
        Assert.Equal((true, Adoption.Adopted, "撰稿人甲"), (thread.IsResolved, thread.Adoption, thread.HandledBy!.DisplayName));
        Assert.Equal(["请核实", "已核实"], thread.Entries.OrderBy(e => e.Id).Select(e => e.Text));
        Act(part, "Reopen");
        await UntilAsync(part, () => Assert.Equal("false", part.Shown.Find("[data-testid=comments-line]").GetAttribute("data-resolved")));
    }

    [Fact]
    public async Task Who_does_not_take_an_opinion_up_says_why()
    {
        var id = await office.CommentAsync("city-reviewer", Office.Basic, "请核实");
        await using var part = await OpenAsync("author1");
        Act(part, "Not");
        await part.AppearsAsync("comments-typed");
        part.Submit(".comments-form");
        await part.Shown.WaitForElementAsync(".comments-form .error", TimeSpan.FromSeconds(30));
        Assert.False((await ThreadAsync(id)).IsResolved);
        await part.FillAsync("comments-typed", "以附表为准");
        part.Submit(".comments-form");
        await UntilAsync(part, () => Assert.Contains("以附表为准", part.TextOf("comments-adoption"), StringComparison.Ordinal));
        Assert.Equal(Adoption.NotAdopted, (await ThreadAsync(id)).Adoption);
    }

    [Fact]
    public async Task Comments_are_narrowed_down_by_state_text_and_person_and_exported_as_they_are_shown()
    {
        var first = await office.CommentAsync("city-reviewer", Office.Basic, "一");
        var second = await office.CommentAsync("author2", Office.Training, "二");
        await using var part = await OpenAsync("author1");
        Assert.Equal([first, second], Threads(part));
        await part.FillAsync("comments-text", "sections/02-training");
        Assert.Equal([second], Threads(part));
        var export = part.Shown.Find("[data-testid=comments-export]").GetAttribute("href")!;
        await part.FillAsync("comments-text", "");
        await part.FillAsync("comments-person", $"{await office.IdAsync("city-reviewer")}");
        Assert.Equal([first], Threads(part));
        Act(part, "Adopt");
        await UntilAsync(part, () => Assert.Equal("true", part.Shown.Find("[data-testid=comments-line]").GetAttribute("data-resolved")));
        await ChooseAsync(part, "Open");
        await part.AppearsAsync("comments-none-found");
        await part.FillAsync("comments-person", "");
        Assert.Equal([second], Threads(part));
        using var browser = await office.BrowserAsync("author1");
        var file = await browser.GetStringAsync(new Uri(export, UriKind.Relative), Xunit.TestContext.Current.CancellationToken);
        Assert.Contains("\"二\"", file, StringComparison.Ordinal);
        Assert.DoesNotContain("\"一\"", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_settle_is_told_who_does_and_the_server_refuses_him_all_the_same()
    {
        var id = await office.CommentAsync("city-reviewer", Office.Basic, "请核实");
        await office.GiveAsync(Office.Basic, "author1");
        await using var part = await OpenAsync("author2");
        Assert.Equal(["Reply"], part.Shown.FindAll("[data-testid=comments-act]").Select(act => act.GetAttribute("data-act")));
        Assert.Contains("由提出人", part.TextOf("comments-line"), StringComparison.Ordinal);
        var item = part.Shown.FindComponent<CommentItem>();
        Assert.False(await item.InvokeAsync(() => item.Instance.Handle(new CommentOutcome(true, Adoption.Adopted, null))));
        Assert.Contains("权限", part.TextOf("comments-said"), StringComparison.Ordinal);
        Assert.False((await ThreadAsync(id)).IsResolved);
    }

    [Fact]
    public async Task Who_has_left_the_report_says_nothing_more_in_it()
    {
        var id = await office.CommentAsync("city-reviewer", Office.Basic, "请核实");
        await using var part = await OpenAsync("author2");
        var item = part.Shown.FindComponent<CommentItem>();
        await office.ChangeAsync(async db =>
        {
            db.ReportMembers.Remove(await db.ReportMembers.SingleAsync(m => m.Person!.UserName == "author2"));
        });
        Assert.False(await item.InvokeAsync(() => item.Instance.Reply("还在")));
        Assert.Single((await ThreadAsync(id)).Entries);
    }
}
