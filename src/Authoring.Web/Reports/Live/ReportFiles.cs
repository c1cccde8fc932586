using Authoring.Compile;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Reports.Live;

/// <summary>The files of a report folder that are no live texts.</summary>
internal static class ReportFiles
{
    /// <summary>
    /// What is known of a report's pictures, by their path. Only the beginning of each is read, where that says its size.
    /// </summary>
    public static async Task<Dictionary<string, PictureInfo>> ReadAllAsync(AuthoringDb db, int reportId)
    {
        var pictures = new Dictionary<string, PictureInfo>(StringComparer.Ordinal);
        var files = db.Database.SqlQuery<Beginning>(
            $"""
            SELECT "Id", "Path", "Hash", substr("Content", 1, {ImageFacts.HeaderLength}) AS "Content"
            FROM "ReportFiles" WHERE "ReportId" = {reportId}
            """
        );
        foreach (var file in await files.ToListAsync())
        {
            var facts = ImageFacts.Read(file.Content);
            if (facts is null && file.Content.Length == ImageFacts.HeaderLength)
                facts = ImageFacts.Read(await db.ReportFiles.Where(f => f.Id == file.Id).Select(f => f.Content).SingleAsync());
            pictures[file.Path] = new PictureInfo(file.Id, facts, file.Hash);
        }
        return pictures;
    }

    private sealed record Beginning(int Id, string Path, string Hash, byte[] Content);
}
