using System.Buffers.Binary;

namespace Authoring.Compile.Pictures;

/// <summary>
/// The one thing in a picture's EXIF block that its reader needs: how it is turned, 1 to 8. Everything else there, the place above all,
/// stays out of reports.
/// </summary>
internal static class Exif
{
    public const int Upright = 1;
    private const int OrientationTag = 0x0112,
        EntryLength = 12,
        HeaderLength = 8;
    private const int ShortType = 3,
        LongType = 4;

    /// <summary>Prefix of the block in a JPEG, and by some programs' mistake elsewhere.</summary>
    public static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <summary>What a block says, with or without its prefix; upright where it says nothing that can be read.</summary>
    public static int Orientation(ReadOnlySpan<byte> block)
    {
        var b = block.StartsWith(Prefix) ? block[Prefix.Length..] : block;
        var isLittle = b.StartsWith("II*\0"u8);
        if (b.Length < HeaderLength || (!isLittle && !b.StartsWith("MM\0*"u8)))
            return Upright;
        var table = Long(b[4..], isLittle);
        if (table + 2 > b.Length)
            return Upright;
        var count = Short(b[(int)table..], isLittle);
        for (var n = 0; n < count && table + 2 + (n + 1) * EntryLength <= b.Length; n++)
        {
            var entry = b[(int)(table + 2 + n * EntryLength)..];
            if (Short(entry, isLittle) != OrientationTag)
                continue;
            long value = Short(entry[2..], isLittle) switch
            {
                ShortType => Short(entry[8..], isLittle),
                LongType => Long(entry[8..], isLittle),
                _ => Upright,
            };
            return value is >= 1 and <= 8 ? (int)value : Upright;
        }

        return Upright;
    }

    /// <summary>A block that says this and nothing else.</summary>
    public static byte[] Block(int orientation) =>
        [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, ShortType, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    /// <summary>Whether width and height change places when the picture is turned upright.</summary>
    public static bool IsOnItsSide(int orientation) => orientation >= 5;

    private static long Long(ReadOnlySpan<byte> b, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(b) : BinaryPrimitives.ReadUInt32BigEndian(b);

    private static int Short(ReadOnlySpan<byte> b, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(b) : BinaryPrimitives.ReadUInt16BigEndian(b);
}
