using System.Security.Claims;
using System.Security.Cryptography;
using Authoring.Compile;
using Authoring.Web.Documents;
using Authoring.Web.Editing;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Figures;

/// <summary>A picture as the editor's page gets it.</summary>
/// <param name="Path">Inside the report folder.</param>
/// <param name="Address">Where it is served, as large as pages show it.</param>
/// <param name="Thumbnail">Where a small one is served.</param>
/// <param name="IsCut">Something that stood behind it was left out just now.</param>
internal sealed record Picture(string Path, string Address, string Thumbnail, int Width, int Height, bool IsCut = false);

/// <summary>Takes pictures into a report from those who write in one of its texts.</summary>
internal sealed class FigureService(
    IDbContextFactory<AuthoringDb> database,
    Rights rights,
    Sessions sessions,
    LiveReports reports,
    IOptions<UploadLimits> limits
) : IDisposable
{
    /// <summary>One at a time: the same picture from two people is stored once, and no limit is passed by two together.</summary>
    private readonly SemaphoreSlim storing = new(1, 1);

    public PictureLimits Limits => limits.Value.Pictures;

    /// <summary>Whether the caller may place a picture in a text of the report.</summary>
    public async Task<PictureResult> MayAddAsync(ClaimsPrincipal caller, LiveReport report, DocumentName text)
    {
        if (text.Slug != report.Slug || await sessions.FindAsync(text) is not { } place)
            return PictureResult.NotFound;
        var access = await rights.InTextAsync(caller, report.Id, place.DocumentId);
        return access == TextAccess.Write ? PictureResult.Done : PictureResult.NotAllowed;
    }

    public IReadOnlyList<Picture> Of(LiveReport report) =>
        [
            .. report
                .Pictures.Where(p => p.Value.Facts is not null)
                .OrderBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => Describe(report, p.Key, p.Value)),
        ];

    /// <summary>Stores a picture, or finds it where it is stored already. When this answers, the report compiles with it.</summary>
    public async Task<(PictureResult Answer, Picture? Picture)> AddAsync(
        LiveReport report,
        string fileName,
        byte[] content,
        CancellationToken cancellation
    )
    {
        if (content.Length > Limits.MaxSize)
            return (PictureResult.TooLarge, null);
        var taken = await PictureIntake.TakeAsync(content, Limits, cancellation);
        if (taken.Answer != PictureResult.Done)
            return (taken.Answer, null);
        await storing.WaitAsync(cancellation);
        try
        {
            var (answer, picture) = await StoreAsync(report, fileName, taken.Content, HashOf(taken.Content), HashOf(content), taken.Facts!);
            return (answer, picture is null ? null : picture with { IsCut = taken.IsCut });
        }
        finally
        {
            storing.Release();
        }
    }

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <param name="hash">Of the content.</param>
    /// <param name="hashAsSent">Under which it is known when it was stored before pictures were cleaned.</param>
    private async Task<(PictureResult, Picture?)> StoreAsync(
        LiveReport report,
        string fileName,
        byte[] content,
        string hash,
        string hashAsSent,
        ImageFacts facts
    )
    {
        await using var db = await database.CreateDbContextAsync();
        var files = await StoredAsync(db, report.Id);
        if (files.Where(f => f.Hash == hash || f.Hash == hashAsSent).OrderBy(f => f.Id).FirstOrDefault() is { } known)
            return (PictureResult.Done, Describe(report, known.Path, new PictureInfo(known.Id, facts, known.Hash)));
        if (RoomFor(content.Length, files) is { } full)
            return (full, null);
        var taken = files.Select(f => f.Path).Concat(report.Documents.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var file = new ReportFile
        {
            ReportId = report.Id,
            Path = PictureName.PathFor(fileName, facts.MediaType, Limits.MaxNameLength, taken.Contains),
            Hash = hash,
            Content = content,
        };
        db.ReportFiles.Add(file);
        await db.SaveChangesAsync();
        var picture = new PictureInfo(file.Id, facts, hash);
        await reports.PictureAddedAsync(report.Slug, file.Path, picture);
        return (PictureResult.Done, Describe(report, file.Path, picture));
    }

    private sealed record StoredPicture(int Id, string Path, string Hash, long Size);

    private static Task<List<StoredPicture>> StoredAsync(AuthoringDb db, int reportId) =>
        db
            .ReportFiles.Where(f => f.ReportId == reportId)
            .Select(f => new StoredPicture(f.Id, f.Path, f.Hash, (long)f.Content.Length))
            .ToListAsync();

    /// <summary>Null: there is room.</summary>
    private PictureResult? RoomFor(int size, List<StoredPicture> files) =>
        files.Count >= Limits.MaxPerReport ? PictureResult.TooMany
        : files.Sum(f => f.Size) + size > Limits.MaxTotalSize ? PictureResult.ReportFull
        : null;

    private static Picture Describe(LiveReport report, string path, PictureInfo picture) =>
        new(
            path,
            PictureAddress.Of(report.Slug, path, picture),
            PictureAddress.Of(report.Slug, path, picture, PictureSize.Thumbnail),
            picture.Facts!.Width,
            picture.Facts.Height
        );

    public void Dispose() => storing.Dispose();
}
