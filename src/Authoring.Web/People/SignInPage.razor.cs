using Authoring.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Authoring.Web.People;

/// <summary>A plain form, sent and answered without a circuit: a cookie can only be set by an answer.</summary>
public sealed partial class SignInPage
{
    private string? error;
    private int minutes;

    [SupplyParameterFromForm]
    private SignInForm? Form { get; set; }

    /// <summary>Where to go afterwards; only paths of our own are followed.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [Inject]
    private SignInService Door { get; set; } = null!;

    [Inject]
    private ILogger<SignInPage> Logger { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    protected override void OnInitialized() => Form ??= new SignInForm();

    private async Task SubmitAsync()
    {
        try
        {
            var result = await Door.SignInAsync(Form!.Name, Form.Password);
            // Not by the navigation manager, which writes Chinese into a header as it is.
            if (result.Person is { } person)
                Http.Response.Redirect(OwnPath.Read(To) ?? "/");
            else
                error = result.Answer == SignInStatus.Paused ? "people.locked-out" : "people.wrong-password";
            minutes = (int)Math.Ceiling(result.Wait.TotalMinutes);
        }
        catch (Exception e) when (Accounts.IsOfDatabase(e))
        {
            Accounts.Log.Failed(Logger, e);
            error = "people.not-now";
            Http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private sealed class SignInForm
    {
        public string? Name { get; set; }
        public string? Password { get; set; }
    }
}
