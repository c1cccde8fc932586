using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Demo;

/// <summary>
/// What people did with the sample report in the days before a demo was started for the first time: whoever opens it finds work to be done.
/// It lives in two chapters and two case cards. The others are as in the folder, every author may write everywhere, and no number and no
/// list is another than the folder's: suggestions pend, what was typed was taken away again.
/// </summary>
internal sealed partial class SampleStory(StoryActs acts, StoryClock clock)
{
    public const string Slug = "sample-2025";

    private const string Support = "sections/08-support";
    private const string Challenges = "sections/09-challenges";
    private const string Drones = "cases/c11";
    private const string Dormitories = "cases/c12";

    private static readonly string[] Authors = ["author1", "author2", "author3"];

    /// <summary>The day by which the report must be done.</summary>
    public static DateOnly Deadline(TimeProvider clock) => DateOnly.FromDateTime(clock.GetLocalNow().DateTime).AddDays(14);

    /// <summary>Nobody has done anything in this database yet.</summary>
    public static async Task<bool> IsToBeToldAsync(IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AuthoringDb>>().CreateDbContextAsync();
        return !await db.Reports.AnyAsync();
    }

    /// <param name="past">A workspace that serves nobody, whose clock is the story's.</param>
    public static async Task TellAsync(IServiceProvider past, StoryClock clock)
    {
        // Edits are written by it; everything else that runs by itself in a workspace stays still.
        var (log, logger) = (past.GetRequiredService<EditLog>(), past.GetRequiredService<ILogger<SampleStory>>());
        var began = TimeProvider.System.GetTimestamp();
        await log.StartAsync(CancellationToken.None);
        try
        {
            await new SampleStory(new StoryActs(past, Slug), clock).TellAsync();
            Log.Told(logger, TimeProvider.System.GetElapsedTime(began).TotalSeconds);
        }
        catch (Exception e) when (e is StoryException or Refusal)
        {
            Log.NotTold(logger, e.Message);
        }
        finally
        {
            await log.StopAsync(CancellationToken.None);
        }
    }

    private async Task TellAsync()
    {
        await BeginAsync();
        await SupportIsWrittenAndSubmittedAsync();
        await SupportIsReturnedAsync();
        await DormitoriesGoToTheCityAsync();
        await SupportIsWorkedOverAsync();
        await DronesAreCheckedAsync();
        await ChallengesAreSubmittedAsync();
    }

    /// <summary>Everybody may still write everywhere: what is given is given to all three.</summary>
    private async Task BeginAsync()
    {
        clock.SetTo(daysAgo: 9, "09:05");
        await acts.SetDaysAsync("editor", [.. new[] { 3, 6, 9, 12 }.Select(clock.Today.AddDays)]);
        clock.SetTo(daysAgo: 9, "09:20");
        foreach (var text in new[] { Support, Challenges, Drones, Dormitories })
            await acts.AssignAsync("editor", text, Authors);
    }

    private async Task SupportIsWrittenAndSubmittedAsync()
    {
        const string Closed = "其余3项列入下年度计划。",
            Open = "各县督导次数待核实后补充。";
        clock.SetTo(daysAgo: 8, "10:12");
        await acts.TypeAsync("author2", Support, Closed, Open);
        clock.SetTo(daysAgo: 8, "16:30");
        await acts.NameAsync("author2", Support, "初稿");
        clock.SetTo(daysAgo: 7, "14:05");
        var pupils = await acts.CommentAsync(
            "author1",
            Support,
            "按上年在籍学生8359人核定",
            "@撰稿人乙 这里的学生数与“基本情况”一章的8601人不同，是否需要说明？",
            "author2"
        );
        clock.SetTo(daysAgo: 7, "16:20");
        await acts.AnswerAsync("author2", Support, pupils, "这是5所公办学校上年的在籍学生数，脚注里有说明，两处口径不同，都对。");
        clock.SetTo(daysAgo: 7, "16:41");
        await acts.SettleAsync("author1", Support, pupils, "脚注已说明口径，不改。");
        clock.SetTo(daysAgo: 6, "15:40");
        await acts.EraseAsync("author2", Support, Open);
        clock.SetTo(daysAgo: 6, "15:52");
        await acts.NameAsync("author2", Support, "送审稿");
        clock.SetTo(daysAgo: 6, "16:00");
        await acts.ActAsync("author2", Support, ReviewVerb.Submit);
        clock.SetTo(daysAgo: 5, "09:30");
        await acts.ActAsync("school-reviewer", Support, ReviewVerb.Approve, "班子会议讨论通过，同意报送。", clock.Today.AddDays(-5));
    }

