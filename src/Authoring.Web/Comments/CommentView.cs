using Authoring.Text;
using Authoring.Web.People;

namespace Authoring.Web.Comments;

/// <summary>A thread as pages see it. Positions are UTF-16 code units of the text at <paramref name="Version"/>.</summary>
/// <param name="Subject"><c>words</c>, <c>item</c> or <c>whole</c>.</param>
/// <param name="Collapsed">What it was about is deleted; <paramref name="Quote"/> says what it was.</param>
/// <param name="Entries">All of them, or in an event the one that is new or was put right.</param>
/// <param name="Count">How many entries the thread has.</param>
/// <param name="Adoption"><c>open</c>, <c>adopted</c>, <c>partly</c> or <c>not-adopted</c>.</param>
internal sealed record CommentView(
    int Id,
    Participant By,
    DateTimeOffset At,
    string Subject,
    int Version,
    int From,
    int To,
    bool Collapsed,
    string Quote,
    int Round,
    Participant? Assignee,
    bool IsResolved,
    string Adoption,
    string? Reason,
    string? HandledBy,
    IReadOnlyList<CommentEntryView> Entries,
    int Count
)
{
    public static CommentView Of(CommentThread thread, int version, Anchor anchor, IEnumerable<CommentEntry> entries, int count) =>
        new(
            thread.Id,
            Person(thread.Person!),
            Time(thread.At),
            Word(thread.Subject),
            version,
            anchor.From,
            anchor.To,
            anchor.Collapsed,
            thread.Quote,
            thread.Round,
            thread.Assignee is { } assignee ? Person(assignee) : null,
            thread.IsResolved,
            Word(thread.Adoption),
            thread.Reason,
            thread.HandledBy?.DisplayName,
            [
                .. entries
                    .OrderBy(e => e.Id)
                    .Select(e => new CommentEntryView(
                        e.Id,
                        Person(e.Person!),
                        Time(e.At),
                        e.EditedAt is { } edited ? Time(edited) : null,
                        e.Text
                    )),
            ],
            count
        );

    public static string Word(CommentSubject subject) =>
        subject switch
        {
            CommentSubject.Words => "words",
            CommentSubject.Item => "item",
            _ => "whole",
        };

    public static string Word(Adoption adoption) =>
        adoption switch
        {
            Comments.Adoption.Adopted => "adopted",
            Comments.Adoption.Partly => "partly",
            Comments.Adoption.NotAdopted => "not-adopted",
            _ => "open",
        };

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static Participant Person(People.Person person) =>
        new(PersonIds.Write(person.Id), person.DisplayName, person.Organisation?.Name ?? "");
}

internal sealed record CommentEntryView(int Id, Participant By, DateTimeOffset At, DateTimeOffset? EditedAt, string Text);

/// <summary>The answer to <c>Comments</c>.</summary>
/// <param name="People">Who may be named, and be given a comment.</param>
internal sealed record CommentList(int Version, IReadOnlyList<CommentView> Threads, IReadOnlyList<Participant> People);
