using System.Buffers.Binary;

namespace Authoring.Compile.Pictures;

/// <summary>Goes over a WebP chunk by chunk.</summary>
internal ref struct WebPParts
{
    private const int ChunkHeader = 8;
    private readonly ReadOnlySpan<byte> b;

    public WebPParts(ReadOnlySpan<byte> content)
    {
        Length = BinaryPrimitives.ReadUInt32LittleEndian(content[4..]) + 8L;
        b = content[..(int)Math.Min(Length, content.Length)];
    }

    /// <summary>How long the file says it is.</summary>
    public long Length { get; }
    public int At { get; private set; } = 12;
    public ReadOnlySpan<byte> Type { get; private set; }
    public ReadOnlySpan<byte> Data { get; private set; }
    public PartsEnd End { get; private set; }

    public readonly bool Is(ReadOnlySpan<byte> type) => Type.SequenceEqual(type);

    public readonly bool IsFrame => Is("VP8 "u8) || Is("VP8L"u8);

    public bool Read()
    {
        if (At + ChunkHeader > b.Length)
        {
            End = PartsEnd.Marked;
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(b[(At + 4)..]);
        if (length > b.Length - At - ChunkHeader)
        {
            End = PartsEnd.Broken;
            return false;
        }

        Type = b.Slice(At, 4);
        Data = b.Slice(At + ChunkHeader, (int)length);
        At += ChunkHeader + (int)length + (int)(length & 1);
        return true;
    }
}

/// <summary>What is asked of a WebP, and what is kept of it.</summary>
internal static class WebP
{
    private const int HeaderLength = 12,
        ExtendedLength = 10;
    private const byte HasProfile = 0x20,
        HasAlpha = 0x10,
        HasExif = 0x08;

    public static bool Is(ReadOnlySpan<byte> b) => b.Length >= HeaderLength && b.StartsWith("RIFF"u8) && b[8..].StartsWith("WEBP"u8);

    public static PictureFault Check(ReadOnlySpan<byte> b)
    {
        if (IsAnimated(b))
            return PictureFault.Animated;
        var parts = new WebPParts(b);
        if (parts.Length > b.Length)
            return PictureFault.Damaged;
        var frames = 0;
        (int Width, int Height)? canvas = null;
        while (parts.Read())
        {
            if (parts.Is("VP8X"u8))
                canvas = CanvasSize(parts.Data);
            if (!parts.IsFrame)
                continue;
            // The frame may not be larger than the canvas says.
            if (FrameSize(parts.Type, parts.Data) is not { } frame || frame != (canvas ?? frame))
                return PictureFault.Damaged;
            frames++;
        }

        if (parts.End == PartsEnd.Broken || frames != 1)
            return PictureFault.Damaged;
        var behind = b[(int)parts.Length..];
        return behind.Length > 1 || behind.ContainsAnyExcept((byte)0) ? PictureFault.Trailing : PictureFault.None;
    }

    /// <summary>Also of one that is cut off.</summary>
    private static bool IsAnimated(ReadOnlySpan<byte> b)
    {
        var parts = new WebPParts(b);
        while (parts.Read())
            if (parts.Is("ANIM"u8) || parts.Is("ANMF"u8))
                return true;
        return false;
    }

    private static (int Width, int Height) CanvasSize(ReadOnlySpan<byte> b) =>
        b.Length < ExtendedLength ? default : ((b[4] | (b[5] << 8) | (b[6] << 16)) + 1, (b[7] | (b[8] << 8) | (b[9] << 16)) + 1);

    /// <summary>
    /// Width and height by the first chunk. The library goes on to the frame, and takes what is left in its memory for one that is cut off.
    /// </summary>
    public static (int Width, int Height)? Size(ReadOnlySpan<byte> b)
    {
        const int data = 20;
        if (b.Length < data + ExtendedLength)
            return null;
        var type = b.Slice(HeaderLength, 4);
        return type.SequenceEqual("VP8X"u8) ? CanvasSize(b[data..]) : FrameSize(type, b[data..]);
    }

    /// <summary>By what stands in the chunk that holds the picture.</summary>
    private static (int Width, int Height)? FrameSize(ReadOnlySpan<byte> type, ReadOnlySpan<byte> b)
    {
        const int sizeBits = 0x3FFF;
        if (b.Length < 10)
            return null;
        if (type.SequenceEqual("VP8 "u8))
        {
            if (b[3] != 0x9D || b[4] != 0x01 || b[5] != 0x2A)
                return null;
            return (BinaryPrimitives.ReadUInt16LittleEndian(b[6..]) & sizeBits, BinaryPrimitives.ReadUInt16LittleEndian(b[8..]) & sizeBits);
        }

        if (!type.SequenceEqual("VP8L"u8) || b[0] != 0x2F)
            return null;
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(b[1..]);
        return ((int)(bits & sizeBits) + 1, (int)((bits >> 14) & sizeBits) + 1);
    }

    public static int Orientation(ReadOnlySpan<byte> b)
    {
        var parts = new WebPParts(b);
        var isExtended = false;
        while (parts.Read())
        {
            isExtended |= parts.Is("VP8X"u8);
            if (parts.Is("EXIF"u8))
                return isExtended ? Exif.Orientation(parts.Data) : Exif.Upright;
        }

        return Exif.Upright;
    }

    public static byte[] Clean(ReadOnlySpan<byte> b, bool keepsProfile)
    {
        var orientation = keepsProfile ? Orientation(b) : Exif.Upright;
        var profile = keepsProfile ? Profile(b) : null;
        using var clean = new MemoryStream(b.Length);
        clean.Write([.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8]);
        var parts = new WebPParts(b);
        while (parts.Read())
        {
            if (parts.Is("VP8X"u8) && parts.Data.Length >= ExtendedLength)
            {
                var flags = (parts.Data[0] & HasAlpha) | (profile is null ? 0 : HasProfile) | (orientation == Exif.Upright ? 0 : HasExif);
                Write(clean, "VP8X"u8, [(byte)flags, 0, 0, 0, .. parts.Data[4..ExtendedLength]]);
                if (profile is not null)
                    Write(clean, "ICCP"u8, profile);
            }
            else if (parts.IsFrame || parts.Is("ALPH"u8))
            {
                Write(clean, parts.Type, parts.Data);
            }
        }

        if (orientation != Exif.Upright)
            Write(clean, "EXIF"u8, Exif.Block(orientation));
        var bytes = clean.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }

    public static byte[]? Profile(ReadOnlySpan<byte> b)
    {
        var parts = new WebPParts(b);
        var isExtended = false;
        while (parts.Read())
        {
            isExtended |= parts.Is("VP8X"u8);
            if (parts.Is("ICCP"u8))
                return isExtended ? parts.Data.ToArray() : null;
        }

        return null;
    }

    private static void Write(MemoryStream to, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, data.Length);
        to.Write(type);
        to.Write(length);
        to.Write(data);
        if ((data.Length & 1) != 0)
            to.WriteByte(0);
    }
}
