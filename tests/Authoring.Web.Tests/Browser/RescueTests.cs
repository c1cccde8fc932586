using Authoring.Web.Reports.Live;
using Authoring.Web.Reports.Members;
using Authoring.Web.Reports.Outline;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>What the server takes no more comes back as a rescue copy, to be compared with the present text and taken from.</summary>
public sealed class RescueTests(Chromium chromium) : OnALine
{
    private const string Document = "small/sections/01-basic";

    private async Task<string> SavedAsync()
    {
        await using var hub = await workspace.ConnectAsync("editor");
        return (await hub.CallAsync("Open", Document)).GetProperty("text").GetString()!;
    }

    [Fact]
    public async Task A_text_that_went_to_somebody_else_meanwhile_gives_back_what_was_written_to_compare_and_take()
    {
        var service = workspace.Services.GetRequiredService<MemberService>();
        var editor = await workspace.PersonAsync("editor");
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        var text = await db.Documents.SingleAsync(d => d.Key == "01-basic");
        var other = await db.Users.Where(p => p.UserName == "author2").Select(p => p.Id).SingleAsync();
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        await Task.WhenAll(anna.OpenAsync(Document), ben.OpenAsync(Document));

        line.Cut();
        await anna.TypeAtEndAsync("没有送出的话。");
        await Assertions.Expect(anna.SyncState).ToHaveAttributeAsync("data-state", "offline");
        await anna.KeptAsync("没有送出的话。", withText: true);
        await anna.NewPageAsync();
        Assert.Equal(MemberResult.Done, await service.AssignAsync(editor, text.ReportId, text.Id, other, null));
        await ben.TypeAtStartAsync("别人后来写的。\n");
        await ben.SyncedAsync();
        line.Restore();

        await anna.OpenAsync(Document);
        await Compare(anna).ClickAsync();
        var window = anna.Page.GetByTestId("rescue");
        await Assertions.Expect(window.Locator("ins")).ToHaveTextAsync("没有送出的话。");
        await Assertions.Expect(window.Locator("del")).ToContainTextAsync("别人后来写的。");
        await Assertions.Expect(window.GetByText("加入“没有送出的话。”")).ToHaveCountAsync(0); // reading only, there is nothing to take it into
        await anna.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(window).ToBeHiddenAsync();

        var assignment = await db.Assignments.SingleAsync(a => a.DocumentId == text.Id);
        Assert.Equal(MemberResult.Done, await service.UnassignAsync(editor, text.ReportId, assignment.Id));
        await Assertions.Expect(anna.Page.Locator("[data-tool=bold]")).ToBeVisibleAsync();
        await Compare(anna).FocusAsync();
        await anna.Page.Keyboard.PressAsync("Enter");
        await ben.TypeAtStartAsync("还在写。"); // the texts are compared already
        await anna.ShowsAsync("还在写。");
        await window.GetByRole(AriaRole.Button, new() { Name = "加入“没有送出的话。”" }).FocusAsync();
        await anna.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window).ToContainTextAsync("已取用 1 处。");
        await anna.Page.Keyboard.PressAsync("Escape");
        const string both = "还在写。别人后来写的。\n\n" + SmallReport.First + "没有送出的话。";
        await ben.ShowsAsync("没有送出的话。");
        Assert.Equal(both, await SavedAsync());

        await anna.OpenAsync(Document); // it is not sent a second time, and is still there to look at
        await anna.Page.GetByText("不再保留").WaitForAsync();
        Assert.Equal(both, await SavedAsync());
        anna.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await anna.Page.GetByText("不再保留").ClickAsync();
        await Assertions.Expect(Compare(anna)).ToHaveCountAsync(0);
        await anna.OpenAsync(Document);
        Assert.Equal(both, await SavedAsync());
        anna.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_section_taken_out_while_somebody_writes_offers_the_copy_at_once_and_takes_it_all_when_it_is_back()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.OpenAsync(Document);
        var (service, editor) = (workspace.Services.GetRequiredService<OutlineService>(), await workspace.PersonAsync("editor"));
        var report = (await workspace.Services.GetRequiredService<LiveReports>().FindForReadingAsync(editor, "small"))!;
        line.Cut();
        await anna.TypeAtEndAsync("拿掉以后才送到。");
        Assert.Equal(OutlineResult.Done, await service.RemoveAsync(editor, report, report.Shape.Yaml, "sections/01-basic.md"));
        line.Restore();
        var alarm = anna.Page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alarm).ToContainTextAsync("已被锁定", new() { Timeout = 30_000 });
        await alarm.GetByText("对照并取用").ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("rescue").Locator("ins")).ToHaveTextAsync("拿掉以后才送到。");
        await anna.Page.Keyboard.PressAsync("Escape");

        Assert.Equal(OutlineResult.Done, await service.RestoreAsync(editor, report, report.Shape.Yaml, "sections/01-basic.md"));
        await anna.SyncedAsync();
        Assert.Equal(SmallReport.First + "拿掉以后才送到。", await SavedAsync());
    }

    private static ILocator Compare(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "对照并取用" });
}
