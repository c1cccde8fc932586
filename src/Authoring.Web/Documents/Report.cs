using System.ComponentModel.DataAnnotations;
using Authoring.Web.People;

namespace Authoring.Web.Documents;

/// <summary>A report: its settings as in <c>report.yml</c>, its documents, its files and its members.</summary>
internal sealed class Report
{
    /// <summary>The longest <see cref="Slug"/>.</summary>
    public const int LongestSlug = 100;

    /// <summary>
    /// Begins the slugs of reports in which one person practises: nobody else sees them, nobody signs in them, and no list of reports
    /// has them. No other slug can hold it.
    /// </summary>
    public const string PracticeMark = "~";

    /// <summary>The longest <see cref="Title"/>.</summary>
    public const int LongestTitle = 500;

    public int Id { get; set; }

    [MaxLength(LongestSlug)]
    public required string Slug { get; set; }

    [MaxLength(LongestTitle)]
    public required string Title { get; set; }

    /// <summary>
    /// The text of <c>report.yml</c>: the one truth of order and settings. Whoever writes it says which text he has read.
    /// </summary>
    [ConcurrencyCheck]
    public required string Definition { get; set; }

    /// <summary>The day by which the report must be done.</summary>
    public DateOnly? Deadline { get; set; }

    /// <summary>The chain by which its texts are reviewed; null: the default one.</summary>
    public int? ChainId { get; set; }
}

/// <summary>What somebody is in a report; each may do what the ones before it may. The numbers are in databases.</summary>
internal enum ReportRole
{
    Reader = 0,

    /// <summary>Changes nothing by himself: what he types are suggestions.</summary>
    Reviewer = 3,
    Writer = 1,
    Editor = 2,
}

internal static class ReportRoles
{
    /// <summary>From the one who may least to the one who may most.</summary>
    public static readonly IReadOnlyList<ReportRole> All = [ReportRole.Reader, ReportRole.Reviewer, ReportRole.Writer, ReportRole.Editor];

    public static int Rank(this ReportRole role) => All.ToList().IndexOf(role);
}

/// <summary>Who may do what in a report. No row: the person does not learn that the report exists.</summary>
internal sealed class ReportMember
{
    public int ReportId { get; set; }
    public Report? Report { get; set; }
    public int PersonId { get; set; }
    public Person? Person { get; set; }
    public ReportRole Role { get; set; }
}

/// <summary>
/// A text given to a person or to all of an organisation: one of the two is set. Once a text has an assignment, only those
/// named and the report's editors may write in it. It makes no writer of a reader.
/// </summary>
internal sealed class Assignment
{
    public int Id { get; set; }
    public int DocumentId { get; set; }
    public Document? Document { get; set; }
    public int? PersonId { get; set; }
    public Person? Person { get; set; }
    public int? OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }
}
