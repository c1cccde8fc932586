using System.ComponentModel.DataAnnotations;

namespace Authoring.Web.Review;

/// <summary>What somebody has read of a text last, from its beginning to its end. It is no act, and nothing is bound to it.</summary>
internal sealed class TextReading
{
    public int PersonId { get; set; }
    public int DocumentId { get; set; }

    /// <summary>Of what was printed.</summary>
    [MaxLength(64)]
    public required string Hash { get; set; }

    /// <summary>Of the text.</summary>
    public int Version { get; set; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long At { get; set; }

    /// <summary>What he had read before it was changed to that, at <see cref="FormerVersion"/>; null: nothing.</summary>
    [MaxLength(64)]
    public string? FormerHash { get; set; }
    public int FormerVersion { get; set; }
    public long FormerAt { get; set; }

    /// <summary>What he has read now takes the place of what he had read.</summary>
    public void Take(string hash, int version, long at)
    {
        if (hash != Hash)
            (FormerHash, FormerVersion, FormerAt) = (Hash, Version, At);
        (Hash, Version, At) = (hash, version, at);
    }
}
