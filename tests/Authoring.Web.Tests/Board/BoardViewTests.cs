using Authoring.Web.Board;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Board;

/// <summary>The board in columns by stage, and as a grid that whoever hears it hears as a table.</summary>
public sealed class BoardViewTests : BunitContext
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
        null,
        false,
        null,
        10,
        0,
        0,
        [],
        [],
        null,
        false,
        true,
        "1. 基本情况"
    );
    private static readonly BoardText[] Texts =
    [
        Draft,
        Draft with
        {
            DocumentId = 2,
            State = BoardState.Returned,
            Title = "2. 人才培养",
            Chapter = "2. 人才培养",
            Organisations = ["第一职业学校", "第二职业学校"],
        },
        Draft with
        {
            DocumentId = 3,
            State = BoardState.InReview,
            Stage = "县级审签",
            Title = "案例 2-1 工匠",
            IsCard = true,
            Chapter = "2. 人才培养",
            Organisations = ["第二职业学校"],
        },
        Draft with
        {
            DocumentId = 4,
            State = BoardState.Final,
            Title = "前言",
            Chapter = "前言",
            Organisations = [],
        },
    ];

    public BoardViewTests() => Services.AddLocalization();

    [Fact]
    public void Each_text_stands_once_in_the_column_where_it_lies_and_empty_stages_are_there()
    {
        var columns = Render<BoardColumns>(p => p.Add(c => c.Texts, Texts).Add(c => c.Stages, ["学校审核", "县级审签"]));
        Assert.Equal(
            ["起草与修改 2", "学校审核 0", "县级审签 1", "已定稿 1"],
            columns.FindAll("h2").Select(h => string.Join(' ', h.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)))
        );
        Assert.Equal(4, columns.FindAll("[data-testid=board-card]").Count);
        Assert.Contains("已退回", columns.Find("[data-stage=Draft]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stage_of_another_chain_where_something_still_lies_has_its_column() =>
        Assert.Contains(BoardColumn.Of(Texts, ["学校审核"]), column => column is { Stage: "县级审签", Texts.Count: 1 });

    [Fact]
    public void Schools_are_rows_chapters_columns_and_a_card_stands_with_its_chapter()
    {
        var grid = Render<BoardGrid>(p => p.Add(g => g.Texts, Texts));
        Assert.Equal(["单位", "1. 基本情况", "2. 人才培养", "前言"], grid.FindAll("thead th[scope=col]").Select(th => th.TextContent));
        Assert.Equal(["第一职业学校", "第二职业学校"], grid.FindAll("tbody th[scope=row]").Take(2).Select(th => th.TextContent));
        Assert.Equal(3, grid.FindAll("tbody tr").Count);
        var cell = grid.FindAll("tbody tr")[1].QuerySelector("[data-chapter='2. 人才培养']")!;
        Assert.Equal(["2. 人才培养：已退回", "案例 2-1 工匠：案例·县级审签"], cell.QuerySelectorAll("a").Select(a => a.TextContent));
        Assert.NotNull(grid.Find("caption"));
    }
}
