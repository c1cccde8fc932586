namespace Authoring.Web.Publishing;

/// <summary>
/// Where PDFs are made and kept: for the server's own eyes, and gone with it. What one has left that was killed, the next one removes. Made
/// when it is first needed, so that a full disk keeps no server from starting.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Prefix = "authoring-publishing-";

    /// <summary>Held open as long as its folder is somebody's.</summary>
    private const string LockFile = "lock";

    private readonly Lock gate = new();
    private FileStream? held;

    /// <summary>A new folder in it.</summary>
    public string New()
    {
        lock (gate)
        {
            if (held is null)
            {
                RemoveLeft();
                var root = Directory.CreateTempSubdirectory(Prefix).FullName;
                held = new FileStream(Path.Combine(root, LockFile), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            }
            return Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(held.Name)!, Path.GetRandomFileName())).FullName;
        }
    }

    /// <summary>What is in use stays: who reads a file of it reads on to its end, or it is held open by the system until later.</summary>
    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A process that was just ended may write its last file; it goes with the whole folder.
        }
    }

    private static void RemoveLeft()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                using (new FileStream(Path.Combine(folder, LockFile), FileMode.Open, FileAccess.ReadWrite, FileShare.None)) { }
                Remove(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It is another server's, or just being made.
            }
        }
    }

    public void Dispose()
    {
        if (held is null)
            return;
        held.Dispose();
        Remove(Path.GetDirectoryName(held.Name)!);
    }
}
