using System.Globalization;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace Authoring.Web.Comments;

public sealed partial class CommentBoard
{
    /// <summary>While people comment, the list is read this often and no oftener.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private IReadOnlyList<CommentListView>? lines;
    private CommentChoice choice;
    private string school = "",
        round = "",
        text = "",
        person = "",
        said = "";
    private bool isTable;
    private Throttle? soon;

    [Inject]
    private CommentQueries Book { get; set; } = null!;

    [Inject]
    private CommentService Service { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private int Me => Caller.PersonId();

    private static int? Number(string chosen) => int.TryParse(chosen, out var number) ? number : null;

    private CommentFilter Filter => new(choice, school, Number(round), text, Number(person));
    private IReadOnlyList<CommentListView> Shown => Filter.Of(lines!, Me);

    /// <summary>Nothing but who has to do with them narrows them down.</summary>
    private bool IsOnlyChosen => string.Concat(school, round, text, person).Length == 0;
    private string ExportAddress =>
        Address($"comments/export?choice={choice}")
        + string.Concat(
            new[] { ("school", school), ("round", round), ("text", text), ("person", person) }
                .Where(part => part.Item2.Length > 0)
                .Select(part => $"&{part.Item1}={Uri.EscapeDataString(part.Item2)}")
        );

    private IReadOnlyList<(string, string)> Texts => [.. lines!.Select(line => (CommentFilter.PathOf(line), line.Title)).Distinct()];

    private IReadOnlyList<(string, string)> People =>
        [
            .. lines!
                .SelectMany(line => line.Said)
                .DistinctBy(words => words.PersonId)
                .Select(words => (words.PersonId.ToString(CultureInfo.InvariantCulture), words.By))
                .OrderBy(person => person.By, StringComparer.Ordinal),
        ];

    private IReadOnlyList<(string, string)> Schools =>
        [.. lines!.SelectMany(line => line.Schools).Distinct().Order(StringComparer.Ordinal).Select(name => (name, name))];

    private IReadOnlyList<(string, string)> Rounds =>
        [.. lines!.Select(line => line.Round).Distinct().Order().Select(of => (of.ToString(CultureInfo.InvariantCulture), WordOf(of)))];

    private string WordOf(int of) => of == 0 ? Words["comments.round-none"] : Words["comments.round-of", of];

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
        soon = new Throttle(Clock, Pause, ReadAgainAsync);
        Service.Changed += OnText;
        await soon.NowAsync();
    }

    private Task ReadAgainAsync() =>
        InvokeAsync(async () =>
        {
            await ReadAsync();
            StateHasChanged();
        });

    protected override void OnFollowed() => soon?.Ask();

    private void OnText(DocumentPlace place)
    {
        if (place.ReportId == Report!.Id)
            soon?.Ask();
    }

    private async Task ReadAsync()
    {
        if (Current is not null)
            lines = await Book.ReadAsync(Caller, Report!, Current);
    }

    private Task<bool> ReplyAsync(CommentListView line, string words) =>
        ActAsync(line, place => Service.ReplyAsync(Caller, place, line.Id, words, []));

    private Task<bool> HandleAsync(CommentListView line, CommentOutcome how) =>
        ActAsync(line, place => Service.HandleAsync(Caller, place, line.Id, how.IsResolved, how.Adoption, how.Reason));

    private async Task<bool> ActAsync(CommentListView line, Func<DocumentPlace, Task> act)
    {
        said = await RefusedAsync(line, act) is { } code ? Words[$"comments.refused-{code}"] : "";
        if (said.Length == 0)
            await ReadAsync();
        // A part of the list has asked for it, and it is this page that says what came of it.
        StateHasChanged();
        return said.Length == 0;
    }

    /// <summary>The page may be older than the right to read it.</summary>
    private async Task<RefusalCode?> RefusedAsync(CommentListView line, Func<DocumentPlace, Task> act)
    {
        if (!await MayStillReadAsync() || await Sessions.FindAsync(line.Text) is not { } place || place.ReportId != Report!.Id)
            return RefusalCode.NotFound;
        try
        {
            await act(place);
            return null;
        }
        catch (Refusal refusal)
        {
            var isSaid = refusal.Code is RefusalCode.NotAllowed or RefusalCode.NotFound or RefusalCode.TooLarge;
            return isSaid ? refusal.Code : RefusalCode.NotSaved;
        }
    }

    public override void Dispose()
    {
        Service.Changed -= OnText;
        soon?.Dispose();
        base.Dispose();
    }
}
