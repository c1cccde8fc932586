using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Authoring.Web.Documents;

namespace Authoring.Web.Enrolment;

/// <summary>What comes of a row.</summary>
public enum PlannedKind
{
    New,

    /// <summary>The account is there already and stays as it is; at most a place in the report comes to it.</summary>
    There,
    Wrong,
}

/// <summary>One person of a list, and what would be done.</summary>
/// <param name="Number">Of the row, as the spreadsheet numbers it.</param>
/// <param name="Wrongs">Keys of sentences, <c>objection.…</c>, with what they name.</param>
/// <param name="PersonId">Of the account that is there.</param>
public sealed record PlannedPerson(
    int Number,
    string Name,
    string UserName,
    string Organisation,
    bool IsNewOrganisation,
    ListedRoles Roles,
    int? PersonId,
    IReadOnlyList<(string Reason, string Detail)> Wrongs
)
{
    public PlannedKind Kind =>
        Wrongs.Count > 0 ? PlannedKind.Wrong
        : PersonId is null ? PlannedKind.New
        : PlannedKind.There;
}

/// <summary>A report in which people of a list can be given a place: one that the caller manages.</summary>
public sealed record EnrolmentReport(int Id, string Slug, string Title);

/// <summary>All that would be done, row by row; nothing of it is done yet.</summary>
/// <param name="Report">Where the roles hold; null: they are not given.</param>
public sealed record EnrolmentPlan(IReadOnlyList<PlannedPerson> Rows, EnrolmentReport? Report)
{
    public IEnumerable<PlannedPerson> New => Rows.Where(row => row.Kind == PlannedKind.New);
    public IEnumerable<PlannedPerson> There => Rows.Where(row => row.Kind == PlannedKind.There);
    public IEnumerable<PlannedPerson> Wrong => Rows.Where(row => row.Kind == PlannedKind.Wrong);

    public int NewOrganisations => New.Where(row => row.IsNewOrganisation).Select(row => row.Organisation).Distinct().Count();

    /// <summary>Roles of reports are in the list, and no report is chosen in which they would hold.</summary>
    public bool AsksForReport => Report is null && Rows.Any(row => row.Roles.InReport is not null);

    /// <summary>What pressing the button would change: nobody, if nobody is new and nobody gets a place.</summary>
    public int Changes => New.Count() + (Report is null ? 0 : There.Count(row => row.Roles.InReport is not null));

    /// <summary>Stands for all that was shown: what is done is what was seen, or nothing.</summary>
    public string Seal =>
        Convert.ToHexString(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Join('\n', Rows.Select(LineOf)) + Report?.Id.ToString(CultureInfo.InvariantCulture))
            )
        );

    private static string LineOf(PlannedPerson row) =>
        $"{row.Number}|{row.Kind}|{row.Name}|{row.UserName}|{row.Organisation}|{row.IsNewOrganisation}|{row.Roles}|{row.Roles.InReport}";
}
