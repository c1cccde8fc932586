using System.Buffers.Binary;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;

namespace Authoring.Tests;

/// <summary>Photographs as cameras and telephones make them: with notes inside, and with other files behind.</summary>
internal static class TestPhoto
{
    /// <summary>What no file may hold that leaves the product; each kind of note below carries it.</summary>
    public const string Place = "PLACE-43.1686N";

    public static byte[] Jpeg(int width, int height) => Saved(Drawn(width, height), new JpegEncoder { Quality = 90 });

    public static byte[] Png(int width, int height) => Saved(Drawn(width, height), new PngEncoder { ColorType = PngColorType.Rgb });

    public static byte[] WebP(int width, int height, bool isLossless = false) =>
        Saved(Drawn(width, height), new WebpEncoder { FileFormat = isLossless ? WebpFileFormatType.Lossless : WebpFileFormatType.Lossy });

    public static byte[] Saved<TPixel>(Image<TPixel> image, IImageEncoder encoder)
        where TPixel : unmanaged, IPixel<TPixel>
    {
        using var stream = new MemoryStream();
        using (image)
            image.Save(stream, encoder);
        return stream.ToArray();
    }

    /// <summary>A different colour in each corner and something everywhere, down to the last row.</summary>
    public static Image<Rgb24> Drawn(int width, int height)
    {
        var image = new Image<Rgb24>(width, height);
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
            {
                var row = rows.GetRowSpan(y);
                for (var x = 0; x < row.Length; x++)
                    row[x] = new Rgb24((byte)(255 * x / width), (byte)(255 * y / height), (byte)((x * 7 ^ y * 13) & 63));
            }
        });
        return image;
    }

    /// <summary>An EXIF block with a place, a model and a turn.</summary>
    public static byte[] Exif(int orientation)
    {
        byte[] place = [.. System.Text.Encoding.ASCII.GetBytes(Place), 0];
        byte[] block = new byte[64 + place.Length];
        byte[] head =
        [
            .. "II*\0"u8,
            .. (byte[])[8, 0, 0, 0, 2, 0],
            .. (byte[])[0x0F, 0x01, 2, 0, (byte)place.Length, 0, 0, 0, 64, 0, 0, 0], // who made the camera, at 64
            .. (byte[])[0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0],
            .. (byte[])[0, 0, 0, 0],
        ];
        head.CopyTo(block, 0);
        place.CopyTo(block, 64);
        return block;
    }

    /// <summary>Every kind of note that the format has room for, each with the place in it.</summary>
    public static byte[] WithNotes(byte[] picture, byte[] exif)
    {
        var place = System.Text.Encoding.ASCII.GetBytes(Place);
        if (picture[0] == 0xFF)
        {
            return
            [
                .. picture.AsSpan(0, 2),
                .. Segment(0xE1, [.. "Exif\0\0"u8, .. exif]),
                .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. place]),
                .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. place]),
                .. Segment(0xE2, [.. "MPF\0"u8, .. place]),
                .. Segment(0xFE, place),
                .. Segment(0xEB, place),
                .. picture.AsSpan(2),
            ];
        }

        if (picture[0] == 0x89)
        {
            byte[] zipped = [.. "Raw profile type exif\0\0"u8, .. Zipped(place)];
            return
            [
                .. picture.AsSpan(0, 33),
                .. Chunk("eXIf"u8, exif),
                .. Chunk("tEXt"u8, [.. "Comment\0"u8, .. place]),
                .. Chunk("zTXt"u8, zipped),
                .. Chunk("iTXt"u8, [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. place]),
                .. Chunk("tIME"u8, [7, 234, 12, 1, 8, 0, 0]),
                .. Chunk("prVt"u8, place),
                .. picture.AsSpan(33),
            ];
        }

        return Extended(picture, [.. RiffChunk("EXIF"u8, exif), .. RiffChunk("XMP "u8, place), .. RiffChunk("ABCD"u8, place)]);
    }

    public static byte[] Segment(byte marker, byte[] payload) =>
        [0xFF, marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload];

    public static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4, chunk.Length - 8)));
        return chunk;
    }

    public static byte[] Zipped(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal))
            zlib.Write(data);
        return packed.ToArray();
    }

    public static byte[] RiffChunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = [.. type, 0, 0, 0, 0, .. data, .. (data.Length & 1) != 0 ? new byte[1] : []];
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), data.Length);
        return chunk;
    }

    /// <summary>A simple WebP with room for notes.</summary>
    public static byte[] Extended(byte[] picture, byte[] behind, byte[]? before = null)
    {
        using var image = Image.Load(picture);
        var (width, height) = (image.Width - 1, image.Height - 1);
        byte[] head = RiffChunk("VP8X"u8, [0x08 | 0x04, 0, 0, 0, (byte)width, (byte)(width >> 8), 0, (byte)height, (byte)(height >> 8), 0]);
        byte[] made = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. head, .. before ?? [], .. picture.AsSpan(12), .. behind];
        BinaryPrimitives.WriteInt32LittleEndian(made.AsSpan(4), made.Length - 8);
        return made;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++)
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }
}
