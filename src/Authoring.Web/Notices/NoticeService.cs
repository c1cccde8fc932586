using Authoring.Web.Notices.Robots;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Notices;

/// <summary>Something that people are to be told.</summary>
/// <param name="IsQuiet">It stands among what they were told, and asks for no attention: it is not counted, and does not go out by
/// e-mail.</param>
/// <param name="Count">How many things it says at once.</param>
internal sealed record News(
    NoticeKind Kind,
    int ReportId,
    int? DocumentId,
    int? ById,
    string? Words = null,
    int? ThreadId = null,
    bool IsQuiet = false,
    int Count = 1
);

/// <summary>
/// Tells people what concerns them: in the application, live, and by e-mail where they want it; and their groups that there is something.
/// </summary>
internal sealed class NoticeService(IDbContextFactory<AuthoringDb> database, RobotRound robots, IHubContext hub, TimeProvider clock)
{
    private const int LongestWords = 300; // UTF-16 code units

    /// <summary>Beyond so many people nobody counts.</summary>
    private const int MostNamed = 30;

    /// <summary>Raised for each person who is told something, or has read something, on a thread of the pool.</summary>
    public event Action<int>? Changed;

    /// <summary>Raised when something is to go out by e-mail.</summary>
    public event Action? Mailable;

    /// <summary>Raised when a robot has something to tell its group.</summary>
    public event Action? ForGroups;

    /// <summary>Tells everybody once, but for whoever brought it about.</summary>
    /// <param name="with">Written down in the same transaction, so that what is told once is never told twice.</param>
    /// <returns>Those who were told: who wants to hear nothing of the kind is not.</returns>
    public async Task<IReadOnlyList<int>> TellAsync(IEnumerable<int> people, News news, Action<AuthoringDb>? with = null)
    {
        var asked = people.Distinct().Where(person => person != news.ById).ToList();
        if (asked.Count == 0)
            return [];
        await using var db = await database.CreateDbContextAsync();
        var choice = news.Kind.Choice();
        var choices = await db
            .NoticeChoices.AsNoTracking()
            .Where(c => asked.Contains(c.PersonId) && c.Kind == choice)
            .ToDictionaryAsync(c => c.PersonId);
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var told = asked.Where(person => choices.GetValueOrDefault(person) is not { InApplication: false, ByMail: false }).ToList();
        var gathered = await GatherAsync(db, told, choices, news, at);
        foreach (var person in told.Except(gathered))
            db.Notices.Add(NoticeTo(person, news, choices.GetValueOrDefault(person), at));
        with?.Invoke(db);
        var isForGroups = !news.IsQuiet && await robots.AddAsync(db, news.ReportId, told.Count);
        await db.SaveChangesAsync();
        foreach (var person in gathered)
            Changed?.Invoke(person); // he has as much unread as before
        foreach (var person in told.Except(gathered))
            await ChangedAsync(person);
        if (!news.IsQuiet && choices.Values.Any(wish => wish.ByMail))
            Mailable?.Invoke();
        if (isForGroups)
            ForGroups?.Invoke();
        return told;
    }

    private static Notice NoticeTo(int person, News news, NoticeChoice? wish, long at) =>
        new()
        {
            PersonId = person,
            Kind = news.Kind,
            At = at,
            ReportId = news.ReportId,
            DocumentId = news.DocumentId,
            ThreadId = news.ThreadId,
            ById = news.ById,
            Words = Shortened(news.Words),
            Count = news.Count,
            ToMail = wish is { ByMail: true } && !news.IsQuiet,
            // Read at the moment when he was told: he does not want to see it here.
            ReadAt =
                wish is { InApplication: false } ? at
                : news.IsQuiet ? at + 1
                : null,
        };

