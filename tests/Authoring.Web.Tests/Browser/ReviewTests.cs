using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>The whole chain in five people's browsers, none of which is reloaded.</summary>
public sealed class ReviewTests(Chromium chromium) : IAsyncLifetime
{
    private const string Document = "small/sections/01-basic";
    private static readonly string[] Names = ["author1", "school-reviewer", "county-reviewer", "city-reviewer", "approver"];

    private RunningWorkspace workspace = null!;
    private readonly Dictionary<string, Visitor> people = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        workspace = await RunningWorkspace.StartAsync();
        foreach (var name in Names)
        {
            people[name] = await Visitor.SignInAsync(chromium, workspace.Address, name);
            await people[name].OpenAsync(Document);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in people.Values)
            await visitor.DisposeAsync();
        await workspace.DisposeAsync();
    }

    private IPage Of(string name) => people[name].Page;

    /// <summary>All five see it.</summary>
    private async Task StateAsync(string state)
    {
        foreach (var name in Names)
            await Assertions
                .Expect(Of(name).GetByTestId("review-state"))
                .ToHaveAttributeAsync("data-state", state, new() { Timeout = 20_000 });
    }

    private async Task ReadAsync(string name)
    {
        await Visitor.OpenPanelAsync(Of(name), "review");
        await Assertions.Expect(Of(name).GetByTestId("review-approve")).ToHaveAttributeAsync("aria-disabled", "false");
    }

    private async Task ApproveAsync(string name, string words)
    {
        await ReadAsync(name);
        await Of(name).Locator(".review-form textarea").FillAsync(words);
        await Of(name).GetByTestId("review-approve").ClickAsync();
    }

    [Fact]
    public async Task A_text_goes_from_school_to_county_to_city_and_is_final_and_an_edit_on_the_way_sends_it_back_to_be_seen_again()
    {
        await Assertions.Expect(Of("school-reviewer").GetByTestId("review-approve")).ToHaveCountAsync(0);
        await Of("author1").GetByTestId("review-submit").ClickAsync();
        await StateAsync("school");
        await ApproveAsync("school-reviewer", "班子会议通过");
        await StateAsync("county");

        // The county reads; meanwhile the author writes. He is told, and may not sign what he has not seen.
        await ReadAsync("county-reviewer");
        await people["author1"].ReviseAtEndAsync("新增一所。", "county");
        await StateAsync("edited");
        await Assertions.Expect(Of("county-reviewer").GetByTestId("review-approve")).ToHaveCountAsync(0);
        await Assertions.Expect(Of("county-reviewer").Locator("#review")).ToContainTextAsync("撰稿人甲");

        await Of("author1").GetByTestId("review-submit").ClickAsync();
        await StateAsync("school");
        // Who has signed before sees what is new since then, first.
        await Visitor.OpenPanelAsync(Of("school-reviewer"), "review");
        await Assertions.Expect(Of("school-reviewer").Locator("#review ins").First).ToContainTextAsync("新增一所");
        await Assertions.Expect(Of("school-reviewer").Locator("#review del")).ToHaveCountAsync(0);
        await ApproveAsync("school-reviewer", "已看过修改");
        await StateAsync("county");

        // He had begun to read when it was changed: he is shown what has changed before he may sign.
        await Assertions.Expect(Of("county-reviewer").GetByTestId("review-approve")).ToHaveAttributeAsync("aria-disabled", "true");
        await Of("county-reviewer").GetByTestId("review-approve").ClickAsync(new() { Force = true }); // refused, with the difference
        await Assertions.Expect(Of("county-reviewer").Locator("#review ins").First).ToContainTextAsync("新增一所");
        await StateAsync("county");
        await Of("county-reviewer").Locator("#review").GetByRole(AriaRole.Button, new() { Name = "查看改动" }).ClickAsync();
        await ReadAsync("county-reviewer");
        await Of("county-reviewer").GetByTestId("review-return").ClickAsync();
        await Assertions.Expect(Of("county-reviewer").Locator("#review .review-said")).Not.ToBeEmptyAsync(); // say why
        await Of("county-reviewer").Locator(".review-form textarea").FillAsync("请注明数据来源");
        await Of("county-reviewer").GetByTestId("review-return").ClickAsync();
        await StateAsync("returned");
        await Visitor.OpenPanelAsync(Of("author1"), "review");
        await Assertions.Expect(Of("author1").Locator("#review")).ToContainTextAsync("请注明数据来源");
        await people["author1"].TypeAtEndAsync("据教育统计。");
        await people["author1"].SyncedAsync();
        await Of("author1").GetByTestId("review-submit").ClickAsync();

        foreach (
            var (name, next) in new[]
            {
                ("school-reviewer", "county"),
                ("county-reviewer", "city"),
                ("city-reviewer", "leader"),
                ("approver", "final"),
            }
        )
        {
            await ApproveAsync(name, "同意");
            await StateAsync(next);
        }

        // After the last signature the text is locked, for its author, too.
        await Assertions.Expect(people["author1"].Text).ToHaveAttributeAsync("aria-readonly", "true", new() { Timeout = 20_000 });
        await Assertions.Expect(Of("author1").Locator(".review-stages")).ToContainTextAsync("终审人");
        foreach (var visitor in people.Values)
            visitor.ComplainsOfNothing();
    }
}
