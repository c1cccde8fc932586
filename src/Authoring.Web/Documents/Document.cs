using System.ComponentModel.DataAnnotations;
using Authoring.Compile;

namespace Authoring.Web.Documents;

public enum DocumentKind
{
    Section,
    Case,
}

/// <summary>A text that several people change: a section or a case card. Its content is its log; see <see cref="LoggedUpdate"/>.</summary>
internal sealed class Document
{
    public int Id { get; set; }
    public int ReportId { get; set; }
    public Report? Report { get; set; }
    public DocumentKind Kind { get; set; }

    /// <summary>What the address says: a section's file name without <c>.md</c>, a case card's id.</summary>
    [MaxLength(200)]
    public required string Key { get; set; }

    /// <summary>The path inside the report folder.</summary>
    [MaxLength(400)]
    public required string Path { get; set; }

    /// <summary>
    /// When it was taken out of the report, in milliseconds since 1970, UTC. Its log stays; nobody may write in it until it is put back.
    /// </summary>
    public long? RemovedAt { get; set; }

    /// <summary>Where it stood then.</summary>
    public ReportPart? RemovedFrom { get; set; }

    /// <summary>How many texts of that part stood before it.</summary>
    public int? RemovedIndex { get; set; }
}
