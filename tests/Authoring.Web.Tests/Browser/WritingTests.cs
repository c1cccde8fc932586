using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Authoring.Web.Tests.Browser;

/// <summary>Real browsers, a real server, a real database: several people write one report, live, and it numbers itself.</summary>
public sealed class WritingTests(Chromium chromium) : OnALine
{
    private const string First = "small/sections/01-basic";
    private const string Second = "small/sections/02-training";

    private async Task<string> TextInDatabaseAsync(string document)
    {
        await using var hub = await workspace.ConnectAsync("editor");
        return (await hub.CallAsync("Open", document)).GetProperty("text").GetString()!;
    }

    [Fact]
    public async Task Two_people_write_in_one_section_at_the_same_time()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        await Task.WhenAll(anna.OpenAsync(First), ben.OpenAsync(First));

        await Assertions.Expect(anna.Page.GetByTestId("presence-person")).ToHaveCountAsync(1);
        await Assertions.Expect(ben.Page.GetByTestId("presence-person")).ToContainTextAsync("撰稿人甲");
        await Task.WhenAll(anna.TypeAtEndAsync("甲写的一句话，逐字逐句。"), ben.TypeAtStartAsync("乙在开头写的话。\n\n"));
        await Task.WhenAll(anna.SyncedAsync(), ben.SyncedAsync());
        await Task.WhenAll(anna.ShowsAsync("乙在开头写的话。"), ben.ShowsAsync("甲写的一句话，逐字逐句。"));

        var text = await TextInDatabaseAsync(First);
        Assert.Equal("乙在开头写的话。\n\n" + SmallReport.First + "甲写的一句话，逐字逐句。", text);
        await Task.WhenAll(anna.ShowsTextAsync(text), ben.ShowsTextAsync(text));
        anna.ComplainsOfNothing();
        ben.ComplainsOfNothing();
    }

    [Fact]
    public async Task A_new_heading_and_a_new_figure_appear_with_their_numbers_in_everybodys_lists()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        await using var reader = await Visitor.SignInAsync(chromium, workspace.Address, "city-reviewer");
        await Task.WhenAll(anna.OpenAsync(First), ben.OpenAsync(Second), reader.GoToAsync("/reports/small/lists"));

        await anna.ListsAsync("contents", "2.1", "立德树人");
        await anna.TypeAtEndAsync("\n## 办学规模\n\n![校园一角](../images/map.png){#fig:campus}\n");

        foreach (var person in new[] { anna, ben, reader })
        {
            await person.ListsAsync("contents", "1.1", "办学规模");
            await person.ListsAsync("figures", "图 1-2", "校园一角");
        }
        await Assertions.Expect(anna.Preview).ToContainTextAsync("图 1-2");
        // A chapter that somebody writes renumbers another person's text in front of his eyes.
        await anna.TypeAtEndAsync("\n# 新的一章\n");
        await ben.ListsAsync("contents", "3.1", "立德树人");
        await ben.ListsAsync("cases", "案例 3-1", "工匠进校园");
        await Assertions.Expect(ben.Preview).ToContainTextAsync("3.1");
    }

    [Fact]
    public async Task A_case_card_is_written_like_a_section()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await anna.OpenAsync("small/cases/c01");
        await anna.TypeAtEndAsync("\n![授课现场](../images/map.png)\n");
        await anna.ListsAsync("figures", "图 2-1", "授课现场");
        Assert.Contains("title: 工匠进校园", await TextInDatabaseAsync("small/cases/c01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_takes_back_ones_own_words_and_never_anothers()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        await Task.WhenAll(anna.OpenAsync(First), ben.OpenAsync(First));
        await anna.TypeAtEndAsync("甲的话");
        await ben.ShowsAsync("甲的话");
        await ben.TypeAtStartAsync("乙的话");
        await anna.ShowsAsync("乙的话");

        await anna.Text.FocusAsync();
        for (var i = 0; i < 10; i++)
            await anna.Page.Keyboard.PressAsync("Control+z");
        await anna.SyncedAsync();

        Assert.Equal("乙的话" + SmallReport.First, await TextInDatabaseAsync(First));
    }

    [Fact]
    public async Task A_cut_line_loses_nothing_and_both_sides_go_on()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await using var ben = await Visitor.SignInAsync(chromium, workspace.Address, "author2");
        await Task.WhenAll(anna.OpenAsync(First), ben.OpenAsync(First));

        await anna.TypeAtEndAsync("断网之前，");
        line.Cut();
        await anna.TypeAtEndAsync("断网之中，");
        await Assertions.Expect(anna.SyncState).ToHaveAttributeAsync("data-state", "offline");
        await ben.TypeAtStartAsync("另一边继续写。\n");
        line.Restore();
        await anna.TypeAtEndAsync("恢复之后。");

        await Task.WhenAll(anna.SyncedAsync(), ben.SyncedAsync());
        await ben.ShowsAsync("断网之前，断网之中，恢复之后。");
        await anna.ShowsAsync("另一边继续写。");
        var text = await TextInDatabaseAsync(First);
        Assert.Equal("另一边继续写。\n\n" + SmallReport.First + "断网之前，断网之中，恢复之后。", text);
        await Task.WhenAll(anna.ShowsTextAsync(text), ben.ShowsTextAsync(text));
        await ben.TypeAtEndAsync("\n\n## 恢复后的小节\n");
        await anna.ListsAsync("contents", "1.1", "恢复后的小节");
    }

    [Fact]
    public async Task A_reload_with_unsent_edits_keeps_them_and_sends_them()
    {
        await using var anna = await Visitor.SignInAsync(chromium, line.Address, "author1");
        await anna.OpenAsync(First);
        line.Cut();
        await anna.TypeAtEndAsync("没有来得及保存的话。");
        await Assertions.Expect(anna.SyncState).ToHaveAttributeAsync("data-state", "offline");
        await anna.KeptAsync("没有来得及保存的话。");
        await anna.NewPageAsync(); // the page is gone, the browser is not
        Assert.DoesNotContain("没有来得及", await TextInDatabaseAsync(First), StringComparison.Ordinal);

        line.Restore();
        await anna.OpenAsync(First);
        await anna.ShowsAsync("没有来得及保存的话。");
        Assert.Equal(SmallReport.First + "没有来得及保存的话。", await TextInDatabaseAsync(First));
    }

    [Fact]
    public async Task Who_may_only_read_sees_the_text_live_and_cannot_change_it()
    {
        await using var anna = await Visitor.SignInAsync(chromium, workspace.Address, "author1");
        await using var reader = await Visitor.SignInAsync(chromium, workspace.Address, "county-reviewer");
        await Task.WhenAll(anna.OpenAsync(First), reader.OpenAsync(First));
        await reader.TypeAtEndAsync("不该出现");
        await anna.TypeAtEndAsync("甲的话");
        await reader.ShowsAsync("甲的话");
        Assert.Equal(SmallReport.First + "甲的话", await TextInDatabaseAsync(First));
    }
}
