using System.Security.Claims;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Notices;
using Authoring.Web.People;
using Authoring.Web.Storage;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Comments;

/// <summary>A comment as somebody makes it.</summary>
/// <param name="Version">Of the text in which he saw [<paramref name="From"/>, <paramref name="To"/>).</param>
/// <param name="Mentions">Whom it names.</param>
internal sealed record NewComment(int Version, int From, int To, CommentSubject Subject, string Text, IReadOnlyList<int> Mentions);

/// <summary>What is said about texts: threads of comments that move with the text, are answered, given to somebody, and settled.</summary>
internal sealed partial class CommentService(
    IDbContextFactory<AuthoringDb> database,
    Rights rights,
    Sessions sessions,
    CommentAnchors anchors,
    NoticeService notices,
    Broadcast broadcast,
    IHubContext hub,
    IOptions<CommentLimits> limits,
    TimeProvider clock
)
{
    private const int MostTries = 20;

    /// <summary>Raised when something is said about a text of a report, on a thread of the pool.</summary>
    public event Action<DocumentPlace>? Changed;

    public async Task<CommentList> ListAsync(DocumentPlace place)
    {
        await using var db = await database.CreateDbContextAsync();
        var (version, places) = await anchors.PlacesAsync(place.DocumentId);
        var threads = await Heads(db)
            .Include(t => t.Entries)
                .ThenInclude(e => e.Person!.Organisation)
            .AsSplitQuery()
            .Where(t => t.DocumentId == place.DocumentId)
            .OrderBy(t => t.Id)
            .ToListAsync();
        var placed = threads.Where(t => places.ContainsKey(t.Id));
        return new CommentList(
            version,
            [.. placed.Select(t => CommentView.Of(t, version, places[t.Id], t.Entries, t.Entries.Count))],
            await PeopleAsync(db, place.ReportId)
        );
    }

    /// <summary>Whom a comment can name.</summary>
    private static async Task<IReadOnlyList<Participant>> PeopleAsync(AuthoringDb db, int reportId)
    {
        var people = await db
            .ReportMembers.Where(m => m.ReportId == reportId && !m.Person!.Disabled)
            .OrderBy(m => m.Person!.DisplayName)
            .Select(m => new
            {
                m.PersonId,
                m.Person!.DisplayName,
                Organisation = m.Person.Organisation!.Name,
            })
            .ToListAsync();
        return people.ConvertAll(p => new Participant(PersonIds.Write(p.PersonId), p.DisplayName, p.Organisation ?? ""));
    }

    public async Task<int> AddAsync(ClaimsPrincipal caller, DocumentPlace place, NewComment comment)
    {
        var text = CleanText(comment.Text);
        await using var db = await database.CreateDbContextAsync();
        if (await db.CommentThreads.CountAsync(t => t.DocumentId == place.DocumentId) >= limits.Value.MaxThreads)
            throw Refusal.TooLarge($"this text has {limits.Value.MaxThreads} comments; no more are taken");
        var now = await PlaceAsync(place, comment);
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var thread = new CommentThread
        {
            DocumentId = place.DocumentId,
            PersonId = caller.PersonId(),
            At = at,
            Subject = comment.Subject,
            Quote = now.Quote,
            From = now.Anchor.From,
            To = now.Anchor.To,
            AnchorVersion = now.Version,
            Collapsed = now.Anchor.Collapsed,
            Round = await db.TextReviews.Where(r => r.DocumentId == place.DocumentId).Select(r => r.Round).FirstOrDefaultAsync(),
            Entries = { EntryBy(caller, at, text) },
        };
        db.CommentThreads.Add(thread);
        await db.SaveChangesAsync();
        await KeepPlaceAsync(place, thread.Id, now);
        await TellAsync(place, thread.Id, thread.Entries[0].Id, comment.Mentions, caller.PersonId(), text);
        return thread.Id;
    }

    private static CommentEntry EntryBy(ClaimsPrincipal caller, long at, string text) =>
        new()
        {
            PersonId = caller.PersonId(),
            At = at,
            Text = text,
        };

    /// <summary>From now on the thread moves with the text, which may have moved on since its place was found.</summary>
    private async Task KeepPlaceAsync(DocumentPlace place, int threadId, (int Version, Anchor Anchor, string Quote) now)
    {
        for (var tries = 0; !await anchors.AddAsync(place.DocumentId, threadId, now.Version, now.Anchor, now.Quote); tries++)
        {
            if (tries == MostTries)
                throw new InvalidOperationException($"Text {place.Name} does not stand still for a comment.");
            (now.Version, now.Anchor) = await anchors.BringAsync(place.DocumentId, now.Version, now.Anchor);
        }
    }

    public async Task ReplyAsync(ClaimsPrincipal caller, DocumentPlace place, int threadId, string words, IReadOnlyList<int> mentions)
    {
        var text = CleanText(words);
        await using var db = await database.CreateDbContextAsync();
        var thread = await FindAsync(db, place, threadId);
        if (await db.CommentEntries.CountAsync(e => e.ThreadId == threadId) >= limits.Value.MaxEntries)
            throw Refusal.TooLarge($"this thread has {limits.Value.MaxEntries} answers; no more are taken");
        var entry = EntryBy(caller, clock.GetUtcNow().ToUnixTimeMilliseconds(), text);
        entry.ThreadId = threadId;
        db.CommentEntries.Add(entry);
        await db.SaveChangesAsync();
        var concerned = await SpeakersAsync(db, threadId);
        if (thread.AssigneeId is { } assignee)
            concerned.Add(assignee);
        await TellAsync(place, threadId, entry.Id, [.. mentions, .. concerned], caller.PersonId(), text);
    }

    /// <summary>One's own words, put right.</summary>
    public async Task AmendAsync(ClaimsPrincipal caller, DocumentPlace place, int threadId, int entryId, string words)
    {
        var text = CleanText(words);
        await using var db = await database.CreateDbContextAsync();
        await FindAsync(db, place, threadId);
        var entry =
            await db.CommentEntries.SingleOrDefaultAsync(e => e.ThreadId == threadId && e.Id == entryId)
            ?? throw Refusal.NotFound("there is no such answer in this thread");
        if (entry.PersonId != caller.PersonId())
            throw Refusal.NotAllowed("these are somebody else's words");
        (entry.Text, entry.EditedAt) = (text, clock.GetUtcNow().ToUnixTimeMilliseconds());
        await db.SaveChangesAsync();
        await TellAsync(place, threadId, entryId, [], caller.PersonId(), text);
    }

    /// <summary>Settles a thread, or opens it again, and says what became of what it asks for.</summary>
    public async Task HandleAsync(
        ClaimsPrincipal caller,
        DocumentPlace place,
        int threadId,
        bool isResolved,
        Adoption? adoption,
        string? reason
    )
    {
        await using var db = await database.CreateDbContextAsync();
        var thread = await FindAsync(db, place, threadId);
        await CheckMayHandleAsync(caller, place, thread);
        thread.IsResolved = isResolved;
        if (adoption is { } outcome)
            (thread.Adoption, thread.Reason) = (outcome, string.IsNullOrWhiteSpace(reason) ? null : CleanText(reason));
        MarkHandled(thread, isResolved || adoption is not null ? caller.PersonId() : null);
        await db.SaveChangesAsync();
        var concerned = isResolved ? [thread.PersonId] : await SpeakersAsync(db, threadId);
        await TellAsync(place, threadId, null, concerned, caller.PersonId(), thread.Reason ?? await FirstWordsAsync(db, threadId));
    }

    /// <param name="by">Null: nobody; it is open, and nothing became of it.</param>
    private void MarkHandled(CommentThread thread, int? by)
    {
        thread.HandledById = by;
        thread.HandledAt = by is null ? null : clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>Gives a thread to somebody, who may settle it then: so nobody gives it who may not settle it himself.</summary>
    public async Task AssignAsync(ClaimsPrincipal caller, DocumentPlace place, int threadId, int? personId)
    {
        await using var db = await database.CreateDbContextAsync();
        var thread = await FindAsync(db, place, threadId);
        await CheckMayHandleAsync(caller, place, thread);
        if (personId is { } person && !await BelongsAsync(db, place.ReportId, person))
            throw Refusal.NotFound("that person does not belong to this report");
        thread.AssigneeId = personId;
        await db.SaveChangesAsync();
        await TellAsync(
            place,
            threadId,
            null,
            personId is { } assignee ? [assignee] : [],
            caller.PersonId(),
            await FirstWordsAsync(db, threadId)
        );
    }

    private static Task<bool> BelongsAsync(AuthoringDb db, int reportId, int person) =>
        db.ReportMembers.AnyAsync(m => m.ReportId == reportId && m.PersonId == person && !m.Person!.Disabled);

    /// <summary>Who wrote it, was given it, or may write in the text.</summary>
    private async Task CheckMayHandleAsync(ClaimsPrincipal caller, DocumentPlace place, CommentThread thread)
    {
        var person = caller.PersonId();
        if (thread.PersonId == person || thread.AssigneeId == person)
            return;
        if (
            await rights.InTextAsync(caller, place.ReportId, place.DocumentId) == TextAccess.Write
            || await rights.InReportAsync(caller, place.ReportId) == Access.Manage
        )
            return;
        throw Refusal.NotAllowed("a comment is settled by who made it, by whom it was given to, or by those who write in the text");
    }

    private async Task<(int Version, Anchor Anchor, string Quote)> PlaceAsync(DocumentPlace place, NewComment comment)
    {
        var session = sessions.Of(place);
        await session.CheckVersionAsync(comment.Version);
        var (version, anchor) = await anchors.BringAsync(place.DocumentId, comment.Version, Anchor.Within(comment.From, comment.To));
        var (current, text) = await session.ReadAsync();
        while (version < current)
            (version, anchor) = await anchors.BringAsync(place.DocumentId, version, anchor);
        if (anchor.To > text.Text.Length)
            throw CommentAnchors.OutOfText(anchor, version, text.Text.Length);
        var end = Math.Min(anchor.To, anchor.From + limits.Value.QuoteLength);
        if (end < anchor.To && end > anchor.From && char.IsHighSurrogate(text.Text[end - 1]))
            end--;
        return (version, anchor, text.Text.Slice(anchor.From, end) + (end < anchor.To ? "…" : ""));
    }

    private string CleanText(string words)
    {
        var text = words.ReplaceLineEndings("\n").Trim();
        if (text.Length == 0)
            throw Refusal.BadMessage("a comment says something");
        return text.Length <= limits.Value.MaxLength
            ? text
            : throw Refusal.TooLarge($"a comment has at most {limits.Value.MaxLength} characters; this one has {text.Length}");
    }

    /// <summary>Threads without what was said in them, which may be long.</summary>
    internal static IQueryable<CommentThread> Heads(AuthoringDb db) =>
        db.CommentThreads.Include(t => t.Person!.Organisation).Include(t => t.Assignee!.Organisation).Include(t => t.HandledBy);

    private static Task<List<int>> SpeakersAsync(AuthoringDb db, int threadId) =>
        db.CommentEntries.Where(e => e.ThreadId == threadId).Select(e => e.PersonId).Distinct().ToListAsync();

    private static Task<string> FirstWordsAsync(AuthoringDb db, int threadId) =>
        db.CommentEntries.Where(e => e.ThreadId == threadId).OrderBy(e => e.Id).Select(e => e.Text).FirstAsync();

    private static async Task<CommentThread> FindAsync(AuthoringDb db, DocumentPlace place, int threadId) =>
        await Heads(db).SingleOrDefaultAsync(t => t.Id == threadId && t.DocumentId == place.DocumentId)
        ?? throw Refusal.NotFound("there is no such comment in this text");

    /// <param name="entryId">What is new in it, or was put right; null: the thread itself has changed.</param>
    private async Task TellAsync(DocumentPlace place, int threadId, int? entryId, IEnumerable<int> people, int by, string words)
    {
        await using var db = await database.CreateDbContextAsync();
        var (version, places) = await anchors.PlacesAsync(place.DocumentId);
        var thread = await FindAsync(db, place, threadId);
        var entries = entryId is null
            ? []
            : await db.CommentEntries.AsNoTracking().Include(e => e.Person!.Organisation).Where(e => e.Id == entryId).ToListAsync();
        var count = await db.CommentEntries.CountAsync(e => e.ThreadId == threadId);
        if (places.TryGetValue(threadId, out var anchor))
            await hub
                .Clients.Group(Broadcast.Group(place.Name))
                .SendAsync("Commented", place.Name.ToString(), CommentView.Of(thread, version, anchor, entries, count));
        broadcast.TellOfReview(place.Name.Slug);
        Changed?.Invoke(place);
        var readers = await ReadersAsync(db, place.ReportId, [.. people.Distinct()]);
        await notices.TellAsync(readers, new News(NoticeKind.Comment, place.ReportId, place.DocumentId, by, words, threadId));
    }

    /// <summary>Those of some people who may read the report.</summary>
    private static Task<List<int>> ReadersAsync(AuthoringDb db, int reportId, List<int> people) =>
        db.ReportMembers.Where(m => m.ReportId == reportId && people.Contains(m.PersonId)).Select(m => m.PersonId).ToListAsync();
}
