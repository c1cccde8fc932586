using Microsoft.AspNetCore.Components;

namespace Authoring.Web.People;

/// <summary>Many people at once: a pasted list is looked through first, and created only as it was seen.</summary>
public sealed partial class ImportPanel
{
    private IReadOnlyList<PeopleLine>? preview;

    [Parameter, EditorRequired]
    public IReadOnlyList<OrganisationView> Organisations { get; set; } = [];

    [SupplyParameterFromForm(FormName = "import")]
    private ImportForm? Form { get; set; }

    private bool IsGood => preview is { Count: > 0 } && Objections.Count == 0;

    protected override void OnInitialized() => Form ??= new ImportForm();

    private async Task SubmitAsync()
    {
        var list = PeopleList.Parse(Form!.Lines);
        // The button carries the list that was looked through: what was changed since then is looked through again.
        var isSeen = Form.Checked is not null && Form.Checked.ReplaceLineEndings("\n") == Form.Lines?.ReplaceLineEndings("\n");
        await ActAsync(
            caller => isSeen ? Administration.ImportAsync(caller, list) : Administration.CheckAsync(caller, list),
            isSeen ? "saved" : null
        );
        preview = list.Lines;
    }

    private IEnumerable<Objection> FaultsOf(PeopleLine line) => Objections.Where(o => o.Field == PeopleList.FieldOf(line.Number));

    private bool HasFault(PeopleLine line) => FaultsOf(line).Any();

    private bool IsNew(string organisation) => organisation.Length > 0 && Organisations.All(o => o.Name != organisation);

    private sealed class ImportForm
    {
        public string? Lines { get; set; }
        public string? Checked { get; set; }
    }
}
