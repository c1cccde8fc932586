namespace Authoring.Compile.Pictures;

/// <summary>What a picture is, told by its content and never by its name.</summary>
/// <param name="Width">Pixels, as it is shown: a photograph that its note turns by a quarter is as wide as it is stored high.</param>
/// <param name="Height">Pixels, as it is shown.</param>
public sealed record ImageFacts(int Width, int Height, string MediaType)
{
    /// <summary>So many bytes from the beginning are enough for all but a JPEG with much in front of its picture.</summary>
    public const int HeaderLength = 256 * 1024;

    /// <summary>How the file says it is to be turned before it is shown, 1 to 8 as in EXIF; 1: it stands upright.</summary>
    public int Orientation { get; init; } = Exif.Upright;

    /// <summary>Of a PNG, JPEG, WebP or GIF. Null: not one of these, or cut off before its size is said.</summary>
    public static ImageFacts? Read(byte[] content)
    {
        if (Gif.Is(content))
            return Gif.Size(content) is (> 0, > 0) and var (columns, rows) ? new ImageFacts(columns, rows, "image/gif") : null;
        // The library tries what a file is; only ours get there.
        if (!Png.Is(content) && !Jpeg.Is(content) && !WebP.Is(content))
            return null;
        if (PictureLibrary.Identify(content) is not var (width, height, mediaType))
            return null;
        var orientation = OrientationOf(content);
        return Exif.IsOnItsSide(orientation)
            ? new ImageFacts(height, width, mediaType) { Orientation = orientation }
            : new ImageFacts(width, height, mediaType) { Orientation = orientation };
    }

    /// <summary>Reads no more of the stream than is needed.</summary>
    public static ImageFacts? Read(Stream stream)
    {
        var buffer = new byte[HeaderLength];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return Read(buffer[..length]);
    }

    internal static int OrientationOf(byte[] content) =>
        Jpeg.Is(content) ? Jpeg.Orientation(content)
        : Png.Is(content) ? Png.Orientation(content)
        : WebP.Is(content) ? WebP.Orientation(content)
        : Exif.Upright;
}

/// <summary>Why there is no picture.</summary>
internal enum ImageFault
{
    None,
    Missing,
    NotAnImage,
    Outside,
    TooLarge,
}

/// <summary>What was found at an image's path.</summary>
internal readonly record struct ImageLookup(ImageFacts? Facts, ImageFault Fault)
{
    /// <summary>Bytes. A larger picture is not embedded.</summary>
    public const int LargestFile = 64 * 1024 * 1024;

    public static ImageLookup Of(ImageFacts? facts) => new(facts, facts is null ? ImageFault.Missing : ImageFault.None);
}
