namespace Authoring.Web.Figures;

/// <summary>The limits of an uploaded report folder, settings under <c>Upload</c>. Sizes are in bytes.</summary>
internal sealed class UploadLimits
{
    public long MaxZipSize { get; set; } = 100 * 1024 * 1024;

    /// <summary>All files together, unpacked: counted while unpacking, whatever the zip says of itself.</summary>
    public long MaxTotalSize { get; set; } = 200 * 1024 * 1024;
    public long MaxFileSize { get; set; } = 20 * 1024 * 1024;
    public int MaxFiles { get; set; } = 2_000;

    /// <summary>UTF-16 code units.</summary>
    public int MaxPathLength { get; set; } = 300;
    public PictureLimits Pictures { get; set; } = new();
}
