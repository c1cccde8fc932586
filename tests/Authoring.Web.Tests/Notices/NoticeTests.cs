using System.Net;
using Authoring.Web.Notices;
using Authoring.Web.Tests.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Notices;

/// <summary>People are told what concerns them, each his own; a notice leads to its place and is read from then on.</summary>
public sealed class NoticeTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<IReadOnlyList<NoticeEntry>> OfAsync(string name) =>
        await office.Workspace.Services.GetRequiredService<NoticeQueries>().ListForAsync(await office.IdAsync(name), 50);

    private async Task<HttpResponseMessage> GetAsync(string name, string address)
    {
        using var browser = await office.Workspace.BrowseAsync(name);
        return await browser.GetAsync(new Uri(address, UriKind.Relative));
    }

    private async Task<int> UnreadAsync(string name) =>
        (await (await office.HubAsync(name)).CallAsync("Waiting")).GetProperty("notices").GetInt32();

    [Fact]
    public async Task A_notice_leads_to_its_place_and_is_read_then_by_its_person_alone()
    {
        var thread = await office.CommentAsync("city-reviewer", Office.Basic, "@撰稿人甲 请核实", "author1");
        await office.ActAsync("author1", Office.Basic, "submit", despiteComments: true);
        var comment = Assert.Single(await OfAsync("author1"));
        Assert.Equal(
            (NoticeKind.Comment, "市局审核人", "1. 基本情况", "@撰稿人甲 请核实", true),
            (comment.Kind, comment.By, comment.Title, comment.Words, comment.IsUnread)
        );
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("author2", comment.Address)).StatusCode);
        Assert.Equal(1, await UnreadAsync("author1"));
        var answer = await GetAsync("author1", comment.Address);
        Assert.Equal(
            (HttpStatusCode.Redirect, $"/reports/small/sections/01-basic#comment-{thread}"),
            (answer.StatusCode, answer.Headers.Location?.ToString())
        );
        Assert.Equal(0, await UnreadAsync("author1"));
        Assert.False(Assert.Single(await OfAsync("author1")).IsUnread);
        Assert.Equal(
            "/reports/small/review?text=sections/01-basic",
            (await GetAsync("school-reviewer", Assert.Single(await OfAsync("school-reviewer")).Address)).Headers.Location?.ToString()
        );
    }

    [Fact]
    public async Task Who_may_not_read_a_report_any_more_sees_no_notice_of_it()
    {
        await office.CommentAsync("city-reviewer", Office.Basic, "@撰稿人甲 请核实", "author1");
        var notice = Assert.Single(await OfAsync("author1"));
        await office.ChangeAsync(db => db.ReportMembers.Where(m => m.Person!.UserName == "author1").ExecuteDeleteAsync());
        Assert.Empty(await OfAsync("author1"));
        Assert.Equal(0, await UnreadAsync("author1"));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("author1", notice.Address)).StatusCode);
    }

    [Fact]
    public async Task Who_wants_e_mail_alone_has_nothing_unread_here_and_who_wants_nothing_is_told_nothing()
    {
        var (mail, nothing) = (await office.IdAsync("author1"), await office.IdAsync("author2"));
        await office.ChangeAsync(db =>
        {
            db.NoticeChoices.Add(
                new NoticeChoice
                {
                    PersonId = mail,
                    Kind = NoticeKind.Comment,
                    InApplication = false,
                    ByMail = true,
                }
            );
            db.NoticeChoices.Add(
                new NoticeChoice
                {
                    PersonId = nothing,
                    Kind = NoticeKind.Comment,
                    InApplication = false,
                    ByMail = false,
                }
            );
            return Task.CompletedTask;
        });
        await office.CommentAsync("city-reviewer", Office.Basic, "请核实", "author1", "author2", "author3");
        Assert.Empty(await OfAsync("author1"));
        Assert.Empty(await OfAsync("author2"));
        Assert.Single(await OfAsync("author3"));
        await using var db = await office.DatabaseAsync();
        Assert.Equal(
            [(mail, true)],
            (
                await db
                    .Notices.Where(n => n.PersonId != db.Users.Single(p => p.UserName == "author3").Id)
                    .ToListAsync(TestContext.Current.CancellationToken)
            ).Select(n => (n.PersonId, n.ToMail))
        );
    }

    [Fact]
    public async Task Authors_of_suggestions_are_told_once_what_became_of_several()
    {
        var (author, editor, length) = (await office.HubAsync("author1"), await office.HubAsync("editor"), SmallReport.First.Length);
        for (var i = 0; i < 2; i++)
            await author.CallAsync(
                "Push",
                Office.Basic,
                i,
                new[]
                {
                    new
                    {
                        id = $"s{i}",
                        clientID = "a",
                        changes = new object[] { new object[] { 0, "议" }, length + i },
                        suggests = true,
                        marks = new[] { new { id = $"s{i}", insert = new[] { new[] { 0, 1 } } } },
                    },
                }
            );
        for (var i = 0; i < 2; i++)
            await editor.CallAsync(
                "Push",
                Office.Basic,
                2 + i,
                new[]
                {
                    new
                    {
                        id = $"e{i}",
                        clientID = "e",
                        changes = new object[] { new[] { 1 }, length + 1 - i },
                        suggests = false,
                        marks = new[]
                        {
                            new
                            {
                                id = $"s{1 - i}",
                                clear = Array.Empty<int[]>(),
                                outcome = "rejected",
                                reason = "与附表不符",
                            },
                        },
                    },
                }
            );
        await Office.UntilAsync(async () => (await OfAsync("author1")).Count > 0, "a notice");
        var notice = Assert.Single(await OfAsync("author1"));
        Assert.Equal((NoticeKind.Suggestion, "统稿编辑", "与附表不符"), (notice.Kind, notice.By, notice.Words));
        Assert.Equal(
            "/reports/small/sections/01-basic#suggestions",
            (await GetAsync("author1", notice.Address)).Headers.Location?.ToString()
        );
    }
}
