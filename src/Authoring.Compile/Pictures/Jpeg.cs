using System.Buffers.Binary;

namespace Authoring.Compile.Pictures;

/// <summary>How the walk over a picture's parts ended.</summary>
internal enum PartsEnd
{
    None,
    Marked,
    Missing,
    Broken,
}

/// <summary>
/// Goes over a JPEG segment by segment; a scan comes with the data behind it. The entropy-coded data is looked at for marks only.
/// </summary>
internal ref struct JpegParts(ReadOnlySpan<byte> content)
{
    public const byte StartOfScan = 0xDA,
        EndOfImage = 0xD9,
        App0 = 0xE0,
        App1 = 0xE1,
        App2 = 0xE2,
        App14 = 0xEE,
        Comment = 0xFE;
    private readonly ReadOnlySpan<byte> b = content;
    private int scans;

    public byte Marker { get; private set; }

    /// <summary>The segment from its mark on; of a scan, with its data.</summary>
    public ReadOnlySpan<byte> Segment { get; private set; }

    /// <summary>What stands in the segment behind its length.</summary>
    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <summary>Where the walk is; at its end, behind the mark that ends the picture.</summary>
    public int At { get; private set; } = 2;
    public PartsEnd End { get; private set; }

    public readonly bool IsFrame => Marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    public bool Read()
    {
        while (At + 1 < b.Length)
        {
            if (b[At] != 0xFF)
                return Ended(PartsEnd.Broken);
            var marker = b[At + 1];
            switch (marker)
            {
                case 0xFF:
                    At++; // padding
                    continue;
                case EndOfImage:
                    At += 2;
                    return Ended(PartsEnd.Marked);
                case 0x01 or (>= 0xD0 and <= 0xD7):
                    At += 2; // a mark without a segment
                    continue;
                case 0x00 or 0xD8:
                    return Ended(PartsEnd.Broken);
            }

            return Take(marker);
        }

        return Ended(scans > 0 ? PartsEnd.Missing : PartsEnd.Broken);
    }

    private bool Take(byte marker)
    {
        if (At + 4 > b.Length)
            return Ended(PartsEnd.Broken);
        var length = BinaryPrimitives.ReadUInt16BigEndian(b[(At + 2)..]);
        var end = At + 2 + length;
        if (length < 2 || end > b.Length)
            return Ended(PartsEnd.Broken);
        Payload = b[(At + 4)..end];
        if (marker == StartOfScan)
        {
            var afterData = EndOfScan(end);
            if (afterData > end)
                scans++;
            end = afterData;
        }

        Marker = marker;
        Segment = b[At..end];
        At = end;
        return true;
    }

    private bool Ended(PartsEnd end)
    {
        End = end;
        return false;
    }

    /// <summary>The next mark that is neither an escaped byte nor a restart.</summary>
    private readonly int EndOfScan(int at)
    {
        while (b[at..].IndexOf((byte)0xFF) is var found and >= 0)
        {
            at += found;
            if (at + 1 >= b.Length)
                break;
            if (b[at + 1] is 0x00 or (>= 0xD0 and <= 0xD7))
                at += 2;
            else if (b[at + 1] == 0xFF)
                at++;
            else
                return at;
        }

        return b.Length;
    }
}

/// <summary>What is asked of a JPEG, and what is kept of it.</summary>
internal static class Jpeg
{
    /// <summary>
    /// Each scan goes over all pixels, and cameras and programs write some ten: many make a small file that no browser is done with.
    /// </summary>
    private const int MostScans = 100;

    private const int JfifLength = 14,
        AdobeLength = 12;

    public static bool Is(ReadOnlySpan<byte> b) => b.StartsWith<byte>([0xFF, 0xD8, 0xFF]);

    private static ReadOnlySpan<byte> ProfilePrefix => "ICC_PROFILE\0"u8;

    public static PictureFault Check(ReadOnlySpan<byte> b)
    {
        var (frames, scans) = (0, 0);
        var parts = new JpegParts(b);
        while (parts.Read())
        {
            if (parts.IsFrame)
                frames++;
            if (parts.Marker == JpegParts.StartOfScan && ++scans > MostScans)
                return PictureFault.Damaged;
        }

        if (parts.End == PartsEnd.Broken || frames != 1 || scans == 0)
            return PictureFault.Damaged;
        if (parts.End == PartsEnd.Missing)
            return PictureFault.Unended;
        // Cameras fill up with zeros.
        return b[parts.At..].ContainsAnyExcept((byte)0) ? PictureFault.Trailing : PictureFault.None;
    }

    /// <summary>Whether the segment that says the picture's size is all there.</summary>
    public static bool HasFrame(ReadOnlySpan<byte> b)
    {
        var parts = new JpegParts(b);
        while (parts.Read() && parts.Marker != JpegParts.StartOfScan)
            if (parts.IsFrame)
                return true;
        return false;
    }

    public static int Orientation(ReadOnlySpan<byte> b)
    {
        var parts = new JpegParts(b);
        while (parts.Read() && parts.Marker != JpegParts.StartOfScan)
            if (parts.Marker == JpegParts.App1 && parts.Payload.StartsWith(Exif.Prefix))
                return Exif.Orientation(parts.Payload);
        return Exif.Upright;
    }

