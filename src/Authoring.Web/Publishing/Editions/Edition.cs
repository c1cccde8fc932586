using System.ComponentModel.DataAnnotations;

namespace Authoring.Web.Publishing.Editions;

/// <summary>A report as it was published: what was frozen under a name. Nothing of it ever changes.</summary>
internal sealed class Edition
{
    public const int LongestName = 60; // UTF-16 code units

    public int Id { get; set; }
    public int ReportId { get; set; }

    /// <summary>From 1 in its report.</summary>
    public int Number { get; set; }

    [MaxLength(LongestName)]
    public required string Name { get; set; }

    /// <summary>Over all its files but the record: see <see cref="EditionHash"/>.</summary>
    [MaxLength(64)]
    public required string Hash { get; set; }
    public int PersonId { get; set; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    public long At { get; set; }

    /// <summary>How many faults were found when its files were read back.</summary>
    public int Faults { get; set; }
    public List<EditionFile> Files { get; } = [];
}

/// <summary>What an edition holds. The numbers are in databases.</summary>
public enum EditionFileKind
{
    Word = 0,
    Pdf = 1,
    Html = 2,

    /// <summary>A zip of the report folder: its settings, all its texts as they were printed, its pictures.</summary>
    Folder = 3,

    /// <summary>All its numbers, and what is printed as plain text: <see cref="FrozenNumbers"/>.</summary>
    Numbers = 4,

    /// <summary>Who published it, what was waived, what reading the files back has shown.</summary>
    Record = 5,
}

/// <summary>A file of an edition; its bytes are stored by their hash.</summary>
internal sealed class EditionFile
{
    public int EditionId { get; set; }
    public EditionFileKind Kind { get; set; }

    /// <summary>SHA-256 of the content, in lower-case hexadecimal digits.</summary>
    [MaxLength(64)]
    public required string Hash { get; set; }
}

/// <summary>Bytes of files, each stored once, however many editions hold them.</summary>
internal sealed class StoredContent
{
    /// <summary>SHA-256, in lower-case hexadecimal digits.</summary>
    [MaxLength(64)]
    public required string Hash { get; set; }
    public long Size { get; set; }
}

/// <summary>A piece of a content: writers are kept waiting no longer than one takes.</summary>
internal sealed class StoredPiece
{
    [MaxLength(64)]
    public required string Hash { get; set; }

    /// <summary>From 0.</summary>
    public int Part { get; set; }
    public required byte[] Bytes { get; set; }
}
