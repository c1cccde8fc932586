using Authoring.Web.Notices.Mail;
using Authoring.Web.People;

namespace Authoring.Web.Notices;

internal static class NoticesSetup
{
    /// <summary>Telling people what concerns them, in the application and by e-mail.</summary>
    public static void AddNotices(this WebApplicationBuilder builder)
    {
        var mail = builder.Configuration.GetSection("Mail").Get<MailSettings>() ?? new MailSettings();
        if (mail.Fault() is { } fault)
            throw new InvalidOperationException(fault);
        builder.Services.AddSingleton(mail);
        builder.Services.AddSingleton(new AccountPart(typeof(NoticeChoicesForm)));
        builder.Services.AddSingleton<NoticeService>();
        builder.Services.AddSingleton<NoticeQueries>();
        builder.Services.AddSingleton<NoticeWishes>();
        builder.Services.AddSingleton<MailText>();
        builder.Services.AddSingleton<MailRound>();
        builder.Services.AddHostedService<MailSender>();
    }
}
