namespace Authoring.Compile.SelfCheck;

/// <summary>
/// Reads a file that was written of a report back, and holds it against the report: its numbers, lists, references, pages and pictures.
/// What a check finds is a fault of ours, or of the program that wrote the file; the writers themselves are not asked.
/// </summary>
public static class ReportSelfCheck
{
    /// <param name="bookmarks">By anchor, the bookmark around it: what the writer has said.</param>
    /// <param name="pages">By bookmark, the sheet on which it lies; empty: nobody knows.</param>
    public static IReadOnlyList<SelfCheckResult> Word(
        CompiledReport report,
        Stream file,
        IReadOnlyDictionary<string, string> bookmarks,
        IReadOnlyDictionary<string, int> pages
    )
    {
        ArgumentNullException.ThrowIfNull(report);
        return WordCheck.Run(report.ToDocument(), file, bookmarks, pages);
    }

    /// <param name="html">The document that stands alone, with its pictures in.</param>
    public static IReadOnlyList<SelfCheckResult> Html(CompiledReport report, string html)
    {
        ArgumentNullException.ThrowIfNull(report);
        return HtmlCheck.Run(report.ToDocument(), html);
    }

    /// <param name="file">Null: it could not be read.</param>
    /// <param name="bookmarks">By anchor, the bookmark around it in the Word file that it was made from.</param>
    public static IReadOnlyList<SelfCheckResult> Pdf(CompiledReport report, PdfFacts? file, IReadOnlyDictionary<string, string> bookmarks)
    {
        ArgumentNullException.ThrowIfNull(report);
        return PdfCheck.Run(report.ToDocument(), file, bookmarks);
    }
}
