using System.Buffers.Binary;

namespace Authoring.Compile;

/// <summary>What a picture is, told by its content and never by its name.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record ImageFacts(int Width, int Height, string MediaType)
{
    /// <summary>So many bytes from the beginning are enough for all but a JPEG with much in front of its picture.</summary>
    public const int HeaderLength = 256 * 1024;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads PNG, JPEG, WebP and GIF headers. Null: not one of these, or cut off before its size is said.</summary>
    public static ImageFacts? Read(ReadOnlySpan<byte> content) =>
        ReadPng(content) ?? ReadGif(content) ?? ReadWebP(content) ?? ReadJpeg(content);

    /// <summary>Reads no more of the stream than is needed.</summary>
    public static ImageFacts? Read(Stream stream)
    {
        var buffer = new byte[HeaderLength];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return Read(buffer.AsSpan(0, length));
    }

    private static ImageFacts? Make(int width, int height, string mediaType) =>
        width > 0 && height > 0 ? new ImageFacts(width, height, mediaType) : null;

    private static ImageFacts? ReadPng(ReadOnlySpan<byte> b)
    {
        if (b.Length < 24 || !b.StartsWith(PngSignature) || !b[12..].StartsWith("IHDR"u8)) return null;
        return Make(BinaryPrimitives.ReadInt32BigEndian(b[16..]), BinaryPrimitives.ReadInt32BigEndian(b[20..]), "image/png");
    }

    private static ImageFacts? ReadGif(ReadOnlySpan<byte> b)
    {
        if (b.Length < 10 || !(b.StartsWith("GIF87a"u8) || b.StartsWith("GIF89a"u8))) return null;
        return Make(BinaryPrimitives.ReadUInt16LittleEndian(b[6..]), BinaryPrimitives.ReadUInt16LittleEndian(b[8..]), "image/gif");
    }

    /// <summary>Three kinds of first chunk: lossy, lossless, extended.</summary>
    private static ImageFacts? ReadWebP(ReadOnlySpan<byte> b)
    {
        if (b.Length < 30 || !b.StartsWith("RIFF"u8) || !b[8..].StartsWith("WEBP"u8)) return null;
        var chunk = b.Slice(12, 4);
        if (FrameSize(chunk, b[20..]) is var (width, height)) return Make(width, height, "image/webp");
        if (!chunk.SequenceEqual("VP8X"u8)) return null;
        return Make((b[24] | (b[25] << 8) | (b[26] << 16)) + 1, (b[27] | (b[28] << 8) | (b[29] << 16)) + 1, "image/webp");
    }

    /// <summary>Of a WebP's chunk that holds a picture, by what stands in it.</summary>
    internal static (int Width, int Height)? FrameSize(ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> b)
    {
        if (b.Length < 10) return null;
        if (chunk.SequenceEqual("VP8 "u8) && b[3] == 0x9D && b[4] == 0x01 && b[5] == 0x2A)
        {
            const int sizeBits = 0x3FFF;
            return (BinaryPrimitives.ReadUInt16LittleEndian(b[6..]) & sizeBits, BinaryPrimitives.ReadUInt16LittleEndian(b[8..]) & sizeBits);
        }

        if (!chunk.SequenceEqual("VP8L"u8) || b[0] != 0x2F) return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(b[1..]);
        return ((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
    }

    /// <summary>Goes from segment to segment until one says the size of the picture (SOF).</summary>
    private static ImageFacts? ReadJpeg(ReadOnlySpan<byte> b)
    {
        if (b.Length < 4 || b[0] != 0xFF || b[1] != 0xD8) return null;
        for (var at = 2; at + 9 < b.Length;)
        {
            if (b[at] != 0xFF) return null;
            var marker = b[at + 1];
            if (marker == 0xFF)
            {
                at++; // padding
                continue;
            }

            var isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
            if (isFrame) return Make(BinaryPrimitives.ReadUInt16BigEndian(b[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(b[(at + 5)..]), "image/jpeg");
            if (marker is 0xD9 or 0xDA) return null; // the picture, or its end, without a size before
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(b[(at + 2)..]);
        }

        return null;
    }
}

/// <summary>Why there is no picture.</summary>
internal enum ImageFault { None, Missing, NotAnImage, Outside, TooLarge }

/// <summary>What was found at an image's path.</summary>
internal readonly record struct ImageLookup(ImageFacts? Facts, ImageFault Fault)
{
    public static ImageLookup Of(ImageFacts? facts) => new(facts, facts is null ? ImageFault.Missing : ImageFault.None);
}
