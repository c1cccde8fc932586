using Authoring.Web.Editing;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Notices;

/// <summary>Something that people are to be told.</summary>
internal sealed record News(NoticeKind Kind, int ReportId, int? DocumentId, int? ById, string? Words = null, int? ThreadId = null);

/// <summary>Tells people what concerns them: in the application, live, and by e-mail where they want it.</summary>
internal sealed class NoticeDesk(IDbContextFactory<AuthoringDb> database, IHubContext<EditingHub> hub, TimeProvider clock)
{
    private const int LongestWords = 300; // UTF-16 code units

    /// <summary>Raised for each person who is told something, or has read something, on a thread of the pool.</summary>
    public event Action<int>? Changed;

    /// <summary>Raised when something is to go out by e-mail.</summary>
    public event Action? Mailable;

    /// <summary>Tells everybody once, but for whoever brought it about.</summary>
    public async Task TellAsync(IEnumerable<int> people, News news)
    {
        var told = people.Distinct().Where(person => person != news.ById).ToList();
        if (told.Count == 0) return;
        await using var db = await database.CreateDbContextAsync();
        var choices = await db.NoticeChoices.AsNoTracking().Where(c => told.Contains(c.PersonId) && c.Kind == news.Kind).ToDictionaryAsync(c => c.PersonId);
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var person in told)
        {
            var choice = choices.GetValueOrDefault(person);
            if (choice is { InApplication: false, ByMail: false }) continue;
            db.Notices.Add(new Notice
            {
                PersonId = person, Kind = news.Kind, At = at, ReportId = news.ReportId, DocumentId = news.DocumentId, ThreadId = news.ThreadId, ById = news.ById,
                Words = Shortened(news.Words), ToMail = choice is { ByMail: true }, ReadAt = choice is { InApplication: false } ? at : null,
            });
        }
        await db.SaveChangesAsync();
        foreach (var person in told) await ChangedAsync(person);
        if (choices.Values.Any(choice => choice.ByMail)) Mailable?.Invoke();
    }

    /// <summary>Counts what a person has not read yet.</summary>
    public async Task<int> UnreadAsync(int personId)
    {
        await using var db = await database.CreateDbContextAsync();
        return await db.Notices.CountAsync(n => n.PersonId == personId && n.ReadAt == null);
    }

    /// <param name="ids">Null: all that he has.</param>
    public async Task ReadAsync(int personId, IReadOnlyList<int>? ids)
    {
        await using var db = await database.CreateDbContextAsync();
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var some = db.Notices.Where(n => n.PersonId == personId && n.ReadAt == null && (ids == null || ids.Contains(n.Id)));
        if (await some.ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, at)) > 0) await ChangedAsync(personId);
    }

    private async Task ChangedAsync(int personId)
    {
        Changed?.Invoke(personId);
        await hub.Clients.User(WireUpdate.PersonId(personId)).SendAsync("Noticed", await UnreadAsync(personId));
    }

    private static string? Shortened(string? words) => words is { Length: > LongestWords } ? words[..(char.IsHighSurrogate(words[LongestWords - 1]) ? LongestWords - 1 : LongestWords)] + "…" : words;
}
