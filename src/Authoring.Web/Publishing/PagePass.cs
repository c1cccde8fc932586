using Authoring.Compile.Docx;

namespace Authoring.Web.Publishing;

/// <summary>Writes a report, as it was at one moment, as a Word file.</summary>
/// <param name="output">Where to.</param>
/// <param name="pages">By bookmark, on which sheet it lies, as far as that is known.</param>
/// <param name="isFlat">Without fields, for LibreOffice.</param>
internal delegate DocxResult WordWriting(
    Stream output,
    IReadOnlyDictionary<string, int> pages,
    bool isFlat,
    CancellationToken cancellation
);

/// <summary>A report that was laid out.</summary>
/// <param name="Pages">By bookmark, the sheet on which it lies.</param>
/// <param name="Passes">How often it was laid out.</param>
/// <param name="HasSettled">The contents name the pages on which things stand; else they moved each time.</param>
internal sealed record PageMap(IReadOnlyDictionary<string, int> Pages, int Passes, bool HasSettled);

/// <summary>
/// Lays a report out until its contents and lists name the right pages. A first pass finds where everything lies; a second one prints that
/// in the contents, and has to find it there again.
/// </summary>
internal sealed class PagePass(LibreOffice office, WorkFolder work)
{
    public const int MostPasses = 3;

    /// <summary>As a rule: the second one has the pages in.</summary>
    public const int UsualPasses = 2;

    private static readonly Dictionary<string, int> Unknown = [];

    /// <summary>Makes the PDF at <paramref name="made"/>.</summary>
    /// <param name="passBegins">Told which pass begins, from 1.</param>
    public async Task<(PdfFailure? Failure, PageMap? Map)> RunAsync(
        WordWriting write,
        string made,
        Action<int> passBegins,
        CancellationToken cancellation
    )
    {
        if (!office.IsInstalled)
            return (PdfFailure.NotInstalled, null);
        try
        {
            using var profile = new OfficeProfile(work.New());
            var map = new PageMap(Unknown, 0, HasSettled: false);
            while (map is { HasSettled: false, Passes: < MostPasses })
            {
                passBegins(map.Passes + 1);
                var (failure, next) = await PassAsync(profile, write, map, cancellation);
                if (failure is not null)
                    return (failure, null);
                map = next!;
            }
            var pdf = Path.ChangeExtension(WordFile(profile), ".pdf");
            await PdfLanguage.SayChineseAsync(pdf);
            File.Move(pdf, made, overwrite: true);
            return (null, map);
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            return (PdfFailure.DiskFull, null);
        }
    }

    private async Task<(PdfFailure? Failure, PageMap? Map)> PassAsync(
        OfficeProfile profile,
        WordWriting write,
        PageMap before,
        CancellationToken cancellation
    )
    {
        var word = WordFile(profile);
        DocxResult written;
        await using (var stream = new FileStream(word, FileMode.Create))
            written = write(stream, before.Pages, true, cancellation);
        if (await office.ConvertAsync(profile, word, cancellation) is { } failure)
            return (failure, null);
        if (PdfDestinations.Read(Path.ChangeExtension(word, ".pdf"), written.Bookmarks.Values) is not { } pages)
            return (PdfFailure.NothingMade, null);
        return (null, new PageMap(pages, before.Passes + 1, IsSame(before.Pages, pages)));
    }

    private static bool IsSame(IReadOnlyDictionary<string, int> one, IReadOnlyDictionary<string, int> other) =>
        one.Count == other.Count && one.All(page => other.TryGetValue(page.Key, out var sheet) && sheet == page.Value);

    private static string WordFile(OfficeProfile profile) => Path.Combine(profile.Folder, "report.docx");

    public static bool IsDiskFull(IOException e)
    {
        const int unix = 28,
            windows = 0x70;
        return (e.HResult & 0xffff) is unix or windows;
    }
}
