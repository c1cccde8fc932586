using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Publishing.Editions;

/// <summary>An edition in a list.</summary>
/// <param name="Files">Their hashes and sizes.</param>
public sealed record EditionView(
    int Number,
    string Name,
    string Hash,
    string By,
    DateTimeOffset At,
    int Faults,
    IReadOnlyList<RecordedFile> Files
)
{
    /// <summary>Enough to tell it from others.</summary>
    public string ShortHash => Hash[..12];

    public RecordedFile? File(EditionFileKind kind) => Files.FirstOrDefault(file => file.Kind == kind);
}

/// <summary>The editions of reports. Who may read is asked by pages and addresses.</summary>
internal sealed class EditionQueries(IDbContextFactory<AuthoringDb> database, ContentStore store)
{
    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<EditionView>> ListAsync(int reportId)
    {
        await using var db = await database.CreateDbContextAsync();
        var editions = await db
            .Editions.AsNoTracking()
            .Where(e => e.ReportId == reportId)
            .OrderByDescending(e => e.Number)
            .Join(db.Users, e => e.PersonId, person => person.Id, (e, person) => new { Edition = e, person.DisplayName })
            .ToListAsync();
        var files = await db
            .EditionFiles.AsNoTracking()
            .Where(f => db.Editions.Any(e => e.Id == f.EditionId && e.ReportId == reportId))
            .Join(
                db.StoredContents,
                f => f.Hash,
                c => c.Hash,
                (f, c) => new { f.EditionId, File = new RecordedFile(f.Kind, f.Hash, c.Size) }
            )
            .ToListAsync();
        var ofEdition = files.ToLookup(f => f.EditionId, f => f.File);
        return
        [
            .. editions.Select(e => new EditionView(
                e.Edition.Number,
                e.Edition.Name,
                e.Edition.Hash,
                e.DisplayName,
                DateTimeOffset.FromUnixTimeMilliseconds(e.Edition.At),
                e.Edition.Faults,
                [.. ofEdition[e.Edition.Id].OrderBy(file => file.Kind)]
            )),
        ];
    }

    public async Task<EditionView?> FindAsync(int reportId, int number) =>
        (await ListAsync(reportId)).FirstOrDefault(edition => edition.Number == number);

    public Task<EditionRecord> RecordAsync(EditionView edition, CancellationToken cancellation = default) =>
        ReadAsync<EditionRecord>(edition, EditionFileKind.Record, cancellation);

    public Task<FrozenNumbers> NumbersAsync(EditionView edition, CancellationToken cancellation = default) =>
        ReadAsync<FrozenNumbers>(edition, EditionFileKind.Numbers, cancellation);

    private async Task<T> ReadAsync<T>(EditionView edition, EditionFileKind kind, CancellationToken cancellation) =>
        EditionJson.Read<T>(await store.ReadAsync(edition.File(kind)!.Hash, cancellation));
}
