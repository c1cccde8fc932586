using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Authoring.Web.Storage;

/// <summary>Gives the database its newest shape before the first request, by the one process that owns it.</summary>
internal sealed partial class DatabaseMigration(
    IDbContextFactory<AuthoringDb> database,
    DatabaseFile file,
    DatabaseOwnership ownership,
    ILogger<DatabaseMigration> logger
)
{
    /// <exception cref="CannotStartException">It cannot be opened, or cannot be brought into its newest shape.</exception>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        await ownership.TakeAsync(cancellation);
        try
        {
            Create();
            await using var db = await database.CreateDbContextAsync(cancellation);
            await MigrateAsync(db, cancellation);
        }
        catch (Exception e) when (DatabaseTrouble.Of(e) is { } trouble)
        {
            throw new CannotStartException(StartMessages.DatabaseUnusable(file.Path ?? "", trouble, e.GetBaseException().Message), e);
        }
        file.Remember();
    }

    /// <summary>Nothing else makes a database: a file that is taken away while the server runs is not replaced by an empty one.</summary>
    private void Create()
    {
        if (file.Path is null || File.Exists(file.Path))
            return;
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file.Path, Pooling = false }.ToString()
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
    }

    private async Task MigrateAsync(AuthoringDb db, CancellationToken cancellation)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if ((await db.Database.GetAppliedMigrationsAsync(cancellation)).FirstOrDefault(applied => !known.Contains(applied)) is { } newer)
            throw new CannotStartException(StartMessages.DatabaseNewer(file.Path ?? "", newer));
        // Whoever has nothing to do does not ask for the lock.
        if (!(await db.Database.GetPendingMigrationsAsync(cancellation)).Any())
            return;
        await ClearStaleLockAsync(db, cancellation);
        await db.Database.MigrateAsync(cancellation);
    }

    /// <summary>
    /// Entity Framework locks a SQLite database by a row, which stays when its process is killed, and then waits for it for ever. This
    /// process owns the
    /// database, so that whoever left the row is gone.
    /// </summary>
    private async Task ClearStaleLockAsync(AuthoringDb db, CancellationToken cancellation)
    {
        var tables = db.Database.SqlQuery<string>(
            $"SELECT name AS Value FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'"
        );
        if (!await tables.AnyAsync(cancellation))
            return;
        if (await db.Database.ExecuteSqlAsync($"DELETE FROM \"__EFMigrationsLock\"", cancellation) > 0)
            Log.StaleLock(logger);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "An earlier start was killed while it migrated the database; the lock that it left was cleared"
        )]
        public static partial void StaleLock(ILogger logger);
    }
}
