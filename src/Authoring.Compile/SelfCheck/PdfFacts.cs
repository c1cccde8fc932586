namespace Authoring.Compile.SelfCheck;

/// <param name="Name">Without the mark of a subset: <c>NotoSerifCJKsc-Regular</c>.</param>
public sealed record PdfFont(string Name, bool IsEmbedded);

/// <summary>What a PDF says of itself.</summary>
/// <param name="Sheets">The words of each sheet in the order in which they are drawn, the cover first.</param>
/// <param name="Destinations">By bookmark of the Word file that it was made from, the sheet, from 1.</param>
/// <param name="Language">As <c>/Lang</c> says it; empty: it does not.</param>
/// <param name="Pictures">How many pictures are drawn; on each sheet a picture counts as often as it is drawn.</param>
public sealed record PdfFacts(
    IReadOnlyList<string> Sheets,
    IReadOnlyDictionary<string, int> Destinations,
    IReadOnlyList<PdfFont> Fonts,
    string Language,
    int Pictures
);
