using System.Diagnostics;
using Authoring.Web.Documents;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>What was typed without a line is kept by the browser: over a crash, and for its writer alone.</summary>
public sealed class UnsentTests(Chromium chromium) : OnALine
{
    private const string Document = "small/sections/01-basic";

    private async Task<string> SavedAsync()
    {
        await using var hub = await workspace.ConnectAsync("editor");
        return (await hub.CallAsync("Open", Document)).GetProperty("text").GetString()!;
    }

    private static Task OfflineAsync(Visitor visitor) => Assertions.Expect(visitor.SyncState).ToHaveAttributeAsync("data-state", "offline");

    [Fact]
    public async Task A_browser_that_is_killed_has_every_key_when_it_is_started_again()
    {
        using var folder = new TemporaryFolder();
        await using (var before = await Visitor.AtAsync(await chromium.StartOnAsync(folder.Path), line.Address))
        {
            await before.SignInAsync("author1");
            await before.OpenAsync(Document);
            line.Cut();
            await before.TypeAtEndAsync("崩溃之前写的，一个字也不少。");
            await OfflineAsync(before);
            await before.KeptAsync("一个字也不少。");
            Kill(folder.Path);
        }
        line.Restore();
        await using var again = await Visitor.AtAsync(await chromium.StartOnAsync(folder.Path), line.Address);
        if ((await again.Page.Context.CookiesAsync()).All(c => c.Name != "authoring"))
            await again.SignInAsync("author1");
        await again.OpenAsync(Document);
        await again.ShowsAsync("崩溃之前写的，一个字也不少。");
        await again.SyncedAsync();
        Assert.Equal(SmallReport.First + "崩溃之前写的，一个字也不少。", await SavedAsync());
    }

    [Fact]
    public async Task At_a_shared_computer_nobody_else_sees_or_sends_what_one_could_not_send()
    {
        using var folder = new TemporaryFolder();
        await using var computer = await chromium.StartOnAsync(folder.Path);
        var anna = await Visitor.AtAsync(computer, line.Address);
        await anna.SignInAsync("author1");
        await anna.OpenAsync(Document);
        line.Cut();
        await anna.TypeAtEndAsync("只有甲自己的话。");
        await OfflineAsync(anna);
        await anna.KeptAsync("只有甲自己的话。");
        await anna.NewPageAsync();
        line.Restore();

        await computer.ClearCookiesAsync();
        var ben = await Visitor.AtAsync(computer, line.Address);
        await ben.SignInAsync("author2");
        await ben.OpenAsync(Document);
        await ben.TypeAtStartAsync("乙的话。");
        await ben.SyncedAsync();
        await Assertions.Expect(ben.Page.Locator("body")).Not.ToContainTextAsync("只有甲");
        await Assertions.Expect(ben.Page.Locator(".alarm:visible")).ToHaveCountAsync(0);
        Assert.Equal("乙的话。" + SmallReport.First, await SavedAsync());
        await ben.Page.CloseAsync();

        await computer.ClearCookiesAsync();
        await anna.SignInAsync("author1");
        await anna.OpenAsync(Document);
        await anna.ShowsAsync("只有甲自己的话。");
        await anna.SyncedAsync();
        Assert.Equal("乙的话。" + SmallReport.First + "只有甲自己的话。", await SavedAsync());
        await anna.Page.ReloadAsync();
        await anna.SyncedAsync();
        Assert.Equal("乙的话。" + SmallReport.First + "只有甲自己的话。", await SavedAsync());
    }

    [Fact]
    public async Task Who_may_not_open_a_text_any_more_still_has_what_was_written_in_it()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.OpenAsync(Document);
        line.Cut();
        await anna.TypeAtEndAsync("再也送不出去的话。");
        await OfflineAsync(anna);
        await anna.KeptAsync("再也送不出去的话。", withText: true);
        await anna.NewPageAsync();
        await using (var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync())
            await db.ReportMembers.Where(m => m.Person!.UserName == "author1").ExecuteDeleteAsync();
        workspace.Services.GetRequiredService<Rights>().Forget();
        line.Restore();

        await anna.GoToAsync("/");
        await Assertions.Expect(anna.Page.GetByTestId("unsent")).ToBeHiddenAsync(); // a moment ago: a page may yet send it
        await anna.Page.EvaluateAsync(Aged);
        await anna.GoToAsync("/");
        await Assertions.Expect(anna.Page.GetByTestId("unsent")).ToContainTextAsync(Document);
        var download = await anna.Page.RunAndWaitForDownloadAsync(() =>
            anna.Page.GetByTestId("unsent").GetByRole(AriaRole.Button).First.ClickAsync()
        );
        Assert.Equal(SmallReport.First + "再也送不出去的话。", await File.ReadAllTextAsync((await download.PathAsync())!));

