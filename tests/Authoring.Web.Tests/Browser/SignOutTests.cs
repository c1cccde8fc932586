using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>Signing out in one window is noticed in the others: a live page does not wait for a line that nobody gives it.</summary>
public sealed class SignOutTests(Chromium chromium) : OnALine
{
    [Fact]
    public async Task A_live_page_in_another_window_asks_to_sign_in_when_its_sign_in_has_ended()
    {
        await using var visitor = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await visitor.Page.GotoAsync(new Uri(workspace.Address, "/reports/small/lists").ToString());
        var other = await visitor.Page.Context.NewPageAsync();
        await other.GotoAsync(new Uri(workspace.Address, "/sign-out").ToString());
        await other.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await visitor.Page.ArriveAtAsync(@"/sign-in\?");
        await Assertions.Expect(visitor.Page.GetByTestId("sign-in-name")).ToBeVisibleAsync();
    }
}
