using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Reports.Members;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>
/// While somebody writes without a line his role changes, or the text is closed: what he wrote is said not to be saved and offered as a
/// copy, becomes a suggestion
/// where he may still suggest, and is there once when he may write again.
/// </summary>
public sealed class ChangedMeanwhileTests(Chromium chromium) : OnALine
{
    private const string Document = "small/sections/01-basic";
    private const string Written = "没有线路时写的。";

    private Task<AuthoringDb> DatabaseAsync() =>
        workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();

    private async Task<TrackedText> SavedAsync()
    {
        await using var hub = await workspace.ConnectAsync("editor");
        var opened = await hub.CallAsync("Open", Document);
        var text = opened.GetProperty("text").GetString()!;
        return new TrackedText(Rope.From(text), MarkingReader.ReadMarks(opened.GetProperty("marks"), text.Length));
    }

    private async Task MakeAsync(ReportRole role)
    {
        await using var db = await DatabaseAsync();
        var member = await db.ReportMembers.SingleAsync(m => m.Person!.UserName == "author1");
        Assert.Equal(
            MemberResult.Done,
            await workspace
                .Services.GetRequiredService<MemberService>()
                .SetRoleAsync(await workspace.PersonAsync("editor"), member.ReportId, member.PersonId, role)
        );
    }

    private async Task<Visitor> WritesWithoutALineAsync()
    {
        var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.OpenAsync(Document);
        line.Cut();
        await anna.TypeAtEndAsync(Written);
        await Assertions.Expect(anna.SyncState).ToHaveAttributeAsync("data-state", "offline");
        return anna;
    }

    /// <summary>It is said, the copy shows what was written, and nothing of it is in the text.</summary>
    private async Task IsOfferedAsync(Visitor anna, string sentence)
    {
        var alarm = anna.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alarm).ToContainTextAsync(sentence, new() { Timeout = 30_000 });
        await alarm.GetByText("对照并取用").ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("rescue").Locator("ins")).ToHaveTextAsync(Written);
        await anna.Page.Keyboard.PressAsync("Escape");
        Assert.Equal(TrackedText.Plain(Rope.From(SmallReport.First)), await SavedAsync());
    }

    [Fact]
    public async Task Who_may_only_read_meanwhile_has_it_all_and_it_is_saved_once_when_he_may_write_again()
    {
        await using var anna = await WritesWithoutALineAsync();
        await MakeAsync(ReportRole.Reader);
        line.Restore();
        await IsOfferedAsync(anna, "没有编辑这一节的权限");
        await MakeAsync(ReportRole.Writer);
        await anna.SyncedAsync();
        Assert.Equal(TrackedText.Plain(Rope.From(SmallReport.First + Written)), await SavedAsync());
    }

    [Fact]
    public async Task Who_may_only_suggest_meanwhile_has_suggested_it()
    {
        await using var anna = await WritesWithoutALineAsync();
        await MakeAsync(ReportRole.Reviewer);
        line.Restore();
        await anna.SyncedAsync();
        var text = await SavedAsync();
        Assert.Equal(SmallReport.First + Written, text.Project(Projection.Final).ToString());
        Assert.Equal(SmallReport.First, text.Project(Projection.Original).ToString());
    }

    [Fact]
    public async Task A_text_that_became_final_meanwhile_gives_it_back_and_takes_it_when_it_is_reopened()
    {
        await using var anna = await WritesWithoutALineAsync();
        await SealAsync(isFinal: true);
        line.Restore();
        await IsOfferedAsync(anna, "已被锁定");
        await SealAsync(isFinal: false);
        await anna.SyncedAsync();
        Assert.Equal(TrackedText.Plain(Rope.From(SmallReport.First + Written)), await SavedAsync());
    }

    /// <summary>As the last signature does; how a text comes to it is for other tests.</summary>
    private async Task SealAsync(bool isFinal)
    {
        await using var db = await DatabaseAsync();
        var document = await db.Documents.SingleAsync(d => d.Key == "01-basic");
        if (isFinal)
            db.TextReviews.Add(new TextReview { DocumentId = document.Id, State = ReviewState.Final });
        else
            await db.TextReviews.Where(r => r.DocumentId == document.Id).ExecuteDeleteAsync();
        await db.SaveChangesAsync();
        workspace.Services.GetRequiredService<Rights>().Forget();
    }

    [Fact]
    public async Task What_is_not_saved_for_a_quarter_of_a_minute_is_said_above_the_text_and_after_two_minutes_the_copy_is_offered()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.Page.Clock.InstallAsync();
        await anna.OpenAsync(Document);
        line.Cut();
        await anna.TypeAtEndAsync(Written);
        await Assertions.Expect(anna.SyncState).ToHaveAttributeAsync("data-state", "offline");
        var alarm = anna.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "超过 15 秒没有保存" });
        await Assertions.Expect(alarm).ToBeHiddenAsync();

        await anna.Page.Clock.FastForwardAsync(15_001);
        await Assertions.Expect(alarm).ToBeInViewportAsync();
        var (bar, text) = ((await alarm.BoundingBoxAsync())!, (await anna.Text.BoundingBoxAsync())!);
        Assert.True(bar.Y + bar.Height <= text.Y + 1, "it stands above the text and covers nothing of it");
        await Assertions.Expect(alarm.GetByText("对照并取用")).ToBeHiddenAsync();

        await anna.Page.Clock.FastForwardAsync(105_000);
        await Assertions.Expect(alarm.GetByText("对照并取用")).ToBeVisibleAsync();
        line.Restore();
        await anna.SyncedAsync();
        await Assertions.Expect(alarm).ToBeHiddenAsync();
        Assert.Equal(TrackedText.Plain(Rope.From(SmallReport.First + Written)), await SavedAsync());
    }
}
