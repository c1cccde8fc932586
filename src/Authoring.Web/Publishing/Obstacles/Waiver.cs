using System.ComponentModel.DataAnnotations;

namespace Authoring.Web.Publishing.Obstacles;

/// <summary>
/// Somebody has allowed that a report is published although something is missing. It holds for exactly what it was given for: when that
/// changes, it allows nothing any more. Kept for ever.
/// </summary>
internal sealed class Waiver
{
    /// <summary>In UTF-16 code units, as <see cref="LongestReason"/>.</summary>
    public const int ShortestReason = 2,
        LongestReason = 300;

    public int Id { get; set; }
    public int ReportId { get; set; }
    public ObstacleKind Kind { get; set; }

    /// <summary>Of what it allows: see <see cref="Obstacle.FingerprintOf"/>.</summary>
    [MaxLength(64)]
    public required string Fingerprint { get; set; }

    /// <summary>What it allows, as it was said then.</summary>
    public required string About { get; set; }

    [MaxLength(LongestReason)]
    public required string Reason { get; set; }
    public int PersonId { get; set; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long At { get; set; }

    /// <summary>Who has taken it back, and when.</summary>
    public int? WithdrawnBy { get; set; }
    public long? WithdrawnAt { get; set; }
}
