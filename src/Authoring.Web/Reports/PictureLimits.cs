using Authoring.Compile;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Reports;

/// <summary>The limits of a report's pictures, uploaded alone or in a folder: settings under <c>Upload:Pictures</c>.</summary>
internal sealed class PictureLimits
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>Bytes of one picture.</summary>
    public int MaxSize { get; set; } = 10 * Megabyte;
    /// <summary>Width times height: a small file may unfold to many gigabytes in everybody's browser.</summary>
    public long MaxPixels { get; set; } = 50_000_000;
    /// <summary>Pixels of the longer side.</summary>
    public int MaxSide { get; set; } = 20_000;
    public int MaxPerReport { get; set; } = 500;
    /// <summary>Bytes of all pictures of a report.</summary>
    public long MaxTotalSize { get; set; } = 500L * Megabyte;
    /// <summary>The longest name that a picture keeps, in UTF-16 code units, without its extension.</summary>
    public int MaxNameLength { get; set; } = 60;

    /// <summary>Why a picture was not taken, and what to do about it.</summary>
    public string Say(IStringLocalizer words, PictureAnswer answer) =>
        words[$"figure.answer-{answer}", MaxSize / Megabyte, MaxSide, MaxPixels / 1_000_000, MaxPerReport, MaxTotalSize / Megabyte];

    /// <summary>Whether a picture is taken, by its content alone.</summary>
    public PictureAnswer Check(ReadOnlySpan<byte> content, out ImageFacts? facts)
    {
        facts = null;
        if (content.Length > MaxSize) return PictureAnswer.TooLarge;
        var fault = PictureCheck.Of(content, out facts);
        if (facts is not null && (Math.Max(facts.Width, facts.Height) > MaxSide || (long)facts.Width * facts.Height > MaxPixels)) return PictureAnswer.TooManyPixels;
        return fault switch
        {
            PictureFault.None => PictureAnswer.Done,
            PictureFault.Empty => PictureAnswer.Empty,
            PictureFault.Markup => PictureAnswer.Markup,
            PictureFault.Gif => PictureAnswer.Gif,
            PictureFault.Animated => PictureAnswer.Animated,
            PictureFault.Heic => PictureAnswer.Heic,
            PictureFault.Damaged => PictureAnswer.Damaged,
            PictureFault.Trailing => PictureAnswer.Trailing,
            _ => PictureAnswer.Unknown,
        };
    }
}

/// <summary>What became of a picture that somebody wants in a report; each is said with the words <c>figure.answer-…</c>.</summary>
internal enum PictureAnswer { Done, NotFound, NotAllowed, OtherSite, Empty, TooLarge, TooManyPixels, TooMany, ReportFull, Markup, Gif, Animated, Heic, Unknown, Damaged, Trailing, Interrupted }
