namespace Authoring.Web.Board;

internal static class BoardSetup
{
    /// <summary>How far a report is, and that its days are near.</summary>
    public static void AddBoard(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BoardService>();
        builder.Services.AddSingleton<Reminders>();
        builder.Services.Configure<ReminderLimits>(builder.Configuration.GetSection("Reminders"));
        builder.Services.AddSingleton<DeadlineWarnings>();
        builder.Services.AddHostedService<DeadlineClock>();
    }
}
