using Authoring.Compile;
using Authoring.Web.Review;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Authoring.Web.Reports.Outline;

public sealed partial class OutlineBoard
{
    private static readonly ReportPart[] Parts = [ReportPart.Front, ReportPart.Body, ReportPart.Annex, ReportPart.Case];

    private readonly Dictionary<string, ElementReference> ups = new(StringComparer.Ordinal),
        downs = new(StringComparer.Ordinal),
        names = new(StringComparer.Ordinal);
    private readonly Dictionary<ReportPart, string?> added = [];
    private IReadOnlyList<RemovedText> removed = [];
    private ElementReference field,
        restore;

    /// <summary>The text that is getting another name, and the one that was taken out last.</summary>
    private string? named,
        back;
    private string? dragged,
        typed;
    private string said = "";
    private bool isBad;

    /// <summary>What gets the focus once the page shows the change.</summary>
    private Func<ValueTask>? focus;
    private (string Yaml, DefinitionDraft Draft)? read;

    [Inject]
    private OutlineService Service { get; set; } = null!;

    [Inject]
    private RevisionConfirmation Revision { get; set; } = null!;

    /// <summary>The order that is before the person's eyes.</summary>
    private string Seen => Report!.Shape.Yaml;

    private DefinitionDraft Draft
    {
        get
        {
            if (read?.Yaml != Seen)
                read = (Seen, DefinitionDraft.Read(Seen));
            return read!.Value.Draft;
        }
    }

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Report is not null)
            removed = await Service.RemovedAsync(Report);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focus is not { } now)
            return;
        focus = null;
        await now();
    }

    private string TitleOf(string path) => Current!.Report.Outline.FirstOrDefault(f => f.Path == path)?.Title ?? path;

    private string? NumberOf(string path) => Current!.Report.Outline.FirstOrDefault(f => f.Path == path)?.Number;

    /// <summary>Where one step leads: within the part, and over its edge into the next one; case cards stay among themselves.</summary>
    private (ReportPart Part, int Index)? Step(string path, int by)
    {
        var part = Array.Find(Parts, p => Draft.Files(p).Contains(path));
        var index = Draft.Files(part).ToList().IndexOf(path) + by;
        if (index >= 0 && index < Draft.Files(part).Count)
            return (part, index);
        var next = part + by;
        if (part == ReportPart.Case || next is < ReportPart.Front or > ReportPart.Annex)
            return null;
        return (next, by > 0 ? 0 : Draft.Files(next).Count);
    }

    private async Task StepAsync(string path, int by)
    {
        if (Step(path, by) is not var (part, index))
            return;
        await MoveAsync(path, part, index);
        focus = async () =>
        {
            // At the end of the way the button is switched off, and its neighbour takes the focus.
            var wanted = Step(path, by) is null ? (by < 0 ? downs : ups) : (by < 0 ? ups : downs);
            if (wanted.TryGetValue(path, out var button))
                await button.FocusAsync();
        };
    }

    private Task KeyAsync(KeyboardEventArgs e, string path) =>
        e switch
        {
            { AltKey: true, Key: "ArrowUp" } => StepAsync(path, -1),
            { AltKey: true, Key: "ArrowDown" } => StepAsync(path, 1),
            { Key: "Escape" } when named == path => Close(path),
            _ => Task.CompletedTask,
        };

    private Task Close(string path)
    {
        named = null;
        FocusName(path);
        return Task.CompletedTask;
    }

    private void FocusName(string path) =>
        focus = () => names.TryGetValue(path, out var button) ? button.FocusAsync() : ValueTask.CompletedTask;

    private async Task DropAsync(ReportPart part, int index)
    {
        if (dragged is not { } path)
            return;
        dragged = null;
        // Taken out of the same part further up, everything below it has moved up by one.
        var from = Draft.Files(part).ToList().IndexOf(path);
        if (from >= 0 && index >= Draft.Files(part).Count)
            index--;
        if (from != index)
            await MoveAsync(path, part, index);
    }

    private async Task MoveAsync(string path, ReportPart part, int index)
    {
        var title = TitleOf(path);
        if (TextOrder.Moved(Draft, path, part, index) is { } moved && !await Revision.MayChangeAsync(Caller, Report!, moved))
            return;
        await SayAsync(
            await Service.MoveAsync(Caller, Report!, Seen, path, part, index),
            () => Words["board.moved", title, Words[$"outline.{part.ToString().ToLowerInvariant()}"], index + 1]
        );
    }

    private void AskName(string path, string title)
    {
        (named, typed, said, back) = (path, title, "", null);
        focus = () => field.FocusAsync();
    }

    private async Task RenameAsync(string path)
    {
        if (!await Revision.MayChangeAsync(Caller, Report!, path))
            return;
        var answer = await Service.RenameAsync(Caller, Report!, path, typed);
        await SayAsync(answer, () => Words["board.renamed"]);
        if (isBad)
            focus = () => field.FocusAsync();
        else
            await Close(path);
    }

    /// <summary>Nothing is lost by it, so nothing is asked: the way back stands beside the words that say what was done.</summary>
    private async Task RemoveAsync(string path)
    {
        var title = TitleOf(path);
        if (!await Revision.MayChangeAsync(Caller, Report!, TextOrder.Without(Draft, path)))
            return;
        await SayAsync(await Service.RemoveAsync(Caller, Report!, Seen, path), () => Words["board.was-removed", title]);
        if (isBad)
            return;
        back = path;
        focus = () => restore.FocusAsync();
    }

    private async Task RestoreAsync(string path)
    {
        if (
            removed.FirstOrDefault(text => text.Path == path) is { } text
            && !await Revision.MayChangeAsync(Caller, Report!, Draft.WithFiles(text.Part, [.. Draft.Files(text.Part), path]))
        )
            return;
        await SayAsync(await Service.RestoreAsync(Caller, Report!, Seen, path), () => Words["board.restored"]);
        if (!isBad)
            FocusName(path);
    }

    private async Task AddAsync(ReportPart part)
    {
        var answer = await Service.AddAsync(Caller, Report!, Seen, part, added.GetValueOrDefault(part));
        if (answer == OutlineResult.Done)
            added[part] = null;
        await SayAsync(answer, () => Words["board.was-added"]);
    }

    private async Task SayAsync(OutlineResult answer, Func<string> done)
    {
        (isBad, back) = (answer != OutlineResult.Done, null);
        said = isBad ? Words[$"board.answer-{answer}", OutlineService.LongestTitle] : done();
        removed = await Service.RemovedAsync(Report!);
    }
}