        anna.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await anna.Page.GetByTestId("unsent").GetByRole(AriaRole.Button).Last.ClickAsync();
        await Assertions.Expect(anna.Page.GetByTestId("unsent")).ToBeHiddenAsync();
    }

    /// <summary>Makes everything that is kept an hour older.</summary>
    private const string Aged = """
        () => new Promise((resolve, reject) => {
          const request = indexedDB.open('authoring-unsent')
          request.onerror = () => reject(request.error)
          request.onsuccess = () => {
            const tx = request.result.transaction('entries', 'readwrite'), entries = tx.objectStore('entries')
            entries.getAll().onsuccess = ({ target }) => {
              for (const entry of target.result) entries.put({ ...entry, at: entry.at - 3600000 })
            }
            tx.oncomplete = () => { request.result.close(); resolve() }
          }
        })
        """;

    [Fact]
    public async Task Of_two_tabs_each_keeps_its_own_and_the_living_one_takes_up_what_the_closed_one_left()
    {
        await using var first = await Visitor.SignInAsync(chromium, line.Address, "author1");
        var second = await Visitor.AtAsync(first.Page.Context, line.Address);
        await Task.WhenAll(first.OpenAsync(Document), second.OpenAsync(Document));
        line.Cut();
        await first.TypeAtEndAsync("第一个窗口写的。");
        await second.TypeAtStartAsync("第二个窗口写的。");
        await Task.WhenAll(OfflineAsync(first), OfflineAsync(second));
        await second.KeptAsync("第二个窗口写的。");
        await second.Page.CloseAsync();
        line.Restore();
        await first.ShowsAsync("第二个窗口写的。", 40);
        await first.SyncedAsync();
        Assert.Equal("第二个窗口写的。" + SmallReport.First + "第一个窗口写的。", await SavedAsync());
    }

    [Fact]
    public async Task A_browser_that_keeps_nothing_says_so_as_soon_as_the_line_is_gone()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.Page.AddInitScriptAsync("IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }");
        await anna.OpenAsync(Document);
        var alarm = anna.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "不能在本机暂存" });
        await Assertions.Expect(alarm).ToBeHiddenAsync();
        line.Cut();
        await anna.TypeAtEndAsync("无处暂存的话。");
        await Assertions.Expect(alarm).ToBeVisibleAsync();
        line.Restore();
        await anna.SyncedAsync();
        await Assertions.Expect(alarm).ToBeHiddenAsync();
        Assert.Equal(SmallReport.First + "无处暂存的话。", await SavedAsync());
    }

    [Fact]
    public async Task A_store_that_is_full_is_told_of_and_keeps_again_when_there_is_room()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.OpenAsync(Document);
        var alarm = anna.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "不能在本机暂存" });
        var browser = await anna.Page.Context.NewCDPSessionAsync(anna.Page);
        await browser.SendAsync("Storage.overrideQuotaForOrigin", new() { ["origin"] = Origin, ["quotaSize"] = 1 });
        line.Cut();
        await anna.TypeAtEndAsync("没有地方存的话。");
        await Assertions.Expect(alarm).ToBeVisibleAsync();
        await browser.SendAsync("Storage.overrideQuotaForOrigin", new() { ["origin"] = Origin });
        await anna.TypeAsync("又有地方了。");
        await Assertions.Expect(alarm).ToBeHiddenAsync();
        await anna.KeptAsync("又有地方了。");
        line.Restore();
        await anna.SyncedAsync();
        Assert.Equal(SmallReport.First + "没有地方存的话。又有地方了。", await SavedAsync());
    }

    [Fact]
    public async Task A_store_that_the_browser_throws_away_is_filled_again_with_what_is_not_sent()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.OpenAsync(Document);
        line.Cut();
        await anna.TypeAtEndAsync("还没有发出去的话。");
        await OfflineAsync(anna);
        await anna.KeptAsync("还没有发出去的话。");
        var browser = await anna.Page.Context.NewCDPSessionAsync(anna.Page);
        await browser.SendAsync("Storage.clearDataForOrigin", new() { ["origin"] = Origin, ["storageTypes"] = "indexeddb" });
        await anna.KeptAsync("还没有发出去的话。");
        await anna.Page.CloseAsync();
        line.Restore();
        var again = await Visitor.AtAsync(anna.Page.Context, line.Address);
        await again.OpenAsync(Document);
        await again.ShowsAsync("还没有发出去的话。");
        await again.SyncedAsync();
        Assert.Equal(SmallReport.First + "还没有发出去的话。", await SavedAsync());
    }

    private string Origin => line.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>SIGKILL to every process of the browser that has its profile in this folder, and to no other.</summary>
    private static void Kill(string profile)
    {
        var killed = 0;
        foreach (
            var process in Directory
                .EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, out _))
                .Select(name => int.Parse(name!, System.Globalization.CultureInfo.InvariantCulture))
        )
        {
            try
            {
                if (!File.ReadAllText($"/proc/{process}/cmdline").Contains($"--user-data-dir={profile}", StringComparison.Ordinal))
                    continue;
                using var found = Process.GetProcessById(process);
                found.Kill();
                found.WaitForExit();
                killed++;
            }
            catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException or InvalidOperationException)
            {
                // It was gone before it was looked at.
            }
        }
        Assert.True(killed > 0, "the browser was found");
    }
}
