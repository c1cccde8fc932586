using Authoring.Compile;
using Authoring.Compile.Pictures;
using Microsoft.Extensions.Localization;

namespace Authoring.Web.Figures;

/// <summary>The limits of a report's pictures, uploaded alone or in a folder: settings under <c>Upload:Pictures</c>.</summary>
internal sealed class PictureLimits
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>Bytes of one picture, without its notes and what stands behind it.</summary>
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

    /// <summary>A picture that takes longer to decode is not taken.</summary>
    public TimeSpan MaxDecoding { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Pixels of the longer side, as pages show pictures; print has all of them.</summary>
    public int ReadingSide { get; set; } = 1_600;

    /// <summary>Pixels of the longer side of a small picture among many.</summary>
    public int ThumbnailSide { get; set; } = 400;

    /// <summary>Why a picture was not taken, and what to do about it.</summary>
    public string Say(IStringLocalizer words, PictureResult answer) =>
        words[$"figure.answer-{answer}", MaxSize / Megabyte, MaxSide, MaxPixels / 1_000_000, MaxPerReport, MaxTotalSize / Megabyte];

    public bool IsTooManyPixels(ImageFacts facts) =>
        Math.Max(facts.Width, facts.Height) > MaxSide || (long)facts.Width * facts.Height > MaxPixels;

    public static PictureResult AnswerTo(PictureFault fault) =>
        fault switch
        {
            PictureFault.None => PictureResult.Done,
            PictureFault.Empty => PictureResult.Empty,
            PictureFault.Markup => PictureResult.Markup,
            PictureFault.Gif => PictureResult.Gif,
            PictureFault.Animated => PictureResult.Animated,
            PictureFault.Heic => PictureResult.Heic,
            PictureFault.Damaged => PictureResult.Damaged,
            _ => PictureResult.Unknown,
        };
}

/// <summary>What became of a picture that somebody wants in a report; each is said with the words <c>figure.answer-…</c>.</summary>
internal enum PictureResult
{
    Done,
    NotFound,
    NotAllowed,
    OtherSite,
    Empty,
    TooLarge,
    TooManyPixels,
    TooMany,
    ReportFull,
    Markup,
    Gif,
    Animated,
    Heic,
    Unknown,
    Damaged,
    TooSlow,
    Interrupted,
}
