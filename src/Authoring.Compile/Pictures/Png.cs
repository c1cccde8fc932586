using System.Buffers.Binary;
using System.IO.Compression;

namespace Authoring.Compile.Pictures;

/// <summary>Goes over a PNG chunk by chunk.</summary>
internal ref struct PngParts(ReadOnlySpan<byte> content)
{
    /// <summary>Length, type and check sum.</summary>
    private const int Frame = 12;
    private readonly ReadOnlySpan<byte> b = content;

    public ReadOnlySpan<byte> Chunk { get; private set; }
    public int At { get; private set; } = Png.Signature.Length;
    public PartsEnd End { get; private set; }

    public readonly ReadOnlySpan<byte> Type => Chunk.Slice(4, 4);
    public readonly ReadOnlySpan<byte> Data => Chunk[8..^4];
    public readonly bool IsIntact => Crc32.Of(Chunk[4..^4]) == BinaryPrimitives.ReadUInt32BigEndian(Chunk[^4..]);

    public readonly bool Is(ReadOnlySpan<byte> type) => Type.SequenceEqual(type);

    /// <summary>Reads on to the next chunk of a type; false: none follows.</summary>
    public bool Find(ReadOnlySpan<byte> type)
    {
        while (Read())
            if (Is(type))
                return true;
        return false;
    }

    /// <summary>A capital letter: no decoder may pass the chunk over.</summary>
    public readonly bool IsCritical => (Chunk[4] & 0x20) == 0;

    public bool Read()
    {
        if (End != PartsEnd.None)
            return false;
        if (At + Frame > b.Length || BinaryPrimitives.ReadUInt32BigEndian(b[At..]) is var length && length > b.Length - At - Frame)
        {
            End = PartsEnd.Broken;
            return false;
        }

        Chunk = b.Slice(At, (int)length + Frame);
        At += Chunk.Length;
        if (Is("IEND"u8))
            End = PartsEnd.Marked;
        return true;
    }
}

/// <summary>What is asked of a PNG, and what is kept of it.</summary>
internal static class Png
{
    /// <summary>Bytes of a colour profile, unpacked. What unfolds to more is no profile.</summary>
    private const int MostOfProfile = 4 * 1024 * 1024;

    private const int HeaderLength = 13;

    /// <summary>Of the bytes up to the end of the chunk that says the picture's size.</summary>
    public const int LengthWithHeader = 8 + 12 + HeaderLength;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Is(ReadOnlySpan<byte> b) => b.StartsWith(Signature);

    public static PictureFault Check(ReadOnlySpan<byte> b)
    {
        long data = 0;
        var isFirst = true;
        var parts = new PngParts(b);
        while (parts.Read())
        {
            if (!parts.IsIntact || parts.Is("IHDR"u8) != isFirst)
                return PictureFault.Damaged;
            isFirst = false;
            if (parts.Is("acTL"u8))
                return PictureFault.Animated;
            if (parts.Is("IDAT"u8))
                data += parts.Data.Length;
            else if (parts.IsCritical && !IsKept(parts))
                return PictureFault.Damaged;
        }

        if (parts.End != PartsEnd.Marked || data == 0)
            return PictureFault.Damaged;
        return parts.At == b.Length ? PictureFault.None : PictureFault.Trailing;
    }

    public static int Orientation(ReadOnlySpan<byte> b)
    {
        var parts = new PngParts(b);
        return parts.Find("eXIf"u8) ? Exif.Orientation(parts.Data) : Exif.Upright;
    }

    /// <summary>The chunks that make the picture and its colours; no text, no time, no place.</summary>
    public static byte[] Clean(ReadOnlySpan<byte> b, bool keepsProfile)
    {
        var orientation = keepsProfile ? Orientation(b) : Exif.Upright;
        using var clean = new MemoryStream(b.Length);
        clean.Write(Signature);
        var parts = new PngParts(b);
        while (parts.Read())
        {
            if (!IsKept(parts) || (!parts.IsCritical && !(parts.IsIntact && IsOfItsLength(parts))))
                continue;
            if (parts.Is("iCCP"u8) && (!keepsProfile || Unpacked(parts.Data) is null))
                continue;
            // The end has nothing in it: whatever is put there is no picture.
            clean.Write(parts.Is("IEND"u8) ? MakeChunk("IEND"u8, []) : parts.Chunk);
            if (orientation != Exif.Upright && parts.Is("IHDR"u8))
                clean.Write(MakeChunk("eXIf"u8, Exif.Block(orientation)));
        }

        if (parts.End != PartsEnd.Marked)
            clean.Write(MakeChunk("IEND"u8, []));
        return clean.ToArray();
    }

    private static bool IsKept(in PngParts parts) =>
        parts.Is("IHDR"u8)
        || parts.Is("PLTE"u8)
        || parts.Is("IDAT"u8)
        || parts.Is("IEND"u8)
        || parts.Is("tRNS"u8)
        || parts.Is("pHYs"u8)
        || IsColour(parts);

    private static bool IsColour(in PngParts parts) =>
        parts.Is("iCCP"u8) || parts.Is("sRGB"u8) || parts.Is("gAMA"u8) || parts.Is("cHRM"u8) || parts.Is("sBIT"u8) || parts.Is("cICP"u8);

