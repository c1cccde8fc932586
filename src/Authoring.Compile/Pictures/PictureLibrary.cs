using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;

namespace Authoring.Compile.Pictures;

/// <summary>
/// The library as we use it: three kinds of pictures and no more, notes and profiles passed over, one thread, and memory that ends.
/// </summary>
internal static class PictureLibrary
{
    /// <summary>Of one buffer: 50 megapixels of eight bytes each.</summary>
    private const int MostMegabytes = 512;

    /// <summary>What is kept between two pictures.</summary>
    private const int PooledMegabytes = 8;

    public static MemoryAllocator Memory { get; } =
        MemoryAllocator.Create(
            new MemoryAllocatorOptions { AllocationLimitMegabytes = MostMegabytes, MaximumPoolSizeMegabytes = PooledMegabytes }
        );

    public static Configuration Configuration { get; } = Make();

    /// <summary>Width, height and kind as the file stores them; null: not a picture of ours.</summary>
    public static (int Width, int Height, string MediaType)? Identify(byte[] content)
    {
        // What is cut off before its size the library fills up with what is left in its memory.
        if (WebP.Is(content))
            return WebP.Size(content) is (> 0, > 0) and var (width, height) ? (width, height, WebpFormat.Instance.DefaultMimeType) : null;
        if (Png.Is(content) ? content.Length < Png.LengthWithHeader : !Jpeg.HasFrame(content))
            return null;
        try
        {
            return Image.Identify(Configuration, content, out var format) is { Width: > 0, Height: > 0 } found
                ? (found.Width, found.Height, format.DefaultMimeType)
                : null;
        }
        catch (Exception e) when (IsAboutThePicture(e))
        {
            return null;
        }
    }

    /// <summary>
    /// Damaged bytes make the library throw whatever its code runs into: an index that is out, a stream that ends, a length that is
    /// negative.
    /// </summary>
    public static bool IsAboutThePicture(Exception e) => e is not (OutOfMemoryException or OperationCanceledException);

    private static Configuration Make()
    {
        var made = new Configuration(new JpegConfigurationModule(), new PngConfigurationModule(), new WebpConfigurationModule())
        {
            MemoryAllocator = Memory,
            MaxDegreeOfParallelism = 1,
        };
        made.ImageFormatsManager.SetDecoder(JpegFormat.Instance, new JpegDecoder { IgnoreMetadata = true });
        made.ImageFormatsManager.SetDecoder(PngFormat.Instance, new PngDecoder { IgnoreMetadata = true });
        made.ImageFormatsManager.SetDecoder(WebpFormat.Instance, new WebpDecoder { IgnoreMetadata = true });
        return made;
    }
}
