using System.ComponentModel.DataAnnotations;
using Authoring.Web.Documents;

namespace Authoring.Web.Reports.Live;

/// <summary>A file of the report folder that is no live text: a picture.</summary>
internal sealed class ReportFile
{
    public int Id { get; set; }
    public int ReportId { get; set; }
    public Report? Report { get; set; }

    /// <summary>The path inside the report folder, with forward slashes.</summary>
    [MaxLength(400)]
    public required string Path { get; set; }

    /// <summary>SHA-256 of the content, in lower-case hexadecimal digits.</summary>
    [MaxLength(64)]
    public required string Hash { get; set; }
    public required byte[] Content { get; set; }
}
