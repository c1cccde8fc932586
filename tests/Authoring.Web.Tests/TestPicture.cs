using System.Buffers.Binary;
using System.IO.Compression;

namespace Authoring.Web.Tests;

/// <summary>Whole PNG pictures of any size that a header can say.</summary>
internal static class TestPicture
{
    /// <param name="more">So many bytes more in its packed data, which say nothing, to make it large.</param>
    public static byte[] Png(int width, int height, int more = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return
        [
            0x89,
            .. "PNG\r\n\u001a\n"u8,
            .. Chunk("IHDR"u8, header),
            .. Chunk("IDAT"u8, Pixels(width, height, more)),
            .. Chunk("IEND"u8, []),
        ];
    }

    private static byte[] Pixels(int width, int height, int more)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var row = 0; row < Math.Min(height, 2_000); row++)
                zlib.Write(new byte[Math.Min(width, 2_000) + 1]);
        var pixels = packed.ToArray();
        byte[] emptyBlock = [0, 0, 0, 0xFF, 0xFF];
        return
        [
            .. pixels.AsSpan(0, 2),
            .. Enumerable.Repeat(emptyBlock, more / emptyBlock.Length).SelectMany(block => block),
            .. pixels.AsSpan(2),
        ];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4, chunk.Length - 8)));
        return chunk;
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
