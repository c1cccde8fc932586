using System.Security.Cryptography;
using System.Text;
using Authoring.Web.Notices;
using Authoring.Web.Notices.Robots;
using Authoring.Web.Tests.Review;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Authoring.Web.Tests.Notices;

/// <summary>
/// Groups of WeCom and DingTalk are told which report has how much, and where: nobody's name, nobody's words, never too often, once, and
/// whatever breaks in between.
/// </summary>
public sealed class RobotTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly HeardLog log = new();
    private RobotService service = null!;

    public async ValueTask InitializeAsync() => service = await RobotService.StartAsync();

    public async ValueTask DisposeAsync() => await service.DisposeAsync();

    private async Task<Office> StartAsync(params (string, string)[] settings) =>
        new(
            await RunningWorkspace.StartAsync(
                builder =>
                {
                    builder.Services.AddSingleton<TimeProvider>(clock);
                    builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
                },
                [("Robots:PublicUrl", "https://report.bureau.example/"), .. settings]
            )
        );

    private (string, string)[] WeCom => [("Robots:Groups:0:Kind", "wecom"), ("Robots:Groups:0:Address", service.WeCom)];

    private static async Task TellAsync(Office office, params string[] people)
    {
        var ids = new List<int>();
        foreach (var name in people)
            ids.Add(await office.IdAsync(name));
        var (report, text, by) = (
            (await office.ReportAsync()).Id,
            await office.DocumentAsync(Office.Basic),
            await office.IdAsync("editor")
        );
        await office
            .Workspace.Services.GetRequiredService<NoticeService>()
            .TellAsync(ids, new News(NoticeKind.Reminder, report, text, by, "机密的话"));
    }

    private static async Task<int> LeftAsync(Office office)
    {
        await using var db = await office.DatabaseAsync();
        return await db.RobotNews.CountAsync();
    }

    /// <summary>Lets time pass until so many messages have come, and then a while longer in which no other may.</summary>
    private async Task<IReadOnlyList<RobotService.Told>> UntilToldAsync(Office office, int count, double step = 1)
    {
        await Office.UntilAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(step));
                return service.All.Count >= count && await LeftAsync(office) == 0;
            },
            $"{count} messages"
        );
        Assert.Equal(count, service.All.Count);
        return service.All;
    }

    [Fact]
    public async Task What_happens_in_a_short_time_is_one_message_that_says_how_much_and_where()
    {
        await using var office = await StartAsync(WeCom);
        await TellAsync(office, "author1", "author2");
        clock.Advance(TimeSpan.FromSeconds(60));
        await TellAsync(office, "author3");
        Assert.Empty(service.All);
        var told = Assert.Single(await UntilToldAsync(office, 1));
        Assert.Equal(("/cgi-bin/webhook/send?key=a-secret-key", "text"), (told.Path, told.Type));
        Assert.Equal("【质量年报】《云河市中等职业教育质量年度报告》有 3 条新通知：https://report.bureau.example/reports/small", told.Text);
        await TellAsync(office, "author1");
        Assert.Contains("有 1 条新通知", (await UntilToldAsync(office, 2))[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DingTalk_gets_its_signature_and_nobody_s_names_or_words_are_in_any_message()
    {
        await using var office = await StartAsync([
            ("Robots:Groups:0:Kind", "dingtalk"),
            ("Robots:Groups:0:Address", service.DingTalk),
            ("Robots:Groups:0:Secret", "SEC-of-the-office"),
            .. new[] { ("Robots:Groups:1:Kind", "WeCom"), ("Robots:Groups:1:Address", service.WeCom) },
        ]);
        await office.CommentAsync("city-reviewer", Office.Basic, "@撰稿人甲 请核实机密的人数", "author1");
        await office.ActAsync("author1", Office.Basic, "submit", despiteComments: true);
        await office.ActAsync("school-reviewer", Office.Basic, "return", "机密的理由");
        var all = await UntilToldAsync(office, 2);
        var told = all.Single(message => message.Path.StartsWith("/robot/send", StringComparison.Ordinal));
        Assert.Equal("a-secret-token", told.Query["access_token"]);
        var (at, sign) = (told.Query["timestamp"].ToString(), told.Query["sign"].ToString());
        Assert.InRange(clock.GetUtcNow().ToUnixTimeMilliseconds() - long.Parse(at), 0, 3_600_000);
        Assert.Equal(
            Convert.ToBase64String(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes("SEC-of-the-office"), Encoding.UTF8.GetBytes($"{at}\nSEC-of-the-office"))
            ),
            sign
        );
        foreach (var message in all)
        {
            foreach (var word in new[] { "撰稿人", "审核人", "机密", "基本情况", "notices/", "sections/" })
                Assert.DoesNotContain(word, message.Text, StringComparison.Ordinal);
            Assert.EndsWith("https://report.bureau.example/reports/small", message.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_robot_tells_of_its_own_reports_alone_and_a_title_cannot_begin_a_line()
    {
        await using var office = await StartAsync([
            .. WeCom,
            ("Robots:Groups:0:Reports", "small; another"),
            ("Robots:Groups:1:Kind", "dingtalk"),
            ("Robots:Groups:1:Address", service.DingTalk),
            ("Robots:Groups:1:Reports", "another"),
        ]);
        await office.ChangeAsync(db =>
            db.Reports.ExecuteUpdateAsync(set => set.SetProperty(r => r.Title, "甲\n有 9 条\u202e新通知：http://evil.example"))
        );
        await TellAsync(office, "author1");
        var told = Assert.Single(await UntilToldAsync(office, 1));
        Assert.StartsWith("/cgi-bin", told.Path, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', told.Text);
        Assert.DoesNotContain('\u202e', told.Text);
    }

    /// <summary>Even where nothing is gathered, and everything comes at once.</summary>
    [Fact]
    public async Task No_more_than_twenty_messages_in_a_minute_and_what_waits_becomes_one()
    {
        await using var office = await StartAsync([.. WeCom, ("Robots:GatherSeconds", "0")]);
        var sent = new List<DateTimeOffset>();
        for (var i = 0; i < 150; i++)
        {
            await TellAsync(office, "author1");
            clock.Advance(TimeSpan.FromSeconds(0.5));
            while (sent.Count < service.All.Count)
                sent.Add(clock.GetUtcNow());
        }
        await Office.UntilAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return await LeftAsync(office) == 0;
            },
            "nothing left"
        );
        Assert.InRange(service.All.Count, 2, 26 + 30); // 75 s and what the machine took, three seconds each
        Assert.Equal(150, service.All.Sum(told => int.Parse(told.Text.Split('有', '条')[1])));
        for (var i = 20; i < sent.Count; i++)
            Assert.True(sent[i] - sent[i - 20] >= TimeSpan.FromSeconds(59), $"{i}: {sent[i] - sent[i - 20]}");
    }

    [Fact]
    public async Task Neither_a_service_that_is_down_nor_a_restart_of_ours_loses_or_doubles_anything()
    {
        service.Answer = (503, "");
        await using var office = await StartAsync(WeCom);
        await TellAsync(office, "author1");
        await Office.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult(service.All.Count >= 3);
            },
            "three tries"
        );
        await office.Workspace.StopAsync();
        service.Answer = (200, """{"errcode":0}""");
        var tries = service.All.Count;
        await office.Workspace.StartAgainAsync();
        await TellAsync(office, "author2");
        var all = await UntilToldAsync(office, tries + 1, step: 30);
        Assert.Contains("有 2 条新通知", all[^1].Text, StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Contains("HTTP 503", StringComparison.Ordinal));
    }

    /// <summary>As 93000 of WeCom (no such robot) and 310000 of DingTalk (the signature is wrong).</summary>
    [Fact]
    public async Task What_is_refused_is_tried_again_ever_later_and_given_up_in_the_end()
    {
        service.Answer = (200, """{"errcode":93000,"errmsg":"invalid webhook url, key=a-secret-key"}""");
        await using var office = await StartAsync([.. WeCom, ("Robots:MostTries", "4"), ("Robots:GatherSeconds", "0")]);
        var began = clock.GetUtcNow();
        await TellAsync(office, "author1");
        Assert.Equal(4, (await UntilToldAsync(office, 4, step: 5)).Count);
        Assert.InRange(clock.GetUtcNow() - began, TimeSpan.FromSeconds(60 + 120 + 240), TimeSpan.FromHours(1));
        Assert.Contains(log.Lines, line => line.Contains("errcode 93000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_log_holds_the_address_or_the_secret_and_no_redirection_is_followed()
    {
        await using var office = await StartAsync([
            .. WeCom,
            ("Robots:Groups:0:Secret", "SEC-of-the-office"),
            ("Robots:GatherSeconds", "0"),
        ]);
        var n = 0;
        foreach (
            var answer in new[]
            {
                (200, """{"errcode":40001,"errmsg":"a-secret-key"}"""),
                (200, "no JSON: a-secret-key"),
                (200, "[]"),
                (307, service.DingTalk),
                (404, "a-secret-key"),
                (200, """{"errcode":0}"""),
            }
        )
        {
            service.Answer = answer;
            if (n++ == 0)
                await TellAsync(office, "author1");
            await Office.UntilAsync(
                () =>
                {
                    if (service.All.Count < n)
                        clock.Advance(TimeSpan.FromSeconds(20));
                    return Task.FromResult(service.All.Count >= n);
                },
                $"try {n}"
            );
        }
        await Office.UntilAsync(async () => await LeftAsync(office) == 0, "an end");
        Assert.All(service.All, told => Assert.StartsWith("/cgi-bin", told.Path, StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("Robot wecom-", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("a-secret", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("SEC-of", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("cgi-bin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_robots_nothing_is_kept_and_what_a_robot_that_is_gone_was_to_tell_is_forgotten()
    {
        await using (var office = await StartAsync())
        {
            await TellAsync(office, "author1");
            Assert.Equal(0, await LeftAsync(office));
        }
        await using var other = await StartAsync(WeCom);
        await other.ChangeAsync(async db =>
            db.RobotNews.Add(
                new RobotNews
                {
                    Robot = "wecom-000000000000",
                    ReportId = (await db.Reports.SingleAsync()).Id,
                    Count = 3,
                }
            )
        );
        await TellAsync(other, "author1");
        Assert.Contains("有 1 条新通知", Assert.Single(await UntilToldAsync(other, 1)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Robots:Groups:0:Kind", "feishu")]
    [InlineData("Robots:Groups:0:Address", "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a-secret-key")]
    [InlineData("Robots:Groups:0:Address", "a-secret-key")]
    [InlineData("Robots:PublicUrl", "report.example")]
    [InlineData("Robots:MostInAMinute", "0")]
    public async Task Settings_that_cannot_work_stop_the_start_with_a_sentence_that_tells_no_secret(string name, string value)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync([.. WeCom, (name, value)]));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret", error.Message, StringComparison.Ordinal);
    }
}
