using Microsoft.AspNetCore.Components;

namespace Authoring.Web.People;

/// <summary>A plain form, sent and answered without a circuit: a cookie can only be set by an answer.</summary>
public sealed partial class SignInPage
{
    private string? error;

    [SupplyParameterFromForm] private SignInForm? Form { get; set; }
    /// <summary>Where to go afterwards; only paths of our own are followed.</summary>
    [SupplyParameterFromQuery(Name = "to")] private string? To { get; set; }

    protected override void OnInitialized() => Form ??= new SignInForm();

    private async Task SubmitAsync()
    {
        var result = await Accounts.SignInAsync(SignIn, Form!.Name, Form.Password);
        if (result.Succeeded) Navigation.NavigateTo(IsOwnPath(To) ? To! : "/", forceLoad: true);
        else error = result.IsLockedOut ? "people.locked-out" : "people.wrong-password";
    }

    private static bool IsOwnPath(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\') && !path.Any(char.IsControl);

    private sealed class SignInForm
    {
        public string? Name { get; set; }
        public string? Password { get; set; }
    }
}
