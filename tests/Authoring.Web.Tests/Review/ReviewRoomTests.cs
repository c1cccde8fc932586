using Authoring.Web.Review;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Tests.Review;

/// <summary>
/// The page 审核, without a browser: what a signature is bound to is what this page has shown, whatever becomes of the text meanwhile.
/// </summary>
public sealed class ReviewRoomTests : IAsyncLifetime
{
    private const string Signer = "school-reviewer";
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<LivePart<ReviewQueue>> OpenAsync(string person)
    {
        var part = await LivePart<ReviewQueue>.OpenAsync(office.Workspace, person);
        await part.AppearsAsync("queue-text");
        return part;
    }

    private async Task SubmitAsync(params string[] documents)
    {
        foreach (var document in documents)
            await office.ActAsync("author1", document, "submit");
    }

    private static async Task ConfirmAsync(LivePart<ReviewQueue> part)
    {
        await part.AppearsAsync("review-confirm-form");
        if (part.Has("review-unread-agree"))
            await part.Shown.Find("[data-testid=review-unread-agree]").ChangeAsync(new ChangeEventArgs { Value = true });
        part.Submit("[data-testid=review-confirm-form]");
        await part.AppearsAsync("review-said");
    }

    private async Task<string?> StateAsync(string document) =>
        (await office.LookAsync("editor", document)).GetProperty("review").GetProperty("state").GetString();

    [Fact]
    public async Task A_chapter_with_its_case_is_signed_in_one_act()
    {
        await SubmitAsync(Office.Basic, Office.Training, Office.Card);
        await using var part = await OpenAsync(Signer);
        Assert.Equal("3", part.TextOf("queue-count"));
        await part.Shown.Find("[data-testid=queue-chapter-choose]").ChangeAsync(new ChangeEventArgs { Value = true });
        Assert.Equal("同意 2 份", part.TextOf("review-approve"));
        part.Press("[data-testid=review-approve]");
        await ConfirmAsync(part);
        Assert.Contains("已同意 2 份", part.TextOf("review-said"), StringComparison.Ordinal);
        Assert.Equal(
            ("school", "county", "county"),
            (await StateAsync(Office.Basic), await StateAsync(Office.Training), await StateAsync(Office.Card))
        );
        // What waits next is shown.
        Assert.Equal("1. 基本情况", part.TextOf("review-text-title").Trim());
    }

