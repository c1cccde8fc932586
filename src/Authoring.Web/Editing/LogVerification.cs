using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Editing;

/// <summary>
/// Rebuilds every text from its log, from version 0 on, and compares: versions follow each other, each update fits the text before it and
/// is the one
/// that was logged, the texts that were written beside the log are those that the log gives, and nothing is missing at its end. Reads only.
/// </summary>
internal sealed class LogVerification(IDbContextFactory<AuthoringDb> database, EditLog log)
{
    /// <summary>Verifies all texts; reports each text's path and number of updates as it goes.</summary>
    public async Task<List<LogFault>> VerifyAsync(Action<string, int>? verified = null, CancellationToken cancellation = default)
    {
        List<(int Id, string Path)> documents;
        await using (var db = await database.CreateDbContextAsync(cancellation))
        {
            var rows = await db
                .Documents.AsNoTracking()
                .OrderBy(d => d.ReportId)
                .ThenBy(d => d.Path)
                .Select(d => new { d.Id, Path = d.Report!.Slug + "/" + d.Path })
                .ToListAsync(cancellation);
            documents = rows.ConvertAll(row => (row.Id, row.Path));
        }
        var faults = new List<LogFault>();
        foreach (var (id, path) in documents)
        {
            await using var db = await database.CreateDbContextAsync(cancellation);
            var text = new TextVerification(db, log, id, path);
            if (await text.VerifyAsync(cancellation) is { } fault)
                faults.Add(fault);
            verified?.Invoke(path, text.Version);
        }
        return faults;
    }

    /// <summary>
    /// The texts whose chains begin later than the texts themselves, and where: what they held before was taken as it was found.
    /// </summary>
    public async Task<List<(string Path, int Version)>> ChainedLaterAsync(CancellationToken cancellation = default)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rows = await db
            .LogHeads.Where(h => h.Since > 0)
            .Join(db.Documents, h => h.DocumentId, d => d.Id, (h, d) => new { Path = d.Report!.Slug + "/" + d.Path, h.Since })
            .OrderBy(row => row.Path)
            .ToListAsync(cancellation);
        return rows.ConvertAll(row => (row.Path, row.Since));
    }
}