    /// <summary>
    /// The picture alone: its tables, its scans, its colours and how it is turned; whatever was noted beside or behind it is gone.
    /// </summary>
    public static byte[] Clean(ReadOnlySpan<byte> b, bool keepsProfile)
    {
        var orientation = keepsProfile ? Orientation(b) : Exif.Upright;
        using var clean = new MemoryStream(b.Length);
        clean.Write([0xFF, 0xD8]);
        Begin(clean, b, orientation);
        var parts = new JpegParts(b);
        while (parts.Read())
        {
            switch (parts.Marker)
            {
                case JpegParts.App2 when keepsProfile && parts.Payload.StartsWith(ProfilePrefix):
                    clean.Write(parts.Segment);
                    break;
                case JpegParts.App14 when parts.Payload.StartsWith("Adobe"u8) && parts.Payload.Length >= AdobeLength:
                    clean.Write([0xFF, JpegParts.App14, 0, AdobeLength + 2, .. parts.Payload[..AdobeLength]]); // how its colours are meant
                    break;
                case >= JpegParts.App0 or 0xC8:
                    break;
                default:
                    clean.Write(parts.Segment);
                    break;
            }
        }

        if (parts.End == PartsEnd.Missing)
            TrimZeros(clean);
        clean.Write([0xFF, JpegParts.EndOfImage]);
        return clean.ToArray();
    }

    /// <summary>JFIF comes first where it is, without the small picture that may stand in it; then how the picture is turned.</summary>
    private static void Begin(MemoryStream clean, ReadOnlySpan<byte> b, int orientation)
    {
        var parts = new JpegParts(b);
        while (parts.Read() && parts.Marker != JpegParts.StartOfScan)
        {
            if (parts.Marker != JpegParts.App0 || !parts.Payload.StartsWith("JFIF\0"u8) || parts.Payload.Length < JfifLength - 2)
                continue;
            clean.Write([0xFF, JpegParts.App0, 0, JfifLength + 2, .. parts.Payload[..(JfifLength - 2)], 0, 0]);
            break;
        }

        if (orientation == Exif.Upright)
            return;
        byte[] block = [.. Exif.Prefix, .. Exif.Block(orientation)];
        clean.Write([0xFF, JpegParts.App1, 0, (byte)(block.Length + 2), .. block]);
    }

    /// <summary>A download that broke off is filled up with zeros, which would pass for picture; so would half a mark at the end.</summary>
    private static void TrimZeros(MemoryStream clean)
    {
        var bytes = clean.GetBuffer().AsSpan(0, (int)clean.Length);
        var length = bytes.LastIndexOfAnyExcept((byte)0) + 1;
        // An escaped byte is 0xFF and a zero.
        if (length > 0 && bytes[length - 1] == 0xFF)
            length = length < bytes.Length ? length + 1 : length - 1;
        clean.SetLength(length);
        clean.Position = length;
    }

    /// <summary>The same with other data behind the last scan's own: whoever decodes a whole picture never comes to it.</summary>
    public static byte[] Continued(byte[] clean, ReadOnlySpan<byte> filling) =>
        [.. clean.AsSpan(0, clean.Length - 2), .. filling, .. clean.AsSpan(clean.Length - 2)];

    /// <summary>The colour profile, put together from its pieces.</summary>
    public static byte[]? Profile(ReadOnlySpan<byte> b)
    {
        using var profile = new MemoryStream();
        var parts = new JpegParts(b);
        while (parts.Read() && parts.Marker != JpegParts.StartOfScan)
            if (
                parts.Marker == JpegParts.App2
                && parts.Payload.StartsWith(ProfilePrefix)
                && parts.Payload.Length > ProfilePrefix.Length + 2
            )
                profile.Write(parts.Payload[(ProfilePrefix.Length + 2)..]);
        return profile.Length > 0 ? profile.ToArray() : null;
    }

    public static byte[] WithProfile(byte[] picture, ReadOnlySpan<byte> profile)
    {
        const int mostPerSegment = 65_000,
            mostPieces = 255;
        var pieces = (profile.Length + mostPerSegment - 1) / mostPerSegment;
        if (pieces is 0 or > mostPieces)
            return picture;
        using var made = new MemoryStream(picture.Length + profile.Length + 1024);
        var start = picture[3] == JpegParts.App0 ? 4 + BinaryPrimitives.ReadUInt16BigEndian(picture.AsSpan(4)) : 2;
        made.Write(picture, 0, start);
        for (var n = 0; n < pieces; n++)
        {
            var piece = profile.Slice(n * mostPerSegment, Math.Min(mostPerSegment, profile.Length - n * mostPerSegment));
            var length = ProfilePrefix.Length + 2 + piece.Length + 2;
            made.Write([0xFF, JpegParts.App2, (byte)(length >> 8), (byte)length, .. ProfilePrefix, (byte)(n + 1), (byte)pieces, .. piece]);
        }

        made.Write(picture, start, picture.Length - start);
        return made.ToArray();
    }
}
