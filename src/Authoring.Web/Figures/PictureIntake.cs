using Authoring.Compile;
using Authoring.Compile.Pictures;

namespace Authoring.Web.Figures;

/// <summary>A picture as the report keeps it for print, or why it is not taken.</summary>
/// <param name="Content">Clean and whole; empty when it is not taken.</param>
/// <param name="IsCut">Another file stood behind the picture: a film, a second picture.</param>
internal sealed record TakenPicture(PictureResult Answer, byte[] Content, ImageFacts? Facts, bool IsCut)
{
    public static TakenPicture Refused(PictureResult answer) => new(answer, [], null, false);
}

/// <summary>
/// The one way by which a picture gets into a report, uploaded alone or in a folder: identified, held to its limits before anything is
/// decoded, freed of its notes, decoded once to see that all of it is there.
/// </summary>
internal static class PictureIntake
{
    public static async Task<TakenPicture> TakeAsync(byte[] content, PictureLimits limits, CancellationToken cancellation)
    {
        var fault = PictureCheck.Of(content, out var facts);
        if (facts is not null && limits.IsTooManyPixels(facts))
            return TakenPicture.Refused(PictureResult.TooManyPixels);
        if (fault is not (PictureFault.None or PictureFault.Trailing or PictureFault.Unended))
            return TakenPicture.Refused(PictureLimits.AnswerTo(fault));
        var clean = PictureCleaner.Clean(content);
        if (clean.Length > limits.MaxSize)
            return TakenPicture.Refused(PictureResult.TooLarge);
        try
        {
            var made = await PictureQueue.RunAsync(limits.MaxDecoding, token => Decoded(clean, facts!, token), cancellation);
            if (made is null)
                return TakenPicture.Refused(PictureResult.Damaged);
            if (made.Length > limits.MaxSize)
                return TakenPicture.Refused(PictureResult.TooLarge);
            return new TakenPicture(PictureResult.Done, made, ImageFacts.Read(made), fault == PictureFault.Trailing);
        }
        catch (TimeoutException)
        {
            return TakenPicture.Refused(PictureResult.TooSlow);
        }
    }

    private static byte[]? Decoded(byte[] clean, ImageFacts facts, CancellationToken cancellation)
    {
        if (!PictureDecoder.IsWhole(clean, cancellation))
            return null;
        return facts.Orientation == 1 || facts.MediaType == "image/jpeg" ? clean : PictureDecoder.Upright(clean, cancellation);
    }
}
