using System.ComponentModel.DataAnnotations;

namespace Authoring.Web.Storage;

/// <summary>A row that is written to find out whether anything can be; it means nothing.</summary>
internal sealed class WriteProbe
{
    /// <summary>As large as a push with all that comes with it: what takes this takes that.</summary>
    public const int Size = 32 * 1024;

    public int Id { get; set; }

    [MaxLength(Size)]
    public required byte[] Data { get; set; }
}
