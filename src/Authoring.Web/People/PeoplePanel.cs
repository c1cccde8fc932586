using System.Security.Claims;
using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.People;

/// <summary>
/// A part of the people's page with a form: shows what an action objected to, or goes back to the list that says what was done.
/// </summary>
public abstract class PeoplePanel : WorkspaceComponent
{
    public const string Page = "/people";

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private Handovers Handovers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private protected Administration Administration { get; set; } = null!;

    [Inject]
    private protected IStringLocalizer<Words> Words { get; set; } = null!;

    private protected IReadOnlyList<Objection> Objections { get; private set; } = [];

    /// <param name="done">The key of the sentence that says what was done; nothing to stay here.</param>
    private protected async Task ActAsync(Func<ClaimsPrincipal, Task<AdministrationResult>> action, string? done)
    {
        var caller = (await Authentication).User;
        var outcome = await action(caller);
        Objections = outcome.Objections;
        if (!outcome.Succeeded || done is null)
            return;
        // A new address, so that a reload neither does it again nor shows a password a second time.
        Navigation.NavigateTo(
            outcome.Handovers.Count > 0 ? $"{Page}?handover={Handovers.Keep(caller.PersonId(), outcome.Handovers)}" : $"{Page}?done={done}"
        );
    }
}
