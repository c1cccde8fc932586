using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Authoring.Web.People;

/// <summary>
/// People and organisations, for administrators; others do not learn that it exists. The address says which form is open, and every form is
/// sent
/// to the server whole: no circuit is needed for them, and each request is judged anew.
/// </summary>
public sealed partial class PeoplePage
{
    private Roster? roster;
    private IReadOnlyList<Handover> handovers = [];

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private Administration Administration { get; set; } = null!;

    [Inject]
    private Handovers Handovers { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "new")]
    private string? New { get; set; }

    [SupplyParameterFromQuery(Name = "person")]
    private string? PersonId { get; set; }

    [SupplyParameterFromQuery(Name = "organisation")]
    private string? OrganisationId { get; set; }

    /// <summary>The organisation under which a new one is to stand.</summary>
    [SupplyParameterFromQuery(Name = "under")]
    private string? Under { get; set; }

    [SupplyParameterFromQuery(Name = "ask")]
    private string? Ask { get; set; }

    [SupplyParameterFromQuery(Name = "done")]
    private string? Done { get; set; }

    [SupplyParameterFromQuery(Name = "handover")]
    private string? HandoverId { get; set; }

    private PersonView? Person => roster?.People.FirstOrDefault(p => p.Id.ToString() == PersonId);
    private OrganisationView? Organisation => roster?.Organisations.FirstOrDefault(o => o.Id.ToString() == OrganisationId);
    private bool IsNarrowed => !string.IsNullOrWhiteSpace(Search);

    protected override async Task OnInitializedAsync()
    {
        var caller = (await Authentication).User;
        roster = await Administration.ReadAsync(caller);
        if (roster is null)
            Navigation.NotFound();
        else if (Guid.TryParse(HandoverId, out var id))
            handovers = Handovers.Take(caller.PersonId(), id);
    }
}