    /// <summary>Where the format says how long a chunk is, whatever stands behind that is something else.</summary>
    private static bool IsOfItsLength(in PngParts parts)
    {
        var length = parts.Data.Length;
        if (parts.Is("sRGB"u8))
            return length == 1;
        if (parts.Is("gAMA"u8) || parts.Is("cICP"u8))
            return length == 4;
        if (parts.Is("pHYs"u8))
            return length == 9;
        if (parts.Is("cHRM"u8))
            return length == 32;
        if (parts.Is("sBIT"u8))
            return length <= 4;
        return !parts.Is("tRNS"u8) || length <= 256;
    }

    /// <summary>Whether the packed data unfolds to every row that the header promises; no more than that is unpacked.</summary>
    public static bool HoldsAllRows(ReadOnlySpan<byte> b, CancellationToken cancellation)
    {
        using var packed = new MemoryStream();
        var missing = -1L;
        var parts = new PngParts(b);
        while (parts.Read())
        {
            if (parts.Is("IHDR"u8))
                missing = LengthOfRows(parts.Data);
            if (parts.Is("IDAT"u8))
                packed.Write(parts.Data);
        }

        if (missing < 0)
            return false;
        packed.Position = 0;
        return Unfolds(packed, missing, cancellation);
    }

    private static bool Unfolds(Stream packed, long missing, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            using var rows = new ZLibStream(packed, CompressionMode.Decompress);
            while (missing > 0 && rows.Read(buffer) is var count and > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                missing -= count;
            }
        }
        catch (InvalidDataException)
        {
            return missing <= 0;
        }

        return missing <= 0;
    }

    /// <summary>Bytes of all rows with the byte that leads each; -1: the header says nothing that there is.</summary>
    private static long LengthOfRows(ReadOnlySpan<byte> header)
    {
        if (header.Length != HeaderLength || header[12] > 1)
            return -1;
        long width = BinaryPrimitives.ReadUInt32BigEndian(header),
            height = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        var channels = Channels(header[9]);
        if (channels == 0 || header[8] is not (1 or 2 or 4 or 8 or 16))
            return -1;
        var bits = channels * header[8];
        if (header[12] == 0)
            return Rows(width, height);
        // Interlaced: seven pictures, each of some of the pixels.
        return Rows(Every(width, 0, 8), Every(height, 0, 8))
            + Rows(Every(width, 4, 8), Every(height, 0, 8))
            + Rows(Every(width, 0, 4), Every(height, 4, 8))
            + Rows(Every(width, 2, 4), Every(height, 0, 4))
            + Rows(Every(width, 0, 2), Every(height, 2, 4))
            + Rows(Every(width, 1, 2), Every(height, 0, 2))
            + Rows(width, Every(height, 1, 2));

        static long Every(long length, int first, int step) => Math.Max(0, (length - first + step - 1) / step);
        long Rows(long columns, long rows) => columns == 0 ? 0 : rows * (1 + (columns * bits + 7) / 8);
    }

    /// <summary>By the kind of colours; 0: there is no such kind.</summary>
    private static int Channels(byte kind) =>
        kind switch
        {
            0 or 3 => 1,
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 0,
        };

    /// <summary>The colour profile; null: there is none, or one that unfolds to no profile.</summary>
    public static byte[]? Profile(ReadOnlySpan<byte> b)
    {
        var parts = new PngParts(b);
        return parts.Find("iCCP"u8) ? Unpacked(parts.Data) : null;
    }

    /// <summary>A profile's chunk: a name, a zero, how it is packed (zero), and the profile packed.</summary>
    private static byte[]? Unpacked(ReadOnlySpan<byte> data)
    {
        var name = data.IndexOf((byte)0);
        if (name < 0 || name + 2 >= data.Length || data[name + 1] != 0)
            return null;
        try
        {
            using var rows = new ZLibStream(new MemoryStream(data[(name + 2)..].ToArray()), CompressionMode.Decompress);
            var profile = new byte[MostOfProfile + 1];
            var length = rows.ReadAtLeast(profile, profile.Length, throwOnEndOfStream: false);
            return length is 0 or > MostOfProfile ? null : profile[..length];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The chunks of one picture that say how its colours are meant, given to another that was made of it.</summary>
    public static byte[] WithColoursOf(byte[] picture, ReadOnlySpan<byte> original)
    {
        using var made = new MemoryStream(picture.Length);
        made.Write(Signature);
        var parts = new PngParts(picture);
        while (parts.Read())
        {
            if (IsColour(parts))
                continue;
            made.Write(parts.Chunk);
            if (!parts.Is("IHDR"u8))
                continue;
            var colours = new PngParts(original);
            // How many bits counted is another matter once it is drawn anew.
            while (colours.Read())
                if (IsColour(colours) && !colours.Is("sBIT"u8))
                    made.Write(colours.Chunk);
        }

        return made.ToArray();
    }

    public static byte[] WithProfile(byte[] picture, ReadOnlySpan<byte> profile)
    {
        using var packed = new MemoryStream();
        packed.Write("ICC\0\0"u8);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(profile);
        byte[] colours = [.. Signature, .. MakeChunk("iCCP"u8, packed.ToArray())];
        return WithColoursOf(picture, colours);
    }

    private static byte[] MakeChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32.Of(chunk.AsSpan(4, chunk.Length - 8)));
        return chunk;
    }
}
