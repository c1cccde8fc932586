using Microsoft.Extensions.Options;

namespace Authoring.Web.Publishing;

/// <summary>What was asked for: a report, and a hash of all that is printed of it.</summary>
internal readonly record struct PdfKey(int ReportId, string Hash);

/// <summary>A finished report on disk.</summary>
/// <param name="Folder">With <see cref="Pdf"/> and <see cref="Word"/>.</param>
internal sealed record PublishedReport(PdfKey Key, string Folder, PageMap Map)
{
    public string Pdf => PdfIn(Folder);

    /// <summary>With fields, and with the pages of the PDF in.</summary>
    public string Word => WordIn(Folder);

    public static string PdfIn(string folder) => Path.Combine(folder, "report.pdf");

    public static string WordIn(string folder) => Path.Combine(folder, "report.docx");
}

/// <summary>
/// Finished reports, as long as there is room for them: the one that was asked for longest ago goes first. They lie in a folder of this
/// server's alone and go with it.
/// </summary>
internal sealed class PdfCache(IOptions<PublishingSettings> settings) : IDisposable
{
    private readonly Lock gate = new();
    private readonly long room = settings.Value.CacheMegabytes * 1_000_000L;

    /// <summary>The newest last.</summary>
    private readonly List<(PublishedReport Report, long Size)> kept = [];
    private string? root;

    public bool IsEmpty
    {
        get
        {
            lock (gate)
                return kept.Count == 0;
        }
    }

    public PublishedReport? Find(PdfKey key)
    {
        lock (gate)
        {
            var at = kept.FindIndex(one => one.Report.Key == key);
            if (at < 0)
                return null;
            var found = kept[at];
            kept.RemoveAt(at);
            kept.Add(found);
            return found.Report;
        }
    }

    /// <summary>A new folder for what is to be kept later.</summary>
    public string NewFolder()
    {
        lock (gate)
        {
            root ??= Directory.CreateTempSubdirectory("authoring-published-").FullName;
            return Directory.CreateDirectory(Path.Combine(root, Path.GetRandomFileName())).FullName;
        }
    }

    /// <summary>The newest one stays, however large it is: somebody waits for it.</summary>
    public void Keep(PublishedReport report)
    {
        var size = new FileInfo(report.Pdf).Length + new FileInfo(report.Word).Length;
        lock (gate)
        {
            kept.Add((report, size));
            while (kept.Count > 1 && kept.Sum(one => one.Size) > room)
            {
                Discard(kept[0].Report.Folder);
                kept.RemoveAt(0);
            }
        }
    }

    /// <summary>Who reads a file of it reads on to its end.</summary>
    public static void Discard(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Held open on a system that does not let go of such files: it goes with the server's folder.
        }
    }

    public void Dispose()
    {
        if (root is not null)
            Discard(root);
    }
}
