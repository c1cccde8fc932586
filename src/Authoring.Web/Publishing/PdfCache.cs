using Authoring.Compile.Docx;
using Microsoft.Extensions.Options;

namespace Authoring.Web.Publishing;

/// <summary>What was asked for: a report, and a hash of all that is printed of it.</summary>
internal readonly record struct PdfKey(int ReportId, string Hash);

/// <summary>A finished report on disk.</summary>
/// <param name="Folder">With <see cref="Pdf"/> and <see cref="Word"/>.</param>
internal sealed record PublishedReport(PdfKey Key, string Folder, PageMap Map)
{
    /// <summary>What was said when the Word file was written.</summary>
    public DocxResult? Written { get; init; }

    /// <summary>What the server lacks of the faces that it asks for.</summary>
    public IReadOnlyList<MissingFace> MissingFaces { get; init; } = [];

    public string Pdf => PdfIn(Folder);

    /// <summary>With fields, and with the pages of the PDF in.</summary>
    public string Word => WordIn(Folder);

    public static string PdfIn(string folder) => Path.Combine(folder, "report.pdf");

    public static string WordIn(string folder) => Path.Combine(folder, "report.docx");
}

/// <summary>
/// Finished reports, as long as there is room for them: the one that was asked for longest ago goes first.
/// </summary>
internal sealed class PdfCache(IOptions<PublishingSettings> settings)
{
    private readonly Lock gate = new();
    private readonly long room = settings.Value.CacheMegabytes * 1_000_000L;

    /// <summary>The newest last.</summary>
    private readonly List<(PublishedReport Report, long Size)> kept = [];

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

    /// <summary>The newest one stays, however large it is: somebody waits for it.</summary>
    public void Keep(PublishedReport report)
    {
        var size = new FileInfo(report.Pdf).Length + new FileInfo(report.Word).Length;
        lock (gate)
        {
            kept.Add((report, size));
            while (kept.Count > 1 && kept.Sum(one => one.Size) > room)
            {
                WorkFolder.Remove(kept[0].Report.Folder);
                kept.RemoveAt(0);
            }
        }
    }
}
