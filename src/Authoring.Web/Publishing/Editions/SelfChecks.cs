using Authoring.Compile;
using Authoring.Compile.SelfCheck;

namespace Authoring.Web.Publishing.Editions;

/// <summary>Reads the files of an edition back, before it is stored, and holds them against the report.</summary>
internal static class SelfChecks
{
    public static async Task RunAsync(MadeEdition made, CompiledReport report, CancellationToken cancellation)
    {
        var bookmarks = made.Written?.Bookmarks ?? new Dictionary<string, string>();
        var pages = made.Map?.Pages ?? new Dictionary<string, int>();
        List<SelfCheckResult> results = [];
        var word = made.Files[EditionFileKind.Word];
        await word.FlushAsync(cancellation);
        word.Position = 0;
        results.AddRange(ReportSelfCheck.Word(report, word, bookmarks, pages));
        cancellation.ThrowIfCancellationRequested();
        var html = made.Files[EditionFileKind.Html];
        await html.FlushAsync(cancellation);
        html.Position = 0;
        using (var reader = new StreamReader(html, leaveOpen: true))
            results.AddRange(ReportSelfCheck.Html(report, await reader.ReadToEndAsync(cancellation)));
        if (made.Files.TryGetValue(EditionFileKind.Pdf, out var pdf))
        {
            await pdf.FlushAsync(cancellation);
            var facts = PdfReading.Read(pdf.Name, bookmarks.Values);
            results.AddRange(ReportSelfCheck.Pdf(report, facts, bookmarks));
            made.Sheets = facts?.Sheets.Count ?? 0;
            made.MissingFaces = DocumentFaces.Missing(DocumentFaces.AskedFor(word.Name), facts?.Fonts ?? []);
        }
        made.Checks = results;
    }
}
