using System.ComponentModel.DataAnnotations;
using Authoring.Compile;
using Authoring.Compile.Pictures;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Figures;

/// <summary>
/// A picture drawn anew for pages, made when it is first asked for. The same content gives the same one, in whatever report it is.
/// </summary>
internal sealed class PictureRendition
{
    /// <summary>Of the picture that it was made from.</summary>
    [MaxLength(64)]
    public required string Hash { get; set; }

    /// <summary>Pixels that its longer side may have.</summary>
    public int Longest { get; set; }

    [MaxLength(40)]
    public required string MediaType { get; set; }

    /// <summary>Empty: the picture itself serves best.</summary>
    public required byte[] Content { get; set; }
}

/// <summary>Pictures as they leave the server: clean, and for pages no larger than a page shows them.</summary>
internal sealed class Renditions(IDbContextFactory<AuthoringDb> database, IOptions<UploadLimits> limits)
{
    private PictureLimits Limits => limits.Value.Pictures;

    /// <summary>The picture for print. What was stored before pictures were cleaned is cleaned on its way out.</summary>
    public static async Task<byte[]?> OriginalAsync(AuthoringDb db, PictureInfo picture, CancellationToken cancellation) =>
        await db.ReportFiles.Where(f => f.Id == picture.FileId).Select(f => f.Content).FirstOrDefaultAsync(cancellation) is { } content
            ? PictureCleaner.Clean(content)
            : null;

    /// <summary>As it is stored.</summary>
    public static IQueryable<byte[]> ContentOf(AuthoringDb db, PictureInfo picture) =>
        db.ReportFiles.Where(f => f.Id == picture.FileId).Select(f => f.Content);

    public async Task<Rendition?> FindAsync(PictureInfo picture, PictureSize size, CancellationToken cancellation)
    {
        if (picture.Facts is not { } facts)
            return null;
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (LongestFor(facts, size) is { } longest)
        {
            var made =
                await Wanted(db, picture.Hash, longest).FirstOrDefaultAsync(cancellation)
                ?? await MakeAsync(picture, longest, cancellation);
            if (made is { Content.Length: > 0 })
                return new Rendition(made.Content, made.MediaType);
        }
        return await OriginalAsync(db, picture, cancellation) is { } original ? new Rendition(original, facts.MediaType) : null;
    }

    private async Task<PictureRendition?> MakeAsync(PictureInfo picture, int longest, CancellationToken cancellation)
    {
        try
        {
            return await PictureQueue.RunAsync(Limits.MaxDecoding, token => Make(picture, longest, token), cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Runs in the queue: only here is the picture's content held, and whoever waited for the same one finds it made.</summary>
    private PictureRendition? Make(PictureInfo picture, int longest, CancellationToken cancellation)
    {
        using var db = database.CreateDbContext();
        if (Wanted(db, picture.Hash, longest).FirstOrDefault() is { } known)
            return known;
        if (db.ReportFiles.Where(f => f.Id == picture.FileId).Select(f => f.Content).FirstOrDefault() is not { } content)
            return null;
        var drawn = PictureDecoder.Render(content, longest, cancellation);
        // Few colours pack better as they were; what cannot be drawn is not tried again.
        var isBetter = drawn is not null && (drawn.Content.Length < content.Length || picture.Facts!.Orientation != 1);
        var made = new PictureRendition
        {
            Hash = picture.Hash,
            Longest = longest,
            MediaType = drawn?.MediaType ?? picture.Facts!.MediaType,
            Content = isBetter ? drawn!.Content : [],
        };
        db.PictureRenditions.Add(made);
        try
        {
            db.SaveChanges();
        }
        catch (DbUpdateException)
        {
            // Another server has made it meanwhile.
        }
        return made;
    }

    /// <summary>Null: the picture itself is as it should be.</summary>
    private int? LongestFor(ImageFacts facts, PictureSize size)
    {
        var longest = size switch
        {
            PictureSize.Reading => Limits.ReadingSide,
            PictureSize.Thumbnail => Limits.ThumbnailSide,
            _ => int.MaxValue,
        };
        var isMade = size != PictureSize.Original && facts.MediaType != "image/gif" && !Limits.IsTooManyPixels(facts);
        return isMade && (facts.Orientation != 1 || Math.Max(facts.Width, facts.Height) > longest) ? longest : null;
    }

    private static IQueryable<PictureRendition> Wanted(AuthoringDb db, string hash, int longest) =>
        db.PictureRenditions.AsNoTracking().Where(r => r.Hash == hash && r.Longest == longest);
}
