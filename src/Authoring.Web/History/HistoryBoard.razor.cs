using Authoring.Text;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.People;
using Authoring.Web.Reports.Live;
using Authoring.Web.Review;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Authoring.Web.History;

/// <summary>The history of one text: it grows while others write, and what is shown of it is chosen by the address.</summary>
public sealed partial class HistoryBoard
{
    private const int AtOnce = 60;

    /// <summary>While people type, new versions are asked for this often and no oftener.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private DocumentPlace? place;
    private IReadOnlyList<TimelineView> rows = [];
    private ComparedVersions? compared;
    private Look? looked;
    private PrintedVersions? printed;

    /// <summary>Stretches about which nothing was said are left out.</summary>
    private bool isMilestones;
    private TextAccess access;
    private bool mayName,
        isBad;
    private string said = "";
    private int most = AtOnce;

    /// <summary>What restoring made; it can be taken back.</summary>
    private int? restored;
    private ITimer? due;
    private (string, int?, int?, int?)? read;

    [Parameter]
    public string? Text { get; set; }

    [Parameter]
    public int? From { get; set; }

    [Parameter]
    public int? To { get; set; }

    [Parameter]
    public int? At { get; set; }

    [Parameter]
    public string? View { get; set; }

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private HistoryServices Desks { get; set; } = null!;

    [Inject]
    private RevisionConfirmation Revision { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private bool IsSideBySide => View == "side";
    private bool IsChosen => From is not null || At is not null;
    private bool IsMissing => IsChosen && compared is null && looked is null;
    private string ToPart => To is { } to ? $"&to={to}" : "";

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (
            Report is null
            || !DocumentName.TryParse($"{Slug}/{Text}", out var name)
            || await Sessions.FindAsync(name) is not { } found
            || found.ReportId != Report.Id
        )
            return;
        place = found;
        Desks.Names.Changed += OnNamed;
        Desks.Review.Changed += OnReviewed;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (place is null || read == (Text!, From, To, At))
            return;
        read = (Text!, From, To, At);
        await ReadAsync();
    }

    /// <summary>Of this page, with other things shown.</summary>
    private string AddressOf(string query) => $"{Addresses.OfHistory(place!.Name)}&{query}#shown";

    private bool IsShown(TimelineView row) =>
        At is { } at
            ? at <= row.Version && at >= row.Before + (row.Stretch is null ? 0 : 1)
            : From == row.Before && (To ?? rows[0].Version) == row.Version;

    private IEnumerable<VersionMark> Milestones => rows.SelectMany(row => row.Marks).Where(mark => mark.IsMilestone);

    /// <summary>The last version that he has signed himself, where the text has changed since.</summary>
    private VersionMark? OwnSignature =>
        Milestones.Where(mark => mark.IsSignature && mark.PersonId == Caller.PersonId()).MaxBy(mark => mark.At) is { } own
        && own.Version < rows[0].Version
            ? own
            : null;

    /// <summary>What people call a version: its name if it has one, else who signed it.</summary>
    private string NameOf(int version) =>
        Milestones.Where(mark => mark.Version == version).OrderBy(mark => mark.IsSignature).FirstOrDefault() is { } mark
            ? MilestoneWords.Of(mark, Words, Clock)
            : Words[version == 0 ? "history.version-0" : "history.version", version];

    private async Task ReadAsync()
    {
        if (place is null || !await MayStillReadAsync())
            return;
        access = await Desks.Rights.InTextAsync(Caller, place.ReportId, place.DocumentId);
        mayName = await Desks.Names.MayNameAsync(Caller, place);
        rows = await Desks.Timelines.ListForAsync(place.DocumentId);
        compared = From is { } from ? await Desks.Comparing.BetweenAsync(place.DocumentId, from, To, Projection.Final) : null;
        printed = View == "printed" && compared is not null ? await PrintedAsync(compared) : null;
        if (compared is not null || At is not { } at)
            looked = null;
        else if (looked?.Version != at)
            looked = at < 0 || await Desks.History.AtAsync(place.DocumentId, at) is not { } text ? null : await LookAsync(at, text);
    }

    private async Task<PrintedVersions?> PrintedAsync(ComparedVersions versions) =>
        await Desks.History.AtAsync(place!.DocumentId, versions.To) is { } now
            ? await PrintedVersions.OfAsync(Report!, place.Path, versions, now)
            : null;

