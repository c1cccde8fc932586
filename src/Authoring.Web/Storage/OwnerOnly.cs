using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;

namespace Authoring.Web.Storage;

/// <summary>
/// What the server writes is for the account that it runs under, and for nobody else on the machine: the database holds unpublished
/// texts and the keys that sign cookies. Windows gives a folder the rights of the one above it; there the administrator sees to it.
/// </summary>
internal static partial class OwnerOnly
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>From now on, whatever this process makes: the database, what SQLite lays beside it, copies and folders.</summary>
    public static void MakeNewFilesPrivate()
    {
        if (!OperatingSystem.IsWindows())
            _ = Umask((uint)Others);
    }

    /// <summary>
    /// What is there already: the database, whatever lies beside it under its name, and the folder if it holds nothing else.
    /// </summary>
    public static void Tighten(string? connection, ILogger logger)
    {
        var source = new SqliteConnectionStringBuilder(connection).DataSource;
        if (OperatingSystem.IsWindows() || source is "" or ":memory:" || source.StartsWith("file:", StringComparison.Ordinal))
            return;
        var path = Path.GetFullPath(source);
        if (Path.GetDirectoryName(path) is not { } folder || !Directory.Exists(folder))
            return;
        var own = Directory.EnumerateFiles(folder, $"{Path.GetFileName(path)}*").ToList();
        foreach (var file in own)
            Tighten(file, isFolder: false, logger);
        // Never a folder that others use, too: the current one, or that for temporary files.
        if (Directory.EnumerateFileSystemEntries(folder).All(own.Contains))
            Tighten(folder, isFolder: true, logger);
    }

    [UnsupportedOSPlatform("windows")]
    private static void Tighten(string path, bool isFolder, ILogger logger)
    {
        try
        {
            var mode = File.GetUnixFileMode(path);
            if ((mode & Others) == UnixFileMode.None)
                return;
            File.SetUnixFileMode(path, mode & ~Others);
            if (isFolder)
                Log.TightenedFolder(logger, path);
            else
                Log.Tightened(logger, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotTightened(logger, path, e.Message);
        }
    }

    [DllImport("libc", EntryPoint = "umask"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Umask(uint mask);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Others on this machine could read {Path}; now only the account of the server can")]
        public static partial void Tightened(ILogger logger, string path);

        [LoggerMessage(
            2,
            LogLevel.Information,
            "Others on this machine could open the folder {Path}; now only the account of the server can"
        )]
        public static partial void TightenedFolder(ILogger logger, string path);

        [LoggerMessage(
            3,
            LogLevel.Warning,
            "Others on this machine can read {Path}, and that could not be changed ({Why}). "
                + "It holds unpublished texts and the keys of sign-ins: "
                + "give the file to the account of the server, or take the right away from the others"
        )]
        public static partial void NotTightened(ILogger logger, string path, string why);
    }
}
