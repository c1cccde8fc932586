using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Authoring.Web.Review;

public sealed partial class ChainBoard
{
    private readonly Dictionary<int, ElementReference> ups = [],
        downs = [],
        edits = [];
    private ChainView? sheet;
    private ElementReference field,
        restore;
    private string? name,
        added;
    private int? edited,
        dragged;

    /// <summary>Counts what was read: what follows from it is read again, too.</summary>
    private int round;

    [Parameter, EditorRequired]
    public int Id { get; set; }

    private IReadOnlyList<PlannedStage> Stages => sheet!.Plan.Stages;

    private protected override async Task ReadAsync()
    {
        sheet = await Service.ReadAsync(Caller, Id);
        round++;
        name ??= sheet?.Plan.Name;
    }

    private async Task RenameAsync()
    {
        if (await SayAsync(await Service.RenameAsync(Caller, Id, name), () => Words["chain.was-renamed"]))
            name = sheet?.Plan.Name;
    }

    private async Task AddAsync()
    {
        var stage = added;
        if (await SayAsync(await Service.AddStageAsync(Caller, Id, stage), () => Words["chain.was-added", stage!.Trim()]))
            added = null;
        Focus = () => field.FocusAsync();
    }

    private async Task SaveStageAsync(StageDraft draft)
    {
        if (await SayAsync(await Service.EditStageAsync(Caller, Id, draft), () => Words["chain.was-edited", draft.Name!.Trim()]))
            Close(draft.Id);
    }

    private void Edit(int stageId) => (edited, StatusMessage) = (stageId, "");

    private void Close(int stageId)
    {
        edited = null;
        Focus = () => edits.TryGetValue(stageId, out var button) ? button.FocusAsync() : ValueTask.CompletedTask;
    }

    private async Task RemoveAsync(PlannedStage stage)
    {
        if (await SayAsync(await Service.DeleteStageAsync(Caller, Id, stage.Id), () => Words["chain.was-removed", stage.Name]))
            Focus = () => restore.FocusAsync();
    }

    private Task KeyAsync(KeyboardEventArgs e, PlannedStage stage) =>
        e switch
        {
            { AltKey: true, Key: "ArrowUp" } => MoveAsync(stage, Index(stage.Id) - 1),
            { AltKey: true, Key: "ArrowDown" } => MoveAsync(stage, Index(stage.Id) + 1),
            _ => Task.CompletedTask,
        };

    private int Index(int stageId) => Stages.ToList().FindIndex(s => s.Id == stageId);

    private async Task MoveAsync(PlannedStage stage, int index)
    {
        var from = Index(stage.Id);
        if (index < 0 || index >= Stages.Count || index == from)
            return;
        await SayAsync(await Service.MoveStageAsync(Caller, Id, stage.Id, index), () => Words["chain.was-moved", stage.Name, index + 1]);
        // At the end of the way the button is switched off, and its neighbour takes the focus.
        var isUp = index < from ? index > 0 : index == Stages.Count - 1;
        Focus = () => (isUp ? ups : downs).TryGetValue(stage.Id, out var button) ? button.FocusAsync() : ValueTask.CompletedTask;
    }

    private async Task DropAsync(int index)
    {
        if (dragged is not { } id || Stages.FirstOrDefault(s => s.Id == id) is not { } stage)
            return;
        dragged = null;
        await MoveAsync(stage, index);
    }

    private async Task FillAsync(int count) => await SayAsync(await Service.FillAsync(Caller, Id), () => Words["chain.was-filled", count]);

    private async Task<bool> NameAsync(SignerDraft draft)
    {
        var isDone = await SayAsync(
            await Service.NameAsync(Caller, Id, draft.StageId, draft.OrganisationId, draft.PersonId, draft.MayOverride),
            () => Words["chain.was-named"]
        );
        StateHasChanged(); // the form waits for an answer, so this is no event of ours
        return isDone;
    }

    private async Task UnnameAsync(SignerView signer) =>
        await SayAsync(await Service.UnnameAsync(Caller, Id, signer.Id), () => Words["chain.was-unnamed", signer.Name]);

    private async Task LetOverrideAsync(SignerView signer) =>
        await SayAsync(
            await Service.LetOverrideAsync(Caller, Id, signer.Id, !signer.MayOverride),
            () => Words[signer.MayOverride ? "chain.no-override" : "chain.lets-override", signer.Name]
        );
}
