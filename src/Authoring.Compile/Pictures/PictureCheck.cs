namespace Authoring.Compile.Pictures;

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

    /// <summary>A JPEG whose data runs to the last byte, without the mark that ends it: whole, or cut off; decoding tells.</summary>
    Unended,

    /// <summary>The picture is whole, and something else stands behind it: such a file can be two things at once.</summary>
    Trailing,
}

/// <summary>
/// Looks at a picture from its first byte to its last: a whole PNG, JPEG or WebP that stands still, and nothing besides. Whether its pixels
/// decode, <see cref="PictureDecoder"/> tells; how many there may be is the caller's business.
/// </summary>
public static class PictureCheck
{
    public static PictureFault Of(byte[] content, out ImageFacts? facts)
    {
        facts = ImageFacts.Read(content);
        if (content.Length == 0)
            return PictureFault.Empty;
        return facts?.MediaType switch
        {
            "image/png" => Png.Check(content),
            "image/jpeg" => Jpeg.Check(content),
            "image/webp" => WebP.Check(content),
            "image/gif" => PictureFault.Gif,
            _ => Unknown(content),
        };
    }

    private static PictureFault Unknown(ReadOnlySpan<byte> b)
    {
        var start = b.StartsWith("\uFEFF"u8) ? b[3..] : b;
        if (start.TrimStart(" \t\r\n\0"u8) is [(byte)'<', ..])
            return PictureFault.Markup;
        if (
            b.Length >= 12
            && b[4..].StartsWith("ftyp"u8)
            && (b[8..].StartsWith("hei"u8) || b[8..].StartsWith("hev"u8) || b[8..].StartsWith("mif1"u8) || b[8..].StartsWith("msf1"u8))
        )
            return PictureFault.Heic;
        var isCutOff = b.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']) || Jpeg.Is(b) || WebP.Is(b);
        return isCutOff ? PictureFault.Damaged : PictureFault.Unknown;
    }
}
