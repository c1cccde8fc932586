using Authoring.Web.Documents;
using Authoring.Web.Review;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Review;

/// <summary>
/// Who sees which button below a text, what stands beside one that does nothing, and what is asked before anything is done.
/// </summary>
public sealed class QueueBarTests : BunitContext
{
    private static readonly QueuedText ToSign = new(
        1,
        new DocumentName("r", DocumentKind.Section, "01"),
        "sections/01.md",
        "1. 基本情况",
        "sections/01.md",
        "1. 基本情况",
        0,
        "第一职业学校",
        QueueGroup.ToSign,
        "h",
        3,
        new QueuedPosition("school", "学校审核", ["张三"], "县级审签", ["李四"], 0, 4, null, false, null),
        new QueuedActs(["approve", "return"], null, [], false, false, 0, true, null)
    );

    public QueueBarTests()
    {
        Services.AddLocalization();
        Services.AddSingleton(TimeProvider.System);
        SetRendererInfo(new Microsoft.AspNetCore.Components.RendererInfo("Server", true));
    }

    private IRenderedComponent<QueueBar> Bar(IReadOnlyList<QueuedText> texts, int chosen = 0, params string[] moved) =>
        Render<QueueBar>(p =>
            p.Add(b => b.Texts, texts).Add(b => b.Chosen, chosen).Add(b => b.Moved, moved.ToHashSet()).Add(b => b.OnAsk, asked.Add)
        );

    private readonly List<ReviewVerb> asked = [];

    private static QueuedText With(QueuedActs mine, QueuedPosition? position = null) =>
        ToSign with
        {
            Mine = mine,
            Position = position ?? ToSign.Position,
        };

    private static IReadOnlyList<string> Buttons(IRenderedComponent<QueueBar> bar) =>
        [
            .. bar.FindAll(".review-buttons [data-testid]")
                .Select(b => b.GetAttribute("data-testid")!)
                .Where(id => id is not ("review-previous" or "review-following")),
        ];

    [Fact]
    public void Who_signs_here_approves_or_returns_and_is_told_what_comes_next()
    {
        var bar = Bar([ToSign]);
        Assert.Equal(["comment-new", "review-return", "review-approve"], Buttons(bar));
        Assert.Equal("现在轮到您在“学校审核”签字；同意后送“县级审签”（李四）。", bar.Find("[data-testid=review-next]").TextContent);
        Assert.Empty(bar.FindAll("[data-testid=review-why]"));
        bar.Find("[data-testid=review-approve]").Click();
        bar.Find("[data-testid=review-return]").Click();
        Assert.Equal([ReviewVerb.Approve, ReviewVerb.Return], asked);
    }

    [Fact]
    public void The_last_stage_says_that_it_is_the_last() =>
        Assert.Contains(
            "最后一级",
            Bar([ToSign with { Position = ToSign.Position with { Next = null, NextSigners = [] } }])
                .Find("[data-testid=review-next]")
                .TextContent,
            StringComparison.Ordinal
        );

    [Fact]
    public void Others_see_on_whom_it_waits_and_no_button_that_is_not_theirs()
    {
        var bar = Bar([With(new QueuedActs([], ReviewRefusal.NotAllowed, [], false, false, 0, false, null))]);
        Assert.Equal(["comment-new"], Buttons(bar));
        Assert.Equal("现在在“学校审核”，等 张三 签字。", bar.Find("[data-testid=review-next]").TextContent);
    }

