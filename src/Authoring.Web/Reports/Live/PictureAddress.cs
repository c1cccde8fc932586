using Authoring.Web.Documents;

namespace Authoring.Web.Reports.Live;

/// <summary>What a picture is wanted for: print, reading on a page, or a small one among many.</summary>
internal enum PictureSize
{
    Original,
    Reading,
    Thumbnail,
}

/// <summary>Where pictures of a report folder are served.</summary>
internal static class PictureAddress
{
    /// <summary>With its hash, so that a browser may keep it for good.</summary>
    public static string Of(string slug, string path, PictureInfo? picture, PictureSize size = PictureSize.Reading) =>
        $"{Addresses.OfFile(slug, path)}{(picture is { Hash.Length: > 0 } ? $"?v={Version(picture)}{SizeQuery(size)}" : "")}";

    /// <summary>What the address names a picture's content by.</summary>
    public static string Version(PictureInfo picture) => picture.Hash[..16];

    private static string SizeQuery(PictureSize size) => size == PictureSize.Reading ? "" : $"&size={size.ToString().ToLowerInvariant()}";
}
