using System.ComponentModel.DataAnnotations;
using Authoring.Web.People;

namespace Authoring.Web.Reports;

/// <summary>A report: its settings as in <c>report.yml</c>, its documents, its files and its members.</summary>
internal sealed class Report
{
    public int Id { get; set; }
    [MaxLength(100)] public required string Slug { get; set; }
    [MaxLength(500)] public required string Title { get; set; }
    /// <summary>The text of <c>report.yml</c>.</summary>
    public required string Definition { get; set; }
}

/// <summary>Who may do what in a report. No row: the person does not learn that the report exists.</summary>
internal sealed class ReportMember
{
    public int ReportId { get; set; }
    public Report? Report { get; set; }
    public int PersonId { get; set; }
    public Person? Person { get; set; }
    public bool MayWrite { get; set; }
}

/// <summary>A file of the report folder that is no live text: a picture.</summary>
internal sealed class ReportFile
{
    public int Id { get; set; }
    public int ReportId { get; set; }
    public Report? Report { get; set; }
    /// <summary>The path inside the report folder, with forward slashes.</summary>
    [MaxLength(400)] public required string Path { get; set; }
    /// <summary>SHA-256 of the content, in lower-case hexadecimal digits.</summary>
    [MaxLength(64)] public required string Hash { get; set; }
    public required byte[] Content { get; set; }
}
