using Authoring.Web.Shell;
using Authoring.Web.Todo;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Authoring.Web.People;

/// <summary>A plain form, sent and answered without a circuit: a cookie can only be set by an answer.</summary>
public sealed partial class SignInPage
{
    private string? error;

    [SupplyParameterFromForm] private SignInForm? Form { get; set; }
    /// <summary>Where to go afterwards; only paths of our own are followed.</summary>
    [SupplyParameterFromQuery(Name = "to")] private string? To { get; set; }

    [Inject] private TodoDesk Tasks { get; set; } = null!;
    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    protected override void OnInitialized() => Form ??= new SignInForm();

    private async Task SubmitAsync()
    {
        var result = await Accounts.SignInAsync(SignIn, Form!.Name, Form.Password);
        // Not by the navigation manager, which writes Chinese into a header as it is.
        if (result.Succeeded) Http.Response.Redirect(OwnPath.Read(To) ?? await StartPageAsync());
        else error = result.IsLockedOut ? "people.locked-out" : "people.wrong-password";
    }

    private async Task<string> StartPageAsync() => await Tasks.StartPageAsync((await SignIn.UserManager.FindByNameAsync(Form!.Name!.Trim()))!.Id);

    private sealed class SignInForm
    {
        public string? Name { get; set; }
        public string? Password { get; set; }
    }
}
