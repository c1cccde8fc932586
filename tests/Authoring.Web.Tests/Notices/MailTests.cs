using Authoring.Web.Notices;
using Authoring.Web.Tests.Review;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Authoring.Web.Tests.Notices;

/// <summary>E-mail goes through a real SMTP server to those who want it, once, whatever breaks in between, and to nobody else.</summary>
public sealed class MailTests
{
    /// <summary>
    /// Turned by the test: where things must be told within a time, or something must happen before it is over, a slow machine has as long
    /// as it needs.
    /// </summary>
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero));

    private static async Task<Office> StartAsync(params (string, string)[] settings) =>
        await PreparedAsync(await RunningWorkspace.StartAsync(settings));

    private async Task<Office> StartOnClockAsync(params (string, string)[] settings) =>
        await PreparedAsync(await RunningWorkspace.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(clock), settings));

    /// <summary>Lets time pass until it is so.</summary>
    private Task PassUntilAsync(Func<Task<bool>> isSo, string what) =>
        Office.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return isSo();
            },
            what
        );

    private static async Task<Office> PreparedAsync(RunningWorkspace workspace)
    {
        var office = new Office(workspace);
        foreach (var name in new[] { "author1", "author2" })
            await WishAsync(office, name, $"{name}@school.example");
        return office;
    }

    private static async Task WishAsync(Office office, string name, string? address, bool byMail = true, string language = "zh-CN") =>
        Assert.Empty(
            await office
                .Workspace.Services.GetRequiredService<NoticeWishes>()
                .KeepAsync(
                    await office.IdAsync(name),
                    address,
                    [.. Enum.GetValues<NoticeKind>().Select(kind => new NoticeWish(kind, true, byMail))],
                    language
                )
        );

    private static async Task TellAsync(Office office, string name, string? words = null, NoticeKind kind = NoticeKind.Comment) =>
        await office
            .Workspace.Services.GetRequiredService<NoticeService>()
            .TellAsync(
                [await office.IdAsync(name)],
                new News(
                    kind,
                    (await office.ReportAsync()).Id,
                    await office.DocumentAsync(Office.Basic),
                    await office.IdAsync("editor"),
                    words
                )
            );

    private static async Task<int> LeftAsync(Office office)
    {
        await using var db = await office.DatabaseAsync();
        return await db.Notices.CountAsync(n => n.ToMail && n.MailedAt == null);
    }

    [Fact]
    public async Task What_somebody_is_told_in_a_short_time_is_one_e_mail_in_his_language_with_links()
    {
        await using var server = await MailServer.StartAsync();
        await using var office = await StartOnClockAsync(server.Settings(("Mail:GatherSeconds", "1.5")));
        await WishAsync(office, "author2", "author2@school.example", language: "en");
        await office.CommentAsync("city-reviewer", Office.Basic, "@撰稿人甲 请核实人数", "author1", "author2", "author3");
        await TellAsync(office, "author1", kind: NoticeKind.Reminder);
        await PassUntilAsync(() => Task.FromResult(server.Taken().Count >= 2), "2 e-mails");
        var taken = server.Taken();
        var (from, to, _, first) = taken.Single(mail => mail.To == "author1@school.example");
        Assert.Equal(("report@bureau.example", "author1@school.example", "【质量年报】您有 2 条新通知"), (from, to, first.Subject));
        var body = first.TextBody;
        Assert.StartsWith("撰稿人甲，您好：", body, StringComparison.Ordinal);
        Assert.Contains("市局审核人在《1. 基本情况》中的批注与您有关", body, StringComparison.Ordinal);
        Assert.Contains("> @撰稿人甲 请核实人数", body, StringComparison.Ordinal);
        Assert.Contains("统稿编辑催办：请尽快处理《1. 基本情况》", body, StringComparison.Ordinal);
        Assert.Matches(@"https://report\.bureau\.example/notices/\d+\r?\n", body);
        Assert.Null(first.HtmlBody);
        Assert.Equal("auto-generated", first.Headers["Auto-Submitted"]);
        var second = taken.Single(mail => mail.To == "author2@school.example").Message;
        Assert.Equal("[Quality report] A comment of 市局审核人 in “1. 基本情况” concerns you", second.Subject);
        Assert.Contains("please do not answer", second.TextBody, StringComparison.Ordinal);
        // author3 gave no address.
        await Office.UntilAsync(async () => await LeftAsync(office) == 0, "nothing left to send");
        Assert.Equal(2, server.Taken().Count);
    }

    [Fact]
    public async Task A_hostile_title_name_or_comment_is_words_and_no_header()
    {
        await using var server = await MailServer.StartAsync();
        await using var office = await StartAsync(server.Settings());
        const string evil = "甲\r\nBcc: victim@example.org\r\n\r\n<script>\u202e";
        await office.ChangeAsync(async db =>
        {
            await db.Users.Where(p => p.UserName == "editor").ExecuteUpdateAsync(set => set.SetProperty(p => p.DisplayName, evil));
            await db
                .Users.Where(p => p.UserName == "author1")
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.DisplayName, "\"甲\" <x@example.org>,\r\nBcc: victim@example.org"));
            await db.Reports.ExecuteUpdateAsync(set => set.SetProperty(r => r.Title, evil));
        });
        await TellAsync(office, "author1", "第一行\r\n.\r\nMAIL FROM:<x@example.org>\r\n" + evil);
        var (from, to, raw, message) = Assert.Single(await server.TakesAsync(1));
        Assert.Equal(("report@bureau.example", "author1@school.example"), (from, to));
        Assert.Equal(["author1@school.example"], message.To.Mailboxes.Select(m => m.Address));
        Assert.Empty(message.Bcc);
        var headers = raw.Split("\r\n\r\n", 2)[0];
        Assert.DoesNotContain("\nBcc", headers, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\u202e", message.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("> MAIL FROM", message.TextBody, StringComparison.Ordinal);
        Assert.Single(server.Taken());
    }

    [Fact]
    public async Task Neither_a_server_that_is_down_nor_a_restart_of_ours_loses_or_doubles_a_notice()
    {
        await using var server = await MailServer.StartAsync();
        server.Down();
        await using var office = await StartAsync(server.Settings());
        await TellAsync(office, "author1", "第一条");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken); // it is tried meanwhile
        Assert.Equal(1, await LeftAsync(office));
        await office.Workspace.StopAsync();
        await server.UpAsync();
        await office.Workspace.StartAgainAsync();
        Assert.Contains("第一条", Assert.Single(await server.TakesAsync(1)).Message.TextBody, StringComparison.Ordinal);
        await Office.UntilAsync(async () => await LeftAsync(office) == 0, "nothing left");
        await office.Workspace.StopAsync();
        await office.Workspace.StartAgainAsync();
        await TellAsync(office, "author1", "第二条");
        var both = await server.TakesAsync(2);
        Assert.DoesNotContain("第一条", both[1].Message.TextBody, StringComparison.Ordinal);
        Assert.Equal(2, both.Count);
    }

    [Fact]
    public async Task What_is_put_off_is_tried_again_and_what_is_refused_holds_up_nobody_and_ends()
    {
        await using var server = await MailServer.StartAsync("first=2", "refuse=author2@school.example");
        await using var office = await StartAsync(server.Settings(("Mail:MostTries", "3")));
        await TellAsync(office, "author2");
        await TellAsync(office, "author1");
        Assert.Equal(["author1@school.example"], (await server.TakesAsync(1)).Select(mail => mail.To));
        await Office.UntilAsync(async () => await LeftAsync(office) == 0, "an end of the tries");
        await using var db = await office.DatabaseAsync();
        Assert.Equal(
            (3, false, null),
            await db
                .Notices.Where(n => n.Person!.UserName == "author2")
                .Select(n => new ValueTuple<int, bool, long?>(n.MailTries, n.ToMail, n.MailedAt))
                .SingleAsync(TestContext.Current.CancellationToken)
        );
        Assert.Single(server.Taken());
    }

    [Fact]
    public async Task Nothing_goes_to_who_has_left_may_not_read_has_read_or_has_thought_better_of_it()
    {
        await using var server = await MailServer.StartAsync();
        await using var office = await StartOnClockAsync(server.Settings(("Mail:GatherSeconds", "2")));
        foreach (var name in new[] { "author3", "city-reviewer", "county-reviewer" })
            await WishAsync(office, name, $"{name}@bureau.example");
        foreach (var name in new[] { "author1", "author2", "author3", "city-reviewer", "county-reviewer" })
            await TellAsync(office, name);
        await office.ChangeAsync(async db =>
        {
            await db.Users.Where(p => p.UserName == "author2").ExecuteUpdateAsync(set => set.SetProperty(p => p.Disabled, true));
            await db.ReportMembers.Where(m => m.Person!.UserName == "author3").ExecuteDeleteAsync();
        });
        await office.Workspace.Services.GetRequiredService<NoticeService>().ReadAsync(await office.IdAsync("city-reviewer"), null);
        await WishAsync(office, "county-reviewer", null, byMail: false);
        await PassUntilAsync(async () => await LeftAsync(office) == 0, "nothing left");
        Assert.Equal(["author1@school.example"], server.Taken().Select(mail => mail.To));
    }

    [Fact]
    public async Task A_server_that_asks_who_we_are_is_told()
    {
        await using var server = await MailServer.StartAsync("auth");
        await using var office = await StartAsync(server.Settings(("Mail:User", "report"), ("Mail:Password", "secret")));
        await TellAsync(office, "author1");
        Assert.Single(await server.TakesAsync(1));
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_is_tried_and_wishes_are_kept()
    {
        await using var office = await StartAsync();
        await TellAsync(office, "author1");
        Assert.Equal(1, await LeftAsync(office));
    }

    [Theory]
    [InlineData("Mail:From", "")]
    [InlineData("Mail:PublicUrl", "report.example")]
    [InlineData("Mail:Tls", "yes")]
    public async Task Settings_that_cannot_work_stop_the_start_with_a_sentence(string name, string value)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunningWorkspace.StartAsync(
                ("Mail:Host", "localhost"),
                ("Mail:From", "a@b.example"),
                ("Mail:PublicUrl", "https://b.example"),
                (name, value)
            )
        );
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }
}
