using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Authoring.Web.Storage;

/// <summary>
/// Nobody opens a file that stands where the database was: SQLite would take what is logged beside the one for the other's, and clear it
/// away.
/// </summary>
internal sealed class OpeningGuard(DatabaseFile file) : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        file.Check();
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(ConnectionOpening(connection, eventData, result));
}

/// <summary>Nothing is said to be saved in a file that is gone.</summary>
internal sealed class SavingGuard(DatabaseFile file) : SaveChangesInterceptor
{
    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        file.Check();
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(SavedChanges(eventData, result));
}

/// <summary>The same for what changes many rows at once.</summary>
internal sealed class StatementGuard(DatabaseFile file) : DbCommandInterceptor
{
    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        file.Check();
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(NonQueryExecuted(command, eventData, result));
}
