using System.Data.Common;

namespace Authoring.Web.Storage;

/// <summary>What SQLite has written beside a database is brought into it.</summary>
internal static class WriteAheadLog
{
    /// <summary>Waits for no reader, and does as much as can be done now; the next try does the rest.</summary>
    /// <param name="how">As SQLite calls it: <c>FULL</c>, or <c>TRUNCATE</c>, which makes the file empty.</param>
    public static void TryCheckpoint(DbConnection connection, string how)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA wal_checkpoint({how})";
            command.CommandTimeout = 1;
            command.ExecuteNonQuery();
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            // Somebody else is at it, or the disk is full: the next commit says so, or the next try succeeds.
        }
    }
}