    /// <summary>Takes back what people were told about a text and have neither read nor been sent: it is so no more.</summary>
    /// <param name="people">Null: all who were.</param>
    public async Task WithdrawAsync(int documentId, NoticeKind kind, IReadOnlyCollection<int>? people = null)
    {
        await using var db = await database.CreateDbContextAsync();
        var unread = await db
            .Notices.Where(n =>
                n.DocumentId == documentId
                && n.Kind == kind
                && (people == null || people.Contains(n.PersonId))
                && n.MailedAt == null
                && (n.ReadAt == null || (n.ReadAt == n.At && n.ToMail))
            )
            .ToListAsync();
        db.Notices.RemoveRange(unread);
        await db.SaveChangesAsync();
        foreach (var person in unread.Select(n => n.PersonId).Distinct())
            await ChangedAsync(person);
    }

    /// <summary>
    /// What comes of a thread that somebody has not looked at since he was told of it is no notice of its own, and neither is one more text
    /// of a report that he was given. It is when he was told by e-mail: what is in that does not grow.
    /// </summary>
    /// <returns>Those whose notice has grown.</returns>
    private static async Task<List<int>> GatherAsync(
        AuthoringDb db,
        List<int> told,
        Dictionary<int, NoticeChoice> choices,
        News news,
        long at
    )
    {
        if (news is not ({ ThreadId: not null } or { Kind: NoticeKind.Assigned }))
            return [];
        var waiting = await db
            .Notices.Where(n =>
                told.Contains(n.PersonId)
                && n.Kind == news.Kind
                && n.ReportId == news.ReportId
                && n.ThreadId == news.ThreadId
                && n.MailedAt == null
                && (n.ReadAt == null || (n.ReadAt == n.At && n.ToMail))
            )
            .OrderByDescending(n => n.Id)
            .ToListAsync();
        var grown = new List<int>();
        foreach (var notice in waiting.DistinctBy(n => n.PersonId))
        {
            // What he wanted when he was told first may be something else now.
            var choice = choices.GetValueOrDefault(notice.PersonId);
            if (notice.ToMail != choice is { ByMail: true } || (notice.ReadAt is null) == choice is { InApplication: false })
                continue;
            var people = (notice.ByIds ?? $"{notice.ById}").Split(',').Append($"{news.ById}").Distinct().Take(MostNamed);
            (notice.Words, notice.ById, notice.LastAt, notice.ByIds) = (Shortened(news.Words), news.ById, at, string.Join(',', people));
            grown.Add(notice.PersonId);
            if (news.Kind == NoticeKind.Assigned && notice.DocumentId == news.DocumentId)
                continue; // the same text, by another way
            if (notice.DocumentId != news.DocumentId)
                notice.DocumentId = null;
            notice.Count += news.Count;
        }
        return grown;
    }

    /// <summary>Counts what a person has not read yet, of the reports that he may still read.</summary>
    public async Task<int> UnreadAsync(int personId)
    {
        await using var db = await database.CreateDbContextAsync();
        return await Of(db, personId).CountAsync(n => n.ReadAt == null);
    }

    /// <summary>What a person was told of the reports that he may still read. What he wants by e-mail alone is not among it.</summary>
    public static IQueryable<Notice> Of(AuthoringDb db, int personId) =>
        db.Notices.Where(n =>
            n.PersonId == personId
            && (n.ReadAt == null || n.ReadAt != n.At)
            && db.ReportMembers.Any(m => m.ReportId == n.ReportId && m.PersonId == personId)
        );

    /// <param name="ids">Null: all that he has.</param>
    public async Task ReadAsync(int personId, IReadOnlyList<int>? ids)
    {
        await using var db = await database.CreateDbContextAsync();
        // Never the moment when he was told: that says that he wanted it by e-mail alone.
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var some = db.Notices.Where(n => n.PersonId == personId && n.ReadAt == null && (ids == null || ids.Contains(n.Id)));
        if (await some.ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, n => n.At >= at ? n.At + 1 : at)) > 0)
            await ChangedAsync(personId);
    }

    private async Task ChangedAsync(int personId)
    {
        Changed?.Invoke(personId);
        await hub.Clients.User(PersonIds.Write(personId)).SendAsync("Noticed", await UnreadAsync(personId));
    }

    private static string? Shortened(string? words) =>
        words is { Length: > LongestWords }
            ? words[..(char.IsHighSurrogate(words[LongestWords - 1]) ? LongestWords - 1 : LongestWords)] + "…"
            : words;
}
