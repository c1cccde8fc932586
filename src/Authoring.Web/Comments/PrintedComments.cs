using System.Security.Claims;
using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Reports.Live;

namespace Authoring.Web.Comments;

/// <summary>Comments on what was selected where texts are printed: they are the same as those that are made beside a text.</summary>
internal sealed class PrintedComments(CommentService comments, Sessions sessions, LiveReports reports, TextHistory history)
{
    /// <summary>A selection, or null: the text as a whole, at its last version.</summary>
    /// <returns>The text, and the id of the new thread in it.</returns>
    /// <exception cref="Refusal">It is not taken.</exception>
    public async Task<(DocumentName Text, int Thread)> AddAsync(
        ClaimsPrincipal caller,
        string slug,
        string path,
        PrintedWords? selected,
        string words
    )
    {
        if (
            await reports.FindForReadingAsync(caller, slug) is not { } report
            || !report.Documents.TryGetValue(path, out var name)
            || await sessions.FindAsync(name) is not { } place
        )
            throw Refusal.NotFound("there is no such text, or you may not read it");
        var comment =
            selected is null ? new NewComment(await history.LastVersionAsync(place.DocumentId), 0, 0, CommentSubject.Whole, words, [])
            : await AsPrintedAsync(place, selected) is { } text ? About(selected, text, words)
            : throw Refusal.NotFound("this text has no such version");
        return (name, await comments.AddAsync(caller, place, comment));
    }

    private static NewComment About(PrintedWords selected, ProjectedText text, string words)
    {
        var (from, to) = selected.PlaceIn(text);
        var subject = !selected.IsExact && selected.IsItem ? CommentSubject.Item : CommentSubject.Words;
        return new NewComment(text.Version, from, to, subject, words, []);
    }

    private async Task<ProjectedText?> AsPrintedAsync(DocumentPlace place, PrintedWords selected) =>
        selected.Version >= 0 && await history.AtAsync(place.DocumentId, selected.Version) is { } text
            ? new ProjectedText(selected.Path, selected.Version, text, Projection.Final)
            : null;
}
