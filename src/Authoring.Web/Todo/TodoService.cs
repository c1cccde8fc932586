using Authoring.Web.Documents;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Todo;

/// <summary>Says what waits for a person. It knows nothing of reports to which he does not belong.</summary>
internal sealed class TodoService(
    IDbContextFactory<AuthoringDb> database,
    TextTitles titles,
    IOptions<DeadlineSettings> settings,
    TimeProvider clock
)
{
    /// <summary>So many texts of a report are named that are open to whoever writes.</summary>
    private const int MostOpen = 8;

    /// <summary>How much others have asked of him, or cannot wait: the number beside the link on every page.</summary>
    public async Task<int> CountAsync(int personId)
    {
        await using var db = await database.CreateDbContextAsync();
        var waiting = await Waiting.ReadAsync(db, personId);
        return waiting.Asked(await DeadlinesAsync(db, waiting));
    }

    /// <summary>How many texts of a report wait for his signature.</summary>
    public async Task<int> CountToSignAsync(int personId, int reportId)
    {
        await using var db = await database.CreateDbContextAsync();
        return await Waiting.CountToSignAsync(db, personId, reportId);
    }

    public async Task<Todos> ListForAsync(int personId)
    {
        await using var db = await database.CreateDbContextAsync();
        var waiting = await Waiting.ReadAsync(db, personId);
        var (deadlines, open) = (await DeadlinesAsync(db, waiting), Few(waiting, await waiting.ReadOpenAsync(db)));
        var texts = await titles.FindAsync([
            .. waiting
                .ToSign.Select(w => w.DocumentId)
                .Concat(waiting.Texts.Select(t => t.DocumentId))
                .Concat(waiting.Comments.Select(c => c.DocumentId))
                .Concat(open.SelectMany(report => report.Named))
                .Distinct(),
        ]);
        var drafts = waiting
            .Texts.Where(t => t.State == ReviewState.Draft)
            .Select(t => Draft(texts[t.DocumentId], t, deadlines.OfDraft(t.ReportId)))
            .OrderBy(t => t.Due.Day ?? DateOnly.MaxValue)
            .ToList();
        return new Todos(
            [
                .. waiting.ToSign.Select(w => new SignatureTodo(
                    texts[w.DocumentId],
                    w.Stage,
                    Time(w.At),
                    w.By,
                    w.Organisation,
                    deadlines.Of(w.ReportId, w.StageId)
                )),
            ],
            [.. drafts.Where(d => d.Returned is not null).OrderBy(d => d.Returned!.At)],
            [.. waiting.Comments.Select(c => new CommentTodo(texts[c.DocumentId], c.Id, c.By, Time(c.At), c.Words, c.IsGiven))],
            [.. waiting.Texts.Where(t => t.Pending > 0).Select(t => new SuggestionTodo(texts[t.DocumentId], t.Pending))],
            [.. drafts.Where(d => d.Returned is null)],
            [.. open.Select(report => Open(report, waiting, texts, deadlines))]
        );
    }

    /// <summary>He has neither written nor signed nor said anything yet.</summary>
    public async Task<bool> IsNewAsync(int personId)
    {
        await using var db = await database.CreateDbContextAsync();
        return !await db.TextAuthors.AnyAsync(a => a.PersonId == personId)
            && !await db.ReviewActs.AnyAsync(a => a.PersonId == personId)
            && !await db.CommentEntries.AnyAsync(e => e.PersonId == personId);
    }

    private Task<TextDeadlines> DeadlinesAsync(AuthoringDb db, Waiting waiting) =>
        TextDeadlines.ReadAsync(db, waiting.Plans, DateOnly.FromDateTime(clock.GetLocalNow().DateTime), settings.Value);

    private static DraftTodo Draft(TextName text, WaitingText waiting, DueDay due) =>
        new(
            text,
            waiting.Back is { } back ? new SentBackTodo(ReviewService.Word(back.Verb), back.By, Time(back.At), back.Words) : null,
            due,
            waiting.IsGiven,
            waiting.IsBegun
        );

    /// <param name="Named">Of each report one at least, for its title.</param>
    private sealed record OpenOfReport(int ReportId, int Count, IReadOnlyList<int> Named);

    private static List<OpenOfReport> Few(Waiting waiting, IReadOnlyList<WaitingOpen> open) =>
        [
            .. open.GroupBy(text => text.ReportId)
                .Select(report => new OpenOfReport(
                    report.Key,
                    report.Count(),
                    [.. report.Take(NamesThem(waiting, report.Key) ? MostOpen : 1).Select(text => text.DocumentId)]
                )),
        ];

    /// <summary>Who has something of his own there need not look for more.</summary>
    private static bool NamesThem(Waiting waiting, int reportId) =>
        waiting.Roles[reportId] == ReportRole.Writer && waiting.Texts.All(text => text.ReportId != reportId);

    private static OpenTexts Open(OpenOfReport report, Waiting waiting, IReadOnlyDictionary<int, TextName> texts, TextDeadlines deadlines)
    {
        var (first, due) = (texts[report.Named[0]], deadlines.OfDraft(report.ReportId));
        return new OpenTexts(
            first.Report,
            first.Name.Slug,
            report.Count,
            NamesThem(waiting, report.ReportId) ? [.. report.Named.Select(id => new OpenTodo(texts[id], due))] : [],
            waiting.Roles[report.ReportId] == ReportRole.Editor
        );
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
