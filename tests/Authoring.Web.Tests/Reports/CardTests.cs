using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Authoring.Compile;
using Authoring.Web.Cases;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Reports;

/// <summary>Whoever writes in a section may add a case card from it and write it; the list of cards says where each stands.</summary>
public sealed class CardTests : IAsyncLifetime
{
    private const string Section = "sections/02-training";
    private RunningWorkspace workspace = null!;

    public async ValueTask InitializeAsync() => workspace = await RunningWorkspace.StartAsync();

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<(HttpStatusCode Status, string Code, string Id)> AddAsync(
        string person,
        object card,
        string slug = "small",
        string? origin = null
    )
    {
        using var browser = await workspace.BrowseAsync(person);
        if (origin is not null)
            browser.DefaultRequestHeaders.Add("Origin", origin);
        using var answer = await browser.PostAsJsonAsync($"/reports/{slug}/cards", card);
        var body = await answer.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(body.Length > 0 && body[0] == '{' ? body : "{}");
        string Of(string key) => json.RootElement.TryGetProperty(key, out var value) ? value.GetString()! : "";
        return (answer.StatusCode, Of("code"), Of("id"));
    }

    private async Task<string> PushAsync(string person, string document, string text)
    {
        await using var hub = await workspace.ConnectAsync(person);
        var opened = await hub.CallAsync("Open", document);
        var id = Guid.NewGuid().ToString("N");
        try
        {
            await hub.CallAsync(
                "Push",
                document,
                opened.GetProperty("version").GetInt32(),
                new[]
                {
                    new
                    {
                        id,
                        clientID = id,
                        changes = new object[]
                        {
                            opened.GetProperty("text").GetString()!.Length,
                            new object[] { 0 }
                                .Concat(text.Split('\n'))
                                .ToArray(),
                        },
                    },
                }
            );
            return "written";
        }
        catch (HubError refused)
        {
            return refused.Code!;
        }
    }

    private async Task<IReadOnlyList<CaseCard>> CardsAsync()
    {
        var report = (
            await workspace.Services.GetRequiredService<LiveReports>().FindForReadingAsync(await workspace.PersonAsync("editor"), "small")
        )!;
        return await workspace.Services.GetRequiredService<CaseCardQueries>().ListForAsync(report, await report.CompileNowAsync());
    }

