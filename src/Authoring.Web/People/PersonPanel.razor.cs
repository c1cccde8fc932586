using Microsoft.AspNetCore.Components;

namespace Authoring.Web.People;

/// <summary>The form for one person, new or known; for a known one, also what else can be done with the account.</summary>
public sealed partial class PersonPanel
{
    /// <summary>The one to edit; nothing for a new one.</summary>
    [Parameter]
    public PersonView? Person { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<OrganisationView> Organisations { get; set; } = [];

    [SupplyParameterFromForm(FormName = "person")]
    private PersonForm? Form { get; set; }

    protected override void OnInitialized() =>
        Form ??= new PersonForm
        {
            Name = Person?.DisplayName,
            UserName = Person?.UserName,
            Organisation = Person?.OrganisationId?.ToString(),
            Administrator = Person is { IsAdministrator: true },
            Signs = Person is { Signs: true },
        };

    private Task SaveAsync()
    {
        // What is no number is no organisation's.
        int? organisation =
            string.IsNullOrEmpty(Form!.Organisation) ? null
            : int.TryParse(Form.Organisation, out var id) ? id
            : -1;
        var draft = new PersonDraft(Form.Name, Form.UserName, organisation, Form.Administrator, Form.Signs);
        return ActAsync(
            caller =>
                Person is null ? Administration.CreatePersonAsync(caller, draft) : Administration.EditPersonAsync(caller, Person.Id, draft),
            "saved"
        );
    }

    private bool Objects(string field) => Objections.Any(o => o.Field == field);

    private sealed class PersonForm
    {
        public string? Name { get; set; }
        public string? UserName { get; set; }
        public string? Organisation { get; set; }
        public bool Administrator { get; set; }
        public bool Signs { get; set; }
    }
}
