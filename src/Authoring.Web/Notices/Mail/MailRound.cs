using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Notices.Mail;

/// <summary>An e-mail that is due.</summary>
/// <param name="Ids">Of the notices that it carries.</param>
internal sealed record DueMail(int PersonId, string Name, string Address, string? Language, IReadOnlyList<int> Ids, int Tries);

/// <summary>What is to go out by e-mail, as the database has it: it survives any restart.</summary>
internal sealed class MailRound(IDbContextFactory<AuthoringDb> database, MailSettings settings, TimeProvider clock)
{
    private const int MostAtOnce = 5_000;

    /// <summary>The e-mails that are due, and when the next one will be; what nobody is to get any more is crossed out.</summary>
    public async Task<(IReadOnlyList<DueMail> Due, DateTimeOffset? Next)> ReadAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await CrossOutAsync(db, cancellation);
        var now = clock.GetUtcNow();
        var rows = await PendingAsync(db, cancellation);
        var byPerson = rows.GroupBy(row => row.PersonId).Select(person => (Id: person.Key, At: DueAt(person), Mails: person)).ToList();
        var due = byPerson.Where(person => person.At <= now).ToList();
        var later = byPerson.Where(person => person.At > now).ToList();
        var ids = due.ConvertAll(person => person.Id);
        var people = await db.Users.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellation);
        return (
            [.. due.Select(person => MailTo(people[person.Id], person.Mails, now))],
            later.Count == 0 ? null : later.Min(person => person.At)
        );
    }

    private static Task<List<PendingMail>> PendingAsync(AuthoringDb db, CancellationToken cancellation) =>
        Pending(db)
            .AsNoTracking()
            .OrderBy(n => n.Id)
            .Take(MostAtOnce)
            .Select(n => new PendingMail(n.Id, n.PersonId, n.At, n.MailAfter, n.MailTries))
            .ToListAsync(cancellation);

    private sealed record PendingMail(int Id, int PersonId, long At, long? After, int Tries);

    /// <summary>Gathered from the first that waits for its first try; what was refused has its own time.</summary>
    private DateTimeOffset DueAt(IEnumerable<PendingMail> mails) =>
        DateTimeOffset.FromUnixTimeMilliseconds(mails.Min(n => n.After ?? n.At + (long)(settings.GatherSeconds * 1000)));

    private static DueMail MailTo(Person person, IEnumerable<PendingMail> mails, DateTimeOffset now) =>
        new(
            person.Id,
            person.DisplayName,
            person.Email!,
            person.Language,
            [.. mails.Where(n => n.After is null || n.After <= now.ToUnixTimeMilliseconds()).Select(n => n.Id)],
            mails.Max(n => n.Tries)
        );

    public Task SentAsync(DueMail mail)
    {
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return WriteAsync(mail, notices => notices.ExecuteUpdateAsync(set => set.SetProperty(n => n.MailedAt, at)));
    }

    /// <summary>The server has refused it: once more later, or never again.</summary>
    public Task RefusedAsync(DueMail mail)
    {
        var after = (clock.GetUtcNow() + settings.PauseAfter(mail.Tries + 1)).ToUnixTimeMilliseconds();
        var goesOn = mail.Tries + 1 < settings.MostTries;
        return WriteAsync(
            mail,
            notices =>
                notices.ExecuteUpdateAsync(set =>
                    set.SetProperty(n => n.MailTries, n => n.MailTries + 1)
                        .SetProperty(n => n.MailAfter, after)
                        .SetProperty(n => n.ToMail, goesOn)
                )
        );
    }

    private async Task WriteAsync(DueMail mail, Func<IQueryable<Notice>, Task> write)
    {
        await using var db = await database.CreateDbContextAsync(CancellationToken.None);
        await write(db.Notices.Where(n => mail.Ids.Contains(n.Id)));
    }

    /// <summary>
    /// Not to people who have left or gave no address, not of reports that they may not read any more, not what they have read meanwhile in
    /// the application,
    /// nor what they no longer want by e-mail.
    /// </summary>
    private static Task CrossOutAsync(AuthoringDb db, CancellationToken cancellation) =>
        Pending(db)
            .Where(n =>
                !db.Users.Any(p => p.Id == n.PersonId && !p.Disabled && p.Email != null && p.Email != "")
                || !db.ReportMembers.Any(m => m.ReportId == n.ReportId && m.PersonId == n.PersonId)
                || !db.NoticeChoices.Any(c => c.PersonId == n.PersonId && c.Kind == n.Kind && c.ByMail)
                || (n.ReadAt != null && n.ReadAt != n.At)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ToMail, false), cancellation);

    private static IQueryable<Notice> Pending(AuthoringDb db) => db.Notices.Where(n => n.ToMail && n.MailedAt == null);
}