    [Fact]
    public async Task A_writers_card_is_his_organisations_to_write_and_counts_once_it_is_placed()
    {
        var (status, _, id) = await AddAsync(
            "author1",
            new
            {
                text = Section,
                title = "双师\u202E同堂",
                school = "第一: \"职业\"学校",
                summary = "第一行\r\n第二行 # 不是注释",
            }
        );
        Assert.Equal((HttpStatusCode.OK, "c02"), (status, id));
        var added = (await CardsAsync())[1].Entry;
        Assert.Equal(
            ("c02", "双师同堂", "第一: \"职业\"学校", "第一行\n第二行 # 不是注释"),
            (added.Id, added.Title, added.School, added.Summary)
        );
        Assert.Equal("written", await PushAsync("author1", "small/cases/c02", "案例正文。"));
        Assert.Equal("written", await PushAsync("editor", "small/cases/c02", "统稿。"));
        Assert.Equal("not-allowed", await PushAsync("author2", "small/cases/c02", "别校。"));
        Assert.Equal("written", await PushAsync("author1", $"small/{Section}", "\n::case{#case:c02}\n"));

        var card = (await CardsAsync())[1];
        Assert.Equal(("案例 2-2", 8), (card.Entry.Number, card.Entry.Words));
        Assert.Equal(new CaseCardSection("2. 人才培养", "/reports/small/sections/02-training#line-9"), Assert.Single(card.Sections));
        Assert.Equal("统稿编辑", card.LastEdit!.By);
        Assert.Empty(card.Problems);

        using var reader = await workspace.BrowseAsync("city-reviewer");
        var listed = await reader.GetFromJsonAsync<JsonElement>("/reports/small/cards");
        Assert.Equal(["c01", "c02"], listed.EnumerateArray().Select(c => c.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task Who_may_not_write_the_section_adds_nothing()
    {
        var card = new { text = Section, title = "甲" };
        Assert.Equal((HttpStatusCode.Forbidden, "NotAllowed", ""), await AddAsync("city-reviewer", card));
        Assert.Equal((HttpStatusCode.NotFound, "NotFound", ""), await AddAsync("author1", new { text = "sections/none", title = "甲" }));
        Assert.Equal((HttpStatusCode.NotFound, "NotFound", ""), await AddAsync("author1", new { text = "cases/c01", title = "甲" }));
        Assert.Equal((HttpStatusCode.NotFound, "NotFound", ""), await AddAsync("author1", card, "none"));
        Assert.Equal((HttpStatusCode.Forbidden, "OtherSite", ""), await AddAsync("author1", card, origin: "http://evil.example"));
        foreach (
            var bad in new object[]
            {
                new { text = Section, title = " \u200E\n " },
                new { text = Section, title = new string('长', 10_000) },
                new { text = Section },
                new
                {
                    text = Section,
                    title = "甲",
                    school = new string('长', 10_000),
                },
                new
                {
                    text = Section,
                    title = "甲",
                    summary = new string('长', 10_000),
                },
            }
        )
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "BadCard", ""), await AddAsync("author1", bad));
        using var stranger = await workspace.BrowseAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsJsonAsync("/reports/small/cards", card)).StatusCode);
        Assert.Single(await CardsAsync());
    }

    [Fact]
    public async Task Cards_that_several_add_at_once_are_all_there()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(1, 9).Select(i => AddAsync($"author{i % 3 + 1}", new { text = Section, title = $"案例{i}" }))
        );
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(
            Enumerable.Range(1, 9).Select(i => $"案例{i}").Order(),
            (await CardsAsync()).Skip(1).Select(c => c.Entry.Title).Order()
        );
        await using var db = await workspace.Services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        Assert.Equal(9, await db.Assignments.CountAsync());
    }

    [Fact]
    public async Task An_outsider_sees_no_page_of_the_cards_and_a_member_does()
    {
        using var member = await workspace.BrowseAsync("city-reviewer");
        Assert.Contains("工匠进校园", await member.GetStringAsync("/reports/small/cases"), StringComparison.Ordinal);
        using var stranger = await workspace.BrowseAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync("/reports/small/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync("/reports/none/cases")).StatusCode);
    }

    private static CaseCard Shown(int places, params Diagnostic[] problems) =>
        new(
            new CardEntry("cases/c01.md", "c01", "<b>甲</b>", null, null, places > 0 ? "案例 1-1" : "", [], 12),
            "/reports/small/cases/c01",
            [.. Enumerable.Range(1, places).Select(i => new CaseCardSection($"第 {i} 节", $"/reports/small/sections/0{i}#line-3"))],
            null,
            problems
        );

    [Fact]
    public void A_row_says_where_a_card_stands_that_it_stands_nowhere_or_too_often_and_what_is_wrong()
    {
        using var page = new BunitContext();
        page.Services.AddLocalization();
        IRenderedComponent<CaseCardRow> Row(CaseCard card) => page.Render<CaseCardRow>(p => p.Add(r => r.Card, card));
        Assert.Contains("未放入正文", Row(Shown(0)).Markup, StringComparison.Ordinal);
        Assert.Equal("/reports/small/sections/01#line-3", Row(Shown(1)).Find("li a").GetAttribute("href"));
        Assert.DoesNotContain("放置了不止一次", Row(Shown(1)).Markup, StringComparison.Ordinal);
        Assert.Contains("放置了不止一次", Row(Shown(2)).Markup, StringComparison.Ordinal);
        var wrong = Row(Shown(1, new Diagnostic(Severity.Error, "x", "cases/c01.md", 7, "<i>有错</i>", null)));
        Assert.Equal("/reports/small/cases/c01#line-7", wrong.Find("details a").GetAttribute("href"));
        Assert.Empty(wrong.FindAll("b, i"));
    }
}