    [Fact]
    public async Task What_was_changed_since_the_page_showed_it_is_not_signed_and_is_named()
    {
        await SubmitAsync(Office.Basic, Office.Training, Office.Card);
        await using var part = await OpenAsync(Signer);
        part.Press("[data-testid=queue-all]");
        part.Press("[data-testid=review-approve]");
        await part.AppearsAsync("review-confirm-form");
        await office.TypeAsync("author2", Office.Basic, "\n后来加的一句。\n");
        await ConfirmAsync(part);
        Assert.Contains("已同意 2 份", part.TextOf("review-said"), StringComparison.Ordinal);
        Assert.Contains(
            "基本情况：页面打开后有改动",
            Assert.Single(part.Shown.FindAll("[data-testid=review-left] li")).TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(("edited", "county"), (await StateAsync(Office.Basic), await StateAsync(Office.Card)));
    }

    [Fact]
    public async Task A_change_under_his_eyes_is_shown_before_he_can_sign_and_marked()
    {
        await SubmitAsync(Office.Basic);
        await using var part = await OpenAsync(Signer);
        await office.TypeAsync("author2", Office.Basic, "\n后来加的一句。\n");
        await part.AppearsAsync("review-moved");
        await office.UntilRecordedAsync(Office.Basic, ReviewVerb.Edited);
        await SubmitAsync(Office.Basic);
        await part.Shown.WaitForStateAsync(() => part.Has("review-approve"), TimeSpan.FromSeconds(30));
        Assert.Equal("true", part.Shown.Find("[data-testid=review-approve]").GetAttribute("aria-disabled"));
        part.Press("[data-testid=review-again]");
        await part.AppearsAsync("review-changes");
        Assert.Contains("<ins>后来加的一句。</ins>", part.Shown.Markup, StringComparison.Ordinal);
        await part.GoesAsync("review-moved");
        part.Press("[data-testid=review-approve]");
        await ConfirmAsync(part);
        Assert.Equal("county", await StateAsync(Office.Basic));
    }

    [Fact]
    public async Task Who_has_seen_the_end_is_not_asked_whether_he_has_read_it()
    {
        await SubmitAsync(Office.Card);
        await using var part = await OpenAsync(Signer);
        part.Press("[data-testid=review-approve]");
        await part.AppearsAsync("review-unread");
        part.Press("[data-testid=review-cancel]");
        part.Press("[data-testid=review-end]");
        await part.Shown.WaitForStateAsync(
            () => part.Shown.Find("[data-path='cases/c01.md']").GetAttribute("data-read") == "true",
            TimeSpan.FromSeconds(30)
        );
        part.Press("[data-testid=review-approve]");
        await part.AppearsAsync("review-confirm-form");
        Assert.False(part.Has("review-unread"));
    }

    [Fact]
    public async Task A_comment_on_marked_words_stands_on_these_words_and_is_told_below_the_text()
    {
        await SubmitAsync(Office.Training);
        await using var part = await OpenAsync(Signer);
        const int at = 34; // where the words stand in the text of the card
        await part
            .Shown.Find("[data-testid=review-marked]")
            .ChangeAsync(
                new ChangeEventArgs
                {
                    Value = $$"""{"path":"cases/c01.md","version":0,"from":{{at}},"to":{{at + 2}},"line":6,"quote":"技师"}""",
                }
            );
        Assert.Equal("批注所选文字", part.TextOf("comment-new"));
        part.Press("[data-testid=comment-new]");
        await part.AppearsAsync("review-confirm-form");
        await part.Shown.Find("[data-testid=review-words]").InputAsync(new ChangeEventArgs { Value = "请写明单位" });
        part.Submit("[data-testid=review-confirm-form]");
        await part.AppearsAsync("comment");
        Assert.Contains("请写明单位", part.TextOf("comment"), StringComparison.Ordinal);
        Assert.Equal("技师", part.Shown.Find("[data-testid=comment] q").TextContent);
        var thread = (await (await office.HubAsync(Signer)).CallAsync("Comments", Office.Card)).GetProperty("threads")[0];
        Assert.Equal("技师", thread.GetProperty("quote").GetString());
    }

    [Fact]
    public async Task Filters_hide_and_what_is_hidden_is_not_acted_upon()
    {
        await using var part = await OpenAsync("author1");
        part.Press("[data-testid=queue-all]");
        Assert.Equal("送审 3 份", part.TextOf("review-submit"));
        await part.Shown.Find("[data-testid=queue-chapter]").ChangeAsync(new ChangeEventArgs { Value = "sections/02-training.md" });
        Assert.Equal("送审 2 份", part.TextOf("review-submit"));
        part.Press("[data-testid=review-submit]");
        await ConfirmAsync(part);
        Assert.Equal(
            ("draft", "school", "school"),
            (await StateAsync(Office.Basic), await StateAsync(Office.Training), await StateAsync(Office.Card))
        );
    }

    [Fact]
    public async Task Who_is_put_out_of_the_report_sees_nothing_more()
    {
        await using var part = await OpenAsync("county-reviewer");
        await office.ChangeAsync(async db =>
        {
            var id = await office.IdAsync("county-reviewer");
            db.ReportMembers.RemoveRange(db.ReportMembers.Where(m => m.PersonId == id));
        });
        await office.TypeAsync("author2", Office.Basic, "\n后来加的一句。\n");
        await part.GoesAsync("queue-text");
    }
}
