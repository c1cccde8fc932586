using System.Text.Json;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Publishing.Editions;

/// <summary>Whether every edition still is what was published: its bytes, its files, its name and its hash. Reads only.</summary>
internal sealed class EditionVerification(IDbContextFactory<AuthoringDb> database, ContentStore store, EditionQueries queries)
{
    private const string Record = "record";

    /// <returns>The editions that are something else, as <c>SLUG/NUMBER</c>, and what of them: a file, the hash or the record.</returns>
    public async Task<IReadOnlyList<(string Place, string What)>> VerifyAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        List<StoredContent> contents = await db.StoredContents.AsNoTracking().OrderBy(c => c.Hash).ToListAsync(cancellation);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var content in contents)
            if (!await store.IsWholeAsync(content, cancellation))
                changed.Add(content.Hash);
        var faults = new List<(string Place, string What)>();
        var reports = await db.Reports.AsNoTracking().Select(r => new { r.Id, r.Slug }).ToListAsync(cancellation);
        foreach (var report in reports)
        foreach (var edition in await queries.ListAsync(report.Id))
        foreach (var what in await FaultsAsync(edition, changed, cancellation))
            faults.Add(($"{report.Slug}/{edition.Number}", what));
        return faults;
    }

    private async Task<IReadOnlyList<string>> FaultsAsync(EditionView edition, HashSet<string> changed, CancellationToken cancellation)
    {
        var bad = edition.Files.Where(file => changed.Contains(file.Hash)).Select(file => file.Kind.ToString()).ToList();
        if (EditionHash.Of(edition.Files.Select(file => (file.Kind, file.Hash))) != edition.Hash)
            bad.Add("hash");
        if (edition.File(EditionFileKind.Record) is not { } record)
            bad.Add(Record);
        else if (!changed.Contains(record.Hash) && !await FitsAsync(edition, cancellation))
            bad.Add(Record);
        return bad;
    }

    private async Task<bool> FitsAsync(EditionView edition, CancellationToken cancellation)
    {
        try
        {
            var record = await queries.RecordAsync(edition, cancellation);
            return (record.Number, record.Name, record.Hash) == (edition.Number, edition.Name, edition.Hash)
                && record.Files.SequenceEqual(edition.Files.Where(file => file.Kind != EditionFileKind.Record));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
