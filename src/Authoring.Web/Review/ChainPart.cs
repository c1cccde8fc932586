using System.Security.Claims;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Review;

/// <summary>A part of the administrators' pages about chains: does something, and says what came of it.</summary>
public abstract class ChainPart : WorkspaceComponent
{
    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private protected ChainService Service { get; set; } = null!;

    [Inject]
    private protected IStringLocalizer<Words> Words { get; set; } = null!;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = null!;

    private protected ClaimsPrincipal Caller { get; private set; } = new();
    private protected string StatusMessage { get; set; } = "";
    private protected bool IsBad { get; private set; }

    /// <summary>What gets the focus once the page shows the change.</summary>
    private protected Func<ValueTask>? Focus { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Caller = (await Authentication).User;
        await ReadAsync();
    }

    private protected abstract Task ReadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Focus is not { } now)
            return;
        Focus = null;
        await now();
    }

    /// <summary>What was deleted last: the way back stands beside the words that say so.</summary>
    private protected GoneStages? Gone { get; private set; }

    private protected async Task<bool> SayAsync(ChainResult outcome, Func<string> done)
    {
        Gone = outcome.Gone;
        IsBad = outcome.Answer != ChainResultKind.Done;
        StatusMessage = IsBad ? Words[$"chain.answer-{outcome.Answer}", outcome.Count] : done();
        await ReadAsync();
        return !IsBad;
    }

    private protected async Task BringBackAsync(GoneStages gone) =>
        await SayAsync(await Service.BringBackAsync(Caller, gone), () => Words["chain.was-restored", gone.Name]);
}
