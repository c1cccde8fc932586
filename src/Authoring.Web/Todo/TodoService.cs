using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Todo;

/// <summary>Says what waits for a person. It knows nothing of reports to which he does not belong.</summary>
internal sealed class TodoService(IDbContextFactory<AuthoringDb> database, TextTitles titles, TimeProvider clock)
{
    /// <summary>How much others have asked of him: the number beside the link on every page.</summary>
    public async Task<int> CountAsync(int personId)
    {
        await using var db = await database.CreateDbContextAsync();
        return (await Waiting.ReadAsync(db, personId)).Asked;
    }

    public async Task<Todos> ListForAsync(int personId)
    {
        await using var db = await database.CreateDbContextAsync();
        var waiting = await Waiting.ReadAsync(db, personId);
        var deadlines = await TextDeadlines.ReadAsync(db, waiting.Plans, DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
        var texts = await titles.FindAsync([
            .. waiting
                .ToSign.Select(w => w.DocumentId)
                .Concat(waiting.Texts.Select(t => t.DocumentId))
                .Concat(waiting.Comments.Select(c => c.DocumentId))
                .Distinct(),
        ]);
        var drafts = waiting
            .Texts.Where(t => t.State == ReviewState.Draft)
            .Select(t => Draft(texts[t.DocumentId], t.Back, deadlines.OfDraft(t.ReportId)))
            .OrderBy(t => t.Deadline ?? DateOnly.MaxValue)
            .ToList();
        return new Todos(
            [.. waiting.ToSign.Select(w => Signature(texts[w.DocumentId], w, deadlines.Of(w.ReportId, w.StageId)))],
            [.. drafts.Where(d => d.Returned is not null).OrderBy(d => d.Returned!.At)],
            [.. waiting.Comments.Select(c => new CommentTodo(texts[c.DocumentId], c.Id, c.By, Time(c.At), c.Words, c.IsGiven))],
            [.. waiting.Texts.Where(t => t.Pending > 0).Select(t => new SuggestionTodo(texts[t.DocumentId], t.Pending))],
            [.. drafts.Where(d => d.Returned is null)]
        );
    }

    private static SignatureTodo Signature(TextName text, WaitingSignature waiting, (DateOnly? Day, bool IsLate) deadline) =>
        new(text, waiting.Stage, Time(waiting.At), deadline.Day, deadline.IsLate);

    private static DraftTodo Draft(TextName text, WaitingBack? back, (DateOnly? Day, bool IsLate) deadline) =>
        new(
            text,
            back is null ? null : new SentBackTodo(ReviewService.Word(back.Verb), back.By, Time(back.At), back.Words),
            deadline.Day,
            deadline.IsLate
        );

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