    private static bool HasMarks(TimelineView row) => row.Marks.Count > 0;

    private List<TimelineView> Listed => [.. rows.Where(row => !isMilestones || HasMarks(row))];

    /// <summary>Each with its day, where another one begins; the text as it began has none.</summary>
    private IEnumerable<(TimelineView Row, string? Day)> Days(IEnumerable<TimelineView> shown)
    {
        var before = "";
        foreach (var row in shown)
        {
            var at = row.Stretch is { } stretch ? DateTimeOffset.FromUnixTimeMilliseconds(stretch.Ended) : (DateTimeOffset?)null;
            var day = at is { } ended ? HistoryTime.DayOf(ended, Clock) : before;
            yield return (row, day == before ? null : day);
            before = day;
        }
    }

    private async Task<Look> LookAsync(int version, TrackedText text)
    {
        var projected = new ProjectedText(place!.Path, version, text, Projection.Final);
        var compilation = await Report!.CompileWithAsync(place.Path, projected);
        return new Look(version, text, Preview.Of(Report, compilation, place.Path));
    }

    protected override void OnFollowed() => ReadSoon();

    private void OnNamed(int documentId)
    {
        if (documentId == place?.DocumentId)
            _ = InvokeAsync(ReadSoon);
    }

    private void OnReviewed(DocumentPlace text)
    {
        if (text.DocumentId == place?.DocumentId)
            _ = InvokeAsync(ReadSoon);
    }

    private void ReadSoon() =>
        due ??= Clock.CreateTimer(
            _ =>
                _ = InvokeAsync(async () =>
                {
                    due?.Dispose();
                    due = null;
                    await ReadAsync();
                    StateHasChanged();
                }),
            null,
            Pause,
            Timeout.InfiniteTimeSpan
        );

    private bool MayRename(VersionMark mark) => mayName && (MayManage || mark.PersonId == Caller.PersonId());

    private async Task NameAsync((int Version, string Name) named) =>
        await SayAsync(await Desks.Names.NameAsync(Caller, place!, named.Version, named.Name), "named");

    private async Task RenameAsync((int Id, string Name) named) =>
        await SayAsync(await Desks.Names.RenameAsync(Caller, place!, named.Id, named.Name), "renamed");

    private async Task RemoveAsync(VersionMark mark)
    {
        if (
            await Dialogs.ConfirmAsync(
                Words["history.unname-title"],
                Words["history.unname-sure", mark.Text!],
                Words["history.unname"],
                Words["shell.cancel"]
            )
        )
            await SayAsync(await Desks.Names.RemoveAsync(Caller, place!, mark.NameId!.Value), "unnamed");
    }

    private async Task SayAsync(NamingResult answer, string done)
    {
        (isBad, restored) = (answer != NamingResult.Done, null);
        said = isBad ? Words[$"history.name-{answer}", NamedVersion.LongestName] : Words[$"history.{done}"];
        await ReadAsync();
    }

    /// <summary>
    /// Nothing is lost by it but what others have signed, so nothing else is asked: the way back stands beside the words that say what was
    /// done.
    /// </summary>
    private async Task RestoreAsync(int version)
    {
        if (await Revision.MayChangeAsync(Caller, Report!, place!.Path))
            await SayAsync(
                await Desks.Restoring.RestoreAsync(Caller, place!, version),
                Words["history.restored", NameOf(version)],
                isUndone: false
            );
    }

    private async Task UndoAsync()
    {
        if (restored is { } version && await Revision.MayChangeAsync(Caller, Report!, place!.Path))
            await SayAsync(await Desks.Restoring.UndoAsync(Caller, place!, version), Words["history.undone"], isUndone: true);
    }

    private async Task SayAsync((RestoreResult Answer, int Version) answer, string done, bool isUndone)
    {
        isBad = answer.Answer != RestoreResult.Done;
        restored = isBad || isUndone ? null : answer.Version;
        said = isBad ? Words[$"history.restore-{answer.Answer}"] : done;
        await ReadAsync();
    }

    public override void Dispose()
    {
        due?.Dispose();
        Desks.Names.Changed -= OnNamed;
        Desks.Review.Changed -= OnReviewed;
        base.Dispose();
    }
}
