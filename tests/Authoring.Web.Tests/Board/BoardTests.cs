using System.Net;
using Authoring.Web.Board;
using Authoring.Web.Notices;
using Authoring.Web.Review;
using Authoring.Web.Tests.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Authoring.Web.Tests.Board;

/// <summary>
/// The board says what is so: of each text where it stands, on whom it waits and what blocks it; and reminds nobody twice.
/// </summary>
public sealed class BoardTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = new Office(await RunningWorkspace.StartAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<BoardText> TextAsync(string document, string reader = "editor") =>
        (await BoardAsync(reader)).Single(t => t.Address == $"/reports/{document}");

    private async Task<IReadOnlyList<BoardText>> BoardAsync(string reader)
    {
        var report = await office.ReportAsync();
        return (
            await office
                .Workspace.Services.GetRequiredService<BoardService>()
                .ReadAsync(await office.PersonAsync(reader), report, await report.CompileNowAsync())
        )!;
    }

    private async Task<Reminder> RemindAsync(string who, string document) =>
        await office
            .Workspace.Services.GetRequiredService<Reminders>()
            .RemindAsync(await office.PersonAsync(who), await office.ReportAsync(), await office.DocumentAsync(document));

    [Fact]
    public async Task A_text_is_shown_as_it_was_written_commented_on_and_signed()
    {
        var before = await TextAsync(Office.Basic);
        Assert.Equal(("1. 基本情况", BoardState.Draft, null), (before.Title, before.State, before.LastEdit));
        Assert.Equal([BoardBlockKind.NoWriter], before.Blocks.Select(b => b.Kind));

        await office.GiveAsync(Office.Basic, "author1");
        await office.TypeAsync("author1", Office.Basic, "新增四字");
        await office.CommentAsync("city-reviewer", Office.Basic, "请核实");
        var written = await TextAsync(Office.Basic);
        Assert.Equal(
            (before.Words + 4, 1, 0, "撰稿人甲"),
            (written.Words, written.OpenComments, written.Suggestions, written.LastEdit!.By)
        );
        Assert.Equal(["第一职业学校"], written.Organisations);
        Assert.Equal(["撰稿人甲"], written.Awaited.Select(p => p.Name));
        Assert.Empty(written.Blocks);

        await office.TypeAsync("author1", Office.Basic, "建议", suggests: true);
        Assert.Equal(
            (BoardBlockKind.Suggestions, 1),
            ((await TextAsync(Office.Basic)).Blocks.Single().Kind, (await TextAsync(Office.Basic)).Suggestions)
        );

        await office.ActAsync("author1", Office.Card, "submit");
        var submitted = await TextAsync(Office.Card);
        Assert.Equal((BoardState.InReview, "学校审核"), (submitted.State, submitted.Stage));
        Assert.Equal(["学校审核人"], submitted.Awaited.Select(p => p.Name));
        await office.ActAsync("school-reviewer", Office.Card, "return", "请补充数据");
        Assert.Equal(BoardState.Returned, (await TextAsync(Office.Card)).State);
        await office.ActAsync("author1", Office.Card, "submit");
        foreach (var signer in new[] { "school-reviewer", "county-reviewer", "city-reviewer", "approver" })
            await office.ActAsync(signer, Office.Card, "approve");
        var final = await TextAsync(Office.Card);
        Assert.Equal((BoardState.Final, null, false), (final.State, final.Deadline, final.MayRemind));
        Assert.Equal(new BoardTotals(3, 1, 0, 2, 0), BoardTotals.Of(await BoardAsync("editor")));
    }

    [Fact]
    public async Task A_section_waits_for_its_cards_only_where_its_last_signature_is_due()
    {
        await office.ActAsync("author1", Office.Training, "submit");
        foreach (var signer in new[] { "school-reviewer", "county-reviewer", "city-reviewer" })
        {
            Assert.Empty((await TextAsync(Office.Training)).Blocks);
            await office.ActAsync(signer, Office.Training, "approve");
        }
        Assert.Equal([new BoardBlock(BoardBlockKind.Cards, 1)], (await TextAsync(Office.Training)).Blocks);
    }

    [Fact]
    public async Task The_day_of_the_stage_counts_and_without_one_the_day_of_the_report()
    {
        await office.ChangeAsync(db => db.Reports.ExecuteUpdateAsync(set => set.SetProperty(r => r.Deadline, new DateOnly(2999, 12, 25))));
        Assert.Equal(
            (new DateOnly(2999, 12, 25), false),
            ((await TextAsync(Office.Basic)).Deadline!.Value, (await TextAsync(Office.Basic)).IsLate)
        );
        await office.ActAsync("author1", Office.Basic, "submit");
        await office.ChangeAsync(async db =>
            db.StageDeadlines.Add(
                new StageDeadline
                {
                    ReportId = (await db.Reports.SingleAsync()).Id,
                    StageId = (await db.ChainStages.SingleAsync(s => s.Key == "school")).Id,
                    Day = new DateOnly(2020, 12, 22),
                }
            )
        );
        var late = await TextAsync(Office.Basic);
        Assert.Equal((new DateOnly(2020, 12, 22), true), (late.Deadline!.Value, late.IsLate));
        await office.ActAsync("school-reviewer", Office.Basic, "approve");
        Assert.False((await TextAsync(Office.Basic)).IsLate);
    }

    [Fact]
    public async Task Those_on_whom_a_text_waits_are_reminded_once_in_some_hours_and_the_answer_says_who()
    {
        await office.ActAsync("author1", Office.Basic, "submit");
        var noticed = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reviewer = await office.HubAsync("school-reviewer");
        await reviewer.CallAsync("Waiting"); // who was answered is listening
        reviewer.Event += (name, arguments) =>
        {
            if (name == "Noticed")
                noticed.TrySetResult(arguments[0].GetInt32());
        };
        var both = await Task.WhenAll(RemindAsync("editor", Office.Basic), RemindAsync("author1", Office.Basic));
        Assert.Equal(["学校审核人"], both.SelectMany(answer => answer.Told));
        Assert.Equal(["学校审核人"], both.SelectMany(answer => answer.Recently));
        // to sign, and the reminder
        Assert.Equal(2, await noticed.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.NotNull((await TextAsync(Office.Basic)).Reminded);

        // Hours later it may be said again.
        await office.ChangeAsync(db => db.Notices.ExecuteUpdateAsync(set => set.SetProperty(n => n.At, n => n.At - (5 * 3_600_000))));
        Assert.Equal(["学校审核人"], (await RemindAsync("editor", Office.Basic)).Told);
    }

    [Fact]
    public async Task Who_wants_no_reminders_gets_none_and_who_asks_learns_it()
    {
        await office.GiveAsync(Office.Basic, "author1");
        var author = await office.IdAsync("author1");
        await office.ChangeAsync(db =>
        {
            db.NoticeChoices.Add(
                new NoticeChoice
                {
                    PersonId = author,
                    Kind = NoticeKind.Reminder,
                    InApplication = false,
                    ByMail = false,
                }
            );
            return Task.CompletedTask;
        });
        Assert.Equal(["撰稿人甲"], (await RemindAsync("editor", Office.Basic)).Unwilling);
        Assert.True((await RemindAsync("author1", Office.Basic)).IsSelf);
        Assert.Equal(ReminderResult.Nobody, (await RemindAsync("editor", Office.Training)).Outcome);
    }

    [Fact]
    public async Task Who_only_reads_reminds_nobody_and_outsiders_learn_nothing()
    {
        await office.GiveAsync(Office.Basic, "author1");
        await office.ChangeAsync(db => db.StageSigners.Where(s => s.Person!.UserName == "county-reviewer").ExecuteDeleteAsync());
        Assert.Equal(ReminderResult.NotAllowed, (await RemindAsync("county-reviewer", Office.Basic)).Outcome);
        Assert.DoesNotContain(await BoardAsync("county-reviewer"), text => text.MayRemind);
        await office.ChangeAsync(db => db.ReportMembers.Where(m => m.Person!.UserName == "author3").ExecuteDeleteAsync());
        Assert.Equal(ReminderResult.NotAllowed, (await RemindAsync("author3", Office.Basic)).Outcome);
        using var outsider = await office.Workspace.BrowseAsync("author3");
        using var answer = await outsider.GetAsync(
            new Uri("/reports/small/board", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain(
            "基本情况",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        using var reader = await office.Workspace.BrowseAsync("county-reviewer");
        var page = await reader.GetStringAsync(new Uri("/reports/small/board", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("3 篇中 0 篇已定稿", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "progress-remind\"",
            page.Replace("class=\"progress-remind\"", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }
}
