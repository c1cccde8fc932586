using Authoring.Web.Notices;
using Authoring.Web.Reports.Members;
using Authoring.Web.Tests.Review;
using Authoring.Web.Todo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Reports;

/// <summary>Whoever is given a text has a task, and is told.</summary>
public sealed class GivenTextsTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private MemberService Service => office.Workspace.Services.GetRequiredService<MemberService>();

    private async Task<MemberResult> GiveAsync(string text, string? person, string? organisationOf = null, string by = "editor")
    {
        await using var db = await office.DatabaseAsync();
        int? organisation = organisationOf is null
            ? null
            : await db.Users.Where(p => p.UserName == organisationOf).Select(p => p.OrganisationId).SingleAsync();
        return await Service.AssignAsync(
            await office.PersonAsync(by),
            (await office.ReportAsync()).Id,
            await office.DocumentAsync(text),
            person is null ? null : await office.IdAsync(person),
            organisation
        );
    }

    private async Task<IReadOnlyList<NoticeEntry>> ToldAsync(string name) =>
        await office.Workspace.Services.GetRequiredService<NoticeQueries>().ListForAsync(await office.IdAsync(name), 50);

    [Fact]
    public async Task It_is_among_his_tasks_and_a_notice_leads_to_the_text()
    {
        Assert.Equal(MemberResult.Done, await GiveAsync(Office.Basic, "author1"));
        var notice = Assert.Single(await ToldAsync("author1"));
        Assert.Equal((NoticeKind.Assigned, "统稿编辑", "1. 基本情况", true), (notice.Kind, notice.By, notice.Title, notice.IsUnread));
        var tasks = await office.Workspace.Services.GetRequiredService<TodoService>().ListForAsync(await office.IdAsync("author1"));
        Assert.Equal(["1. 基本情况"], tasks.Drafts.Select(draft => draft.Text.Title));
        Assert.Equal(
            "/reports/small/sections/01-basic",
            await office.Workspace.Services.GetRequiredService<NoticeQueries>().OpenAsync(await office.IdAsync("author1"), notice.Id)
        );
        Assert.Equal(MemberResult.Done, await GiveAsync(Office.Basic, "author1"));
        Assert.Single(await ToldAsync("author1")); // it was his already
    }

    [Fact]
    public async Task Several_before_he_looks_are_one_notice_and_the_same_text_twice_is_one_text()
    {
        await GiveAsync(Office.Basic, "author1");
        await GiveAsync(Office.Basic, null, organisationOf: "author1");
        Assert.Equal(1, Assert.Single(await ToldAsync("author1")).Count);
        await GiveAsync(Office.Training, "author1");
        await GiveAsync(Office.Card, "author1");
        var notice = Assert.Single(await ToldAsync("author1"));
        Assert.Equal((3, 1, "云河市中等职业教育质量年度报告"), (notice.Count, notice.People, notice.Title));
        using var browser = await office.BrowserAsync("author1");
        var page = await browser.GetStringAsync(new Uri("/notices", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("统稿编辑把《云河市中等职业教育质量年度报告》中的 3 篇交给您撰写", page, StringComparison.Ordinal);
        Assert.Equal(
            "/todo",
            await office.Workspace.Services.GetRequiredService<NoticeQueries>().OpenAsync(await office.IdAsync("author1"), notice.Id)
        );
    }

    [Fact]
    public async Task Those_of_an_organisation_who_may_write_are_told_and_nobody_for_himself_or_by_who_may_not()
    {
        await GiveAsync(Office.Basic, null, organisationOf: "author1");
        Assert.Single(await ToldAsync("author1"));
        Assert.Empty(await ToldAsync("school-reviewer")); // of the same school, and only reads
        await GiveAsync(Office.Training, "editor");
        Assert.Empty(await ToldAsync("editor"));
        Assert.Equal(MemberResult.NotAllowed, await GiveAsync(Office.Card, "author2", by: "author1"));
        Assert.Empty(await ToldAsync("author2"));
    }

    [Fact]
    public async Task What_is_taken_away_before_he_has_looked_is_told_no_more()
    {
        await GiveAsync(Office.Basic, "author1");
        await GiveAsync(Office.Basic, "author2");
        await using var db = await office.DatabaseAsync();
        var author = await office.IdAsync("author1");
        var given = await db
            .Assignments.Where(a => a.PersonId == author)
            .Select(a => a.Id)
            .SingleAsync(TestContext.Current.CancellationToken);
        await Service.UnassignAsync(await office.PersonAsync("editor"), (await office.ReportAsync()).Id, given);
        Assert.Empty(await ToldAsync("author1"));
        Assert.Single(await ToldAsync("author2"));
    }
}
