namespace Authoring.Compile.Pictures;

/// <summary>
/// Takes out of a picture what is not the picture, without drawing it anew: where and when it was taken and with what, comments,
/// small copies,
/// what other programs keep in it, and whatever stands behind it. Left are its pixels to the bit, its colours, and how it is turned.
/// A picture that is clean already stays as it is, to the byte.
/// </summary>
public static class PictureCleaner
{
    public static byte[] Clean(byte[] content) => Clean(content, keepsProfile: true);

    /// <summary>What the library may see of a picture: no colour profile either.</summary>
    internal static byte[] Bare(byte[] content) => Clean(content, keepsProfile: false);

    private static byte[] Clean(byte[] content, bool keepsProfile) =>
        Png.Is(content) ? Png.Clean(content, keepsProfile)
        : Jpeg.Is(content) ? Jpeg.Clean(content, keepsProfile)
        : WebP.Is(content) ? WebP.Clean(content, keepsProfile)
        : Gif.Is(content) ? Gif.Clean(content)
        : [];
}
