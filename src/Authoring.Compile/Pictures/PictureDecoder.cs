using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Advanced;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace Authoring.Compile.Pictures;

/// <summary>A picture drawn anew.</summary>
public sealed record Rendition(byte[] Content, string MediaType);

/// <summary>
/// Decodes pictures that <see cref="PictureCheck"/> and the caller's cap on pixels have let through. Each call holds a whole picture
/// in memory:
/// the caller makes one at a time.
/// </summary>
public static class PictureDecoder
{
    private const int Quality = 85;
    private const string JpegType = "image/jpeg",
        PngType = "image/png";

    /// <summary>Whether all of the picture is there. The library fills up with grey or black what is not.</summary>
    public static bool IsWhole(byte[] content, CancellationToken cancellation)
    {
        var bare = PictureCleaner.Bare(content);
        try
        {
            if (Png.Is(bare) && !Png.HoldsAllRows(bare, cancellation))
                return false;
            var pixels = HashOfPixels(bare, cancellation);
            // A JPEG does not say how long its data is. Where all of it is there, nobody comes to what stands behind it.
            return !Jpeg.Is(bare) || pixels == HashOfPixels(Jpeg.Continued(bare, Filling()), cancellation);
        }
        catch (Exception e) when (PictureLibrary.IsAboutThePicture(e))
        {
            return false;
        }
        finally
        {
            PictureLibrary.Memory.ReleaseRetainedResources();
        }
    }

    /// <summary>
    /// The picture upright, no side longer than <paramref name="longest"/>, with its colours and nothing else. Null: it cannot be
    /// decoded.
    /// </summary>
    public static Rendition? Render(byte[] content, int longest, CancellationToken cancellation)
    {
        try
        {
            var bare = PictureCleaner.Bare(content);
            return Jpeg.Is(bare)
                ? Render<Rgb24>(content, bare, longest, cancellation)
                : Render<Rgba32>(content, bare, longest, cancellation);
        }
        catch (Exception e) when (PictureLibrary.IsAboutThePicture(e))
        {
            return null;
        }
        finally
        {
            PictureLibrary.Memory.ReleaseRetainedResources();
        }
    }

    /// <summary>
    /// A picture whose turn no program but a browser would heed, turned for good: a PNG to the bit, a WebP drawn anew. A JPEG keeps
    /// its note,
    /// which all programs heed. Null: it cannot be decoded.
    /// </summary>
    public static byte[]? Upright(byte[] content, CancellationToken cancellation)
    {
        try
        {
            var bare = PictureCleaner.Bare(content);
            var isWebP = WebP.Is(bare);
            using var image = isWebP ? Load<Rgba32>(bare, cancellation) : LoadAsStored(bare, cancellation);
            Turn(image, ImageFacts.OrientationOf(content));
            var drawn = Encoded(
                image,
                isWebP
                    ? new WebpEncoder { Quality = 90 }
                    : new PngEncoder
                    {
                        BitDepth = DepthOf(image),
                        ColorType = ColoursOf(image),
                        IgnoreMetadata = true,
                    }
            );
            return isWebP ? drawn : Png.WithColoursOf(drawn, content);
        }
        catch (Exception e) when (PictureLibrary.IsAboutThePicture(e))
        {
            return null;
        }
        finally
        {
            PictureLibrary.Memory.ReleaseRetainedResources();
        }
    }

