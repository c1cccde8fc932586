using System.Security.Claims;
using Authoring.Web.Comments;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.Review;

/// <summary>What is said about a text on the page where it is read to be signed.</summary>
internal sealed class ReviewComments(CommentService comments, Sessions sessions, LiveReports reports)
{
    /// <summary>Raised when something is said about a text, on a thread of the pool.</summary>
    public event Action<DocumentPlace>? Changed
    {
        add => comments.Changed += value;
        remove => comments.Changed -= value;
    }

    /// <summary>Those on a text and on the cards in it that are open.</summary>
    public async Task<IReadOnlyList<ReadThread>> ListAsync(LiveReport report, Compilation? compilation, QueuedText text)
    {
        if (compilation is null)
            return [];
        var cards = compilation.Report.Cards().Where(card => card.Places.Any(place => place.Path == text.Path)).Select(card => card.Path);
        var threads = new List<ReadThread>();
        foreach (var path in cards.Prepend(text.Path).Distinct(StringComparer.Ordinal))
            if (report.Documents.TryGetValue(path, out var name) && await sessions.FindAsync(name) is { } place)
                threads.AddRange(
                    (await comments.ListAsync(place)).Threads.Where(thread => !thread.IsResolved).Select(thread => ViewOf(thread, name))
                );
        return threads;
    }

    private static ReadThread ViewOf(CommentView thread, DocumentName name) =>
        new(
            thread.Subject == "whole" ? "" : thread.Quote,
            thread.Entries[0].Text,
            thread.By.Name,
            thread.At,
            $"{Addresses.OfText(name)}#comment-{thread.Id}"
        );

    /// <summary>A comment on words that were marked, or, where none were, on a text as a whole.</summary>
    /// <exception cref="Refusal">It is not taken.</exception>
    public async Task AddAsync(
        ClaimsPrincipal caller,
        LiveReport report,
        Compilation compilation,
        QueuedText text,
        MarkedWords? marked,
        string words
    )
    {
        var path = marked is not null && report.Documents.ContainsKey(marked.Path) ? marked.Path : text.Path;
        if (
            await reports.FindForReadingAsync(caller, report.Slug) is null
            || !compilation.Texts.TryGetValue(path, out var current)
            || await sessions.FindAsync(report.Documents[path]) is not { } place
        )
            throw Refusal.NotFound("there is no such text, or you may not read it");
        var (from, to) = marked?.PlaceIn(current) ?? (0, 0);
        await comments.AddAsync(
            caller,
            place,
            new NewComment(current.Version, from, to, marked is null ? CommentSubject.Whole : CommentSubject.Words, words, [])
        );
    }
}
