namespace Authoring.Web.Documents;

/// <summary>
/// Every address of a report's pages is made here: a slug or a key may hold whatever a file's name may, spaces, <c>%</c>, <c>#</c> and
/// Chinese.
/// </summary>
internal static class Addresses
{
    /// <param name="page">What follows the report: <c>settings</c>, <c>lists</c>, <c>?edit=true</c>; nothing is the overview.</param>
    public static string OfReport(string slug, string page = "") =>
        $"/reports/{Uri.EscapeDataString(slug)}{(page.Length == 0 || page[0] is '?' or '#' ? "" : "/")}{page}";

    /// <summary>Where a text is written.</summary>
    public static string OfText(DocumentName text) => OfReport(text.Slug, Inside(text));

    /// <summary>Where it is read and signed.</summary>
    public static string OfReview(DocumentName text) => OfReport(text.Slug, $"review?text={Inside(text)}");

    public static string OfLine(DocumentName text, int line) => $"{OfText(text)}#line-{line}";

    /// <summary>What a text was, version by version.</summary>
    public static string OfHistory(DocumentName text) => OfReport(text.Slug, $"history?text={Inside(text)}");

    /// <summary>What a writing page fetches while its report changes.</summary>
    public static string OfLive(DocumentName text) => OfReport(text.Slug, $"live/{Inside(text)}");

    /// <summary>Where a file of the report folder is served.</summary>
    public static string OfFile(string slug, string path) =>
        OfReport(slug, $"files/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");

    private static string Inside(DocumentName text) =>
        $"{(text.Kind == DocumentKind.Section ? "sections" : "cases")}/{Uri.EscapeDataString(text.Key)}";
}