    private async Task SupportIsReturnedAsync()
    {
        clock.SetTo(daysAgo: 4, "11:10");
        var source = await acts.CommentAsync(
            "county-reviewer",
            Support,
            "以上3项投入合计6901.44万元",
            "@撰稿人乙 请补上数据来源（财政决算或者年报报表），否则市局会退回。",
            "author2"
        );
        clock.SetTo(daysAgo: 4, "11:24");
        await acts.ActAsync(
            "county-reviewer",
            Support,
            ReviewVerb.Return,
            "“经费保障”请补充3项投入的数据来源；“质量保障”中的4轮安全检查请写明由谁牵头。改好后再报。"
        );
        clock.SetTo(daysAgo: 4, "13:50");
        await acts.AnswerAsync("author2", Support, source, "决算表已向财政局要了，这两天能拿到，拿到就补。");
    }

    private async Task DormitoriesGoToTheCityAsync()
    {
        clock.SetTo(daysAgo: 4, "14:10");
        await acts.ActAsync("author3", Dormitories, ReviewVerb.Submit);
        clock.SetTo(daysAgo: 4, "16:35");
        await acts.ActAsync("school-reviewer", Dormitories, ReviewVerb.Approve, "事例真实，同意报送。", clock.Today.AddDays(-4));
        clock.SetTo(daysAgo: 3, "10:15");
        await acts.ActAsync("county-reviewer", Dormitories, ReviewVerb.Approve, "同意。");
    }

    /// <summary>Two people suggest what the county asked for; nobody has decided on it yet.</summary>
    private async Task SupportIsWorkedOverAsync()
    {
        clock.SetTo(daysAgo: 3, "10:40");
        await acts.SuggestAsync(
            "author3",
            Support,
            "落实校园安全责任制，开展",
            "落实校园安全责任制，由市教育局会同应急管理、市场监管部门开展"
        );
        clock.SetTo(daysAgo: 2, "15:10");
        await acts.SuggestAsync("editor", Support, "全部发放到位，见", "全部按时足额发放，见");
        clock.SetTo(daysAgo: 2, "15:18");
        await acts.SuggestAsync(
            "editor",
            Support,
            "增速比上年加快3.50个百分点。",
            "增速比上年加快3.50个百分点（数据来源：2025年市级教育经费决算）。"
        );
    }

    private async Task DronesAreCheckedAsync()
    {
        clock.SetTo(daysAgo: 2, "10:20");
        var tasks = await acts.CommentAsync(
            "city-reviewer",
            Drones,
            "全年完成作业任务41次",
            "@撰稿人甲 次数请与学校的技术服务台账核对。",
            "author1"
        );
        clock.SetTo(daysAgo: 2, "11:05");
        await acts.AnswerAsync("author1", Drones, tasks, "核对过了，台账也是41次。");
        clock.SetTo(daysAgo: 2, "14:30");
        await acts.SettleAsync("city-reviewer", Drones, tasks, "与台账一致。");
        clock.SetTo(daysAgo: 1, "09:15");
        var whole = await acts.CommentAsync("editor", Drones, "", "@撰稿人甲 案例很有代表性，概述请压缩到40字以内。", "author1");
        clock.SetTo(daysAgo: 1, "09:50");
        await acts.AnswerAsync("author1", Drones, whole, "好的，改完告诉您。");
    }

    private async Task ChallengesAreSubmittedAsync()
    {
        const string Teachers = "相差23.15个百分点（见@tbl:teachers）。",
            Open = "以年底统计为准。";
        clock.SetTo(daysAgo: 1, "10:02");
        await acts.TypeAsync("author1", Challenges, Teachers, Open);
        clock.SetTo(daysAgo: 1, "10:12");
        await acts.EraseAsync("author1", Challenges, Open);
        clock.SetTo(daysAgo: 1, "10:25");
        await acts.NameAsync("author1", Challenges, "送审稿");
        clock.SetTo(daysAgo: 1, "10:30");
        await acts.ActAsync("author1", Challenges, ReviewVerb.Submit);
        clock.SetTo(daysAgo: 1, "15:02");
        var counsellors = await acts.CommentAsync(
            "school-reviewer",
            Challenges,
            "平均每人服务662名学生",
            "@撰稿人甲 662是怎么算出来的？",
            "author1"
        );
        clock.SetTo(daysAgo: 1, "15:34");
        await acts.AnswerAsync("author1", Challenges, counsellors, "全市在籍学生8601人除以13人。");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The sample report is there, but not all that people did with it: {Reason}")]
        public static partial void NotTold(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Debug, "What people did with the sample report was told in {Seconds} s")]
        public static partial void Told(ILogger logger, double seconds);
    }
}
