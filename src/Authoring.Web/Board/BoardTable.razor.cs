using Authoring.Web.Comments;
using Authoring.Web.Documents;
using Authoring.Web.Review;
using Authoring.Web.Shell;
using Authoring.Web.Suggestions;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Board;

public sealed partial class BoardTable
{
    private enum Which
    {
        All,
        Late,
        Draft,
        Returned,
        Edited,
        Reopened,
        InReview,
        Waiting,
        Final,
    }

    /// <summary>While people work, the board is read this often and no oftener.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly string[] Columns =
    [
        "text",
        "organisation",
        "state",
        "deadline",
        "edited",
        "words",
        "comments",
        "suggestions",
        "blocks",
        "remind",
    ];
    private static readonly string[] Orders = ["text", "organisation", "state", "deadline", "edited", "words", "comments", "suggestions"];

    private IReadOnlyList<BoardText>? texts;
    private IReadOnlyList<string> stages = [];
    private BoardView view;
    private string wanted = "",
        organisation = "",
        order = "text",
        said = "";
    private Which which;
    private bool isGrouped,
        isReversed,
        isBad;
    private Throttle? soon;

    [Inject]
    private BoardService Service { get; set; } = null!;

    [Inject]
    private Reminders Reminders { get; set; } = null!;

    [Inject]
    private ReviewService Reviews { get; set; } = null!;

    [Inject]
    private CommentService Comments { get; set; } = null!;

    [Inject]
    private SuggestionNews Suggestions { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Report is null)
            return;
        if (!RendererInfo.IsInteractive)
        {
            await ReadAsync();
            return;
        }
        soon = new Throttle(
            Clock,
            Pause,
            () =>
                InvokeAsync(async () =>
                {
                    await ReadAsync();
                    StateHasChanged();
                })
        );
        Reviews.Changed += OnText;
        Comments.Changed += OnText;
        Suggestions.Changed += OnText;
        await soon.NowAsync();
    }

    /// <summary>Somebody has written, or was given a text.</summary>
    protected override void OnFollowed() => soon?.Ask();

    private void OnText(DocumentPlace place)
    {
        if (place.ReportId == Report!.Id)
            soon?.Ask();
    }

    private async Task ReadAsync()
    {
        if (Current is not null)
            (texts, stages) = (await Service.ReadAsync(Caller, Report!, Current), await Service.StagesAsync(Report!));
    }

    private IEnumerable<string> Organisations =>
        texts!.SelectMany(t => t.Organisations).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private IReadOnlyList<BoardText> Shown =>
        [.. Ordered(texts!.Where(t => Is(t, which) && Says(t) && (organisation.Length == 0 || t.Organisations.Contains(organisation))))];

    private IEnumerable<IGrouping<string, BoardText>> Groups =>
        isGrouped
            ? Shown.GroupBy(GroupOf).OrderBy(g => g.Key.Length == 0).ThenBy(g => g.Key, StringComparer.Ordinal)
            : Shown.GroupBy(_ => "");

    private string GroupOf(BoardText text) => string.Join(Words["shell.comma"], text.Organisations);

    private static bool Is(BoardText text, Which which) =>
        which switch
        {
            Which.Late => text.IsLate,
            Which.Draft => text.State is BoardState.Draft or BoardState.TakenBack,
            Which.Returned => text.State == BoardState.Returned,
            Which.Edited => text.State == BoardState.Edited,
            Which.Reopened => text.State == BoardState.Reopened,
            Which.InReview => text.State == BoardState.InReview,
            Which.Waiting => text.State == BoardState.Waiting,
            Which.Final => text.State == BoardState.Final,
            _ => true,
        };

    private bool Says(BoardText text) =>
        wanted
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .All(word =>
                text.Organisations.Concat(text.Awaited.Select(p => p.Name))
                    .Append(text.Title)
                    .Append(text.LastEdit?.By)
                    .Append(text.Stage)
                    .Any(said => said?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)
            );

    private IEnumerable<BoardText> Ordered(IEnumerable<BoardText> some)
    {
        var ordered = order switch
        {
            "organisation" => some.OrderBy(GroupOf, StringComparer.Ordinal),
            "state" => some.OrderBy(t => t.State).ThenBy(t => t.Stage, StringComparer.Ordinal),
            "deadline" => some.OrderBy(t => t.Deadline ?? DateOnly.MaxValue),
            "edited" => some.OrderByDescending(t => t.LastEdit?.At ?? DateTimeOffset.MinValue),
            "words" => some.OrderByDescending(t => t.Words),
            "comments" => some.OrderByDescending(t => t.OpenComments),
            "suggestions" => some.OrderByDescending(t => t.Suggestions),
            _ => some.OrderBy(t => t.Order),
        };
        var whole = ordered.ThenBy(t => t.Order);
        return isReversed ? whole.Reverse() : whole;
    }

    private void Sort(string column) => (isReversed, order) = (column == order && !isReversed, column);

    private string? SortOf(string column) =>
        column != order ? null
        : (order is "edited" or "words" or "comments" or "suggestions") != isReversed ? "descending"
        : "ascending";

    private string Totals(IReadOnlyCollection<BoardText> some)
    {
        var (all, final, inReview, drafts, late) = BoardTotals.Of(some);
        return Words["progress.totals", all, final]
            + string.Concat(
                new[] { (inReview, "progress.totals-review"), (drafts, "progress.totals-drafts"), (late, "progress.totals-late") }
                    .Where(part => part.Item1 > 0)
                    .Select(part => Words[part.Item2, part.Item1].Value)
            );
    }

    private async Task RemindAsync(BoardText text)
    {
        var answer = await Reminders.RemindAsync(Caller, Report!, text.DocumentId);
        isBad = answer.Outcome != ReminderResult.Done;
        said =
            answer.Outcome != ReminderResult.Done
                ? Words[$"progress.remind-{answer.Outcome}"].Value
                : string.Join(' ', Sentences(text, answer));
        await ReadAsync();
    }

    private IEnumerable<string> Sentences(BoardText text, Reminder answer)
    {
        if (answer.Told.Count > 0)
            yield return Words["progress.reminded", Joined(answer.Told), text.Title];
        if (answer.Recently.Count > 0)
            yield return Words["progress.reminded-recently", Joined(answer.Recently)];
        if (answer.Unwilling.Count > 0)
            yield return Words["progress.remind-unwilling", Joined(answer.Unwilling)];
        if (answer.IsSelf)
            yield return Words["progress.remind-self"];
    }

    private string Joined(IEnumerable<string> names) => string.Join(Words["shell.comma"], names);

    public override void Dispose()
    {
        Reviews.Changed -= OnText;
        Comments.Changed -= OnText;
        Suggestions.Changed -= OnText;
        soon?.Dispose();
        base.Dispose();
    }
}
