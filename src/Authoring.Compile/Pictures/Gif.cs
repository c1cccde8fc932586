using System.Buffers.Binary;

namespace Authoring.Compile.Pictures;

/// <summary>A GIF is never taken from a person; one may lie in a folder that is compiled, and leaves as clean as the others.</summary>
internal static class Gif
{
    private const int HeaderLength = 13;
    private const byte Extension = 0x21,
        Frame = 0x2C,
        Trailer = 0x3B;
    private const byte GraphicControl = 0xF9,
        Application = 0xFF;

    public static bool Is(ReadOnlySpan<byte> b) => b.Length >= HeaderLength && (b.StartsWith("GIF87a"u8) || b.StartsWith("GIF89a"u8));

    public static (int Width, int Height) Size(ReadOnlySpan<byte> b) =>
        (BinaryPrimitives.ReadUInt16LittleEndian(b[6..]), BinaryPrimitives.ReadUInt16LittleEndian(b[8..]));

    /// <summary>The frames and how long each is shown; no comment, no other program's notes.</summary>
    public static byte[] Clean(ReadOnlySpan<byte> b)
    {
        using var clean = new MemoryStream(b.Length);
        var at = HeaderLength + ColourTable(b[10]);
        clean.Write(b[..Math.Min(at, b.Length)]);
        while (at + 2 < b.Length && b[at] is Extension or Frame)
        {
            var isExtension = b[at] == Extension;
            const int frameLength = 10;
            if (!isExtension && at + frameLength > b.Length)
                break;
            var blocks = isExtension ? at + 2 : at + frameLength + ColourTable(b[at + frameLength - 1]) + 1;
            var end = EndOfBlocks(b, blocks);
            if (end > b.Length)
                break;
            if (!isExtension || b[at + 1] == GraphicControl || (b[at + 1] == Application && b[(at + 3)..].StartsWith("NETSCAPE2.0"u8)))
                clean.Write(b[at..end]);
            at = end;
        }

        clean.WriteByte(Trailer);
        return clean.ToArray();
    }

    private static int ColourTable(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int EndOfBlocks(ReadOnlySpan<byte> b, int at)
    {
        while (at < b.Length && b[at] != 0)
            at += 1 + b[at];
        return at + 1;
    }
}
