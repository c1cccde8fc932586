using System.Security.Claims;
using Authoring.Web.Comments;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.Review;

/// <summary>What is said about a text on the page where it is read to be signed.</summary>
internal sealed class ReviewComments(CommentService comments, PrintedComments printed, Sessions sessions)
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
    public Task AddAsync(ClaimsPrincipal caller, LiveReport report, QueuedText text, PrintedWords? marked, string words) =>
        printed.AddAsync(caller, report.Slug, marked?.Path ?? text.Path, marked, words);
}

/// <summary>An open comment, as it is shown below the text that is read.</summary>
public sealed record ReadThread(string Quote, string Text, string By, DateTimeOffset At, string Address);
