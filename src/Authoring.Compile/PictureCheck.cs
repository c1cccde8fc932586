using System.Buffers.Binary;

namespace Authoring.Compile;

/// <summary>Why bytes are not taken as a picture of a report.</summary>
public enum PictureFault
{
    None,
    Empty,
    /// <summary>SVG, HTML or other markup: it may carry scripts.</summary>
    Markup,
    Gif,
    Animated,
    /// <summary>What telephones of one maker write: browsers and Word do not show it.</summary>
    Heic,
    Unknown,
    /// <summary>It begins as a picture and does not end as one.</summary>
    Damaged,
    /// <summary>The picture is whole, and something else stands behind it: such a file can be two things at once.</summary>
    Trailing,
}

/// <summary>
/// Looks at a picture from its first byte to its last: a whole PNG, JPEG or WebP that stands still, and nothing besides. Whether its pixels
/// decode is the browser's business; how many there may be, the caller's.
/// </summary>
public static class PictureCheck
{
    /// <summary>Each scan of a JPEG goes over all its pixels, and cameras and programs write some ten: many make a small file that no browser is done with.</summary>
    private const int MostScans = 100;

    private static readonly uint[] CrcTable = MakeCrcTable();

    public static PictureFault Of(ReadOnlySpan<byte> content, out ImageFacts? facts)
    {
        facts = ImageFacts.Read(content);
        if (content.IsEmpty) return PictureFault.Empty;
        return facts?.MediaType switch
        {
            "image/png" => Png(content),
            "image/jpeg" => Jpeg(content),
            "image/webp" => WebP(content, facts),
            "image/gif" => PictureFault.Gif,
            _ => Unknown(content),
        };
    }

    private static PictureFault Unknown(ReadOnlySpan<byte> b)
    {
        var start = b.StartsWith("\uFEFF"u8) ? b[3..] : b;
        if (start.TrimStart(" \t\r\n\0"u8) is [(byte)'<', ..]) return PictureFault.Markup;
        if (b.Length >= 12 && b[4..].StartsWith("ftyp"u8) && (b[8..].StartsWith("hei"u8) || b[8..].StartsWith("hev"u8) || b[8..].StartsWith("mif1"u8) || b[8..].StartsWith("msf1"u8))) return PictureFault.Heic;
        var isCutOff = b.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']) || b.StartsWith<byte>([0xFF, 0xD8, 0xFF]) || (b.StartsWith("RIFF"u8) && b.Length >= 12 && b[8..].StartsWith("WEBP"u8));
        return isCutOff ? PictureFault.Damaged : PictureFault.Unknown;
    }

    /// <summary>Chunk by chunk, each with its check sum, to the one that ends it.</summary>
    private static PictureFault Png(ReadOnlySpan<byte> b)
    {
        long data = 0;
        for (var at = 8; at + 12 <= b.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(b[at..]);
            if (length > b.Length - at - 12) return PictureFault.Damaged;
            var chunk = b.Slice(at + 4, (int)length + 4);
            if (Crc(chunk) != BinaryPrimitives.ReadUInt32BigEndian(b[(at + 8 + (int)length)..])) return PictureFault.Damaged;
            if (chunk.StartsWith("IHDR"u8) != (at == 8)) return PictureFault.Damaged;
            if (chunk.StartsWith("acTL"u8)) return PictureFault.Animated;
            if (chunk.StartsWith("IDAT"u8)) data += length;
            at += 12 + (int)length;
            if (chunk.StartsWith("IEND"u8)) return data == 0 ? PictureFault.Damaged : at == b.Length ? PictureFault.None : PictureFault.Trailing;
        }

        return PictureFault.Damaged;
    }

    /// <summary>Segment by segment and over its scans to the mark that ends it. Cameras fill up with zeros.</summary>
    private static PictureFault Jpeg(ReadOnlySpan<byte> b)
    {
        var (frames, scans) = (0, 0);
        for (var at = 2; at + 1 < b.Length;)
        {
            if (b[at] != 0xFF) return PictureFault.Damaged;
            var marker = b[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == 0xD9) return frames != 1 || scans == 0 ? PictureFault.Damaged : b[(at + 2)..].ContainsAnyExcept((byte)0) ? PictureFault.Trailing : PictureFault.None;
            if (marker is 0x00 or 0xD8 || at + 4 > b.Length) return PictureFault.Damaged;
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += 2;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(b[(at + 2)..]);
            if (length < 2 || at + 2 + length > b.Length) return PictureFault.Damaged;
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) frames++;
            at += 2 + length;
            if (marker != 0xDA) continue;
            var end = EndOfScan(b, at);
            if (end > at && ++scans > MostScans) return PictureFault.Damaged;
            at = end;
        }

        return PictureFault.Damaged;
    }

    /// <summary>The next mark that is neither an escaped byte nor a restart.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> b, int at)
    {
        while (b[at..].IndexOf((byte)0xFF) is var found and >= 0)
        {
            at += found;
            if (at + 1 >= b.Length) break;
            if (b[at + 1] is 0x00 or (>= 0xD0 and <= 0xD7)) at += 2;
            else if (b[at + 1] == 0xFF) at++;
            else return at;
        }

        return b.Length;
    }

    private static PictureFault WebP(ReadOnlySpan<byte> b, ImageFacts facts)
    {
        var end = BinaryPrimitives.ReadUInt32LittleEndian(b[4..]) + 8L;
        if (end > b.Length) return PictureFault.Damaged;
        if (b[(int)end..].ContainsAnyExcept((byte)0) || b.Length - end > 1) return PictureFault.Trailing;
        var frames = 0;
        for (long at = 12; at + 8 <= end;)
        {
            var chunk = b[(int)at..(int)end];
            long length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (length > chunk.Length - 8) return PictureFault.Damaged;
            if (chunk.StartsWith("ANIM"u8) || chunk.StartsWith("ANMF"u8)) return PictureFault.Animated;
            if (chunk.StartsWith("VP8 "u8) || chunk.StartsWith("VP8L"u8))
            {
                // The frame may not be larger than the canvas says.
                if (ImageFacts.FrameSize(chunk[..4], chunk[8..]) is not var (width, height) || width != facts.Width || height != facts.Height) return PictureFault.Damaged;
                frames++;
            }

            at += 8 + length + (length & 1);
        }

        return frames == 1 ? PictureFault.None : PictureFault.Damaged;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes) crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }

        return table;
    }
}