    [Fact]
    public void Nobody_signs_his_own_text_and_that_is_said()
    {
        var bar = Bar([With(new QueuedActs(["return"], ReviewRefusal.OwnText, [], false, false, 0, false, null))]);
        Assert.Equal(["comment-new", "review-return"], Buttons(bar));
        Assert.Contains("不能自己签", bar.Find("[data-testid=review-why]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_button_that_does_nothing_has_its_reason_and_a_way_beside_it()
    {
        var bar = Bar([With(ToSign.Mine with { Blocks = [new Blocker(BlockerKind.Suggestions, 2, [])] })]);
        Assert.Equal("true", bar.Find("[data-testid=review-approve]").GetAttribute("aria-disabled"));
        Assert.Null(bar.Find("[data-testid=review-return]").GetAttribute("aria-disabled"));
        Assert.Contains("有 2 处修订没有处理", bar.Find("[data-testid=review-why]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/reports/r/sections/01#review", bar.Find("[data-testid=review-why] a").GetAttribute("href"));
        bar.Find("[data-testid=review-approve]").Click();
        Assert.Empty(asked);
    }

    [Fact]
    public void What_has_changed_under_his_eyes_is_neither_signed_nor_returned_before_he_has_seen_it()
    {
        var bar = Bar([ToSign], 0, ToSign.Path);
        Assert.Equal("true", bar.Find("[data-testid=review-approve]").GetAttribute("aria-disabled"));
        Assert.Equal("true", bar.Find("[data-testid=review-return]").GetAttribute("aria-disabled"));
        Assert.Contains("先看改动后的文字", bar.Find("[data-testid=review-why]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_submits_and_signs_nothing()
    {
        var draft = With(
            new QueuedActs(["submit"], null, [], false, false, 0, false, null),
            ToSign.Position with
            {
                State = "draft",
                Stage = null,
                Signers = [],
                Next = "学校审核",
                NextSigners = ["张三"],
            }
        );
        var bar = Bar([draft]);
        Assert.Equal(["comment-new", "review-submit"], Buttons(bar));
        Assert.Equal("还没有送审；送审后交“学校审核”（张三）。", bar.Find("[data-testid=review-next]").TextContent);
    }

    [Fact]
    public void Several_are_counted_by_what_can_be_done_about_them()
    {
        var other = ToSign with { Path = "sections/02.md", Title = "2. 人才培养" };
        var blocked = With(ToSign.Mine with { Blocks = [new Blocker(BlockerKind.Errors, 1, [])] }) with { Path = "sections/03.md" };
        var bar = Bar([ToSign, other, blocked], 3);
        Assert.Equal("已选 3 份", bar.Find("[data-testid=review-chosen]").TextContent);
        Assert.Equal("同意 2 份", bar.Find("[data-testid=review-approve]").TextContent);
        Assert.Equal("退回 3 份", bar.Find("[data-testid=review-return]").TextContent);
    }

    private IRenderedComponent<QueueConfirm> Confirm(ReviewAsking asking, Action<ReviewWords> act, params string[] moved) =>
        Render<QueueConfirm>(p => p.Add(c => c.Asking, asking).Add(c => c.OnAct, act).Add(c => c.Moved, moved.ToHashSet()));

    private static void Send(IRenderedComponent<QueueConfirm> confirm) => confirm.Find("form").Submit();

    [Fact]
    public void What_was_not_read_is_listed_and_signed_only_by_who_says_that_he_knows()
    {
        var unread = ToSign with
        {
            Path = "sections/02.md",
            Title = "2. 人才培养",
            Mine = ToSign.Mine with { IsRead = false, AsksMinutes = true },
        };
        var sent = new List<ReviewWords>();
        var confirm = Confirm(ReviewAsking.About(ReviewVerb.Approve, [ToSign, unread], new HashSet<string>()), sent.Add);
        Assert.Equal(["2. 人才培养"], confirm.FindAll("[data-testid=review-unread] li").Select(li => li.TextContent));
        Send(confirm);
        Assert.Empty(sent);
        Assert.Contains("请先勾选", confirm.Find("[data-testid=review-complaint]").TextContent, StringComparison.Ordinal);
        confirm.Find("[data-testid=review-unread-agree]").Change(true);
        confirm.Find("[data-testid=review-minutes]").Change("");
        Send(confirm);
        Assert.Empty(sent);
        confirm.Find("[data-testid=review-minutes]").Change("2025-12-18");
        confirm.Find("[data-testid=review-words]").Input(" 同意 ");
        Send(confirm);
        Assert.Equal(new ReviewWords(Words: "同意", Minutes: new DateOnly(2025, 12, 18)), Assert.Single(sent));
    }

    [Fact]
    public void A_return_says_why_and_what_is_left_out_is_listed_with_its_reason()
    {
        var sent = new List<ReviewWords>();
        var moved = ToSign with { Path = "sections/02.md", Title = "2. 人才培养" };
        var asking = ReviewAsking.About(ReviewVerb.Return, [ToSign, moved], new HashSet<string> { moved.Path });
        var confirm = Confirm(asking, sent.Add, moved.Path);
        Assert.Equal("退回《1. 基本情况》？", confirm.Find("h2").TextContent);
        Assert.Contains(
            "2. 人才培养：页面打开后有改动",
            confirm.Find("[data-testid=review-left-out]").TextContent,
            StringComparison.Ordinal
        );
        Assert.Empty(confirm.FindAll("[data-testid=review-minutes]"));
        Send(confirm);
        Assert.Empty(sent);
        Assert.Equal("请写明理由", confirm.Find("[data-testid=review-complaint]").TextContent);
        confirm.Find("[data-testid=review-words]").Input("数据来源请补充");
        Send(confirm);
        Assert.Equal("数据来源请补充", Assert.Single(sent).Words);
    }

    [Fact]
    public void Open_comments_are_told_of_before_a_text_is_submitted()
    {
        var sent = new List<ReviewWords>();
        var draft = With(new QueuedActs(["submit"], null, [], false, false, 2, false, null));
        var confirm = Confirm(ReviewAsking.About(ReviewVerb.Submit, [draft], new HashSet<string>()), sent.Add);
        Assert.NotEmpty(confirm.FindAll("[data-testid=review-commented]"));
        Send(confirm);
        Assert.True(Assert.Single(sent).DespiteComments);
    }
}
