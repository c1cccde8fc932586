using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Authoring.Web.People;

/// <summary>Who one is, and one's password. A plain form: the new cookie can only be set by an answer.</summary>
public sealed partial class AccountPage
{
    private Participant? me;
    private string? userName;
    private ClaimsPrincipal caller = new();
    private IReadOnlyList<Objection> objections = [];

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    [Inject]
    private PersonDirectory Directory { get; set; } = null!;

    [Inject]
    private SignInManager<Person> SignIn { get; set; } = null!;

    [Inject]
    private OwnPassword Password { get; set; } = null!;

    [Inject]
    private PasswordRules Rules { get; set; } = null!;

    [Inject]
    private Administration Administration { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "password")]
    private PasswordForm? Form { get; set; }

    [SupplyParameterFromQuery(Name = "done")]
    private string? Done { get; set; }

    private bool MustChange => InitialPassword.IsStillUsedBy(caller);
    private bool IsChanged => Done == "changed" && objections.Count == 0;

    protected override async Task OnInitializedAsync()
    {
        Form ??= new PasswordForm();
        caller = (await Authentication).User;
        me = await Directory.ParticipantAsync(caller.PersonId());
        userName = caller.Identity?.Name;
    }

    private async Task ChangeAsync()
    {
        if (await SignIn.UserManager.GetUserAsync(caller) is not { Disabled: false } person)
            return;
        objections = await Password.ChangeAsync(person, Form!.Old ?? "", Form.New ?? "", Form.Repeat ?? "");
        if (objections.Count > 0)
            return;
        // Texts open in other tabs come back under the new cookie, once the browser has it.
        Http.Response.OnCompleted(() =>
        {
            Administration.EndSessions(person.Id);
            return Task.CompletedTask;
        });
        Navigation.NavigateTo("/account?done=changed");
    }

    private sealed class PasswordForm
    {
        public string? Old { get; set; }
        public string? New { get; set; }
        public string? Repeat { get; set; }
    }
}
