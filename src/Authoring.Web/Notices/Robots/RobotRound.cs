using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Notices.Robots;

/// <summary>A message that is due: all that a robot has to tell.</summary>
/// <param name="Ids">Of the news that it carries.</param>
/// <param name="Reports">With how much there is of each.</param>
internal sealed record DueMessage(
    Robot Robot,
    IReadOnlyList<int> Ids,
    IReadOnlyList<(string Slug, string Title, int Count)> Reports,
    int Tries
);

/// <summary>What robots are to tell, as the database has it: it survives any restart.</summary>
internal sealed class RobotRound(IDbContextFactory<AuthoringDb> database, RobotSettings settings, TimeProvider clock)
{
    /// <summary>Written down with the notices themselves, so that neither is without the other.</summary>
    /// <returns>Whether any robot tells of it.</returns>
    public async Task<bool> AddAsync(AuthoringDb db, int reportId, int count)
    {
        if (!settings.IsOn || count == 0)
            return false;
        var slug = await db.Reports.Where(r => r.Id == reportId).Select(r => r.Slug).SingleAsync();
        var robots = settings.Groups.Where(robot => robot.Tells(slug)).Select(robot => robot.Name).Distinct().ToList();
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        db.RobotNews.AddRange(
            robots.Select(robot => new RobotNews
            {
                Robot = robot,
                ReportId = reportId,
                Count = count,
                At = at,
            })
        );
        return robots.Count > 0;
    }

    /// <summary>The messages that are due, and when the next one will be; what robots that are gone were to tell is crossed out.</summary>
    public async Task<(IReadOnlyList<DueMessage> Due, DateTimeOffset? Next)> ReadAsync(CancellationToken cancellation)
    {
        var known = settings.Groups.DistinctBy(robot => robot.Name).ToDictionary(robot => robot.Name, StringComparer.Ordinal);
        var (names, now) = (known.Keys.ToList(), clock.GetUtcNow());
        await using var db = await database.CreateDbContextAsync(cancellation);
        await db.RobotNews.Where(n => !names.Contains(n.Robot)).ExecuteDeleteAsync(cancellation);
        var rows = await db
            .RobotNews.AsNoTracking()
            .OrderBy(n => n.Id)
            .Select(n => new PendingNews(n.Id, n.Robot, n.Report!.Slug, n.Report.Title, n.Count, n.At, n.Tries, n.After))
            .ToListAsync(cancellation);
        var robots = rows.GroupBy(row => row.Robot)
            .Select(robot => (At: DueAt(robot), Message: MessageOf(known[robot.Key], robot)))
            .ToList();
        var later = robots.Where(robot => robot.At > now).ToList();
        return (
            [.. robots.Where(robot => robot.At <= now).Select(robot => robot.Message)],
            later.Count == 0 ? null : later.Min(robot => robot.At)
        );
    }

    private sealed record PendingNews(int Id, string Robot, string Slug, string Title, int Count, long At, int Tries, long? After);

    /// <summary>Gathered from the first that waits; after a failure whatever came meanwhile goes with what failed.</summary>
    private DateTimeOffset DueAt(IEnumerable<PendingNews> news) =>
        DateTimeOffset.FromUnixTimeMilliseconds(news.Max(n => n.After) ?? news.Min(n => n.At) + (long)(settings.GatherSeconds * 1000));

    private static DueMessage MessageOf(Robot robot, IEnumerable<PendingNews> news) =>
        new(
            robot,
            [.. news.Select(n => n.Id)],
            [.. news.GroupBy(n => n.Slug).Select(report => (report.Key, report.Last().Title, report.Sum(n => n.Count)))],
            news.Max(n => n.Tries)
        );

    public async Task SentAsync(DueMessage message)
    {
        await using var db = await database.CreateDbContextAsync(CancellationToken.None);
        await db.RobotNews.Where(n => message.Ids.Contains(n.Id)).ExecuteDeleteAsync(CancellationToken.None);
    }

    /// <summary>Once more after a pause, or never again.</summary>
    /// <param name="isRefused">The service has answered, and it counts as a try.</param>
    /// <param name="pause">Until then.</param>
    public async Task FailedAsync(DueMessage message, bool isRefused, TimeSpan pause)
    {
        if (isRefused && message.Tries + 1 >= settings.MostTries)
        {
            await SentAsync(message);
            return;
        }
        var (tries, after) = (message.Tries + (isRefused ? 1 : 0), (clock.GetUtcNow() + pause).ToUnixTimeMilliseconds());
        await using var db = await database.CreateDbContextAsync(CancellationToken.None);
        await db
            .RobotNews.Where(n => message.Ids.Contains(n.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.Tries, tries).SetProperty(n => n.After, after), CancellationToken.None);
    }
}
