using Authoring.Web.Board;
using Authoring.Web.Cases;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Board;

/// <summary>One line of the board: what it says of a text, and who may press what.</summary>
public sealed class BoardRowTests : BunitContext
{
    private static readonly BoardText Draft = new(
        1,
        "sections/01.md",
        0,
        "/reports/r/sections/01",
        "1. 基本情况",
        false,
        ["第一职业学校"],
        BoardState.Draft,
        null,
        new DateOnly(2025, 12, 22),
        false,
        null,
        1234,
        2,
        0,
        [],
        [new Awaited(7, "张三")],
        null,
        true
    );

    public BoardRowTests()
    {
        Services.AddLocalization();
        Services.AddSingleton(TimeProvider.System);
    }

    private IRenderedComponent<BoardRow> Show(BoardText text, bool isLive = true, Action<BoardText>? remind = null)
    {
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", isLive));
        return Render<BoardRow>(p => p.Add(r => r.Text, text).Add(r => r.OnRemind, asked => remind?.Invoke(asked)));
    }

    [Fact]
    public void It_waits_for_somebody_and_one_click_reminds_him()
    {
        BoardText? asked = null;
        var row = Show(Draft, remind: text => asked = text);
        Assert.Equal("1,234", row.Find("[data-testid=progress-words]").TextContent);
        Assert.Contains("等待：张三", row.Find("[data-testid=progress-blocks]").TextContent, StringComparison.Ordinal);
        row.Find("[data-testid=progress-remind]").Click();
        Assert.Same(Draft, asked);
        Assert.Empty(row.FindAll("[data-testid=late]"));
    }

    [Fact]
    public void Nobody_presses_what_he_may_not_or_what_reaches_nobody_and_nothing_before_the_page_is_live()
    {
        Assert.Empty(Show(Draft with { MayRemind = false }).FindAll("[data-testid=progress-remind]"));
        Assert.Empty(
            Show(Draft with { Awaited = [], Blocks = [new BoardBlock(BoardBlockKind.NoWriter, 0)] })
                .FindAll("[data-testid=progress-remind]")
        );
        Assert.True(Show(Draft, isLive: false).Find("[data-testid=progress-remind]").HasAttribute("disabled"));
    }

    [Fact]
    public void What_is_late_blocked_and_was_written_is_said_in_words_and_a_hostile_title_is_text()
    {
        var row = Show(
            Draft with
            {
                IsLate = true,
                State = BoardState.InReview,
                Stage = "学校审核",
                Title = "<img src=x onerror=alert(1)>",
                LastEdit = new LastEdit(DateTimeOffset.UnixEpoch, "李四"),
                Blocks = [new BoardBlock(BoardBlockKind.Suggestions, 3), new BoardBlock(BoardBlockKind.Errors, 2)],
                Awaited = [.. Enumerable.Range(1, 5).Select(i => new Awaited(i, $"人{i}"))],
            }
        );
        Assert.Equal("已逾期", row.Find("[data-testid=late]").TextContent);
        Assert.Equal("学校审核", row.Find("[data-testid=progress-state]").TextContent);
        Assert.Equal(
            ["3 处修订待处理", "2 处错误待改正", "等待：人1、人2、人3…"],
            row.FindAll("[data-testid=progress-blocks] li").Select(li => li.TextContent)
        );
        Assert.Contains("李四", row.Find("[data-testid=progress-edited]").TextContent, StringComparison.Ordinal);
        Assert.Empty(row.FindAll("img"));
    }

    [Fact]
    public void Nobody_is_said_not_to_have_begun_a_text_that_came_with_its_words()
    {
        var imported = Draft with { Words = 1398, Awaited = [], Blocks = [new BoardBlock(BoardBlockKind.NoWriter, 0)] };
        Assert.DoesNotContain("动笔", Show(imported).Markup, StringComparison.Ordinal);
        Assert.Equal("导入后未改动", Show(imported).Find("[data-testid=progress-edited]").TextContent.Trim());
        var empty = imported with { Words = 4, IsWritten = false, Blocks = [new BoardBlock(BoardBlockKind.Unwritten, 0)] };
        Assert.Equal("还没有人动笔", Show(empty).Find("[data-testid=progress-edited]").TextContent.Trim());
        Assert.Contains(
            "尚未分工，也还没有人动笔",
            Show(empty).Find("[data-testid=progress-blocks]").TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Totals_count_each_text_once()
    {
        BoardText[] texts =
        [
            Draft,
            Draft with
            {
                State = BoardState.Returned,
                IsLate = true,
            },
            Draft with
            {
                State = BoardState.InReview,
                IsLate = true,
            },
            Draft with
            {
                State = BoardState.Final,
            },
        ];
        Assert.Equal(new BoardTotals(4, 1, 1, 2, 2), BoardTotals.Of(texts));
    }
}
