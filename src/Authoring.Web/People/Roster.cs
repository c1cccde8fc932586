namespace Authoring.Web.People;

/// <summary>All people and organisations, as the administrator sees them.</summary>
public sealed record Roster(IReadOnlyList<PersonView> People, IReadOnlyList<OrganisationView> Organisations)
{
    /// <param name="search">Part of a name, a user name or an organisation's name; a person is found by his organisation, too.</param>
    public Roster Narrow(string? search)
    {
        var part = NameRules.Tidy(search);
        return part.Length == 0
            ? this
            : new(
                [.. People.Where(p => Has(p.DisplayName) || Has(p.UserName) || Has(p.Organisation))],
                [.. Organisations.Where(o => Has(o.Name))]
            );

        bool Has(string? name) => name?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;
    }
}

/// <param name="IsSelf">The administrator himself, who cannot shut himself out.</param>
public sealed record PersonView(
    int Id,
    string DisplayName,
    string UserName,
    int? OrganisationId,
    string? Organisation,
    bool IsAdministrator,
    bool IsDisabled,
    bool IsSelf,
    bool Signs = false
);

public sealed record OrganisationView(int Id, string Name, int People, OrganisationLevel? Level = null, int? ParentId = null);

/// <summary>What a form says about a person, as it was typed.</summary>
/// <param name="Signs">For his organisation, where chains name those who do.</param>
internal sealed record PersonDraft(string? DisplayName, string? UserName, int? OrganisationId, bool IsAdministrator, bool Signs = false);

/// <summary>What a form says about an organisation.</summary>
/// <param name="ParentId">The one that it stands under.</param>
internal sealed record OrganisationDraft(string? Name, OrganisationLevel? Level = null, int? ParentId = null);

/// <summary>Somebody of a list who gets an account.</summary>
/// <param name="Organisation">Its name; empty: none. One that is not there yet is created.</param>
internal sealed record Newcomer(string DisplayName, string UserName, string Organisation, bool IsAdministrator, bool Signs = false);

/// <summary>Why something was not done: the field that must be changed (empty when it is none), and the key of the sentence.</summary>
/// <param name="Detail">What the sentence names, for those that do.</param>
public sealed record Objection(string Field, string Reason, string Detail = "");

/// <summary>What came of an action: objections, or what is to be handed over.</summary>
internal sealed record AdministrationResult(IReadOnlyList<Objection> Objections, IReadOnlyList<Handover> Handovers)
{
    public static readonly AdministrationResult Done = new([], []);
    public bool Succeeded => Objections.Count == 0;

    public static AdministrationResult Refuse(string field, string reason, string detail = "") =>
        new([new Objection(field, reason, detail)], []);

    public static AdministrationResult Refuse(IReadOnlyList<Objection> objections) => new(objections, []);

    public static AdministrationResult HandOver(params IReadOnlyList<Handover> handovers) => new([], handovers);
}

/// <summary>The names of the fields that objections are about.</summary>
internal static class Fields
{
    public const string None = "";
    public const string Name = "name";
    public const string UserName = "user-name";
    public const string Organisation = "organisation";
    public const string Parent = "parent";
    public const string Level = "level";
    public const string Signs = "signs";
    public const string Administrator = "administrator";
    public const string Password = "password";
    public const string NewPassword = "new-password";
    public const string Repeat = "repeat";
    public const string Mail = "mail-address";
}
