using System.ComponentModel.DataAnnotations;

namespace Authoring.Web.Editing.Packing;

/// <summary>
/// Old updates of one text, packed: those that lead to the versions from <see cref="First"/> to <see cref="Last"/>. Each can be had back as
/// it was logged.
/// </summary>
internal sealed class PackedStretch
{
    public int DocumentId { get; set; }
    public int First { get; set; }
    public int Last { get; set; }

    /// <summary>What <see cref="UpdatePack"/> writes.</summary>
    public required byte[] Data { get; set; }

    /// <summary>An <see cref="IdFilter"/> of the updates' ids.</summary>
    public required byte[] Ids { get; set; }

    /// <summary>The hash of the <see cref="LogChain"/> at <see cref="Last"/>; null: logged before there were chains.</summary>
    [MaxLength(LogChain.HashSize)]
    public byte[]? ChainHash { get; set; }
}
