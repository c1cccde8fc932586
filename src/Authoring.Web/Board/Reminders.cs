using System.Security.Claims;
using Authoring.Web.Notices;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Board;

/// <summary>How often people may be reminded, settings under <c>Reminders</c>.</summary>
internal sealed class ReminderLimits
{
    /// <summary>Nobody is reminded of one text more often than this, whoever asks.</summary>
    public double HoursBetween { get; set; } = 4;
}

internal enum ReminderResult
{
    Done,

    /// <summary>He may not remind anybody of this text.</summary>
    NotAllowed,

    /// <summary>It waits on nobody: it is final, or nobody was given it.</summary>
    Nobody,
}

/// <summary>What became of a reminder, by the names of those on whom the text waits.</summary>
/// <param name="Recently">Reminded already within the limit.</param>
/// <param name="Unwilling">They want to hear no reminders.</param>
/// <param name="IsSelf">The text waits on whoever asks.</param>
internal sealed record Reminder(
    ReminderResult Outcome,
    IReadOnlyList<string> Told,
    IReadOnlyList<string> Recently,
    IReadOnlyList<string> Unwilling,
    bool IsSelf
)
{
    public static Reminder Refuse(ReminderResult outcome) => new(outcome, [], [], [], false);
}

/// <summary>Reminds those on whom a text waits: its writers while it is a draft, those who sign at its stage.</summary>
internal sealed class Reminders(
    IDbContextFactory<AuthoringDb> database,
    BoardService board,
    NoticeService notices,
    IOptions<ReminderLimits> limits,
    TimeProvider clock
) : IDisposable
{
    /// <summary>Two who ask at the same moment are one reminder.</summary>
    private readonly SemaphoreSlim turn = new(1, 1);

    public async Task<Reminder> RemindAsync(ClaimsPrincipal caller, LiveReport report, int documentId)
    {
        var texts = await board.ReadAsync(caller, report, await report.CurrentAsync());
        if (texts?.FirstOrDefault(t => t.DocumentId == documentId) is not { } text)
            return Reminder.Refuse(ReminderResult.NotAllowed);
        if (text.Awaited.Count == 0)
            return Reminder.Refuse(ReminderResult.Nobody);
        if (!text.MayRemind)
            return Reminder.Refuse(ReminderResult.NotAllowed);
        await turn.WaitAsync();
        try
        {
            return await RemindAsync(report.Id, text, caller.PersonId());
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Reminder> RemindAsync(int reportId, BoardText text, int me)
    {
        var recently = await RecentlyAsync(text.DocumentId);
        var asked = text.Awaited.Where(person => person.PersonId != me && !recently.Contains(person.PersonId)).ToList();
        var news = new News(NoticeKind.Reminder, reportId, text.DocumentId, me);
        var told = await notices.TellAsync(asked.Select(person => person.PersonId), news);
        return new Reminder(
            ReminderResult.Done,
            Names(asked.Where(p => told.Contains(p.PersonId))),
            Names(text.Awaited.Where(p => p.PersonId != me && recently.Contains(p.PersonId))),
            Names(asked.Where(p => !told.Contains(p.PersonId))),
            text.Awaited.Any(p => p.PersonId == me)
        );
    }

    private async Task<List<int>> RecentlyAsync(int documentId)
    {
        var since = clock.GetUtcNow().AddHours(-limits.Value.HoursBetween).ToUnixTimeMilliseconds();
        await using var db = await database.CreateDbContextAsync();
        return await db
            .Notices.Where(n => n.DocumentId == documentId && n.Kind == NoticeKind.Reminder && n.At > since)
            .Select(n => n.PersonId)
            .Distinct()
            .ToListAsync();
    }

    private static List<string> Names(IEnumerable<Awaited> people) => [.. people.Select(person => person.Name)];

    public void Dispose() => turn.Dispose();
}
