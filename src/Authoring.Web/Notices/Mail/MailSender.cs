using Authoring.Web.Storage;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Authoring.Web.Notices.Mail;

/// <summary>
/// Sends notices by e-mail, one after another, over one connection while there is something to send. A server that does not answer is asked
/// again after a pause that
/// grows; a notice that it refuses has its own pauses, and a last try. What was not sent before a restart is sent after it.
/// </summary>
internal sealed partial class MailSender(
    MailSettings settings,
    MailRound round,
    MailText text,
    NoticeQueries book,
    NoticeService notices,
    IDbContextFactory<AuthoringDb> database,
    TimeProvider clock,
    ILogger<MailSender> logger
) : BackgroundService
{
    /// <summary>Looked at this often even where nobody has said that there is something.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly WakingPause sleep = new(clock);
    private int failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.IsOn)
            return;
        notices.Mailable += sleep.Wake;
        try
        {
            while (true)
            {
                var (pause, isDown) = await TryAsync(stoppingToken);
                // While the server is down, a new notice is no reason to ask it sooner.
                if (isDown)
                    await Task.Delay(pause, clock, stoppingToken);
                else
                    await sleep.SleepAsync(pause, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The database knows what is left to send.
        }
        finally
        {
            notices.Mailable -= sleep.Wake;
        }
    }

    private async Task<(TimeSpan Pause, bool IsDown)> TryAsync(CancellationToken stopping)
    {
        try
        {
            var (due, next) = await round.ReadAsync(stopping);
            if (due.Count > 0)
            {
                await SendAsync(due, stopping);
                return (TimeSpan.Zero, false); // what was refused, or came meanwhile, says when it is due
            }
            var pause = next - clock.GetUtcNow() ?? LongestPause;
            return (pause < LongestPause ? pause : LongestPause, false);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            var pause = settings.PauseAfter(++failures);
            Log.NotReached(logger, settings.Host!, settings.PortOrUsual, pause, e);
            return (pause, true);
        }
    }

    private async Task SendAsync(IReadOnlyList<DueMail> due, CancellationToken stopping)
    {
        // In a closed network nobody answers for revoked certificates.
        using var client = new SmtpClient { Timeout = (int)(settings.TimeoutSeconds * 1000), CheckCertificateRevocation = false };
        await client.ConnectAsync(settings.Host!, settings.PortOrUsual, settings.Security, stopping);
        if (!string.IsNullOrEmpty(settings.User))
            await client.AuthenticateAsync(settings.User, settings.Password ?? "", stopping);
        failures = 0;
        var from = MailboxAddress.Parse(settings.From!);
        foreach (var mail in due)
        {
            try
            {
                await client.SendAsync(await MessageAsync(from, mail), stopping);
                // From here on a stop must not forget that it went out.
                await round.SentAsync(mail);
            }
            catch (SmtpCommandException e) when (e.ErrorCode != SmtpErrorCode.SenderNotAccepted && client.IsConnected)
            {
                Log.Refused(logger, mail.PersonId, mail.Tries + 1, settings.MostTries, e);
                await round.RefusedAsync(mail);
            }
        }
        await client.DisconnectAsync(quit: true, stopping);
    }

    private async Task<MimeMessage> MessageAsync(MailboxAddress from, DueMail mail)
    {
        await using var db = await database.CreateDbContextAsync(CancellationToken.None);
        var entries = await book.EntriesAsync(db, db.Notices.Where(n => mail.Ids.Contains(n.Id)).OrderBy(n => n.Id));
        // The same notices are the same message: should a stop have come between sending and writing that down, a mail program knows the
        // second one.
        return MailText.Message(
            from,
            mail.Address,
            mail.Name,
            text.Of(mail.Name, mail.Language, entries, settings.PublicUrl!),
            $"notices.{mail.PersonId}.{mail.Ids[0]}-{mail.Ids[^1]}@{from.Domain}",
            clock.GetUtcNow()
        );
    }

    public override void Dispose()
    {
        sleep.Dispose();
        base.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "E-mail does not go out: {Host}:{Port} could not be used; next try in {Pause}")]
        public static partial void NotReached(ILogger logger, string host, int port, TimeSpan pause, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The mail server refused the notices of person {PersonId}, try {Try} of {MostTries}")]
        public static partial void Refused(ILogger logger, int personId, int @try, int mostTries, Exception exception);
    }
}
