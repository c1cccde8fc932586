using Authoring.Web.Board;
using Authoring.Web.Documents;
using Authoring.Web.Notices;
using Authoring.Web.Review;
using Authoring.Web.Tests.Review;
using Authoring.Web.Todo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Authoring.Web.Tests.Board;

/// <summary>A day that comes near is told to those on whom something waits, three days and one day before, once each, by day.</summary>
public sealed class DeadlineWarningTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 12, 10);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 12, 6, 9, 30, 0, TimeSpan.Zero));
    private Office office = null!;

    public async ValueTask InitializeAsync() =>
        office = new Office(await RunningWorkspace.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(clock)));

    public ValueTask DisposeAsync() => office.DisposeAsync();

    private async Task<List<Notice>> ToldAsync(string? name = null)
    {
        await using var db = await office.DatabaseAsync();
        return await db
            .Notices.Include(n => n.Person)
            .Where(n => n.Kind == NoticeKind.Deadline && (name == null || n.Person!.UserName == name))
            .OrderBy(n => n.Id)
            .ToListAsync();
    }

    /// <summary>Lets an hour pass after another until the looks at that moment are over: the last one has told the editor.</summary>
    private async Task UntilToldAsync(DateTimeOffset moment, int editors)
    {
        clock.Advance(moment - clock.GetUtcNow());
        await Office.UntilAsync(async () => (await ToldAsync("editor")).Count >= editors, $"the editor is told {editors} times");
    }

    private static DateTimeOffset At(int day, int hour) => new(2026, 12, day, hour, 30, 0, TimeSpan.Zero);

    private Task SetDayAsync(DateOnly day) =>
        office.ChangeAsync(db => db.Reports.ExecuteUpdateAsync(set => set.SetProperty(r => r.Deadline, day)));

    private Task WarnAsync() => office.Workspace.Services.GetRequiredService<DeadlineWarnings>().WarnAsync();

    [Fact]
    public async Task Three_days_and_one_day_before_each_is_told_once_whatever_is_started_anew()
    {
        await SetDayAsync(Day);
        await office.GiveAsync(Office.Basic, "author1");
        await UntilToldAsync(At(7, 8), 1);
        var author = Assert.Single(await ToldAsync("author1"));
        Assert.Equal((1, "2026-12-10", (int?)null), (author.Count, author.Words, author.DocumentId));
        Assert.Empty(await ToldAsync("author2"));
        await WarnAsync();
        clock.Advance(TimeSpan.FromDays(1));
        await WarnAsync();
        Assert.Single(await ToldAsync("author1"));
        await UntilToldAsync(At(9, 9), 2);
        await office.Workspace.StopAsync();
        await office.Workspace.StartAgainAsync();
        await WarnAsync();
        clock.Advance(TimeSpan.FromDays(1));
        await WarnAsync();
        clock.Advance(TimeSpan.FromDays(3));
        await WarnAsync();
        Assert.Equal((2, 2), ((await ToldAsync("author1")).Count, (await ToldAsync("editor")).Count));
    }

    [Fact]
    public async Task Nobody_is_told_at_night()
    {
        var looks = office.Workspace.Services.GetServices<IHostedService>().OfType<DeadlineClock>().Single();
        clock.Advance(At(7, 7) - clock.GetUtcNow());
        await SetDayAsync(Day);
        await looks.LookAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await ToldAsync());
        clock.Advance(TimeSpan.FromHours(1));
        await looks.LookAsync(TestContext.Current.CancellationToken);
        Assert.Single(await ToldAsync("editor"));
    }

    [Fact]
    public async Task What_was_put_off_is_another_day_and_who_was_not_told_in_time_is_told_once()
    {
        await SetDayAsync(new DateOnly(2026, 12, 7));
        await office.GiveAsync(Office.Basic, "author1");
        await WarnAsync(); // one day is left, and nobody was told when there were three
        Assert.Single(await ToldAsync("author1"));
        await SetDayAsync(new DateOnly(2026, 12, 8));
        await WarnAsync();
        Assert.Equal(["2026-12-07", "2026-12-08"], (await ToldAsync("author1")).Select(n => n.Words));
    }

    [Fact]
    public async Task Signers_are_told_of_their_stage_s_own_day_and_nobody_of_what_is_final_or_far()
    {
        await office.ActAsync("author1", Office.Basic, "submit");
        await office.ActAsync("author1", Office.Card, "submit");
        await office.ChangeAsync(async db =>
            db.StageDeadlines.Add(
                new StageDeadline
                {
                    ReportId = (await db.Reports.SingleAsync()).Id,
                    StageId = (await db.ChainStages.SingleAsync(s => s.Key == "school")).Id,
                    Day = new DateOnly(2026, 12, 8),
                }
            )
        );
        await SetDayAsync(new DateOnly(2026, 12, 24));
        await WarnAsync();
        var signer = Assert.Single(await ToldAsync("school-reviewer"));
        Assert.Equal((2, "2026-12-08"), (signer.Count, signer.Words));
        Assert.Empty(await ToldAsync("county-reviewer"));
        await office.ActAsync("school-reviewer", Office.Basic, "approve");
        await WarnAsync();
        Assert.Empty(await ToldAsync("county-reviewer")); // it is due with the report, which is far
    }

    [Fact]
    public async Task The_notice_says_how_much_by_when_and_leads_to_the_tasks_where_it_counts()
    {
        await SetDayAsync(Day);
        await office.GiveAsync(Office.Basic, "author1");
        var todo = office.Workspace.Services.GetRequiredService<TodoService>();
        Assert.Equal(0, await todo.CountAsync(await office.IdAsync("author1")));
        clock.Advance(TimeSpan.FromDays(1));
        await WarnAsync();
        Assert.Equal(1, await todo.CountAsync(await office.IdAsync("author1")));
        var tasks = await todo.ListForAsync(await office.IdAsync("author1"));
        Assert.Equal((1, Day, true, false), (tasks.Asked, tasks.Nearest!.Due.Day, tasks.Nearest.Due.IsNear, tasks.Nearest.Due.IsLate));
        var book = office.Workspace.Services.GetRequiredService<NoticeQueries>();
        var notice = Assert.Single(await book.ListForAsync(await office.IdAsync("author1"), 5));
        Assert.Equal((Day, (string?)null), (notice.Day, notice.Words));
        Assert.Equal("/todo", await book.OpenAsync(await office.IdAsync("author1"), notice.Id));
        var all = (await book.ListForAsync(await office.IdAsync("editor"), 5)).Single(n => n.Kind == NoticeKind.Deadline);
        Assert.Equal((3, "/reports/small/board"), (all.Count, await book.OpenAsync(await office.IdAsync("editor"), all.Id)));
        using var browser = await office.BrowserAsync("author1");
        var page = await browser.GetStringAsync(new Uri("/notices", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("中有 1 篇须在 2026-12-10 前完成", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Days_are_read_as_they_are_meant_and_without_any_nobody_is_told()
    {
        var settings = new DeadlineSettings { DaysBefore = "" };
        Assert.Null(settings.Now(Day, Day));
        Assert.False(settings.IsNear(Day, Day));
        settings.DaysBefore = "7; 1;x;-3";
        Assert.Equal([7, 1], settings.Days);
        Assert.Equal([null, 7, 7, 1, 1, null], new[] { 8, 7, 2, 1, 0, -1 }.Select(left => settings.Now(Day, Day.AddDays(-left))));
    }
}
