using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>An acknowledged edit is on disk; one that was not is sent again by the open page, which nobody reloads.</summary>
public sealed class KilledServerTests(Chromium chromium)
{
    private const string Document = "small/sections/01-basic";

    [Fact]
    public async Task A_killed_server_loses_nothing()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var anna = await Visitor.SignInAsync(chromium, server.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, server.Address, "author2");
        await Task.WhenAll(anna.OpenAsync(Document), ben.OpenAsync(Document));
        await anna.Page.EvaluateAsync("window.stillTheSamePage = true");

        await anna.TypeAtEndAsync("已经保存的话。");
        await anna.SyncedAsync();
        var typing = anna.TypeAsync("服务器死掉的时候正在写的话，一个字也不能少。");
        await server.KillAsync();
        await typing;
        await Assertions.Expect(anna.SyncState).ToHaveAttributeAsync("data-state", "offline");
        await anna.TypeAsync("死掉以后写的。");

        await server.StartAgainAsync();
        await Task.WhenAll(anna.SyncedAsync(), ben.SyncedAsync());

        const string written = "已经保存的话。服务器死掉的时候正在写的话，一个字也不能少。死掉以后写的。";
        await ben.ShowsAsync(written);
        Assert.True(await anna.Page.EvaluateAsync<bool>("window.stillTheSamePage === true"));
        Assert.Equal(SmallReport.First + written, await anna.ShownTextAsync());
        // The lists go on as well, though no circuit of before is left.
        await anna.TypeAsync("\n\n## 重启后的小节\n");
        await anna.ListsAsync("contents", "1.1", "重启后的小节");
        await ben.ListsAsync("contents", "1.1", "重启后的小节");
    }
}
