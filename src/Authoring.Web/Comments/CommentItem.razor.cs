using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Authoring.Web.Comments;

/// <summary>What can be done about a comment in the list.</summary>
public enum CommentAct
{
    Reply,
    Adopt,
    Partly,
    Not,
    Settle,
    Reopen,
}

/// <summary>What is said to have become of a comment.</summary>
/// <param name="Adoption">Null: what was said before stays.</param>
public sealed record CommentOutcome(bool IsResolved, Adoption? Adoption, string? Reason);

public sealed partial class CommentItem
{
    private const int Longest = 4_000;

    private ElementReference field;
    private string typed = "";
    private CommentAct? open;
    private bool isOpening,
        isTried;

    [Parameter, EditorRequired]
    public CommentListView Line { get; set; } = null!;

    [Parameter]
    public bool IsLive { get; set; }

    /// <returns>Whether it was taken: else what was typed stays.</returns>
    [Parameter, EditorRequired]
    public Func<string, Task<bool>> Reply { get; set; } = null!;

    /// <inheritdoc cref="Reply"/>
    [Parameter, EditorRequired]
    public Func<CommentOutcome, Task<bool>> Handle { get; set; } = null!;

    private IEnumerable<CommentAct> Acts =>
        !Line.MayHandle ? [CommentAct.Reply]
        : Line.IsResolved ? [CommentAct.Reply, CommentAct.Reopen]
        : [CommentAct.Adopt, CommentAct.Partly, CommentAct.Not, CommentAct.Reply, CommentAct.Settle];

    private bool IsMissing => isTried && typed.Trim().Length == 0;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isOpening)
            return;
        isOpening = false;
        await field.FocusAsync();
    }

    private static string LabelOf(CommentAct act) => act == CommentAct.Reply ? "comments.reply" : "comments.why";

    /// <summary>Who does not take an opinion up, or not all of it, says why.</summary>
    private async Task ChooseAsync(CommentAct act)
    {
        if (OutcomeOf(act, null) is { } outcome && act is CommentAct.Adopt or CommentAct.Settle or CommentAct.Reopen)
            await Handle(outcome);
        else
            (open, isOpening, isTried) = (act, true, false);
    }

    private async Task SaveAsync()
    {
        isTried = true;
        if (IsMissing)
            return;
        var isTaken = open == CommentAct.Reply ? await Reply(typed) : await Handle(OutcomeOf(open!.Value, typed)!);
        if (isTaken)
            (open, typed, isTried) = (null, "", false);
    }

    private void Close() => open = null;

    private void KeyAsync(KeyboardEventArgs e)
    {
        if (e.Key == "Escape")
            Close();
    }

    private static CommentOutcome? OutcomeOf(CommentAct act, string? reason) =>
        act switch
        {
            CommentAct.Adopt => new(true, Adoption.Adopted, reason),
            CommentAct.Partly => new(true, Adoption.Partly, reason),
            CommentAct.Not => new(true, Adoption.NotAdopted, reason),
            CommentAct.Settle => new(true, null, null),
            CommentAct.Reopen => new(false, null, null),
            _ => null,
        };
}
