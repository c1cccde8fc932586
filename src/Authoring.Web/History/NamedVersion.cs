using System.ComponentModel.DataAnnotations;

namespace Authoring.Web.History;

/// <summary>A name that somebody gave a version of a text: 送审稿, 定稿, or what he likes. Each name stands once in a text.</summary>
internal sealed class NamedVersion
{
    public const int LongestName = 60; // UTF-16 code units

    public int Id { get; set; }
    public int DocumentId { get; set; }
    public int Version { get; set; }

    [MaxLength(LongestName)]
    public required string Name { get; set; }

    /// <summary>Who named it, or gave it another name.</summary>
    public int PersonId { get; set; }

    /// <summary>When, in milliseconds since 1970, UTC.</summary>
    public long At { get; set; }
}
