using Microsoft.Data.Sqlite;

namespace Authoring.Web.Storage;

/// <summary>Why a database takes nothing, though what was asked of it is in order.</summary>
internal enum Trouble
{
    /// <summary>No room is left on the disk.</summary>
    Full,

    /// <summary>Another process has locked it.</summary>
    Locked,

    /// <summary>It may not be written.</summary>
    ReadOnly,

    /// <summary>It was deleted, moved or replaced.</summary>
    Gone,

    /// <summary>The disk fails, or the file is damaged.</summary>
    Damaged,
}

/// <summary>Tells the machine's troubles from mistakes: an error of the first kind passes, and what failed can be done again.</summary>
internal static class DatabaseTrouble
{
    private const int Busy = 5,
        Locked = 6,
        ReadOnly = 8,
        Failing = 10,
        Corrupt = 11,
        Full = 13,
        CannotOpen = 14,
        NoDatabase = 26;

    /// <summary>ENOSPC, EDQUOT and EFBIG; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL on Windows.</summary>
    private static readonly int[] NoRoom = OperatingSystem.IsWindows() ? [39, 112] : [27, 28, 122];

    /// <summary>Null: the error is of another kind.</summary>
    public static Trouble? Of(Exception? exception) =>
        exception switch
        {
            null => null,
            DatabaseGoneException => Trouble.Gone,
            SqliteException sqlite => Of(sqlite),
            AggregateException many => many.InnerExceptions.Select(Of).FirstOrDefault(trouble => trouble is not null),
            _ when IsNoRoom(exception) => Trouble.Full,
            _ => Of(exception.InnerException),
        };

    /// <summary>A file could not be written for want of room.</summary>
    public static bool IsNoRoom(Exception exception) => exception is IOException && NoRoom.Contains(exception.HResult & 0xFFFF);

    private static Trouble? Of(SqliteException exception) =>
        exception.SqliteErrorCode switch
        {
            Full => Trouble.Full,
            Busy or Locked => Trouble.Locked,
            ReadOnly => Trouble.ReadOnly,
            CannotOpen => Trouble.Gone,
            Failing or Corrupt or NoDatabase => Trouble.Damaged,
            // Another file, an empty one, stands where the database was.
            _ when exception.Message.Contains("no such table", StringComparison.Ordinal) => Trouble.Gone,
            _ => null,
        };
}
