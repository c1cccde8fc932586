using Authoring.Web.Notices.Mail;
using Authoring.Web.Notices.Robots;
using Authoring.Web.People;

namespace Authoring.Web.Notices;

internal static class NoticesSetup
{
    /// <summary>Telling people what concerns them, in the application, by e-mail and in groups.</summary>
    public static void AddNotices(this WebApplicationBuilder builder)
    {
        var mail = builder.Configuration.GetSection("Mail").Get<MailSettings>() ?? new MailSettings();
        if (mail.Fault() is { } fault)
            throw new InvalidOperationException(fault);
        var robots = builder.Configuration.GetSection("Robots").Get<RobotSettings>() ?? new RobotSettings();
        robots.PublicUrl ??= mail.PublicUrl;
        if (robots.Fault() is { } wrong)
            throw new InvalidOperationException(wrong);
        builder.Services.AddSingleton(mail);
        builder.Services.AddSingleton(robots);
        builder.Services.AddSingleton(new AccountPart(typeof(NoticeChoicesForm)));
        builder.Services.AddSingleton<NoticeService>();
        builder.Services.AddSingleton<NoticeQueries>();
        builder.Services.AddSingleton<NoticeWishes>();
        builder.Services.AddSingleton<MailText>();
        builder.Services.AddSingleton<MailRound>();
        builder.Services.AddHostedService<MailSender>();
        builder.Services.AddSingleton<RobotRound>();
        builder.Services.AddSingleton<RobotText>();
        builder.Services.AddSingleton<RobotPost>();
        builder.Services.AddHostedService<RobotSender>();
    }
}
