using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Authoring.Web.Storage;

/// <summary>What a name stands for on the disk: device and inode, or what comes nearest to them.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Number)
{
    private const int AtCurrentFolder = -100,
        NumberWanted = 0x100,
        AnswerSize = 256;

    /// <summary>Null: there is no such file.</summary>
    public static FileIdentity? Of(string path)
    {
        if (OperatingSystem.IsLinux())
            return OnLinux(path);
        // Windows deletes and renames no file that SQLite has open. Elsewhere a file in its place was made at another time.
        return File.Exists(path) ? new FileIdentity(0, (ulong)File.GetCreationTimeUtc(path).Ticks) : null;
    }

    private static FileIdentity? OnLinux(string path)
    {
        Span<byte> answer = stackalloc byte[AnswerSize];
        if (Statx(AtCurrentFolder, path, 0, NumberWanted, ref MemoryMarshal.GetReference(answer)) != 0)
            return null;
        var fields = MemoryMarshal.Cast<byte, uint>(answer);
        // struct statx is the same on all machines
        return new FileIdentity(((ulong)fields[34] << 32) | fields[35], MemoryMarshal.Read<ulong>(answer[32..]));
    }

    [DllImport("libc", EntryPoint = "statx"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, ref byte answer);
}

/// <summary>The database's file is not the one that this process has opened: what is written goes nowhere.</summary>
internal sealed class DatabaseGoneException(string path)
    : IOException($"The database '{path}' was deleted, moved or replaced while the server runs.");

/// <summary>
/// The file of the database, and whether it is still there. SQLite goes on writing to a file that was deleted or replaced under it, and
/// says that all is well; so whoever acknowledges something asks here.
/// </summary>
internal sealed partial class DatabaseFile(string? path, ILogger<DatabaseFile> logger)
{
    private FileIdentity? opened,
        logged;
    private int isGone;

    /// <summary>For a database that is nobody's to watch.</summary>
    public static DatabaseFile Unwatched { get; } = new(null, Microsoft.Extensions.Logging.Abstractions.NullLogger<DatabaseFile>.Instance);

    /// <summary>Null: it is in memory, and there is nothing to watch.</summary>
    public string? Path { get; } = path;

    /// <summary>How much is logged beside the database that is not in it yet.</summary>
    public long LogBytes => Path is not null && new FileInfo(LogPath) is { Exists: true } log ? log.Length : 0;
    private string LogPath => Path + "-wal";

    /// <summary>The file by its own name: two ways through links lead to one database.</summary>
    public static string? PathOf(SqliteConnectionStringBuilder connection)
    {
        var source = connection.DataSource;
        if (connection.Mode == SqliteOpenMode.Memory || source is "" or ":memory:" || source.StartsWith("file:", StringComparison.Ordinal))
            return null;
        return Real(System.IO.Path.GetFullPath(source));
    }

    private static string Real(string path)
    {
        if (System.IO.Path.GetDirectoryName(path) is not { } folder)
            return path;
        var inFolder = System.IO.Path.Combine(Real(folder), System.IO.Path.GetFileName(path));
        FileSystemInfo found = Directory.Exists(inFolder) ? new DirectoryInfo(inFolder) : new FileInfo(inFolder);
        return found.LinkTarget is null ? inFolder : found.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? inFolder;
    }

    /// <summary>From now on it is the file that is there now.</summary>
    public void Remember() => opened = Path is null ? null : FileIdentity.Of(Path);

    /// <summary>
    /// The writer has the log beside the database open: as long as he does, nobody takes it away and means well. What is written lies there
    /// for a while.
    /// </summary>
    public void WatchLog()
    {
        if (Path is not null)
            logged ??= FileIdentity.Of(LogPath);
    }

    /// <summary>The writer closes it, and who closes it last removes it.</summary>
    public void ForgetLog() => logged = null;

    /// <summary>When it was last looked at, it was not there.</summary>
    public bool WasGone => Volatile.Read(ref isGone) != 0;

    public bool IsThere
    {
        get
        {
            if (Path is null || opened is null)
                return true;
            var isThere = FileIdentity.Of(Path) == opened && (logged is not { } log || FileIdentity.Of(LogPath) == log);
            if (Interlocked.Exchange(ref isGone, isThere ? 0 : 1) is var was && was == (isThere ? 0 : 1))
                return isThere;
            if (isThere)
                Log.Back(logger, Path);
            else
                Log.Gone(logger, Path, Environment.ProcessId);
            return isThere;
        }
    }

    /// <exception cref="DatabaseGoneException">Nothing may be acknowledged.</exception>
    public void Check()
    {
        if (!IsThere)
            throw new DatabaseGoneException(Path!);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Critical,
            "The database {Path} was deleted, moved or replaced while the server runs. Nothing is saved until that file is back in its "
                + "place. Do not stop the server: as long as it runs the file can be moved back, or be copied with all it holds from "
                + "/proc/{Process}/fd"
        )]
        public static partial void Gone(ILogger logger, string path, int process);

        [LoggerMessage(2, LogLevel.Warning, "The database {Path} is back in its place; saving goes on")]
        public static partial void Back(ILogger logger, string path);
    }
}
