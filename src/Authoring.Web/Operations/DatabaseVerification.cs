using System.Security.Cryptography;
using Authoring.Web.Publishing.Editions;
using Authoring.Web.Reports.Live;
using Authoring.Web.Storage;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Operations;

internal enum DatabaseFaultKind
{
    File,
    Reference,
    Picture,
    Gone,
    Edition,
}

/// <summary>What is wrong with the database but for the logs of its texts.</summary>
internal sealed record DatabaseFault(DatabaseFaultKind Kind, string Place, string Detail = "")
{
    public string Sentence =>
        Kind switch
        {
            DatabaseFaultKind.File => $"the database file is damaged: {Detail}",
            DatabaseFaultKind.Reference => $"a row of {Place} refers to a row of {Detail} that is not there",
            DatabaseFaultKind.Gone => $"rows of {Place} are gone, which nothing here deletes: {Detail}",
            DatabaseFaultKind.Edition => $"the edition {Place} is not what was published: {Detail}",
            _ => $"the picture {Place} is not the one that was uploaded",
        };
}

/// <summary>
/// The file as SQLite sees it, the rows that refer to others, and the pictures and editions against their hashes. Reads only.
/// </summary>
internal sealed class DatabaseVerification(IDbContextFactory<AuthoringDb> database, EditionVerification editions)
{
    /// <summary>Tables of which the application deletes nothing; their numbers are given out one after the other, and once.</summary>
    private static readonly string[] KeptForGood =
    [
        "Reports",
        "Documents",
        "ReportFiles",
        "ReviewActs",
        "CommentThreads",
        "CommentEntries",
        "Waivers",
        "Editions",
    ];

    private const int MostNamed = 5;

    /// <param name="atOnce">All of the file in one read: for a file that nobody writes in, as what is written during a long read piles up
    /// beside it. Otherwise table by table.</param>
    public async Task<List<DatabaseFault>> VerifyAsync(bool atOnce, CancellationToken cancellation = default)
    {
        var faults = new List<DatabaseFault>();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var tables = await RowsAsync(db, "SELECT name FROM sqlite_master WHERE type = 'table'", cancellation);
        foreach (var check in atOnce ? ["PRAGMA integrity_check"] : tables.Select(table => $"PRAGMA integrity_check({Quoted(table[0])})"))
        foreach (var row in await RowsAsync(db, check, cancellation))
            if (row[0] != "ok")
                faults.Add(new DatabaseFault(DatabaseFaultKind.File, "", row[0]));
        foreach (var table in tables)
        foreach (var row in await RowsAsync(db, $"PRAGMA foreign_key_check({Quoted(table[0])})", cancellation))
            faults.Add(new DatabaseFault(DatabaseFaultKind.Reference, $"{row[0]} ({row[1]})", row[2]));
        foreach (var table in KeptForGood)
            if (await GoneAsync(db, table, cancellation) is { } gone)
                faults.Add(gone);
        await VerifyPicturesAsync(db, faults, cancellation);
        foreach (var (place, what) in await editions.VerifyAsync(cancellation))
            faults.Add(new DatabaseFault(DatabaseFaultKind.Edition, place, what));
        return faults;
    }

    /// <summary>
    /// Rows that were there once. SQLite keeps the highest number that it has given out; it is read first, so that whoever writes meanwhile
    /// is not taken for a gap.
    /// </summary>
    private static async Task<DatabaseFault?> GoneAsync(AuthoringDb db, string table, CancellationToken cancellation)
    {
        var highest = await RowsAsync(db, $"SELECT seq FROM sqlite_sequence WHERE name = '{table}'", cancellation);
        if (highest is not [[var last]])
            return null;
        // Counting is one look at an index. Which are gone is looked for where some are: that takes as long as the table.
        var there = await RowsAsync(db, $"SELECT COUNT(*) FROM {Quoted(table)} WHERE \"Id\" <= {last}", cancellation);
        if (there[0][0] == last)
            return null;
        var gone = await RowsAsync(
            db,
            $"""
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})
            SELECT n FROM numbers WHERE n <= {last} AND n NOT IN (SELECT "Id" FROM {Quoted(table)})
            """,
            cancellation
        );
        if (gone.Count == 0)
            return null;
        var named = string.Join(", ", gone.Take(MostNamed).Select(row => row[0]));
        return new DatabaseFault(DatabaseFaultKind.Gone, table, gone.Count > MostNamed ? $"{named} …" : named);
    }

    private static async Task VerifyPicturesAsync(AuthoringDb db, List<DatabaseFault> faults, CancellationToken cancellation)
    {
        var pictures = await db
            .ReportFiles.OrderBy(f => f.Id)
            .Select(f => new
            {
                f.Id,
                Place = f.Report!.Slug + "/" + f.Path,
                f.Hash,
            })
            .ToListAsync(cancellation);
        foreach (var picture in pictures)
        {
            var content = await db.ReportFiles.Where(f => f.Id == picture.Id).Select(f => f.Content).FirstOrDefaultAsync(cancellation);
            if (content is not null && Convert.ToHexStringLower(SHA256.HashData(content)) != picture.Hash)
                faults.Add(new DatabaseFault(DatabaseFaultKind.Picture, picture.Place));
        }
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static async Task<List<string[]>> RowsAsync(AuthoringDb db, string sql, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            var rows = new List<string[]>();
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString()!)]);
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