    private static Rendition Render<TPixel>(byte[] content, byte[] bare, int longest, CancellationToken cancellation)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var image = Load<TPixel>(bare, cancellation);
        if (Math.Max(image.Width, image.Height) > longest)
            image.Mutate(x =>
                x.Resize(
                    new ResizeOptions
                    {
                        Size = new Size(longest, longest),
                        Mode = ResizeMode.Max,
                        Sampler = KnownResamplers.Lanczos3,
                    }
                )
            );
        cancellation.ThrowIfCancellationRequested();
        Turn(image, ImageFacts.OrientationOf(content));
        var asJpeg = Jpeg.Is(bare) || (WebP.Is(bare) && image is Image<Rgba32> withAlpha && IsOpaque(withAlpha));
        var drawn = Encoded(image, asJpeg ? new JpegEncoder { Quality = Quality } : new PngEncoder { IgnoreMetadata = true });
        return new Rendition(WithColours(drawn, content), asJpeg ? JpegType : PngType);
    }

    /// <summary>Colours of a wide gamut stay what they are: the new picture says of its numbers what the old one said.</summary>
    private static byte[] WithColours(byte[] drawn, byte[] content)
    {
        if (Png.Is(content))
            return Png.WithColoursOf(drawn, PictureCleaner.Clean(content));
        // The library makes red, green and blue of everything; a profile of four printing inks, or of greys, would be wrong.
        const int colours = 16,
            shortest = 128;
        var profile = Jpeg.Is(content) ? Jpeg.Profile(content) : WebP.Profile(content);
        if (profile is not { Length: > shortest } || !profile.AsSpan(colours).StartsWith("RGB "u8))
            return drawn;
        return Jpeg.Is(drawn) ? Jpeg.WithProfile(drawn, profile) : Png.WithProfile(drawn, profile);
    }

    private static Image<TPixel> Load<TPixel>(byte[] bare, CancellationToken cancellation)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var stream = new MemoryStream(bare);
        return Decoder(bare).Decode<TPixel>(PictureLibrary.Configuration, stream, cancellation);
    }

    private static Image LoadAsStored(byte[] bare, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(bare);
        return Decoder(bare).Decode(PictureLibrary.Configuration, stream, cancellation);
    }

    private static IImageDecoder Decoder(byte[] bare) =>
        PictureLibrary.Configuration.ImageFormatsManager.FindDecoder(
            Png.Is(bare) ? PngFormat.Instance
            : Jpeg.Is(bare) ? JpegFormat.Instance
            : WebpFormat.Instance
        );

    private static byte[] Encoded(Image image, IImageEncoder encoder)
    {
        using var made = new MemoryStream();
        image.Save(made, encoder);
        return made.ToArray();
    }

    private static PngBitDepth DepthOf(Image image) =>
        image is Image<L16> or Image<La32> or Image<Rgb48> or Image<Rgba64> ? PngBitDepth.Bit16 : PngBitDepth.Bit8;

    private static PngColorType ColoursOf(Image image) =>
        image switch
        {
            Image<L8> or Image<L16> => PngColorType.Grayscale,
            Image<La16> or Image<La32> => PngColorType.GrayscaleWithAlpha,
            Image<Rgb24> or Image<Rgb48> => PngColorType.Rgb,
            _ => PngColorType.RgbWithAlpha,
        };

    private static void Turn(Image image, int orientation)
    {
        var (rotation, flip) = orientation switch
        {
            2 => (RotateMode.None, FlipMode.Horizontal),
            3 => (RotateMode.Rotate180, FlipMode.None),
            4 => (RotateMode.None, FlipMode.Vertical),
            5 => (RotateMode.Rotate90, FlipMode.Horizontal),
            6 => (RotateMode.Rotate90, FlipMode.None),
            7 => (RotateMode.Rotate270, FlipMode.Horizontal),
            8 => (RotateMode.Rotate270, FlipMode.None),
            _ => (RotateMode.None, FlipMode.None),
        };
        if (orientation != Exif.Upright)
            image.Mutate(x => x.RotateFlip(rotation, flip));
    }

    private static bool IsOpaque(Image<Rgba32> image)
    {
        var isOpaque = true;
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height && isOpaque; y++)
                foreach (var pixel in rows.GetRowSpan(y))
                    isOpaque &= pixel.A == byte.MaxValue;
        });
        return isOpaque;
    }

    /// <summary>In greys: what differs between two decodings of one picture differs in brightness.</summary>
    private static int HashOfPixels(byte[] bare, CancellationToken cancellation)
    {
        using var image = Load<L8>(bare, cancellation);
        var hash = new HashCode();
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
                hash.AddBytes(MemoryMarshal.AsBytes(rows.GetRowSpan(y)));
        });
        return hash.ToHashCode();
    }

    /// <summary>Data that says something, whatever the picture's tables are, and has no mark in it.</summary>
    private static byte[] Filling()
    {
        const int length = 512,
            step = 97,
            most = 0xFE;
        return [.. Enumerable.Range(1, length).Select(n => (byte)(n * step % most))];
    }
}
