using System.ComponentModel.DataAnnotations;
using Authoring.Web.People;

namespace Authoring.Web.Notices;

/// <summary>What somebody is told of. The numbers are in databases.</summary>
internal enum NoticeKind
{
    /// <summary>A text waits for his signature.</summary>
    ToSign = 0,

    /// <summary>A text that he submitted or signed was returned.</summary>
    Returned = 1,

    /// <summary>A text of his has become final.</summary>
    Final = 2,

    /// <summary>A comment names him, is given to him, or answers him.</summary>
    Comment = 3,

    /// <summary>Somebody decided on his suggestions.</summary>
    Suggestion = 4,

    /// <summary>Somebody reminds him.</summary>
    Reminder = 5,

    /// <summary>What he submitted or signed was changed, and the signatures are void.</summary>
    Edited = 6,

    /// <summary>A final text that he submitted or signed was reopened.</summary>
    Reopened = 7,

    /// <summary>A text that he submitted or signed was taken back by whoever submitted it.</summary>
    TakenBack = 8,

    /// <summary>A text prints again what he signed: the signatures count again.</summary>
    Restored = 9,

    /// <summary>A final section that he submitted or signed waits for a case card that is final no more.</summary>
    CardsOpened = 10,

    /// <summary>Texts were given to him to write.</summary>
    Assigned = 11,

    /// <summary>The day is near by which something that waits on him must be done; for editors, anything in the report.</summary>
    Deadline = 12,
}

internal static class NoticeKinds
{
    /// <summary>What people choose how to be told of. Whatever sends a text back, or brings it back, is one choice.</summary>
    public static readonly IReadOnlyList<NoticeKind> Choices = [.. Enum.GetValues<NoticeKind>().Where(kind => kind.Choice() == kind)];

    public static NoticeKind Choice(this NoticeKind kind) =>
        kind is NoticeKind.Edited or NoticeKind.Reopened or NoticeKind.TakenBack or NoticeKind.Restored or NoticeKind.CardsOpened
            ? NoticeKind.Returned
            : kind;
}

/// <summary>Something that a person is told once.</summary>
internal sealed class Notice
{
    public int Id { get; set; }
    public int PersonId { get; set; }
    public Person? Person { get; set; }
    public NoticeKind Kind { get; set; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long At { get; set; }
    public int ReportId { get; set; }
    public int? DocumentId { get; set; }
    public int? ThreadId { get; set; }

    /// <summary>Who brought it about; of several the last one.</summary>
    public int? ById { get; set; }
    public Person? By { get; set; }

    /// <summary>
    /// How many things are gathered in it: what comes of one thread of comments, and texts that were given, while it is unread; texts that
    /// are due.
    /// </summary>
    public int Count { get; set; } = 1;

    /// <summary>Whose they are, ids with commas between; null: <see cref="ById"/> alone.</summary>
    [MaxLength(400)]
    public string? ByIds { get; set; }

    /// <summary>When the last of them came; null: there is one.</summary>
    public long? LastAt { get; set; }

    /// <summary>His words: a reason, the beginning of a comment. Of a deadline, the day.</summary>
    public string? Words { get; set; }
    public long? ReadAt { get; set; }

    /// <summary>When it went out by e-mail; null: not, or not yet.</summary>
    public long? MailedAt { get; set; }

    /// <summary>It is to go out by e-mail: false again once it is clear that it will not.</summary>
    public bool ToMail { get; set; }

    /// <summary>How often the mail server has refused it.</summary>
    public int MailTries { get; set; }

    /// <summary>Not to be tried again before then, in milliseconds since 1970, UTC.</summary>
    public long? MailAfter { get; set; }
}

/// <summary>What a person wants to be told of by e-mail. No row: nothing.</summary>
internal sealed class NoticeChoice
{
    public int PersonId { get; set; }
    public NoticeKind Kind { get; set; }
    public bool ByMail { get; set; }

    /// <summary>False: not even in the application.</summary>
    public bool InApplication { get; set; } = true;
}
