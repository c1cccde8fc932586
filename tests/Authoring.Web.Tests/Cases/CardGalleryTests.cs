using Authoring.Web.Cases;
using Authoring.Web.Tests.Review;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Tests.Cases;

/// <summary>Whoever puts a report together sees its cases, whose they are and where they stand, and puts each where it belongs.</summary>
public sealed class CardGalleryTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<LivePart<CaseCardList>> OpenAsync(string person)
    {
        var part = await LivePart<CaseCardList>.OpenAsync(office.Workspace, person);
        await part.AppearsAsync("card");
        return part;
    }

    private async Task<string> TextAsync(string document)
    {
        var hub = await office.HubAsync("editor");
        return (await hub.CallAsync("Open", document)).GetProperty("text").GetString()!;
    }

    private static Task UntilAsync(LivePart<CaseCardList> part, Action isSo) =>
        part.Shown.WaitForAssertionAsync(isSo, TimeSpan.FromSeconds(30));

    private static Task ChooseAsync(LivePart<CaseCardList> part, string which) =>
        part.Shown.Find($"[data-testid=cards-which][data-which={which}]").ClickAsync(new());

    private static string[] Ids(LivePart<CaseCardList> part) =>
        [.. part.Shown.FindAll("[data-testid=card]").Select(card => card.GetAttribute("data-id")!)];

    private static async Task AddAsync(LivePart<CaseCardList> part, string title)
    {
        part.Press("[data-testid=card-add]");
        await part.AppearsAsync("card-new-title");
        await part.FillAsync("card-new-title", title);
        part.Submit("#card-new");
    }

    [Fact]
    public async Task A_writers_new_case_has_his_school_and_is_said_to_stand_nowhere()
    {
        await using var part = await OpenAsync("author1");
        part.Press("[data-testid=card-add]");
        await part.AppearsAsync("card-new-school");
        Assert.Equal("第一职业学校", part.Shown.Find("[data-testid=card-new-school]").GetAttribute("value"));
        await part.FillAsync("card-new-title", "双师课堂");
        part.Submit("#card-new");
        await part.AppearsAsync("cards-said");
        await UntilAsync(part, () => Assert.Equal(["c01", "c02"], Ids(part)));
        var card = part.Shown.Find("[data-testid=card][data-id=c02]");
        Assert.Contains("第一职业学校", card.TextContent, StringComparison.Ordinal);
        Assert.Equal("未放入正文", card.QuerySelector("[data-testid=card-place]")!.TextContent.Trim());
        Assert.EndsWith("/cases/c02", part.Shown.Find("[data-testid=cards-way]").GetAttribute("href"));
    }

    [Fact]
    public async Task A_case_without_a_title_is_not_made_and_what_was_typed_stays()
    {
        await using var part = await OpenAsync("author1");
        await AddAsync(part, " ");
        await part.AppearsAsync("card-new-complaint");
        Assert.Equal(["c01"], Ids(part));
    }

    [Fact]
    public async Task A_case_is_put_beneath_a_heading_and_gets_its_number()
    {
        await office.TypeAsync("author1", Office.Training, "\n## 技能大赛\n\n结尾。\n");
        await using var part = await OpenAsync("author1");
        await AddAsync(part, "双师课堂");
        await UntilAsync(part, () => Assert.Equal(["c01", "c02"], Ids(part)));
        part.Press("[data-testid=card-put]");
        await part.AppearsAsync("card-section");
        await part.FillAsync("card-section", "1");
        await part.FillAsync("card-heading", "0");
        part.Submit("#card-put");
        await UntilAsync(
            part,
            () =>
                Assert.StartsWith("案例 2-2", part.Shown.Find("[data-id=c02] .gallery-title").TextContent.Trim(), StringComparison.Ordinal)
        );
        Assert.Contains("2. 人才培养", part.TextOf("cards-said"), StringComparison.Ordinal);
        Assert.Contains(
            "::case{#case:c01}\n\n::case{#case:c02}\n\n## 技能大赛",
            await TextAsync(Office.Training),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_case_moves_from_chapter_to_chapter_and_out_of_the_text()
    {
        await using var part = await OpenAsync("editor");
        part.Press("[data-testid=card-place-menu]");
        await part.AppearsAsync("card-section");
        part.Submit("#card-put");
        await UntilAsync(part, () => Assert.Contains("1. 基本情况", part.TextOf("card-place"), StringComparison.Ordinal));
        Assert.DoesNotContain("::case", await TextAsync(Office.Training), StringComparison.Ordinal);
        Assert.EndsWith("\n\n::case{#case:c01}\n", await TextAsync(Office.Basic), StringComparison.Ordinal);
        part.Press("[data-testid=card-take]");
        await UntilAsync(part, () => Assert.Equal("未放入正文", part.TextOf("card-place").Trim()));
        Assert.Equal(SmallReport.First, await TextAsync(Office.Basic));
    }

    [Fact]
    public async Task Whose_signatures_would_end_is_asked_before_a_case_moves()
    {
        await office.ActAsync("author1", Office.Training, "submit");
        await office.ActAsync("school-reviewer", Office.Training, "approve");
        await using var part = await OpenAsync("editor");
        part.Press("[data-testid=card-take]");
        await part.AppearsAsync("dialog-no");
        part.Press("[data-testid=dialog-no]");
        await part.GoesAsync("dialog-no");
        Assert.Equal(SmallReport.Second, await TextAsync(Office.Training));
    }

    [Fact]
    public async Task Cases_are_narrowed_down_by_place_school_and_words_and_shown_as_a_table()
    {
        await using var part = await OpenAsync("author1");
        await AddAsync(part, "双师课堂");
        await UntilAsync(part, () => Assert.Equal(["c01", "c02"], Ids(part)));
        await ChooseAsync(part, "NotPlaced");
        Assert.Equal(["c02"], Ids(part));
        await ChooseAsync(part, "Placed");
        Assert.Equal(["c01"], Ids(part));
        await ChooseAsync(part, "All");
        await part.FillAsync("cards-school", "第一职业学校");
        Assert.Equal(["c02"], Ids(part));
        await part.FillAsync("cards-school", "");
        await part.Shown.Find("[data-testid=cards-wanted]").InputAsync(new ChangeEventArgs { Value = "工匠 人才" });
        Assert.Equal(["c01"], Ids(part));
        await part.Shown.Find("[data-testid=cards-view][data-view=table]").ClickAsync(new());
        Assert.Equal("TR", part.Shown.Find("[data-testid=card]").TagName);
    }

    [Fact]
    public async Task Who_only_reads_is_offered_nothing_that_would_be_refused()
    {
        await using var part = await OpenAsync("approver");
        foreach (var act in new[] { "card-add", "card-put", "card-place-menu", "card-take", "card-rename", "card-remove" })
            Assert.False(part.Has(act), act);
    }

    [Fact]
    public async Task Who_manages_renames_a_case_and_takes_it_out_of_the_report_and_back()
    {
        await using var part = await OpenAsync("editor");
        part.Press("[data-testid=card-rename]");
        await part.AppearsAsync("card-title");
        await part.FillAsync("card-title", "名匠进校园");
        part.Submit("#card-title");
        await UntilAsync(part, () => Assert.Contains("名匠进校园", part.TextOf("card"), StringComparison.Ordinal));
        part.Press("[data-testid=card-remove]");
        await part.AppearsAsync("cards-none");
        part.Press("[data-testid=cards-restore]");
        await part.AppearsAsync("card");
    }
}
